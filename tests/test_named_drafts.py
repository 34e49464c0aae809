"""A draft that is named where pages are named: typed into the shipped site, and mended by the hint.

Links in a text are tested with all other links.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from clinicsite.problems import Problem
from clinicsite.read.tree import SourceTree
from tests.test_editor_mistakes import BEFORE, SHIPPED, problems_of, put
from tests.test_hints import followed

HELP, AYUDA = "content/en/when-to-get-help.md", "content/es/cuando-pedir-ayuda.md"
NOTICE = "notices:\n  - text: {en: We are away., es: No estamos.}\n    last_day: 2026-12-24\n"


@dataclass(frozen=True)
class Named:
    """A place that names a page, which becomes a draft."""

    draft: str
    route: str
    path: str
    line: str
    """The line that is to be named."""


NAMED = [
    Named("content/en/faq.md", "/faq/", "content/es/preguntas.md", "twin: /faq/"),
    Named(HELP, "/when-to-get-help/", AYUDA, "twin: /when-to-get-help/"),
    Named(
        HELP, "/when-to-get-help/", "content/en/print/safety-sheet.md", "parent: /when-to-get-help/"
    ),
    Named(HELP, "/when-to-get-help/", "config.yaml", "      help: /when-to-get-help/"),
    Named(
        "content/en/editorial-policy.md",
        "/editorial-policy/",
        "config.yaml",
        "      evidence_levels: /editorial-policy/#how-sure-we-are",
    ),
    Named("content/en/faq.md", "/faq/", "config.yaml", "    link: /faq/"),
]


def typed(named: Named) -> SourceTree:
    """The shipped site with that page as a draft, and with a notice about questions."""
    config = SHIPPED.files["config.yaml"]
    files = {"config.yaml": put("notices:\n", f"{NOTICE}    link: /faq/\n")(config)}
    files[named.draft] = put("\n---\n", "\ndraft: yes\n---\n")(SHIPPED.files[named.draft])
    return SHIPPED.with_files(files)


def found(named: Named, problems: set[Problem]) -> Problem:
    """The one problem at the line that names the draft."""
    there = [p for p in problems - BEFORE if p.path == named.path and p.excerpt == named.line]
    assert len(there) == 1, there
    return there[0]


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.line.strip())
def test_a_draft_is_called_a_draft(named: Named) -> None:
    """Nobody is told that a page which lies before them does not exist."""
    problems = problems_of(typed(named))

    problem = found(named, problems)

    assert problem.message.startswith(f"the page {named.route} is a draft (`draft: yes`)")
    assert problem.severity(release=False) == "error"
    assert not [p for p in problems if p.message == f"there is no page {named.route}"]


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.line.strip())
def test_the_hint_makes_the_site_good_again(named: Named) -> None:
    """Followed word by word, it takes away every problem that the draft brought."""
    tree = typed(named)

    files = followed(found(named, problems_of(tree)), tree.files)

    assert files is not None
    assert problems_of(SourceTree(files)) - BEFORE == set()
