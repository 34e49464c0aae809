"""Twins in step: no Spanish page lags behind the English text that it was translated from.

An editor who changes English words may not know Spanish, and the other way round. So this is a
warning while one writes and an error in a release; `python build.py translated` takes it away
once the Spanish page is right again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from clinicsite.languages import DEFAULT_LANGUAGE, Language
from clinicsite.problems import Problem
from clinicsite.read.document import Document
from clinicsite.read.front_matter import Kind, Level
from clinicsite.read.pages import Page, ReadPages
from clinicsite.read.schema import did_you_mean
from clinicsite.read.sections import sections_of
from clinicsite.read.translations import Translations
from clinicsite.render.routes import SiteMap, route_of


class Difference(Struct, frozen=True):
    """How an English page differs from what was translated: the names of its sections."""

    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @classmethod
    def between(cls, before: Mapping[str, str], now: Mapping[str, str]) -> Difference:
        """The sections that are not as they were."""
        return cls(
            tuple(name for name in now if name in before and before[name] != now[name]),
            tuple(name for name in now if name not in before),
            tuple(name for name in before if name not in now),
        )

    def __bool__(self) -> bool:
        return bool(self.changed or self.new or self.gone)

    def __str__(self) -> str:
        kinds = {"changed": self.changed, "new": self.new, "gone": self.gone}
        return "; ".join(f"{kind}: {_listed(names)}" for kind, names in kinds.items() if names)


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def check_translations(
    read: ReadPages,
    site_map: SiteMap,
    translations: Translations | None,
    document: Document,
    files: Collection[str],
) -> tuple[Problem, ...]:
    """A problem for each Spanish page that lags behind, and for each entry about no page.

    A site without the file keeps no such record; its safety pages are looked at all the same.
    """
    pages = {page.path: page for page in read.pages}
    problems = list(_safety(read, site_map, translations or {}))
    if translations is not None:
        problems += _strays(translations, document, files)
        for page in read.pages:
            if page.language is not DEFAULT_LANGUAGE:
                problems += _behind(page, pages, site_map, translations.get(page.path, {}))
    return tuple(problems)


def _behind(
    page: Page,
    pages: Mapping[str, Page],
    site_map: SiteMap,
    originals: Mapping[str, Mapping[str, str]],
) -> Iterator[Problem]:
    """What the Spanish page has missed."""
    route = route_of(page.path)
    hint = f"Put this page right, then type: python build.py translated {route}"
    twin = site_map.twins.get(route)
    twin_path = site_map.pages[twin].page.path if twin else ""
    if twin_path and twin_path not in originals:
        message = f"nobody has noted how {twin_path} read when this page was translated"
        yield page.document.problem("translation", ("twin",), message, hint)
    for path, before in originals.items():
        if path not in pages:  # a draft, or one with a problem of its own
            continue
        difference = Difference.between(before, sections_of(pages[path]))
        if difference:
            message = f"{path} is not as it was when this page was translated ({difference})"
            yield page.document.problem("translation", ("twin",), message, hint)


def _strays(
    translations: Translations, document: Document, files: Collection[str]
) -> Iterator[Problem]:
    """Entries about pages that are not there."""
    for path, originals in translations.items():
        yield from _stray((path,), Language.ES, document, files)
        for original in originals:
            yield from _stray((path, original), Language.EN, document, files)


def _stray(
    keys: tuple[str, ...], language: Language, document: Document, files: Collection[str]
) -> Iterator[Problem]:
    path, folder = keys[-1], f"content/{language}/"
    if path in files and path.startswith(folder) and path.endswith(".md"):
        return
    known = [name for name in files if name.startswith(folder) and name.endswith(".md")]
    near = did_you_mean(path, known)
    hint = document.line_with_key(keys, near) if near else "Remove it and what belongs to it."
    key, _ = document.find(keys) or (None, None)
    message = f"there is no {_NAMES[language]} page `{path}`"
    yield document.source.problem("translation", key.place if key else None, message, hint)


_NAMES = {Language.EN: "English", Language.ES: "Spanish"}


def _safety(read: ReadPages, site_map: SiteMap, translations: Translations) -> Iterator[Problem]:
    """Safety pages that Spanish readers have not, on a site that has Spanish pages."""
    spanish = [page for page in read.pages if page.language is not DEFAULT_LANGUAGE]
    if not spanish or any(page.path.startswith("content/es/") for page in read.unreadable):
        return
    told = {
        path
        for page in spanish
        if page.front.level is Level.EMERGENCY
        for path in translations.get(page.path, {})
    }
    for page in read.pages:
        if page.language is not DEFAULT_LANGUAGE or not _is_safety(page):
            continue
        twin = site_map.twins.get(route_of(page.path))
        if twin is None and page.path not in told:
            key = "level" if page.front.level is Level.EMERGENCY else "kind"
            message = "this safety page is not there in Spanish"
            hint = f"Write it in content/es/, with the line `twin: {route_of(page.path)}`."
            yield page.document.problem("safety-twin", (key,), message, hint)
        elif twin:
            yield from _less_safe(page, site_map.pages[twin].page)


def _is_safety(page: Page) -> bool:
    return page.front.level is Level.EMERGENCY or page.front.kind is Kind.SELF_CHECK


def _less_safe(page: Page, twin: Page) -> Iterator[Problem]:
    """A twin that could invite where the English page must not."""
    if page.front.level is Level.EMERGENCY and twin.front.level is not Level.EMERGENCY:
        message = f"this page translates {page.path}, which is about an emergency"
        stands = twin.document.find(("level",))
        hint = (
            twin.document.line_with(("level",), "emergency") if stands else "add: level: emergency"
        )
        yield twin.document.problem("safety-twin", ("level",), message, hint)
