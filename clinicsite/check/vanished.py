"""Addresses that are online, and would be gone after this build.

Somebody has saved them, printed them or linked to them. So a page that is renamed keeps its earlier
address as an alias, and one that is removed is named in `config.yaml`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from posixpath import basename

from clinicsite.problems import Problem
from clinicsite.read.config import Config
from clinicsite.read.document import Document
from clinicsite.read.tree import CONFIG
from clinicsite.render.routes import RoutedPage, SiteMap

_ALIKE = 0.6


def check_addresses(
    online: Iterable[str], config: Config, document: Document, site_map: SiteMap
) -> tuple[Problem, ...]:
    """A problem for each page address of the site online that leads nowhere after this build, and
    for each that is said to be gone and is not.
    """
    known = {*site_map.pages, *site_map.aliases, *site_map.files, *site_map.unreadable}
    lost = sorted(set(online) - known - set(config.gone))
    fresh = [site_map.pages[route] for route in site_map.pages.keys() - set(online)]
    vanished = (_vanished(r, fresh, config, document) for r in lost if not _is_404(r))
    return (*vanished, *_not_gone(config, document, site_map))


def _not_gone(config: Config, document: Document, site_map: SiteMap) -> Iterator[Problem]:
    for number, route in enumerate(config.gone):
        page = site_map.pages.get(route) or site_map.pages.get(site_map.aliases.get(route, ""))
        if page:
            message = f"{route} is said to be gone, but it leads to {page.page.path}"
            hint = f"Remove {route} from this list."
            yield document.problem("address", ("gone", number), message, hint)


def _is_404(route: str) -> bool:
    return basename(route) == "404.html"


def _vanished(
    route: str, fresh: Iterable[RoutedPage], config: Config, document: Document
) -> Problem:
    message = f"the address {route} is online now and would be lost"
    renamed = _most_alike(route, fresh)
    if renamed is None:
        hint = f"If it was removed on purpose, write gone: [{', '.join((*config.gone, route))}]"
        if document.find(("gone",)) is None:
            return Problem("vanished", message, CONFIG, hint=hint)
        return document.problem("vanished", ("gone",), message, hint)
    page = renamed.page
    message += f"; this page, {renamed.route}, looks like the same page under another name"
    if page.front.aliases:
        listed = ", ".join((*page.front.aliases, route))
        return page.document.problem(
            "vanished", ("aliases",), message, f"Write aliases: [{listed}]"
        )
    return Problem("vanished", message, page.path, hint=f"add: aliases: [{route}]")


def _most_alike(route: str, fresh: Iterable[RoutedPage]) -> RoutedPage | None:
    """The new page that the address most likely belongs to now; None when none is like it."""
    pages = {page.route: page for page in fresh}
    same_name = [other for other in pages if _last(other) == _last(route)]
    near = same_name or difflib.get_close_matches(route, sorted(pages), n=1, cutoff=_ALIKE)
    return pages[near[0]] if near else None


def _last(route: str) -> str:
    return route.rstrip("/").rpartition("/")[2]
