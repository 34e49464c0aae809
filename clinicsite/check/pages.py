"""The finished site as the rules see it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from clinicsite.addresses import NOT_FOUND_ROUTE, BaseUrl
from clinicsite.check.page_facts import PageFacts

_PLAIN = re.compile(r"(?:/[A-Za-z0-9_.~-]+)+/?|/")


class FinishedPage(Struct, frozen=True):
    """A page ready to be published, with the file that an editor wrote for it."""

    route: str
    html: bytes
    path: str
    """The file, relative to the project's folder; empty for a page that no editor wrote."""
    text: str
    """That file's whole text without a byte order mark, lines ending in a line feed."""
    body_line: int
    """The line, from 1, where the text after the front matter begins."""
    emergency: bool
    call_to_action: str
    """`none`, `soft`, `book` or `info`."""
    warning: str
    """`banner`, `card` or `none`."""
    self_check: bool = False
    """Whether readers tick there what fits them, and only the last box invites."""
    stub: bool = False
    """Whether it only sends readers on from an old address."""
    digest: str = ""
    """SHA-256 of the HTML, where somebody knows it already."""


class Anchor(Struct, frozen=True):
    """A place on another page that an address names."""

    route: str
    name: str
    """As the address writes it."""


class CheckedPage(Struct, frozen=True):
    """A finished page with all that the rules ask about it."""

    page: FinishedPage
    facts: PageFacts

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of its elements, by which links name a place on it."""
        return tuple(identity.id for identity in self.facts.ids)


class SiteFiles(Struct, frozen=True):
    """What pages may name besides each other."""

    published: Collection[str]
    """Paths in the output folder, pages included."""
    pictures: Collection[str] = ()
    """Routes by which pages name the pictures beside them; they are published under others."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Route → file of every page that is not published because it is a draft."""


class Site(Struct, frozen=True):
    """All pages and files, ways to find them, and the pages to check."""

    pages: tuple[FinishedPage, ...]
    to_check: tuple[CheckedPage, ...]
    files: frozenset[str]
    pictures: frozenset[str]
    drafts: Mapping[str, str]
    base: BaseUrl
    by_route: Mapping[str, FinishedPage]
    by_path: Mapping[str, FinishedPage]
    """The pages that editors wrote, by their files."""
    addresses: Mapping[str, FinishedPage]
    """The pages by their addresses in links, as far as these have no sign to look into."""
    routes: tuple[str, ...]
    """What a link may lead to, in order: the routes of all pages but stubs and the 404 page."""
    by_small_route: Mapping[str, str]
    """These routes by themselves in small letters."""
    names: Mapping[str, tuple[str, ...]]
    """Route → ids of the page's elements, for the pages that somebody has looked at."""
    asked: list[Anchor]
    """Gets what was asked of the others; until somebody looks, they are taken to have it."""

    @classmethod
    def of(cls, pages: Sequence[FinishedPage], *, files: SiteFiles, base: BaseUrl) -> Site:
        """The site that these pages and files make; nobody has looked at any page."""
        routes = sorted(page.route for page in pages if not page.stub)
        routes = [route for route in routes if route != NOT_FOUND_ROUTE]
        return cls(
            pages=tuple(pages),
            to_check=(),
            files=frozenset(files.published),
            pictures=frozenset(files.pictures),
            drafts=files.drafts,
            base=base,
            by_route={page.route: page for page in pages},
            by_path={page.path: page for page in pages if page.path},
            addresses={
                base.href(p.route): p for p in pages if _PLAIN.fullmatch(base.href(p.route))
            },
            routes=tuple(routes),
            by_small_route={route.casefold(): route for route in routes},
            names={},
            asked=[],
        )

    def checking(self, one: CheckedPage) -> Site:
        """The same site, of which this page is looked at and checked."""
        own = self.by_route.get(one.page.route) is one.page
        names = self.names or ({one.page.route: one.names} if own else {})
        return replace(self, to_check=(one,), names=names, asked=[])

    def knowing(self, names: Mapping[str, tuple[str, ...]]) -> Site:
        """The same site, at all of whose pages somebody has looked."""
        return replace(self, names=names)

    def written_pages(self) -> Iterator[CheckedPage]:
        """The pages to check that readers see."""
        return (one for one in self.to_check if not one.page.stub)

    def shown(self, href: str) -> str:
        """The address as an editor writes it: without the folder the site is published in."""
        prefix = self.base.prefix
        inside = prefix and href.startswith(prefix + "/")
        return href.removeprefix(prefix) if inside else href
