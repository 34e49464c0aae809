"""What the preview puts above a page: the problems, and where the page comes from."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from clinicsite import report
from clinicsite.problems import Problem, Severity
from clinicsite.style_hash import style_hash


def panel(problems: Iterable[Problem], failure: str, *notes: str) -> str:
    """The problems as the terminal words them, errors open and warnings folded; or nothing."""
    errors, warnings = (_of(problems, severity) for severity in Severity)
    parts = []
    if failure:
        parts.append(f'<p class="head">{escape(failure)}</p>')
    if errors:
        parts.append(f'<p class="head">{_count(errors)}</p>\n{_list(errors)}')
    if warnings:
        folded = f"<summary>{_count(warnings)}</summary>\n{_list(warnings)}"
        parts.append(f"<details>{folded}</details>")
    parts += [f"<p>{escape(note)}</p>" for note in notes if note]
    if not parts:
        return ""
    grave = ' class="grave"' if failure or errors else ""
    return (
        f'<aside id="clinicsite-preview" aria-label="Problems found by the preview"{grave}>\n'
        + "\n".join(parts)
        + "\n</aside>\n"
    )


class Origin(Struct, frozen=True):
    """Where a page comes from."""

    path: str
    """The file, relative to the project's folder."""
    draft: bool = False
    edit_url: str = ""
    """Where it can be edited in the browser; empty when nobody knows."""


def origin_bar(origin: Origin | None) -> str:
    """One line that names the file of the page, and says when it is a draft."""
    if origin is None:
        return ""
    draft = "<strong>DRAFT</strong>: only the preview shows this page. " if origin.draft else ""
    link = (
        f' <a href="{escape(origin.edit_url)}">Edit in the browser</a>' if origin.edit_url else ""
    )
    mark = ' class="draft"' if origin.draft else ""
    return (
        f'<aside id="clinicsite-origin" aria-label="Where this page comes from"{mark}>\n'
        f"<p>{draft}The file of this page: <code>{escape(origin.path)}</code>.{link}</p>\n"
        "</aside>\n"
    )


def edit_url(repository: str, path: str) -> str:
    """The address at which the host of the repository edits the file; empty for unknown hosts."""
    base = repository.rstrip("/").removesuffix(".git")
    host = urlsplit(base).hostname or ""
    for name, way in _WAYS_TO_EDIT.items():
        if name in host.split("."):
            return f"{base}/{way}/main/{quote(path)}"
    return ""


_WAYS_TO_EDIT: Final = {"github": "edit", "gitlab": "-/edit", "codeberg": "_edit"}
"""A part of the host's name → what stands in its addresses before the branch."""


def _of(problems: Iterable[Problem], severity: Severity) -> list[Problem]:
    return [problem for problem in problems if problem.severity(release=False) is severity]


def _count(problems: Iterable[Problem]) -> str:
    return escape(report.count_problems(problems, release=False))


def _list(problems: Iterable[Problem]) -> str:
    return "<ol>" + "".join(f"<li>{_item(problem)}</li>\n" for problem in problems) + "</ol>"


def _item(problem: Problem) -> str:
    """One problem; the line of the file and its caret keep their places whatever the width."""
    first, *lines = report.format_problem(problem, release=False).split("\n")
    hint = f"\n<p>{escape(lines.pop().strip())}</p>" if problem.hint else ""
    excerpt = "\n".join(lines)
    excerpt = f"\n<pre>{escape(excerpt)}</pre>" if lines else ""
    return f"<p>{escape(first)}</p>{excerpt}{hint}"


STYLE: Final = """\
#clinicsite-preview, #clinicsite-origin { all: revert; }
#clinicsite-preview *, #clinicsite-origin * { all: revert; }
#clinicsite-origin { color-scheme: light; padding: 0.125rem 1rem; overflow-wrap: anywhere;
  font: 0.875rem/1.5 system-ui, sans-serif; text-align: start; color: #1b1b1b; background: #f3f3f3;
  border-block-end: 1px solid #767676; }
#clinicsite-origin.draft { background: #fff4ce; border-block-end: 3px dashed #8a4b00; }
#clinicsite-origin p { margin: 0; }
#clinicsite-origin a { color: #0b4f9e; }
#clinicsite-preview { color-scheme: light; padding: 0.25rem 1rem; overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, sans-serif; text-align: start; color: #1b1b1b; background: #f3f3f3;
  border-block-end: 1px solid #767676; }
#clinicsite-preview.grave { position: sticky; inset-block-start: 0; z-index: 2147483647;
  max-block-size: 60vh; overflow: auto; padding-block: 0.75rem; background: #fff;
  border: 4px solid #b3261e; }
#clinicsite-preview p { margin: 0.25rem 0; white-space: pre-wrap; }
#clinicsite-preview .head { font-weight: 700; color: #8c1d18; }
#clinicsite-preview pre { margin: 0.25rem 0; overflow-x: auto; font: 0.9375rem/1.4 monospace; }
#clinicsite-preview ol { margin: 0.5rem 0; padding-inline-start: 2rem; }
#clinicsite-preview li + li { margin-block-start: 0.75rem; }
#clinicsite-preview summary { cursor: pointer; font-size: 0.875rem; }
@media print { #clinicsite-preview, #clinicsite-origin { display: none; } }
"""
STYLE_HASH: Final = f"'{style_hash(STYLE)}'"
