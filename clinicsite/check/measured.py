"""Which texts are measured for how easy they are to read, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from clinicsite.check.pieces import Piece, Sort, pieces_of
from clinicsite.check.prose import Seen
from clinicsite.check.published import texts_by_language
from clinicsite.check.reading import Readers
from clinicsite.languages import Language
from clinicsite.read.document import Document
from clinicsite.read.fields import LocalizedTexts
from clinicsite.read.pages import Page
from clinicsite.read.reference import Reference, Term

# What stands alone in warning-signs.yaml is no sentence.
_LABELS = frozenset({"tier", "word", "heading", "action", "short", "intro"})


def measured_files(pages: Iterable[Page], reference: Reference) -> Iterator[Readers]:
    """Every page, the warning signs, and the definitions of the glossary."""
    for page in pages:
        pieces = partial(pieces_of, page.source.text, page.body_line)
        yield Readers(page.source, page.language, pieces, page.front.is_sensitive)
    signs, glossary = reference.signs_document, reference.glossary_document
    for language in Language:
        yield Readers(
            signs.source, language, partial(_signs, signs, language), plain=True, agreed=True
        )
        definitions = partial(_definitions, glossary, language)
        yield Readers(glossary.source, language, definitions)


def familiar_words(
    glossary: Iterable[Term], medicines: LocalizedTexts
) -> Mapping[Language, tuple[str, ...]]:
    """The words that a page explains where it first uses them."""
    terms = tuple(glossary)
    return {
        language: (
            *(term.term.in_(language) for term in terms),
            *(name for term in terms if term.also for name in term.also.in_(language)),
            *medicines.in_(language),
        )
        for language in Language
    }


class _Part(Struct, frozen=True):
    """A part of a text."""

    text: str
    whole: Seen
    begin: int
    """Where in the whole it begins."""

    def offset(self, position: int) -> int:
        """Where in the file the character at this position of the text stands."""
        return self.whole.offset(self.begin + position)


def _parted(whole: Seen, sign: str) -> Iterator[_Part]:
    """The parts between the signs, which are left out."""
    begin = 0
    for part in whole.text.split(sign):
        yield _Part(part.strip(), whole, begin + len(part) - len(part.lstrip()))
        begin += len(part) + len(sign)


def _signs(document: Document, language: Language) -> Iterator[Piece]:
    """What a semicolon divides are items of a list."""
    for keys, spoken, words in texts_by_language(document):
        if spoken is language and _LABELS.isdisjoint(keys):
            yield from (Piece(Sort.ITEM, part) for part in _parted(words, ";"))


def _definitions(document: Document, language: Language) -> Iterator[Piece]:
    for keys, spoken, words in texts_by_language(document):
        if spoken is language and "definition" in keys:
            yield Piece(Sort.TEXT, words)
