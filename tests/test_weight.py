"""What a page weighs on its way: it fits into the first flight of packets."""

from __future__ import annotations

import brotli
import pytest

from tests.browser.site_pages import SitePage, site_pages

LIMIT = 14_000
_PUBLISHED = [page for page in site_pages() if page.is_published]


def _weight(html: bytes) -> int:
    """Bytes of a page with its inlined style, as a good host sends it."""
    return len(brotli.compress(html, quality=11))


@pytest.mark.parametrize("page", _PUBLISHED, ids=lambda page: page.route)
def test_a_page_fits_into_the_first_flight(page: SitePage) -> None:
    """At most 14,000 bytes of HTML and CSS, compressed."""
    assert _weight(page.html) <= LIMIT
