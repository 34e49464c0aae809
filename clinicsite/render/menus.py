"""The places that pages take in the header and in the footer of their language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.pages import Page

_HEADER_SIZE = 5


def shared_places(pages: Iterable[Page]) -> Iterator[Problem]:
    """A problem for each page whose place is taken, or that does not fit into the header.

    Of two pages with one place, the one that comes first in `pages` has it.
    """
    listed = tuple(pages)
    in_header = [page for page in listed if page.front.nav_order is not None]
    yield from _header(sorted(in_header, key=lambda page: page.front.nav_order or 0))
    yield from _footer(page for page in listed if page.front.footer_order is not None)


def _header(pages: Iterable[Page]) -> Iterator[Problem]:
    places: dict[tuple[Language, int | None], Page] = {}
    count: dict[Language, int] = defaultdict(int)
    for page in pages:
        order = page.front.nav_order
        first = places.setdefault((page.language, order), page)
        count[page.language] += 1
        if first is not page:
            message = f"place {order} in the header already belongs to {first.path}"
            hint = f"Give one of the two pages another number from 1 to {_HEADER_SIZE}."
            yield page.document.problem("menu", ("nav_order",), message, hint)
        elif count[page.language] > _HEADER_SIZE:
            message = f"the header has room for {_HEADER_SIZE} pages, and this is one more"
            hint = "Remove `nav_order` and `nav_label` here."
            yield page.document.problem("menu", ("nav_order",), message, hint)


def _footer(pages: Iterable[Page]) -> Iterator[Problem]:
    places: dict[tuple[Language, int | None], Page] = {}
    for page in pages:
        order = page.front.footer_order
        first = places.setdefault((page.language, order), page)
        if first is not page:
            message = f"place {order} in the footer already belongs to {first.path}"
            hint = "Give one of the two pages another number."
            yield page.document.problem("menu", ("footer_order",), message, hint)
