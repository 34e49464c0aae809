"""What is said of an address that is named somewhere and that no page has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clinicsite.problems import Problem
from clinicsite.read.document import Document, KeyPath
from clinicsite.read.schema import did_you_mean


def lost_page(
    document: Document,
    keys: KeyPath,
    route: str,
    *,
    rule: str = "link",
    drafts: Mapping[str, str],
    possible: Iterable[str],
) -> Problem:
    """The problem at these keys: the page is a draft, or there is none, and another was meant.

    `drafts` are the files of drafts by their addresses, `possible` what could stand here instead.
    """
    if route in drafts:
        message = f"the page {route} is a draft (`draft: yes`), so it is not published"
        hint = f"Remove `draft: yes` from {drafts[route]}, or name another page here."
        return document.problem(rule, keys, message, hint)
    near = did_you_mean(route, possible)
    hint = document.line_with(keys, near) if near else ""
    return document.problem(rule, keys, f"there is no page {route}", hint)
