"""`python build.py translated PAGE`: the Spanish page is in step with its English ones again."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from clinicsite.check.translations import Difference
from clinicsite.errors import ClinicSiteError, UsageError
from clinicsite.languages import DEFAULT_LANGUAGE, Language
from clinicsite.problems import Problem
from clinicsite.read.pages import Page, read_pages
from clinicsite.read.schema import did_you_mean
from clinicsite.read.sections import sections_of
from clinicsite.read.translations import PATH, Originals, read_translations, with_translation
from clinicsite.read.tree import SourceTree
from clinicsite.render.routes import route_of


class Noted(Struct, frozen=True):
    """What the file of translations is to say from now on."""

    text: str
    """All of it; empty when nothing has to be written."""
    sentences: tuple[str, ...]
    """What has been noted, for whoever typed the command."""
    problems: tuple[Problem, ...] = ()
    """Why nothing can be noted: the file itself is faulty."""


def note_translated(tree: SourceTree, names: Sequence[str], more: Sequence[str]) -> Noted:
    """The file after these Spanish pages were put right; `more` are English pages that they
    cover besides those noted before. Raises `UsageError` for a name that is no page's."""
    translations, document, problems = read_translations(tree)
    text = document.text
    if problems:
        return Noted("", (), problems)
    if more and len(names) > 1:
        raise UsageError("--from belongs to one Spanish page. Name one page.")
    read = read_pages(tree, today=date.min, drafts=True)
    pages = {page.path: page for page in read.pages}
    sentences: list[str] = []
    noted = dict(translations or {})
    for name in names:
        page = _find(name, Language.ES, pages)
        known = noted.get(page.path, {})
        added = [_find(one, Language.EN, pages).path for one in more]
        originals = _originals(page, known, added, pages)
        sentences += _told(page.path, known, originals)
        if originals != known:
            text = with_translation(text, page.path, originals)
            noted[page.path] = originals
    if read_translations(SourceTree({PATH: text.encode()}))[0] != noted:
        raise UsageError(f"{PATH} is written in an unusual way. Give each page a line of its own.")
    return Noted(text if noted != (translations or {}) else "", tuple(sentences))


def _originals(
    page: Page, known: Originals, added: Sequence[str], pages: Mapping[str, Page]
) -> Originals:
    """The English pages that the Spanish one covers, as they read now."""
    by_route = {route_of(path): path for path in pages}
    twin = by_route.get(page.front.twin or "", "")
    paths = dict.fromkeys([*([twin] if twin else []), *known, *added])
    if not paths:
        raise UsageError(
            f"{page.path} names no `twin`. Say which English page it translates: "
            f"python build.py translated {route_of(page.path)} --from /causes/"
        )
    # An English page that cannot be read now, or that is gone, keeps what was noted of it.
    return {
        path: dict(sections_of(pages[path]) if path in pages else known[path]) for path in paths
    }


def _told(path: str, before: Originals, now: Originals) -> Iterator[str]:
    if before == now:
        yield f"{path} was in step already."
        return
    yield f"{path} is noted as the translation of these pages as they are now:"
    for original, sections in now.items():
        difference = Difference.between(before.get(original, {}), sections)
        what = "new here" if original not in before else str(difference) or "as before"
        yield f"    {original} ({what})"


def _find(name: str, language: Language, pages: Mapping[str, Page]) -> Page:
    """The page of this language that somebody means by a file or an address."""
    typed = name.replace("\\", "/").removeprefix("./").strip("/")
    in_order = sorted(pages.values(), key=lambda one: one.language is not language)
    page = next((one for one in in_order if typed in _names(one)), None)
    if page is None:
        routes = [route_of(path) for path, one in pages.items() if one.language is language]
        near = did_you_mean(f"/{typed}/", routes)
        wanted = f"Did you mean {near}?" if near else "Name it by its address or its file."
        raise UsageError(f"There is no page {name} that can be read. {wanted}")
    if page.language is not language:
        kind = "a Spanish" if language is Language.ES else "an English"
        raise UsageError(f"{page.path} is not {kind} page.{_other(page, pages)}")
    return page


def _names(page: Page) -> Collection[str]:
    """What people call the page: the file or the address, whole or below the language."""
    file = page.path.removesuffix(".md")
    below = file.removeprefix(f"content/{page.language}/")
    route = route_of(page.path).strip("/")
    short = route.removeprefix(f"{page.language}/")
    return {page.path, file, file.removeprefix("content/"), below, route, short}


def _other(page: Page, pages: Mapping[str, Page]) -> str:
    """The page that was meant by one of the wrong language, where it can be told."""
    route = route_of(page.path)
    if page.language is DEFAULT_LANGUAGE:
        twins = (p for p, one in pages.items() if one.front.twin == route)
        twin = next(twins, "")
        return f" Its twin is {route_of(twin)}" if twin else ""
    return f" It translates {page.front.twin}" if page.front.twin else ""


def write_translations(root: Path, text: str) -> None:
    """The file holds the text, in one step: it is never seen half written."""
    path = root / PATH
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".translations-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if path.exists():
            Path(name).chmod(path.stat().st_mode)
        else:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise ClinicSiteError(f"{PATH} cannot be written ({error.strerror}).") from None
