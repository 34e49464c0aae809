"""Pages on paper: whole, in order, and readable without color."""

from __future__ import annotations

import pytest

from tests.browser.paper import FORMATS, Print, bare, printed
from tests.browser.probes import probe, told
from tests.browser.site_pages import SitePage, each_page, site_pages
from tests.browser.states import PRINTED, screen
from tests.browser.visits import Visitor

_HANDOUT_SHEETS = 2
_HANDOUTS = tuple(page for page in site_pages() if page.is_handout)

_TUCKED_AWAY = """() => Array.from(document.querySelectorAll("details"), details =>
    Array.from(details.children)
        .filter(child => child.localName !== "summary")
        .map(child => child.textContent).join(" "))"""


def _printed(visitor: Visitor, page: SitePage) -> dict[str, Print]:
    tab = visitor.open_fresh(page, screen(1280))
    return {size: printed(tab, size) for size in FORMATS}


@each_page(soon=())
def test_a_printed_page_is_whole(page: SitePage, visitor: Visitor) -> None:
    """No heading ends a sheet, no sheet is empty, and closed answers are printed open."""
    found: list[str] = []
    for size, paper in _printed(visitor, page).items():
        found += [f"{page.route} on {size}: {orphan}" for orphan in paper.orphans()]
        found += [
            f"{page.route} on {size}: sheet {number} is empty"
            for number, sheet in enumerate(paper.sheets, 1)
            if not sheet
        ]
        answers: list[str] = visitor.open(page, screen(1280)).evaluate(_TUCKED_AWAY)
        found += [
            f"{page.route} on {size}: this answer is not printed: {answer.strip()[:60]}"
            for answer in answers
            if not _is_in(answer, paper.text)
        ]

    assert not found, "\n" + "\n".join(found)


def _is_in(answer: str, text: str) -> bool:
    """Whether every sentence is printed; its end may stand on the next sheet, after other text."""
    return all(_in_two_parts(bare(sentence), text) for sentence in answer.split("."))


def _in_two_parts(letters: str, text: str) -> bool:
    cuts = range(len(letters) + 1)
    return any(letters[:cut] in text and letters[cut:] in text for cut in cuts)


@each_page(soon=())
def test_a_printed_page_needs_no_color(page: SitePage, visitor: Visitor) -> None:
    """All text keeps a contrast of 7 : 1, which counts brightness alone, on a gray printer."""
    found = told(page.route, PRINTED, probe(visitor.open(page, PRINTED), "pale"))

    assert not found, "\n" + "\n".join(found)


@pytest.mark.audit
def test_a_handout_fits_on_two_sheets(visitor: Visitor) -> None:
    """On Letter and on A4: one leaf to take home."""
    if not _HANDOUTS:
        pytest.skip("the site has no handout yet")
    long = [
        f"{page.route} on {size}: {len(paper.sheets)} sheets"
        for page in _HANDOUTS
        for size, paper in _printed(visitor, page).items()
        if len(paper.sheets) > _HANDOUT_SHEETS
    ]

    assert long == []
