"""The text of a page: scanned, turned into HTML, its blocks filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.pages import Page
from clinicsite.read.schema import did_you_mean
from clinicsite.read.source import Place, lines_of
from clinicsite.render.block_scan import ScannedBody, scan_blocks
from clinicsite.render.code_fences import code_fences
from clinicsite.render.components import Components, fill_blocks
from clinicsite.render.context import RenderContext
from clinicsite.render.glossary_links import digest_of, glossary_of
from clinicsite.render.guards import Fault, Unshowable
from clinicsite.render.links import addresses, picture_at, resolve
from clinicsite.render.markup import Converted, convert
from clinicsite.render.page_parts import PageParts
from clinicsite.render.pictures_in_text import fill_pictures
from clinicsite.render.routes import RoutedPage
from clinicsite.render.text_scan import scan_text
from clinicsite.value_json import from_json, to_json

_MARK = re.compile(r'<sup class="mark"><a [^>]*id="(?P<mark>[^"]*)"[^>]*>\d+</a></sup>')
_MAX_FAULTS = 50


class PageText(Struct, frozen=True):
    """A page's text as HTML, and what is wrong with it."""

    converted: Converted
    filled: Components
    problems: tuple[Problem, ...]


class _Known(Struct, frozen=True):
    """What is remembered of a page's text."""

    scan: tuple[Problem, ...]
    converted: Converted


def page_text(parts: PageParts, memo: Memo = FORGETFUL) -> PageText:
    """The finished text of the page. Raises `TemplateProblem`."""
    routed, context = parts.page, parts.context
    page = routed.page
    scanned = scan_blocks(page.source, page.body, page.body_line, memo)
    problems = [*scanned.problems]
    converted, found = _convert(parts, scanned, memo)
    problems += found
    filled = fill_blocks(_without_unknown_marks(converted, context), scanned.blocks, parts)
    problems += filled.problems
    filled = replace(filled, html=fill_pictures(filled.html, converted, parts))
    problems += _unknown_sources(routed, context, converted)
    return PageText(converted, filled, tuple(problems))


def _convert(
    parts: PageParts, scanned: ScannedBody, memo: Memo
) -> tuple[Converted, tuple[Problem, ...]]:
    """The text as HTML, which a change of templates or of other pages' texts leaves as it is.

    With it are remembered the problems that a scan of the text finds.
    """
    routed, context = parts.page, parts.context
    site_map, base, photos = context.site_map, context.base, context.photos
    glossary, mark_name = glossary_of(routed, context), parts.wording["source_mark"]
    page = routed.page
    around = (
        *(addresses(context), digest_of(glossary), mark_name.encode(), photos.on_page(page.path)),
        *(page.path.encode(), str(page.body_line).encode()),
    )
    known = ("markdown", *around, page.body.encode())
    found = memo.recall(*known)
    if found is None:
        scan = scan_text(page.source, page.body, page.body_line)
        try:
            converted = convert(
                scanned.text,
                lambda address: resolve(address, routed, site_map, base, photos),
                mark_name,
                glossary,
                lambda address: _shown_picture(address, routed, context),
            )
        except Unshowable as error:
            fault = Fault(error.needle, error.message, "")
            return Converted(), (*scan, _problem(fault, routed))
        memo.keep(to_json(_Known(scan, converted)), *known)
    else:
        remembered = from_json(_Known, found)
        scan, converted = remembered.scan, remembered.converted
    problems = [*scan]
    problems += [_problem(fault, routed) for fault in converted.faults[:_MAX_FAULTS]]
    if converted.empty_headings:
        problems += _empty_headings(routed.page, converted.empty_headings)
    return converted, tuple(problems)


def _shown_picture(address: str, routed: RoutedPage, context: RenderContext) -> str:
    """The path of the picture with this address; empty when there is none that can be shown."""
    path = picture_at(address, routed, context.site_map)
    return path if path in context.photos.known else ""


def _empty_headings(page: Page, count: int) -> list[Problem]:
    """A problem for each of so many headings; for the page where it is not certain which."""
    message, hint = "a heading has no letter or digit", "Write words in the heading."
    lines = lines_of(page.source.text)[page.body_line - 1 :]
    inside = code_fences(lines).inside
    found = [
        Place(page.body_line + number, 1)
        for number, line in enumerate(lines)
        if line.startswith("#") and not inside[number] and not any(map(str.isalnum, line))
    ]
    places: list[Place | None] = [*found] if len(found) == count else [None]
    return [page.source.problem("id", place, message, hint) for place in places]


def _problem(fault: Fault, routed: RoutedPage) -> Problem:
    """The problem of the first line with the needle; of the page where there is none."""
    page = routed.page
    place = None
    for number, line in enumerate(lines_of(page.source.text)[page.body_line - 1 :]):
        at = line.lower().find(fault.needle) if fault.needle else -1
        if at >= 0:
            place = Place(page.body_line + number, at + 1)
            break
    return page.source.problem("markup", place, fault.message, fault.hint)


def _without_unknown_marks(converted: Converted, context: RenderContext) -> str:
    """The HTML without marks that would lead to no source: one mistake is told once."""
    known = context.reference.sources
    unknown = {one.mark for one in converted.citations if one.source not in known}

    def left(mark: re.Match[str]) -> str:
        return "" if mark["mark"] in unknown else mark[0]

    return _MARK.sub(left, converted.html) if unknown else converted.html


def _unknown_sources(
    routed: RoutedPage, context: RenderContext, converted: Converted
) -> Iterator[Problem]:
    page, known = routed.page, context.reference.sources
    for number, name in enumerate(page.front.sources):
        if name not in known:
            message = f"`{name}` is not in content/data/sources.yaml"
            yield page.document.problem("reference", ("sources", number), message)
    offsets: dict[str, int] = {}
    for mark in re.finditer(r"\[\^([^\[\]\s]+)\]", page.source.text):
        offsets.setdefault(mark[1], mark.start())
    for name in dict.fromkeys(c.source for c in converted.citations if c.source not in known):
        message = f"the source {name} is not in content/data/sources.yaml"
        place = page.source.place(offsets[name]) if name in offsets else None
        near = did_you_mean(name, known)
        hint = f"Did you mean [^{near}]?" if near else "Write the source into that file first."
        yield page.source.problem("reference", place, message, hint)
    named = converted.citations or page.front.sources
    if page.front.kind.informs_on_health and not named and not page.front.draft:
        message = "a page with health information names its sources"
        hint = "Cite them in the text like this: [^S19]"
        yield page.document.problem("sources", ("sources",), message, hint)
