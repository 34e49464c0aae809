"""Pages that are lists: sources, the glossary and the A–Z of pages."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import groupby
from urllib.parse import urlsplit

from msgspec.structs import replace

from clinicsite.languages import Language
from clinicsite.read.front_matter import Kind
from clinicsite.read.reference import Source, Term
from clinicsite.read.wording import SOURCE_KIND
from clinicsite.render.component_views import Link
from clinicsite.render.context import RenderContext
from clinicsite.render.list_views import Letter, SourceEntry, TermEntry
from clinicsite.render.markup import Citation
from clinicsite.render.routes import RoutedPage
from clinicsite.render.typography import typographic

_SMALL_WORDS = frozenset({"a", "an", "the", "el", "la", "los", "las", "un", "una"})
_UNLISTED = frozenset({Kind.NOT_FOUND})


def page_sources(
    context: RenderContext,
    page: RoutedPage,
    citations: Iterable[Citation],
) -> tuple[SourceEntry, ...]:
    """The sources of a page: those cited in the text in order, then those without a mark.

    Ids that are not defined are left out; `rendering` reports them.
    """
    marks: dict[str, list[str]] = {}
    for citation in citations:
        marks.setdefault(citation.source, []).append(citation.mark)
    for name in page.page.front.sources:
        marks.setdefault(name, [])
    known = _details(context, page.page.language)
    return tuple(
        replace(known[name], number=number, mark_ids=tuple(ids))
        for number, (name, ids) in enumerate(marks.items(), 1)
        if name in known
    )


@functools.lru_cache(maxsize=len(Language))
def _details(context: RenderContext, language: Language) -> Mapping[str, SourceEntry]:
    """Each source as pages of this language show it, but for its number and its marks."""
    page, wording = _sources_page(context, language), context.wording(language)
    return {
        name: _entry(
            source, 0, wording, language, details_url=f"{page}#{name.lower()}" if page else ""
        )
        for name, source in context.reference.sources.items()
    }


def all_sources(
    context: RenderContext, wording: Mapping[str, str], language: Language
) -> tuple[SourceEntry, ...]:
    """Every source of the site, in the order of `sources.yaml`."""
    entries = context.reference.sources.values()
    return tuple(
        _entry(source, number, wording, language) for number, source in enumerate(entries, 1)
    )


def _sources_page(context: RenderContext, language: Language) -> str:
    """Address of the list of all sources, in this language or else in English."""
    for wanted in (language, Language.EN):
        for page in context.site_map.in_language(wanted):
            if page.page.front.kind is Kind.SOURCES:
                return context.base.href(page.route)
    return ""


def _entry(
    source: Source,
    number: int,
    wording: Mapping[str, str],
    language: Language,
    *,
    details_url: str = "",
) -> SourceEntry:
    return SourceEntry(
        id=source.id.lower(),
        number=number,
        author=typographic(source.author),
        title=typographic(source.title),
        publication=typographic(source.publication),
        year=source.year,
        kind=wording[SOURCE_KIND + source.kind],
        url=source.url,
        host=(urlsplit(source.url).hostname or "").removeprefix("www."),
        checked=source.checked,
        verified=source.verified,
        language="" if source.language is language else source.language.value,
        details_url=details_url,
    )


def pages_by_letter(context: RenderContext, language: Language) -> tuple[Letter, ...]:
    """Every page of the language under the first letter of its title."""
    links = sorted(
        (
            Link(typographic(page.page.front.title), context.base.href(page.route))
            for page in context.site_map.in_language(language)
            if page.page.front.kind not in _UNLISTED
        ),
        key=lambda link: _sort_key(link.text),
    )
    groups = groupby(links, key=lambda link: _letter(link.text))
    return tuple(Letter(letter, links=tuple(group)) for letter, group in groups)


def terms_by_letter(context: RenderContext, language: Language) -> tuple[Letter, ...]:
    """Every word of the glossary under its first letter."""
    terms = sorted(
        (_term(term, language) for term in context.reference.glossary),
        key=lambda term: _sort_key(term.term),
    )
    groups = groupby(terms, key=lambda term: _letter(term.term))
    return tuple(Letter(letter, terms=tuple(group)) for letter, group in groups)


def _term(term: Term, language: Language) -> TermEntry:
    return TermEntry(
        id=term.id,
        term=typographic(term.term.in_(language)),
        say=typographic(getattr(term.say, language.value)) if term.say else "",
        also=tuple(map(typographic, term.also.in_(language))) if term.also else (),
        definition=typographic(term.definition.in_(language)),
    )


def _sort_key(text: str) -> str:
    """For sorting as a reader does: without accents, signs, letter case and articles."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    if len(words) > 1 and words[0] in _SMALL_WORDS:
        words = words[1:]
    return " ".join(words)


def _letter(text: str) -> str:
    key = _sort_key(text)
    return key[0].upper() if key and key[0].isalpha() else "0–9"
