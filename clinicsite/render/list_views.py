"""What the templates see of pages that are lists, and of the sources of a page.

The rules of `component_views` for addresses and texts hold here too.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from clinicsite.render.component_views import Link


class SourceEntry(Struct, frozen=True):
    """A source in a list of sources."""

    id: str
    """Lower case, such as `s23`: its anchor on the sources page."""
    number: int
    """Its number on this page, from 1; on the sources page its place in the list."""
    author: str
    title: str
    publication: str
    year: str
    kind: str
    """What sort of source it is, in the reader's language."""
    url: str
    """The publisher's own address."""
    host: str
    checked: date | None
    verified: bool
    language: str
    """What author and title are written in, such as `en`; empty for the page's own language."""
    details_url: str
    """Its entry on the sources page; empty on that page itself."""
    mark_ids: tuple[str, ...] = ()
    """Ids of the marks in the text that cite it, in order."""


class TermEntry(Struct, frozen=True):
    """A word and what it means."""

    id: str
    term: str
    say: str
    also: tuple[str, ...]
    definition: str


class Letter(Struct, frozen=True):
    """One letter of an A–Z list with what begins with it."""

    letter: str
    links: tuple[Link, ...] = ()
    terms: tuple[TermEntry, ...] = ()
