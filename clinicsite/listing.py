"""What `python build.py list` shows: rows of plain words, found in the sources without a build."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from clinicsite.check.dates import WARN_BEFORE
from clinicsite.check.translations import check_translations
from clinicsite.languages import DEFAULT_LANGUAGE
from clinicsite.problems import Problem
from clinicsite.read.config import placeholders, read_config
from clinicsite.read.pages import Page, ReadPages, read_pages
from clinicsite.read.reference import read_reference
from clinicsite.read.translations import read_translations
from clinicsite.read.tree import SourceTree
from clinicsite.render.routes import SiteMap, map_site, route_of

Row = tuple[str, ...]


class Table(Struct, frozen=True):
    """One list, with the names of its columns."""

    columns: Row
    rows: tuple[Row, ...]
    empty: str
    """What is said when there is no row."""


class _Sources(Struct, frozen=True):
    """What lists are made from."""

    tree: SourceTree
    today: date
    read: ReadPages
    site_map: SiteMap

    @property
    def pages(self) -> Sequence[Page]:
        return self.read.pages


def table_of(name: str, tree: SourceTree, today: date) -> tuple[Table, tuple[Problem, ...]]:
    """The list of this name, and why pages that cannot be read are not in it."""
    read = read_pages(tree, today=today, drafts=True)
    site_map, _ = map_site(read, tree)
    return LISTS[name](_Sources(tree, today, read, site_map)), read.problems


def _overdue(sources: _Sources) -> Table:
    late = [p for p in sources.pages if p.front.next_review < sources.today]
    return _reviews(late, "No review is overdue.")


def _due(sources: _Sources) -> Table:
    latest = sources.today + WARN_BEFORE
    due = [p for p in sources.pages if sources.today <= p.front.next_review <= latest]
    return _reviews(due, f"No review is due within {WARN_BEFORE.days} days.")


def _reviews(pages: Iterable[Page], empty: str) -> Table:
    ordered = sorted(pages, key=lambda page: (page.front.next_review, page.path))
    rows = [(str(p.front.next_review), p.path, p.front.title) for p in ordered]
    return Table(("next review", "file", "title"), tuple(rows), empty)


def _drafts(sources: _Sources) -> Table:
    rows = [(p.path, route_of(p.path), p.front.title) for p in sources.pages if p.front.draft]
    return Table(("file", "address", "title"), tuple(rows), "There is no draft.")


def _placeholders(sources: _Sources) -> Table:
    config, document, _ = read_config(sources.tree)
    found = placeholders(config, document) if config else ()
    rows = [(f"{p.path}:{p.line}", p.excerpt.strip(), p.hint) for p in found]
    return Table(("place", "line", "what to do"), tuple(rows), "Every fact is filled in.")


def _used_sources(sources: _Sources) -> Table:
    reference, _ = read_reference(sources.tree)
    used: Counter[str] = Counter()
    for page in sources.pages:
        marks = re.findall(r"\[\^([^\[\]\s]+)\]", page.body)
        used.update({*marks, *page.front.sources})
    known = reference.sources if reference else {}
    rows = [(name, str(used[name]), one.title, one.url) for name, one in known.items()]
    return Table(("id", "pages", "title", "address"), tuple(rows), "There is no source.")


def _untranslated(sources: _Sources) -> Table:
    """English pages that no Spanish one covers, and Spanish ones that are behind."""
    noted, document, _ = read_translations(sources.tree)
    covered = {path for originals in (noted or {}).values() for path in originals}
    rows = [
        (page.path, f"“{page.front.title}” is not there in Spanish")
        for page in sources.pages
        if page.language is DEFAULT_LANGUAGE
        and route_of(page.path) not in sources.site_map.twins
        and page.path not in covered
    ]
    found = check_translations(sources.read, sources.site_map, noted, document, sources.tree.files)
    rows += [(p.path, p.message) for p in found if p.rule == "translation"]
    return Table(("file", "what is missing"), tuple(rows), "Spanish says what English says.")


def _pages(sources: _Sources) -> Table:
    rows = sorted(
        (route_of(p.path), p.front.kind, str(p.front.next_review), p.path, p.front.title)
        for p in sources.pages
    )
    columns = ("address", "kind", "next review", "file", "title")
    return Table(columns, tuple(rows), "There is no page.")


LISTS: Mapping[str, Callable[[_Sources], Table]] = MappingProxyType(
    {
        "overdue": _overdue,
        "due": _due,
        "drafts": _drafts,
        "placeholders": _placeholders,
        "sources": _used_sources,
        "untranslated": _untranslated,
        "pages": _pages,
    }
)
"""What `list` may be asked for."""
