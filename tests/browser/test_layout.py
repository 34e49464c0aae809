"""Every page holds on every screen, in the colors and with the text that readers choose."""

from __future__ import annotations

import pytest

from tests.browser.probes import probe, told
from tests.browser.site_pages import SitePage, one_of_each_kind, site_pages
from tests.browser.states import STATES
from tests.browser.visits import Visitor

SOON = ("light", "text 200 %")
"""What `make test` looks at: colors seldom move anything, and spaced text is the milder trial."""

_LAYOUT = ("sideways", "clipped", "overlap")


def _page_states() -> list[object]:
    return [
        pytest.param(
            page,
            group,
            marks=() if page in one_of_each_kind() and group in SOON else pytest.mark.audit,
            id=f"{page.route} {group}",
        )
        for page in site_pages()
        for group in STATES
    ]


@pytest.mark.parametrize(("page", "group"), _page_states())
def test_everything_on_a_page_can_be_read_and_tapped(
    page: SitePage, group: str, visitor: Visitor
) -> None:
    """No sideways scroll, nothing cut off, nothing on top of other things, targets of 44 px.

    Without a style sheet the browser alone decides how large a link is.
    """
    found: list[str] = []
    for state in STATES[group]:
        tab = visitor.open(page, state)
        for name in (*_LAYOUT, *["targets"] * state.styled):
            found += told(page.route, state, probe(tab, name))

    assert not found, "\n" + "\n".join(found)
