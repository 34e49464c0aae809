"""No barrier that axe-core knows of: WCAG 2.2 A, AA and AAA, and best practice."""

from __future__ import annotations

from dataclasses import replace

from tests.browser.axe import violations
from tests.browser.probes import told
from tests.browser.site_pages import SitePage, each_page
from tests.browser.states import State, screen
from tests.browser.visits import Visitor

_ONE_OF_EACH = ("landmark-unique",)
"""What the gallery cannot keep: it shows the menu and the footer more than once."""

_PHONE = screen(320)
_DESK = screen(1280)
_DARK_DESK = replace(_DESK, scheme="dark")
_FORCED_DESK = replace(_DESK, forced_colors=True)


def _no_violations(visitor: Visitor, page: SitePage, *states: State) -> None:
    found: list[str] = []
    for state in states:
        without = () if page.is_published else _ONE_OF_EACH
        found += told(page.route, state, violations(visitor.open(page, state), without=without))
    assert not found, "\n" + "\n".join(found)


@each_page()
def test_axe_finds_nothing_on_a_narrow_phone(page: SitePage, visitor: Visitor) -> None:
    """At 320 px, in dark colors, as many read in bed."""
    _no_violations(visitor, page, replace(_PHONE, scheme="dark"))


@each_page(soon=())
def test_axe_finds_nothing_in_any_colors(page: SitePage, visitor: Visitor) -> None:
    """Light on a phone; light, dark and forced colors at a desk."""
    _no_violations(visitor, page, _PHONE, _DESK, _DARK_DESK, _FORCED_DESK)
