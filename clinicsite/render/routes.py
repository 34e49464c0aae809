"""Every address of the site, known before anything is rendered."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from clinicsite.addresses import NOT_FOUND_ROUTE, output_path
from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.front_matter import Kind
from clinicsite.read.pages import Page, ReadPages
from clinicsite.read.tree import SourceTree
from clinicsite.render.copied_files import (
    drawing_route,
    file_route,
    is_copied,
    is_picture,
    unfit_files,
)
from clinicsite.render.fit_names import unfit_names
from clinicsite.render.lost_pages import lost_page
from clinicsite.render.menus import shared_places

GENERATED = (
    *("/sitemap.xml", "/robots.txt", "/build-manifest.json"),
    # what a release adds
    *("/_headers", "/_redirects", "/CNAME", "/hashed"),
)
_BUILD = "the build itself"
_HEADLESS = frozenset({Kind.HOME, Kind.NOT_FOUND})


class RoutedPage(Struct, frozen=True):
    """A page with its address."""

    route: str
    page: Page

    @property
    def has_breadcrumb(self) -> bool:
        """Whether the page shows where it stands in the site."""
        return self.page.front.kind not in _HEADLESS


class SiteMap(Struct, frozen=True, eq=False):
    """The addresses of a site: each belongs to one page, one alias or one file.

    There is one in a build, so it is compared as one.
    """

    pages: Mapping[str, RoutedPage]
    """By route, sorted."""
    aliases: Mapping[str, str]
    """Earlier route → route of the page it leads to, sorted."""
    files: Mapping[str, str]
    """Route → source path of every file that is copied as it is, sorted."""
    pictures: Mapping[str, str]
    """Route by which pages may name it → source path of every picture beside a page, sorted."""
    twins: Mapping[str, str]
    """Route → route of the same page in the other language, both ways."""
    unreadable: frozenset[str]
    """Routes of pages whose front matter is faulty: they exist, but cannot be shown."""
    drafts: Mapping[str, str]
    """Route → file of every page that is left out because it is a draft."""

    def in_language(self, language: Language) -> tuple[RoutedPage, ...]:
        """The pages of one language."""
        return _in_language(self, language)

    def above(self, route: str) -> str | None:
        """The route one step above: what the page names as its `parent`, else by its address."""
        page = self.pages.get(route)
        return (page.page.front.parent if page else None) or parent_of(route)

    def trail(self, route: str) -> tuple[str, ...]:
        """The routes from the home page down to the one above this, each of them once."""
        chain: list[str] = []
        above = self.above(route)
        while above is not None and above != route and above not in chain:
            chain.insert(0, above)
            above = self.above(above)
        return tuple(chain)

    def children(self, route: str) -> tuple[RoutedPage, ...]:
        """The pages one step below this one, in the order of their hub."""
        return _families(self).get(route, ())


@functools.lru_cache(maxsize=len(Language))
def _in_language(site_map: SiteMap, language: Language) -> tuple[RoutedPage, ...]:
    return tuple(page for page in site_map.pages.values() if page.page.language is language)


@functools.lru_cache(maxsize=1)
def _families(site_map: SiteMap) -> Mapping[str, tuple[RoutedPage, ...]]:
    """Route → the pages one step below it, in order; hubs need not look at every page each."""
    below: dict[str, list[RoutedPage]] = {}
    for page in site_map.pages.values():
        above = site_map.above(page.route)
        if above is not None and above != page.route:
            below.setdefault(above, []).append(page)
    return {
        route: tuple(
            sorted(pages, key=lambda p: (p.page.front.order or 999, p.page.front.title.lower()))
        )
        for route, pages in below.items()
    }


def map_site(read: ReadPages, tree: SourceTree) -> tuple[SiteMap, tuple[Problem, ...]]:
    """The addresses of all pages, aliases and files; a problem for each that clashes."""
    routed = [RoutedPage(route_of(page.path), page) for page in read.pages]
    unreadable = frozenset(route_of(page.path) for page in read.unreadable)
    paths = [page.path for page in read.pages] + [page.path for page in read.unreadable]
    problems = [problem for path in paths for problem in unfit_names(path, tree)]
    problems += unfit_files(tree.files)
    copied = [(file_route(path), path) for path in tree.files if is_copied(path)]
    problems += _clashes(routed, [*copied, *_drawings(tree)])
    by_route = {page.route: page for page in sorted(routed, key=lambda page: page.route)}
    aliases = {
        alias: page.route
        for page in by_route.values()
        for alias in page.page.front.aliases
        if alias not in by_route
    }
    drafts = {route_of(path): path for path in read.drafts}
    twins, found = _twins(by_route, unreadable, drafts)
    problems += found
    problems += shared_places(page.page for page in by_route.values())
    files = dict(sorted(copied))
    pictures = dict(sorted((_picture_route(path), path) for path in tree.files if is_picture(path)))
    site_map = SiteMap(
        pages=by_route,
        aliases=dict(sorted(aliases.items())),
        files=files,
        pictures=pictures,
        twins=twins,
        unreadable=unreadable,
        drafts=drafts,
    )
    return site_map, tuple(problems)


_HOMES = frozenset(language.home for language in Language)


def route_of(path: str) -> str:
    """The address of a page's file: `content/en/causes/index.md` → `/causes/`."""
    _, language, inner = path.split("/", 2)
    start = Language(language).home
    name = inner.removesuffix(".md")
    if name == "404":
        return start + "404.html" if start != "/" else NOT_FOUND_ROUTE
    if name == "index":
        return start
    return start + name.removesuffix("/index") + "/"


def _picture_route(path: str) -> str:
    """As people type it; some disks take letters and their accents apart."""
    return unicodedata.normalize("NFC", file_route(path))


def parent_of(route: str) -> str | None:
    """The route one step above, by the address alone; None above a home page.

    `/causes/` for `/causes/overuse/`.
    """
    if route in _HOMES:
        return None
    return route.rstrip("/").rsplit("/", 1)[0] + "/"


def folder_of(route: str) -> str:
    """Where the page with this address, which ends in a slash, would have its folder."""
    spanish = route.startswith(Language.ES.home)
    language = Language.ES if spanish else Language.EN
    return f"content/{language}/{route.removeprefix(language.home)}"


class _Claim(Struct, frozen=True):
    """Something that wants an address."""

    route: str
    owner: str
    """What it is, in an editor's words: a file, or an alias in a file."""
    page: RoutedPage | None = None
    is_alias: bool = False

    def lost_to(self, first: _Claim) -> Problem:
        """The problem for the one that came second."""
        if self.page and self.is_alias:
            message = f"the alias {self.route} is already the address of {first.owner}"
            if first.is_alias and first.page:
                message = f"the alias {self.route} also stands in {first.page.page.path}"
            front, document = self.page.page.front, self.page.page.document
            keys = ("aliases", front.aliases.index(self.route))
            return document.problem("address", keys, message, "Remove this alias.")
        message = f"the address {self.route} also belongs to {first.owner}"
        hint = "Rename or remove one of the two."
        if first.owner == _BUILD:
            hint = "Rename or remove this file."
        return Problem("address", message, self.owner, hint=hint)

    def below(self, file: _Claim) -> Problem:
        """The problem for one whose folder is a file of another."""
        if self.page and self.is_alias:
            message = f"the alias {self.route} lies below {file.route}, which is a file"
            keys = ("aliases", self.page.page.front.aliases.index(self.route))
            return self.page.page.document.problem("address", keys, message, "Remove this alias.")
        message = f"the address {self.route} lies below {file.route}, "
        if file.owner == _BUILD:
            message += f"which belongs to {_BUILD}"
            return Problem("address", message, self.owner, hint="Rename or move this file.")
        message += "and that is a file"
        return Problem("address", message, self.owner, hint=f"Rename this one or {file.owner}.")


def _drawings(tree: SourceTree) -> Iterator[tuple[str, str]]:
    """The addresses that drawings have where they are files, once for each name."""
    paths = reversed(tuple(tree.below("content/figures", ".svg")))
    named = {path.rsplit("/", 1)[1].removesuffix(".svg"): path for path in paths}
    for name, path in sorted(named.items()):
        for language in Language:
            yield drawing_route(name, language), path


def _clashes(routed: Iterable[RoutedPage], files: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Two claims on one address, compared without regard to letter case.

    Below an address that is a file nothing can have one.
    """
    claims = [_Claim(route, _BUILD) for route in GENERATED]
    claims += [_Claim(route, path) for route, path in files]
    for page in routed:
        claims.append(_Claim(page.route, page.page.path, page))
        claims += [
            _Claim(alias, f"an alias in {page.page.path}", page, is_alias=True)
            for alias in page.page.front.aliases
        ]
    first: dict[str, _Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.is_alias):
        winner = first.setdefault(_on_disk(claim), claim)
        if winner is not claim:
            yield claim.lost_to(winner)
    for claim in first.values():
        folders = _on_disk(claim).split("/")[:-1]
        above = ("/".join(folders[: n + 1]) for n in range(len(folders)))
        file = next((first[folder] for folder in above if folder in first), None)
        if file:
            yield claim.below(file)


def _on_disk(claim: _Claim) -> str:
    """The claimed file as disks compare names that take upper and lower case for the same."""
    return unicodedata.normalize("NFC", output_path(claim.route)).lower()


def _twins(
    pages: Mapping[str, RoutedPage], unreadable: frozenset[str], drafts: Mapping[str, str]
) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    twins: dict[str, str] = {}
    problems: list[Problem] = []
    for route, page in pages.items():
        twin = page.page.front.twin
        if twin is None or twin in unreadable:
            continue
        other, document = pages.get(twin), page.page.document
        if other is None:
            others = (r for r, p in pages.items() if p.page.language is not page.page.language)
            problems.append(
                lost_page(document, ("twin",), twin, rule="twin", drafts=drafts, possible=others)
            )
        elif fault := _twin_fault(page, other, twin, twins):
            problems.append(document.problem("twin", ("twin",), fault))
        else:
            twins[route] = twin
            twins[twin] = route
    return dict(sorted(twins.items())), tuple(problems)


def _twin_fault(page: RoutedPage, other: RoutedPage, twin: str, twins: Mapping[str, str]) -> str:
    if other.page.language is page.page.language:
        return f"{twin} is in the same language as this page"
    if other.page.front.twin not in (None, page.route):
        return f"{twin} names another page as its twin: {other.page.front.twin}"
    if twins.get(twin, page.route) != page.route:
        return f"{twin} is already the twin of {twins[twin]}"
    return ""
