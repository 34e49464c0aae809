"""The pages of the shipped site, as the build lists them: a new page is tested without a word here.

`make test` opens one page of each kind, `make audit` the others. The gallery of all components,
which only the preview shows, is a page of a kind of its own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pytest

from clinicsite.addresses import output_path
from clinicsite.pipeline import BuildOptions, build_tree
from clinicsite.read.pages import read_pages
from clinicsite.render.routes import map_site
from tests.small_sites import TODAY
from tests.test_shipped_site import shipped, shipped_tree


@dataclass(frozen=True, slots=True)
class SitePage:
    """A finished page, and what its front matter says of it."""

    name: str
    """The file in the output folder."""
    route: str
    kind: str
    warning: str
    """`card`, `banner` or `none`."""
    html: bytes
    is_published: bool
    """Whether visitors can come to it; the gallery is for the preview alone."""

    def __repr__(self) -> str:
        return self.route

    @property
    def address(self) -> str:
        """Its place below the site's address."""
        return self.route.lstrip("/")

    @property
    def is_handout(self) -> bool:
        """Whether the page is made to be handed out on paper."""
        return self.kind == "handout" or "/print/" in self.route


@functools.cache
def finished_files() -> Mapping[str, bytes]:
    """The finished site as the preview shows it."""
    return build_tree(shipped_tree(), BuildOptions(TODAY, gallery=True)).files


@functools.cache
def site_pages() -> tuple[SitePage, ...]:
    """Every page of the build; the stubs that only lead on are not pages."""
    read = read_pages(shipped_tree(), today=TODAY, drafts=False)
    site_map, _ = map_site(read, shipped_tree())
    routed = {output_path(route): routed for route, routed in site_map.pages.items()}
    stubs = {output_path(route) for route in site_map.aliases}
    pages = []
    for name, html in finished_files().items():
        if not name.endswith(".html") or name in stubs:
            continue
        route = "/" + name.removesuffix("index.html")
        # A page without a file in content/ is a kind of its own.
        kind, warning = route, "none"
        if name in routed:
            front = routed[name].page.front
            kind, warning = front.kind.value, front.warning.value
        pages.append(SitePage(name, route, kind, warning, html, name in shipped().files))
    return tuple(pages)


@functools.cache
def one_of_each_kind() -> tuple[SitePage, ...]:
    """The heaviest page of each kind: it has the most parts that can go wrong."""
    heaviest: dict[str, SitePage] = {}
    for page in sorted(site_pages(), key=lambda page: (len(page.html), page.route)):
        heaviest[page.kind] = page
    return tuple(page for page in site_pages() if page in heaviest.values())


def each_page(
    *, soon: Iterable[SitePage] | None = None, only: Iterable[SitePage] | None = None
) -> pytest.MarkDecorator:
    """Runs a test on every page: on those in `soon` by `make test`, on the rest by `make audit`.

    `soon` is one page of each kind when nothing else is said.
    """
    early = frozenset(one_of_each_kind() if soon is None else soon)
    params = [
        pytest.param(page, marks=() if page in early else pytest.mark.audit, id=page.route)
        for page in (site_pages() if only is None else only)
    ]
    return pytest.mark.parametrize("page", params)
