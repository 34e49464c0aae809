"""Words of the glossary become links where a page first uses them.

This happens in the tree of a page's text, after Markdown and before HTML: nothing of what editors
wrote is lost or moved. Headings, links and code are left alone, and so is all that templates write:
warning signs, summaries, the page's frame.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container
from hashlib import blake2b
from xml.etree.ElementTree import Element, SubElement

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
    if glossary.url and glossary.words:
        links = {"".join(link.itertext()).lower() for link in root.iter("a")}
        _Linker(glossary, links, said="".join(root.itertext())).element(root)


@functools.lru_cache(maxsize=8)
def _pattern(words: tuple[ExplainedWord, ...]) -> re.Pattern[str]:
    """What finds any of the words, the longest first; the group tells which word it is.

    Each of its parts may have a plural. Capitals alone, such as ER, are found in capitals only.
    The first letter stands before the group: so the engine passes by what begins otherwise.
    """
    named = [
        (name, f"w{number}_{place}")
        for number, word in enumerate(words)
        for place, name in enumerate(word.names)
    ]
    parts = []
    for name, group in sorted(named, key=lambda one: -len(one[0])):
        first, spelled = name[0], r"\s".join(re.escape(p) + "(?:e?s)?" for p in name.split())
        rest = spelled.removeprefix(re.escape(first))
        if name.isupper():
            parts.append(f"{re.escape(first)}(?P<{group}>{rest})")
        else:
            parts.append(f"[{re.escape(first.lower() + first.upper())}](?P<{group}>(?i:{rest}))")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")


class _Linker:
    """Goes through a page in its reading order and remembers what it has explained."""

    def __init__(self, glossary: Glossary, links: Container[str], said: str) -> None:
        """`links` are the texts of the links that editors wrote: they lead elsewhere already.

        `said` is the whole text: an editor may have told how to speak a word.
        """
        self._glossary = glossary
        self._links = links
        self._said = said
        self._pattern = _pattern(glossary.words)
        self._explained: set[str] = set()

    def element(self, element: Element) -> None:
        """Links the words inside the element."""
        if element.tag in _LEFT_ALONE:
            return
        children, text = list(element), element.text
        element[:], element.text = [], None
        self._add(element, text or "")
        for child in children:
            tail, child.tail = child.tail, None
            element.append(child)
            self.element(child)
            self._add(element, tail or "")

    def _add(self, parent: Element, text: str) -> None:
        """Puts the text at the end of the element, with its words linked."""
        at = 0
        for found in self._pattern.finditer(text):
            number, _, place = (found.lastgroup or "").removeprefix("w").partition("_")
            word = self._glossary.words[int(number)]
            if word.id in self._explained or found[0].lower() in self._links:
                continue
            self._explained.add(word.id)
            _append(parent, text[at : found.start()])
            link = SubElement(parent, "a")
            link.set("class", "term")
            link.set("href", f"{self._glossary.url}#{word.id}")
            link.text = found[0]
            at = found.end()
            if place == "0" and word.say and word.say not in self._said:
                _append(parent, f" ({word.say})")
        _append(parent, text[at:])


def _append(parent: Element, text: str) -> None:
    """Puts plain text behind the last child of the element."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
