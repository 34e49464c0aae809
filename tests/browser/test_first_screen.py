"""Warnings come first: what a phone shows before anybody scrolls."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.site_pages import SitePage, each_page, one_of_each_kind, site_pages
from tests.browser.states import FIRST_SCREEN
from tests.browser.visits import Visitor
from tests.test_shipped_site import shipped

_SIGNS = 4

CARD_PAGES = tuple(page for page in site_pages() if page.warning == "card")
BANNER_PAGES = tuple(page for page in site_pages() if page.warning == "banner")

# The part of an element that can be seen: inside the window, with nothing on top.
_ON_SCREEN = """elements => elements.map(element => {
    const box = element.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.top >= 0 && box.bottom <= innerHeight && hit !== null
        && (element.contains(hit) || hit.contains(element));
})"""

_BAR_ON_CARD = """() => {
    const bar = document.querySelector(".bar");
    const cards = Array.from(document.querySelectorAll(".care"));
    const meetings = [];
    for (let y = 0; bar && cards.length && y <= document.body.scrollHeight; y += 40) {
        scrollTo(0, y);
        const top = bar.getBoundingClientRect();
        for (const card of cards) {
            const box = card.getBoundingClientRect();
            if (top.height && box.bottom > top.top && box.top < top.bottom) meetings.push(y);
        }
    }
    scrollTo(0, 0);
    return meetings;
}"""


def _count_on_screen(visitor: Visitor, page: SitePage, selector: str) -> int:
    seen = visitor.open(page, FIRST_SCREEN).locator(selector).evaluate_all(_ON_SCREEN)
    return sum(seen)


@pytest.mark.parametrize("page", CARD_PAGES, ids=lambda page: page.route)
def test_the_emergency_card_is_on_the_first_screen(page: SitePage, visitor: Visitor) -> None:
    """On a small phone the heading, its 911 link and four signs show without scrolling."""
    card = ".lead .care[data-level=emergency]"

    assert _count_on_screen(visitor, page, f"{card} > :first-child") == 1
    assert _count_on_screen(visitor, page, f"{card} > :first-child a[href='tel:911']") == 1
    assert _count_on_screen(visitor, page, f"{card} li") >= _SIGNS


@each_page(only=BANNER_PAGES, soon=one_of_each_kind())
def test_the_warning_banner_is_on_the_first_screen(page: SitePage, visitor: Visitor) -> None:
    """Every other page has one line on top that leads to "When to get help"."""
    assert _count_on_screen(visitor, page, ".banner a[href*='when-to-get-help']") == 1


def test_only_pages_without_a_diagnosis_carry_no_warning() -> None:
    """Neither card nor banner: the help page, which is one warning, and pages to look things up."""
    silent = {page.kind for page in site_pages() if page.warning == "none"}

    assert silent <= {"emergency", "sources", "glossary", "a-z", "text", "handout", "self-check"}


@pytest.mark.parametrize("page", site_pages(), ids=lambda page: page.route)
def test_the_bar_and_a_care_card_never_share_a_wrapper(page: SitePage) -> None:
    """The sticky bar sticks within its wrapper: where no card is, it can cover none."""
    for bar in LexborHTMLParser(shipped().files[page.name]).css(".bar"):
        assert bar.parent is not None
        assert bar.parent.css(".care") == []


@each_page()
def test_the_bar_never_lies_on_a_care_card(page: SitePage, visitor: Visitor) -> None:
    """However far one scrolls on a phone, no warning sign is under the bar."""
    tab = visitor.open(page, FIRST_SCREEN)

    assert tab.evaluate(_BAR_ON_CARD) == []
