"""Words of the glossary become links where a page first uses them.

This happens in the tree of a page's text, after Markdown and before HTML: nothing of what editors
wrote is lost or moved. Headings, links and code are left alone, and so is all that templates write:
warning signs, summaries, the page's frame.
"""

from __future__ import annotations

import functools
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate, groupby
from xml.etree.ElementTree import Element

from msgspec import Struct

from clinicsite.languages import Language
from clinicsite.read.front_matter import Kind
from clinicsite.read.reference import Linking, Term
from clinicsite.render.context import RenderContext
from clinicsite.render.glossary_search import ExplainedWord, Search, Use
from clinicsite.render.routes import RoutedPage

_LEFT_ALONE = frozenset(
    {"a", "code", "img", "pre", "sup", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_WITHOUT_LINKS = frozenset({Kind.GLOSSARY, Kind.SOURCES, Kind.A_TO_Z, Kind.NOT_FOUND, Kind.HANDOUT})


class Glossary(Struct, frozen=True):
    """The words of one language, and where they are explained."""

    url: str = ""
    """Of the glossary page; empty where there is none, and then nothing is linked."""
    words: tuple[ExplainedWord, ...] = ()

    def __hash__(self) -> int:
        return len(self.words)  # asked for on every page; two of one hash are compared


NO_GLOSSARY = Glossary()


def glossary_of(routed: RoutedPage, context: RenderContext) -> Glossary:
    """What the page's text may link to."""
    page = routed.page
    return NO_GLOSSARY if page.front.kind in _WITHOUT_LINKS else _glossary(context, page.language)


@functools.lru_cache(maxsize=len(Language))
def _glossary(context: RenderContext, language: Language) -> Glossary:
    pages = context.site_map.in_language(language)
    target = next((page.route for page in pages if page.page.front.kind is Kind.GLOSSARY), None)
    if target is None:
        return NO_GLOSSARY
    return Glossary(context.base.href(target), words_of(context.reference.glossary, language))


@functools.lru_cache(maxsize=4)
def words_of(terms: tuple[Term, ...], language: Language) -> tuple[ExplainedWord, ...]:
    """The words that are linked in this language."""
    return tuple(
        ExplainedWord(
            term.id,
            _names(term, language),
            getattr(term.say, language) if term.say else "",
        )
        for term in terms
        if term.link is not Linking.NO and getattr(term.term, language)
    )


def _names(term: Term, language: Language) -> tuple[str, ...]:
    also = term.also.in_(language) if term.also and term.link is Linking.ALL else ()
    return (term.term.in_(language), *also)


@functools.lru_cache(maxsize=len(Language) + 1)
def digest_of(glossary: Glossary) -> bytes:
    """Changes whenever the same text might get other links."""
    return blake2b(repr(glossary).encode(), digest_size=20).digest()


@functools.lru_cache(maxsize=8)
def _search(glossary: Glossary) -> Search:
    return Search.of(glossary.words)


def link_first_uses(root: Element, glossary: Glossary) -> None:
    """The first use of each word leads to its explanation, and is followed by how it is spoken."""
    if not (glossary.url and glossary.words):
        return
    pieces = tuple(_pieces(root))
    text = _BETWEEN.join(["", *(text for _, _, text in pieces)])
    found = tuple(_search(glossary).uses_in(text))
    if not found:
        return
    starts = tuple(accumulate((len(text) + 1 for _, _, text in pieces), initial=1))
    links = _links(root, text, found)
    for number, of_piece in groupby(links, key=lambda link: bisect(starts, link.start) - 1):
        _put(pieces[number], starts[number], list(of_piece), glossary.url)


_BETWEEN = "\0"
"""Stands between the pieces of a page: no word reaches over it, and none has it inside."""
_Piece = tuple[Element, Element | None, str]
"""A text inside an element: at its beginning, or behind one of its children."""


def _pieces(element: Element) -> Iterator[_Piece]:
    """The texts in which words are linked, in reading order."""
    if element.tag in _LEFT_ALONE:
        return
    if element.text:
        yield element, None, element.text
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield element, child, child.tail


class _Link(Struct, frozen=True):
    """The first use of a word on a page."""

    id: str
    start: int
    """In the joined pieces."""
    written: str
    spoken: str
    """How it is spoken; empty where the page need not say so."""


def _links(root: Element, text: str, uses: Iterable[Use]) -> Iterator[_Link]:
    """Those of the uses that are linked."""
    # The texts of the links that editors wrote: they lead elsewhere already.
    links = {"".join(link.itertext()).lower() for link in root.iter("a")}
    # The whole text: an editor may have told how to speak a word.
    said = "".join(root.itertext())
    explained: set[str] = set()
    for use in uses:
        word, written = use.word, text[use.start : use.end]
        if word.id in explained or written.lower() in links:
            continue
        explained.add(word.id)
        tell = use.is_term and word.say not in said
        yield _Link(word.id, use.start, written, word.say if tell else "")


def _put(piece: _Piece, start: int, links: Sequence[_Link], url: str) -> None:
    """Puts links in the place of these words of a piece."""
    parent, child, text = piece
    place = 0 if child is None else list(parent).index(child) + 1
    before = text[: links[0].start - start]
    if child is None:
        parent.text = before
    else:
        child.tail = before
    ends = [*(link.start - start for link in links[1:]), len(text)]
    for number, (link, end) in enumerate(zip(links, ends, strict=True)):
        element = Element("a", {"class": "term", "href": f"{url}#{link.id}"})
        element.text = link.written
        spoken = f" ({link.spoken})" if link.spoken else ""
        element.tail = spoken + text[link.start - start + len(link.written) : end]
        parent.insert(place + number, element)
