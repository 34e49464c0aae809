"""Words of the glossary become links where a page first uses them.

This happens in the tree of a page's text, after Markdown and before HTML: nothing of what editors
wrote is lost or moved. Headings, links and code are left alone, and so is all that templates write:
warning signs, summaries, the page's frame.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence, Set
from hashlib import blake2b
from itertools import accumulate, groupby
from xml.etree.ElementTree import Element

from msgspec import Struct

from clinicsite.languages import Language
from clinicsite.read.front_matter import Kind
from clinicsite.read.reference import Linking, Term
from clinicsite.render.context import RenderContext
from clinicsite.render.routes import RoutedPage

_LEFT_ALONE = frozenset(
    {"a", "code", "img", "pre", "sup", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_WITHOUT_LINKS = frozenset({Kind.GLOSSARY, Kind.SOURCES, Kind.A_TO_Z, Kind.NOT_FOUND, Kind.HANDOUT})


class ExplainedWord(Struct, frozen=True):
    """A word of the glossary, as it may stand in a text."""

    id: str
    names: tuple[str, ...]
    """The term first, then other words for it."""
    say: str
    """How the term is spoken; empty where nobody needs to be told."""


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


def link_first_uses(root: Element, glossary: Glossary) -> None:
    """The first use of each word leads to its explanation, and is followed by how it is spoken."""
    if not (glossary.url and glossary.words):
        return
    pieces = tuple(_pieces(root))
    text = _BETWEEN.join(["", *(text for _, _, text in pieces)])
    found = tuple(_pattern(glossary).finditer(text))
    if not found:
        return
    starts = tuple(accumulate((len(text) + 1 for _, _, text in pieces), initial=1))
    uses = _first_uses(root, glossary, found)
    for number, of_piece in groupby(uses, key=lambda use: bisect(starts, use.start) - 1):
        _link(pieces[number], starts[number], list(of_piece), glossary.url)


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


class _Use(Struct, frozen=True):
    """The first use of a word on a page."""

    word: ExplainedWord
    start: int
    """In the joined pieces."""
    written: str
    spoken: str
    """How it is spoken; empty where the page need not say so."""


def _first_uses(
    root: Element, glossary: Glossary, found: Iterable[re.Match[str]]
) -> Iterator[_Use]:
    """Those of the words found that are linked."""
    # The texts of the links that editors wrote: they lead elsewhere already.
    links = {"".join(link.itertext()).lower() for link in root.iter("a")}
    # The whole text: an editor may have told how to speak a word.
    said = "".join(root.itertext())
    explained: set[str] = set()
    for match in found:
        number, _, place = (match.lastgroup or "").removeprefix("w").partition("_")
        word, written = glossary.words[int(number)], match[0][match.start(1) - match.start() :]
        if word.id in explained or written.lower() in links:
            continue
        explained.add(word.id)
        tell = place == "0" and word.say not in said
        yield _Use(word, match.start(1), written, word.say if tell else "")


def _link(piece: _Piece, start: int, uses: Sequence[_Use], url: str) -> None:
    """Puts links in the place of these words of a piece."""
    parent, child, text = piece
    place = 0 if child is None else list(parent).index(child) + 1
    before = text[: uses[0].start - start]
    if child is None:
        parent.text = before
    else:
        child.tail = before
    ends = [*(use.start - start for use in uses[1:]), len(text)]
    for number, (use, end) in enumerate(zip(uses, ends, strict=True)):
        link = Element("a", {"class": "term", "href": f"{url}#{use.word.id}"})
        link.text = use.written
        spoken = f" ({use.spoken})" if use.spoken else ""
        link.tail = spoken + text[use.start - start + len(use.written) : end]
        parent.insert(place + number, link)


@functools.lru_cache(maxsize=8)
def _pattern(glossary: Glossary) -> re.Pattern[str]:
    """What finds any of the words, the longest first; its last group tells which word it is, and
    the first one stands where the word begins.

    Each of its parts may have a plural. Capitals alone, such as ER, are found in capitals only.
    Words that begin alike stand together: most words of a text are passed by at their first letter.
    """
    named = [
        (name, f"w{number}_{place}")
        for number, word in enumerate(glossary.words)
        for place, name in enumerate(word.names)
    ]
    named.sort(key=lambda one: -len(one[0]))
    families = []
    for letters, numbers in _families([_beginnings(name) for name, _ in named]):
        rests = "|".join(_spelled(*named[number], letters) for number in numbers)
        families.append(f"[{_any_of(letters)}](?:{rests})")
    # The engine is quick to find a sign that it may take along. Behind a word there is always one
    # left for the next word, unless that begins with a sign itself.
    before = r"[^\w-]" if all(name[0].isalnum() for name, _ in named) else r"(?<=[^\w-])"
    glance = _glance([name for name, _ in named])
    return re.compile(rf"{before}(){glance}(?:{'|'.join(families)})(?![\w-])")


def _glance(names: Sequence[str]) -> str:
    """What passes by most words of a text that are none of these, at their first two letters."""
    if any(len(name.split()[0]) < 2 for name in names):
        return ""
    first = {letter for name in names for letter in _beginnings(name)}
    second = {letter for name in names for letter in (*name[1].lower(), *name[1].upper())}
    # Beyond ASCII there are letters that count as the same, such as a long s.
    return rf"(?=[{_any_of(first)}][{_any_of(second)}\x80-\U0010ffff])"


def _families(beginnings: Sequence[Set[str]]) -> Iterable[tuple[Set[str], Sequence[int]]]:
    """The numbers of the names that share a letter to begin with, in order, and these letters."""
    families: list[tuple[Set[str], list[int]]] = []
    for number, letters in enumerate(beginnings):
        joined, numbers = letters, [number]
        for family in [one for one in families if one[0] & letters]:
            families.remove(family)
            joined, numbers = joined | family[0], [*family[1], *numbers]
        families.append((joined, sorted(numbers)))
    return families


def _beginnings(name: str) -> Set[str]:
    first = name[0]
    return {first} if name.isupper() else {*first.lower(), *first.upper()}


def _spelled(name: str, group: str, letters: Set[str]) -> str:
    """The rest of a name, behind any of the letters that its family begins with."""
    own = _beginnings(name)
    spelled = r"\s".join(re.escape(part) + "(?:e?s)?" for part in name.split())
    rest = spelled.removeprefix(re.escape(name[0]))
    rest = rest if name.isupper() else f"(?i:{rest})"
    other = "" if own == letters else f"(?<=[{_any_of(own)}])"
    return f"{other}{rest}(?P<{group}>)"


def _any_of(letters: Set[str]) -> str:
    return re.escape("".join(sorted(letters)))
