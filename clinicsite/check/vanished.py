"""Addresses that are online, and would be gone after this build.

Somebody has saved them, printed them or linked to them. So a page that is renamed keeps its earlier
address as an alias, and one that is removed is named in `config.yaml`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from posixpath import basename

from clinicsite.languages import Language
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
    missing = set(online) - known - set(config.gone)
    fresh = [page for route, page in site_map.pages.items() if route not in set(online)]
    heirs = {r: _most_alike(r, fresh) for r in sorted(missing) if basename(r) != "404.html"}
    vanished = (_vanished(route, heirs, config, document) for route in heirs)
    return (*vanished, *_not_gone(config, document, site_map))


def _not_gone(config: Config, document: Document, site_map: SiteMap) -> Iterator[Problem]:
    for number, route in enumerate(config.gone):
        page = site_map.pages.get(route) or site_map.pages.get(site_map.aliases.get(route, ""))
        if page:
            message = f"{route} is said to be gone, but it leads to {page.page.path}"
            hint = f"Remove {route} from this list."
            yield document.problem("address", ("gone", number), message, hint)


def _vanished(
    route: str, heirs: Mapping[str, RoutedPage | None], config: Config, document: Document
) -> Problem:
    """The problem of one address. Its hint names all that belong to the same list, so that
    following any of them is enough.
    """
    message = f"the address {route} is online now and would be lost"
    renamed = heirs[route]
    alike = [other for other, heir in heirs.items() if heir is renamed]
    if renamed is None:
        hint = f"If it was removed on purpose, write {_listed('gone', config.gone, alike)}"
        if document.find(("gone",)) is None:
            return Problem("vanished", message, CONFIG, hint=hint)
        return document.problem("vanished", ("gone",), message, hint)
    page = renamed.page
    message += f"; this page, {renamed.route}, looks like the same page under another name"
    line = _listed("aliases", page.front.aliases, alike)
    if page.front.aliases:
        return page.document.problem("vanished", ("aliases",), message, f"Write {line}")
    return Problem("vanished", message, page.path, hint=f"add: {line}")


def _listed(key: str, *routes: Iterable[str]) -> str:
    return f"{key}: [{', '.join(chain.from_iterable(routes))}]"


def _most_alike(route: str, fresh: Iterable[RoutedPage]) -> RoutedPage | None:
    """The new page that the address most likely belongs to now; None when none is like it."""
    if not route.endswith("/"):  # what is no folder cannot be an alias
        return None
    spanish = route.startswith(Language.ES.home)
    pages = {p.route: p for p in fresh if p.route.startswith(Language.ES.home) == spanish}
    same_name = [other for other in pages if _last(other) == _last(route)]
    near = same_name or difflib.get_close_matches(route, sorted(pages), n=1, cutoff=_ALIKE)
    return pages[near[0]] if near else None


def _last(route: str) -> str:
    return route.rstrip("/").rpartition("/")[2]
