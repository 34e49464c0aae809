"""Warnings come first: what a phone shows before anybody scrolls."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from tests.browser.site_pages import SitePage, each_page, one_of_each_kind, site_pages
from tests.browser.states import FIRST_SCREEN, enter
from tests.browser.visits import Visitor

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
        const { top, bottom, height } = bar.getBoundingClientRect();
        for (const card of cards) {
            const box = card.getBoundingClientRect();
            if (height && box.bottom > top && box.top < bottom) meetings.push(y);
        }
    }
    scrollTo(0, 0);
    return meetings;
}"""


def count_on_screen(tab: Page, selector: str) -> int:
    """How many of these elements can be seen without scrolling."""
    return sum(tab.locator(selector).evaluate_all(_ON_SCREEN))


@pytest.mark.parametrize("page", CARD_PAGES, ids=lambda page: page.route)
def test_the_emergency_card_is_on_the_first_screen(page: SitePage, visitor: Visitor) -> None:
    """On a small phone the heading, its 911 link and four signs show without scrolling."""
    tab = visitor.open(page, FIRST_SCREEN)
    card = ".lead .care[data-level=emergency]"

    assert count_on_screen(tab, f"{card} > :first-child") == 1
    assert count_on_screen(tab, f"{card} > :first-child a[href='tel:911']") == 1
    assert count_on_screen(tab, f"{card} li") >= _SIGNS


@each_page(only=BANNER_PAGES, soon=one_of_each_kind())
def test_the_warning_banner_is_on_the_first_screen(page: SitePage, visitor: Visitor) -> None:
    """Every other page has one line on top that leads to "When to get help"."""
    tab = visitor.open(page, FIRST_SCREEN)

    assert count_on_screen(tab, ".banner a") == 1


def test_only_pages_without_a_diagnosis_carry_no_warning() -> None:
    """Neither card nor banner: the help page, which is one warning, and pages to look things up."""
    silent = {page.kind for page in site_pages() if page.warning == "none" and page.is_published}

    assert silent <= {"emergency", "sources", "glossary", "a-z", "text", "handout", "self-check"}


@pytest.mark.parametrize("page", site_pages(), ids=lambda page: page.route)
def test_the_bar_and_a_care_card_never_share_a_wrapper(page: SitePage) -> None:
    """The sticky bar sticks within its wrapper: where no card is, it can cover none."""
    for bar in LexborHTMLParser(page.html).css(".bar"):
        assert bar.parent is not None
        assert bar.parent.css(".care") == []


@each_page()
def test_the_bar_never_lies_on_a_care_card(page: SitePage, visitor: Visitor) -> None:
    """However far one scrolls on a phone, no warning sign is under the bar."""
    tab = visitor.open(page, FIRST_SCREEN)

    assert tab.evaluate(_BAR_ON_CARD) == []


def test_what_lies_below_the_first_screen_or_under_something_is_not_seen(tab: Page) -> None:
    """Of four lines the third is hidden by another thing, and the last ends below the window."""
    tab.set_content(
        "<style>p { margin: 0; height: 200px } b { position: absolute; inset: 400px 0 auto 0;"
        " height: 200px; background: red }</style><p>1<p>2<p>3<p>4</p><b>on top</b>"
    )
    enter(tab, FIRST_SCREEN)

    assert count_on_screen(tab, "p") == 2


def test_a_bar_on_a_care_card_is_noticed(tab: Page) -> None:
    """In one wrapper they meet; the card above the wrapper is safe."""
    bar = "<div class=bar style='position: sticky; bottom: 0; height: 64px'>call</div>"
    card = "<div class=care style='height: 200px'>signs</div>"
    rest = "<div style='height: 2000px'>text</div>"

    tab.set_content(f"<div>{rest}{card}{bar}</div>")
    enter(tab, FIRST_SCREEN)
    together = tab.evaluate(_BAR_ON_CARD)
    tab.set_content(f"{card}{rest}<div>{rest}{bar}</div>")

    assert together
    assert tab.evaluate(_BAR_ON_CARD) == []
