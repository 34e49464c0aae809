"""The checks of the finished site: pages in, problems out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain

from clinicsite.addresses import BaseUrl
from clinicsite.check.breadcrumbs import check_breadcrumbs
from clinicsite.check.care_cards import check_care_cards
from clinicsite.check.characters import Font, check_characters
from clinicsite.check.facts import facts_of
from clinicsite.check.findings import as_problems
from clinicsite.check.foreign import check_foreign
from clinicsite.check.ids import check_ids
from clinicsite.check.link_texts import check_link_texts
from clinicsite.check.links import check_links
from clinicsite.check.loads import check_loads
from clinicsite.check.outline import check_outlines
from clinicsite.check.page_facts import PageFacts
from clinicsite.check.pages import CheckedPage, FinishedPage, Site
from clinicsite.check.pictures import check_pictures
from clinicsite.check.policy import check_policies
from clinicsite.check.safety import check_safety
from clinicsite.check.structured_data import check_structured_data
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, in_order
from clinicsite.value_json import from_json, to_json

__all__ = ["FinishedPage", "Font", "check_pages", "check_site"]

_RULES = (
    check_links,
    check_loads,
    check_link_texts,
    check_breadcrumbs,
    check_ids,
    check_outlines,
    check_pictures,
    check_foreign,
    check_policies,
    check_safety,
    check_care_cards,
    check_structured_data,
)


def check_site(
    pages: Sequence[FinishedPage],
    *,
    files: Collection[str],
    base: BaseUrl,
    font: Font | None = None,
    memo: Memo = FORGETFUL,
) -> tuple[Problem, ...]:
    """All problems of the finished site; `files` are the paths of all that is published."""
    checked = [CheckedPage(page, _facts(page.html, memo)) for page in pages]
    return check_pages(checked, files=files, base=base, font=font)


def _facts(html: bytes, memo: Memo) -> PageFacts:
    return from_json(PageFacts, memo.remember(lambda: to_json(facts_of(html)), "facts", html))


def check_pages(
    pages: Sequence[CheckedPage],
    *,
    files: Collection[str],
    base: BaseUrl,
    font: Font | None = None,
) -> tuple[Problem, ...]:
    """The same for pages whose facts are known already."""
    site = Site.of(pages, files=files, base=base)
    problems = as_problems(chain.from_iterable(rule(site) for rule in _RULES))
    return in_order((*problems, *check_characters(site, font))) if font else problems
