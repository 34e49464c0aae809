"""One main heading a page, no level skipped, no heading without words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.locate import Place
from clinicsite.check.page_facts import Heading
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.places import heading_place


def check_outlines(site: Site) -> Iterator[Finding]:
    """Headings that do not make an outline."""
    for one in site.written_pages():
        yield from _main_heading(one)
        yield from _levels(one)
        for heading in one.facts.headings:
            if not heading.text:
                yield _empty(heading, one)


def _main_heading(one: CheckedPage) -> Iterator[Finding]:
    main = [heading for heading in one.facts.headings if heading.level == 1]
    if not main:
        message = "the page has no main heading"
        yield Finding("outline", one.page, message, TEMPLATE_HINT, from_template=True)
    for heading in main[1:]:
        # In the words of the scan of the text, so that one mistake stays one problem.
        message = "the page's title is its only main heading; sections begin with ##"
        place = heading_place(heading, one)
        place = place and replace(place, column=1)
        hint = f"write: ## {place.excerpt.lstrip('# ')}" if place else f"write ## {heading.text}"
        yield Finding("outline", one.page, message, hint, heading.spot, place)


def _levels(one: CheckedPage) -> Iterator[Finding]:
    before = 1
    for heading in one.facts.headings:
        if not heading.spot.main:
            continue
        if heading.level > before + 1:
            place = heading_place(heading, one)
            message = (
                f"“{heading.text}” is a heading of level {heading.level} "
                f"right after {_level(before)}"
            )
            hint = _mend(place, before + 1)
            yield Finding("outline", one.page, message, hint, heading.spot, place)
        before = heading.level


def _empty(heading: Heading, one: CheckedPage) -> Finding:
    message = f"a heading of level {heading.level} has no words"
    place = heading_place(heading, one)
    hint = "remove this line" if place else "write the words of the heading, or remove its line"
    if not heading.spot.written:
        hint = TEMPLATE_HINT
    from_template = not heading.spot.written
    return Finding(
        "outline", one.page, message, hint, heading.spot, place, from_template=from_template
    )


def _level(level: int) -> str:
    return "the main heading" if level == 1 else f"a heading of level {level}"


def _mend(place: Place | None, level: int) -> str:
    """What to do so that no level is skipped."""
    signs = "#" * level
    if place and re.match(r" {0,3}#", place.excerpt):
        return "write: " + re.sub(r"^ {0,3}#+", signs, place.excerpt)
    return f"put a heading of level {level} above it: a line that begins with {signs}"
