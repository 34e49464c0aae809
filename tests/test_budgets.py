"""What the design allows pages to weigh besides the page itself (design.md 5)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import brotli
import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.read.front_matter import Kind
from clinicsite.render.style import OWN_SHEETS, join_styles
from clinicsite.render.views import StyleView
from tests.browser.site_pages import SitePage, site_pages
from tests.test_shipped_site import shipped_tree

STYLE, DRAWING, DRAWINGS, REQUESTS, ELEMENTS = 4_500, 3 * 1024, 6 * 1024, 6, 800
_SVG = re.compile(rb"<svg\b.*?</svg>", re.DOTALL)
_CLASS = re.compile(r"\.([a-z][\w-]*)(?=[^{}]*\{)")
_PUBLISHED = [page for page in site_pages() if page.is_published]
_each_page = pytest.mark.parametrize("page", _PUBLISHED, ids=lambda page: page.route)


def _weight(data: bytes) -> int:
    """Bytes as a good host sends them."""
    return len(brotli.compress(data, quality=11))


def _figures() -> Mapping[str, bytes]:
    return shipped_tree().below("content/figures", ".svg")


@functools.cache
def _style() -> StyleView:
    style, _ = join_styles(shipped_tree().below("static/css", ".css"), str)
    return style


@pytest.mark.parametrize("kind", Kind)
def test_the_style_leaves_room_for_words(kind: Kind) -> None:
    """It stands in every page, with what only its kind shows; what it takes is taken from words."""
    weight = _weight("".join(sheet.css for sheet in _style().of(kind)).encode())

    assert weight <= STYLE, f"a page `{kind}` has {weight:,} bytes of style, {STYLE:,} are allowed"


@_each_page
def test_a_page_carries_the_style_of_what_it_shows(page: SitePage) -> None:
    """A class that only the sheets of some kinds know has no style on other pages."""
    html = LexborHTMLParser(page.html)
    sheets = " ".join(style.text() for style in html.css("style"))
    special = {name for sheet in _style().own.values() for name in _CLASS.findall(str(sheet.css))}

    bare = {name for name in special - {*_CLASS.findall(sheets)} if html.css_first(f".{name}")}

    assert bare == set()


def test_what_some_kinds_show_is_found() -> None:
    """The test above has something to look for: each sheet of a kind has classes of its own."""
    for kind in OWN_SHEETS:
        own = {*_CLASS.findall(str(_style().own[kind].css))}
        assert own - {*_CLASS.findall(str(_style().css))}, kind


@pytest.mark.parametrize("path", sorted(_figures()))
def test_a_drawing_is_small(path: str) -> None:
    """Few points, few digits: a drawing costs no more than a page of words."""
    weight = _weight(_figures()[path])

    assert weight <= DRAWING, f"{path} weighs {weight:,} bytes, {DRAWING:,} are allowed"


@_each_page
def test_the_drawings_inside_a_page_are_few(page: SitePage) -> None:
    """What goes beyond is in files of its own."""
    weight = _weight(b"\n".join(_SVG.findall(page.html)))

    assert weight <= DRAWINGS, f"the drawings inside {page.route} weigh {weight:,} bytes"


@_each_page
def test_a_first_visit_asks_for_few_files(page: SitePage) -> None:
    """The page, its fonts, one icon and its pictures, also those far down."""
    html = LexborHTMLParser(page.html)
    addresses = {node.attributes["href"] for node in html.css("link[rel=preload]")}
    addresses |= {node.attributes["src"] for node in html.css("[src]")}
    requests = 1 + len(html.css("link[rel=icon]")[:1]) + len(addresses)

    assert requests <= REQUESTS, f"{page.route} asks for {requests} files: {addresses}"


@_each_page
def test_a_page_is_quick_to_lay_out(page: SitePage) -> None:
    """At most 800 elements."""
    count = len(LexborHTMLParser(page.html).css("*"))

    assert count <= ELEMENTS, f"{page.route} has {count:,} elements"
