"""No barrier that axe-core knows of: WCAG 2.2 A, AA and AAA, and best practice."""

from __future__ import annotations

from dataclasses import replace

from tests.browser.axe import violations
from tests.browser.probes import told
from tests.browser.site_pages import SitePage, each_page
from tests.browser.states import State, screen
from tests.browser.visits import Visitor

_LIGHT = screen(1280)
_DARK = replace(_LIGHT, scheme="dark")
_NARROW = screen(320)


def _no_violations(visitor: Visitor, page: SitePage, *states: State) -> None:
    found: list[str] = []
    for state in states:
        found += told(page.route, state, violations(visitor.open(page, state)))
    assert not found, "\n" + "\n".join(found)


@each_page()
def test_axe_finds_nothing_on_a_narrow_phone(page: SitePage, visitor: Visitor) -> None:
    """At 320 px, in dark colors."""
    _no_violations(visitor, page, replace(_NARROW, scheme="dark"))


@each_page()
def test_axe_finds_nothing_at_a_desk(page: SitePage, visitor: Visitor) -> None:
    """At 1280 px, in light colors."""
    _no_violations(visitor, page, _LIGHT)


@each_page(soon=())
def test_axe_finds_nothing_in_the_other_colors(page: SitePage, visitor: Visitor) -> None:
    """Dark at a desk, light on a phone, and with forced colors."""
    _no_violations(visitor, page, _DARK, _NARROW, replace(_LIGHT, forced_colors=True))
