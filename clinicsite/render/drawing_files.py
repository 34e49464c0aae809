"""Drawings that are files of their own, because their page shows so many.

A page fits into the first flight of packets, and a drawing inside it is there with the first words.
So the first drawings of a page stand inside it, and what goes beyond a budget comes later, when a
reader scrolls near it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree import ElementTree as ET

from msgspec import Struct

from clinicsite.languages import Language
from clinicsite.read.drawings import fault_in_drawing
from clinicsite.render.context import RenderContext
from clinicsite.render.copied_files import drawing_route

INLINE_BYTES = 10_000
"""Bytes of drawings inside a page. Compressed they are the 3 KB that the design aims at. They are
counted as written: how small they become depends on the packer, and must not move a drawing."""

MOST_FILES = 3
"""Files of one page: with the page, the font and the icon, six requests show all of it."""

_SVG = "{http://www.w3.org/2000/svg}"
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d+)?)(?:px)?")
_INSIDE_A_PAGE = ("role", "aria-labelledby", "aria-describedby")
ET.register_namespace("", _SVG[1:-1])


class DrawingFile(Struct, frozen=True):
    """A drawing ready to be published, and what a page says of it."""

    name: str
    route: str
    svg: bytes
    width: int
    height: int
    title: str
    description: str

    @property
    def address(self) -> str:
        """The route as a link writes it."""
        return quote(self.route)


def beyond_budget(sizes: Iterable[int]) -> tuple[int, ...]:
    """The places of the drawings that do not stand inside their page.

    The first one always does: it belongs to what a reader sees first. Of a page with more drawings
    than all this allows, the largest are files.
    """
    used = 0
    beyond: list[tuple[int, int]] = []
    for place, size in enumerate(sizes):
        used += size
        if place and used > INLINE_BYTES:
            beyond.append((size, place))
    return tuple(sorted(place for _, place in sorted(beyond)[-MOST_FILES:]))


@functools.lru_cache(maxsize=128)
def drawing_file(name: str, language: Language, context: RenderContext) -> DrawingFile | None:
    """The drawing as a file; None for one that has to stay inside its page.

    That is a drawing which says too little to be described from outside, and one that may not be
    published: inside the page, the checks tell what is wrong with it.
    """
    svg = context.drawing(name, language) or ""
    if fault_in_drawing(svg.encode()):
        return None
    root = ET.fromstring(svg)  # noqa: S314  # our own file, without words of its own
    title, description = (_words(root, tag) for tag in ("title", "desc"))
    width, height = (_pixels(root, side) for side in ("width", "height"))
    if not (title and width and height):
        return None
    try:
        data = _standing_alone(root, language, context.style.drawing)
    except RecursionError:  # parts in parts in parts, a thousand deep
        return None
    if fault_in_drawing(data):
        return None
    route = drawing_route(name, language)
    return DrawingFile(name, route, data, width, height, title, description)


def _standing_alone(root: ET.Element, language: Language, style: str) -> bytes:
    """The drawing with its own style and language, without what ties it to a page."""
    for name in _INSIDE_A_PAGE:
        root.attrib.pop(name, None)
    root.set("lang", language.tag)
    if style:
        sheet = ET.Element(_SVG + "style")
        sheet.text, sheet.tail = style, "\n"
        root.insert(0, sheet)
    return ET.tostring(root, encoding="unicode").encode() + b"\n"


def _pixels(root: ET.Element, side: str) -> int:
    """The length of the side, from now on in whole numbers as on the page, so that nothing jumps;
    0 when it is none."""
    length = _LENGTH.fullmatch(root.get(side, ""))
    pixels = round(float(length[1])) if length else 0
    root.set(side, str(pixels))
    return pixels


def _words(root: ET.Element, tag: str) -> str:
    found = root.find(_SVG + tag)
    return "" if found is None else " ".join("".join(found.itertext()).split())
