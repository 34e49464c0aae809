"""Every picture says what it shows, or that it is decoration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.locate import Place, locate_words
from clinicsite.check.page_facts import Picture
from clinicsite.check.pages import CheckedPage, Site

_FILE_NAME = re.compile(r"\S+\.(?:avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
# What the build adds to the name of a photo.
_PUBLISHED = re.compile(r"-[0-9a-f]{8}-\d+\.(?:jpg|png)$")
_DESCRIBE = (
    "write what the picture shows between the square brackets: ![What it shows](…);"
    " if it shows nothing that matters, write ![decorative](…)"
)


def check_pictures(site: Site) -> Iterator[Finding]:
    """Pictures that tell nothing to a reader who cannot see them."""
    for one in site.written_pages():
        for picture in one.facts.pictures:
            message = _image_trouble(picture) if picture.tag == "img" else _drawing_trouble(picture)
            if message:
                yield _finding(message, picture, one)


def _image_trouble(picture: Picture) -> str:
    name = _PUBLISHED.sub("", picture.source.rpartition("/")[2]) or "a picture"
    if picture.alt is None:
        return f"the picture {name} does not say what it shows, nor that it is decoration"
    if not picture.alt.strip():
        return "" if picture.decorative else f"the picture {name} does not say what it shows"
    if _FILE_NAME.fullmatch(picture.alt.strip()):
        return f"the picture {name} gives the name of a file instead of what it shows"
    return ""


def _drawing_trouble(picture: Picture) -> str:
    if picture.hidden:
        return ""
    if picture.role != "img":
        return "a drawing is neither marked as a picture nor as decoration"
    return "" if picture.title else "a drawing has no title that says what it shows"


def _finding(message: str, picture: Picture, one: CheckedPage) -> Finding:
    place = None
    if picture.tag == "svg":
        hint = 'give the drawing role="img" and a title, or aria-hidden="true" if it is decoration'
    elif picture.spot.written:
        hint, place = _DESCRIBE, _place(picture, one)
    else:
        hint = TEMPLATE_HINT
    from_template = not picture.spot.written
    return Finding(
        "picture", one.page, message, hint, picture.spot, place, from_template=from_template
    )


def _place(picture: Picture, one: CheckedPage) -> Place | None:
    """The brackets that should hold the words."""
    text, body_line = one.page.text, one.page.body_line
    if picture.alt:
        return locate_words(text, body_line, f"![{picture.alt}]", total=1)
    total = max(other.bare_occurrence for other in one.facts.pictures)
    return locate_words(text, body_line, "![](", picture.bare_occurrence, total=total)
