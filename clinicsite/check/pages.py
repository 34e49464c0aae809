"""The finished site as the rules see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from clinicsite.addresses import NOT_FOUND_ROUTE, BaseUrl
from clinicsite.check.page_facts import PageFacts


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


class KnownPage(Struct, frozen=True):
    """A finished page as the other pages see it."""

    page: FinishedPage
    names: tuple[str, ...]
    """The ids of its elements, by which links name a place on it."""


class CheckedPage(Struct, frozen=True):
    """A finished page with all that the rules ask about it."""

    page: FinishedPage
    facts: PageFacts


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

    pages: tuple[KnownPage, ...]
    to_check: tuple[CheckedPage, ...]
    files: frozenset[str]
    pictures: frozenset[str]
    drafts: Mapping[str, str]
    base: BaseUrl
    by_route: Mapping[str, KnownPage]
    by_path: Mapping[str, KnownPage]
    """The pages that editors wrote, by their files."""
    routes: tuple[str, ...]
    """What a link may lead to, in order: the routes of all pages but stubs and the 404 page."""
    by_small_route: Mapping[str, str]
    """These routes by themselves in small letters."""

    @classmethod
    def of(cls, pages: Sequence[KnownPage], *, files: SiteFiles, base: BaseUrl) -> Site:
        """The site that these pages and files make; none of its pages is checked yet."""
        routes = sorted(one.page.route for one in pages if not one.page.stub)
        routes = [route for route in routes if route != NOT_FOUND_ROUTE]
        return cls(
            pages=tuple(pages),
            to_check=(),
            files=frozenset(files.published),
            pictures=frozenset(files.pictures),
            drafts=files.drafts,
            base=base,
            by_route={one.page.route: one for one in pages},
            by_path={one.page.path: one for one in pages if one.page.path},
            routes=tuple(routes),
            by_small_route={route.casefold(): route for route in routes},
        )

    def checking(self, *pages: CheckedPage) -> Site:
        """The same site, of which these pages are checked."""
        return replace(self, to_check=pages)

    def written_pages(self) -> Iterator[CheckedPage]:
        """The pages to check that readers see."""
        return (one for one in self.to_check if not one.page.stub)

    def shown(self, href: str) -> str:
        """The address as an editor writes it: without the folder the site is published in."""
        prefix = self.base.prefix
        inside = prefix and href.startswith(prefix + "/")
        return href.removeprefix(prefix) if inside else href
