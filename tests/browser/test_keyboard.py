"""A keyboard alone is enough, and one always sees where one is."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Page

from tests.browser.probes import Fault, ask, faults, told
from tests.browser.site_pages import SitePage, each_page
from tests.browser.states import FIRST_SCREEN, State, screen
from tests.browser.visits import Visitor

_DESK = screen(1280)
_MOST_STOPS = 600


def tab_walk(tab: Page) -> list[Fault]:
    """Tab pressed from the top of the page to its end: what is hidden, covered or left out."""
    found: list[Fault] = []
    seen: set[int] = set()
    last = -1
    for _ in range(_MOST_STOPS):
        tab.keyboard.press("Tab")
        stop = ask(tab, "focus")
        # The buttons of a film are stops inside one and the same element.
        if stop is None or (stop["index"] in seen and stop["index"] != last):
            break
        last = stop["index"]
        seen.add(last)
        found += faults(stop["faults"])
    missed = [one for one in ask(tab, "focusable") if one["index"] not in seen]
    return found + faults(missed)


def _walk(visitor: Visitor, page: SitePage, *states: State) -> None:
    found: list[str] = []
    for state in states:
        found += told(page.route, state, tab_walk(visitor.open_fresh(page, state)))
    assert not found, "\n" + "\n".join(found)


@each_page()
def test_the_focus_is_always_seen_on_a_phone(page: SitePage, visitor: Visitor) -> None:
    """Each stop of Tab is in the window with its ring, under no bar, and no stop is left out."""
    _walk(visitor, page, FIRST_SCREEN)


@each_page(soon=())
def test_the_focus_is_always_seen_at_a_desk(page: SitePage, visitor: Visitor) -> None:
    """The same on a wide window, where the list of contents sticks, and with forced colors."""
    _walk(visitor, page, _DESK, replace(_DESK, forced_colors=True))
