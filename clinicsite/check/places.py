"""Where an editor wrote what stands on a finished page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from clinicsite.check.hrefs import as_read
from clinicsite.check.locate import (
    Place,
    locate_address,
    locate_block,
    locate_empty_heading,
    locate_heading,
    locate_key,
)
from clinicsite.check.page_facts import CareCard, Heading, Link, Load
from clinicsite.check.pages import CheckedPage, FinishedPage, Site
from clinicsite.check.targets import own_path, split


def link_place(link: Link, one: CheckedPage, site: Site) -> Place | None:
    """The address of the link; None when it comes from a template or is not certain."""
    if not link.spot.written:
        return None
    page = one.page
    total = sum(other.spot.written and other.href == link.href for other in one.facts.links)
    spellings = _spellings(link.href, page, site)
    return locate_address(page.text, page.body_line, spellings, link.occurrence, total=total)


def load_place(load: Load, one: CheckedPage, site: Site) -> Place | None:
    """The address of a picture that the editor put into the text."""
    if not load.spot.written:
        return None
    shown = site.shown(load.address)
    spellings = {load.address, shown, posixpath.basename(shown)}
    return locate_address(one.page.text, one.page.body_line, spellings)


def heading_place(heading: Heading, one: CheckedPage) -> Place | None:
    """The words of the heading; for a heading without words, its line."""
    if not heading.spot.written:
        return None
    text, body_line = one.page.text, one.page.body_line
    if not heading.text:
        return locate_empty_heading(text, body_line, heading.level)
    written = [other for other in one.facts.headings if other.spot.written]
    alike = [other for other in written if other.text == heading.text]
    number = next(n for n, other in enumerate(alike, start=1) if other is heading)
    return locate_heading(text, body_line, heading.text, number, total=len(alike))


def card_place(card: CareCard, one: CheckedPage) -> Place | None:
    """The line that begins the care card."""
    cards = [other for other in one.facts.cards if other.spot.lead or other.spot.body]
    number = next((n for n, other in enumerate(cards, start=1) if other is card), 0)
    text, body_line = one.page.text, one.page.body_line
    return locate_block(text, body_line, "care-card", number, total=len(cards))


def key_place(key: str, page: FinishedPage) -> Place | None:
    """The line of the key in the front matter."""
    return locate_key(page.text, page.body_line, key)


def _spellings(href: str, page: FinishedPage, site: Site) -> set[str]:
    """All ways in which an editor may have written the address."""
    name, query, fragment = split(site.shown(own_path(as_read(href), site.base) or ""))
    spellings = {href, site.shown(href), name + query + fragment}
    target = site.by_route.get(unquote(name))
    if target and target.path:
        ending = query + fragment
        spellings |= {file + ending for file in _file_names(target.path, page.path)}
    return spellings


def _file_names(path: str, beside: str) -> Iterator[str]:
    """The ways to name a page's file in the text of another page."""
    near = posixpath.relpath("/" + path, "/" + posixpath.dirname(beside))
    yield from (near, f"./{near}", path, f"/{path}")
    folders = path.split("/")
    yield from ("/" + "/".join(folders[begin:]) for begin in range(1, len(folders)))
