"""Everything that readers see, as pieces of text with their places in the files they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import accumulate

from msgspec import Struct

from clinicsite.check.pieces import pieces_of
from clinicsite.check.prose import Placed, Seen, Words, seen_in, typewritten
from clinicsite.languages import Language
from clinicsite.read.document import Document
from clinicsite.read.front_matter import Kind
from clinicsite.read.nodes import Mapping, Node, Scalar, Sequence
from clinicsite.read.pages import Page
from clinicsite.read.reference import Reference
from clinicsite.read.source import SourceText, lines_of

_CONFIG_KEYS = frozenset({"service_area", "in_home", "hours_note", "prices"})
_NOTICE = ("notices", "text")
_LANGUAGES = {str(language): language for language in Language}
_NAMES = frozenset({"term", "also", "say"})
_DRAWN_WORDS = re.compile(r"(?=[>a])(?:>([^<>]+)<|\b(?:aria-label|alt)=\"([^\"]*)\")")


class Published(Struct, frozen=True):
    """A piece of text that readers see."""

    words: Seen
    languages: tuple[Language, ...]
    """The language of the text; of a drawing that all pages share, all of them."""
    lead: str = ""
    """The words that it goes on from, where it is no sentence of its own."""


class Readable(Struct, frozen=True):
    """A file that readers see something of."""

    source: SourceText
    pieces: Callable[[], Iterable[Published]]
    """Its texts, found when they are asked for."""
    service: bool = False
    """Whether it is the page of a service."""


def readable_files(
    pages: Iterable[Page],
    reference: Reference,
    config_document: Document,
    drawings: Iterable[SourceText],
) -> Iterator[Readable]:
    """Every file that readers see something of, but for the list of sources: it quotes others."""
    for page in pages:
        service = page.front.kind is Kind.SERVICE
        yield Readable(page.source, partial(of_page, page), service)
    for document in (
        reference.signs_document,
        reference.glossary_document,
        reference.wording_document,
    ):
        yield Readable(document.source, partial(of_data, document))
    yield Readable(config_document.source, partial(of_config, config_document))
    for drawing in drawings:
        yield Readable(drawing, partial(of_drawing, drawing))


def of_page(page: Page) -> Iterator[Published]:
    """Title, description and text of a page."""
    languages = (page.language,)
    front, document = page.front, page.document
    for key, words in (
        ("title", front.title),
        ("description", front.description),
        ("nav_label", front.nav_label),
    ):
        if words or (key in document.text and document.find((key,))):
            placed = Placed(typewritten(words), partial(_of_key, document, key))
            yield Published(placed, languages)
    for piece in pieces_of(page.source.text, page.body_line):
        yield Published(piece.words, languages, piece.lead)


def of_data(document: Document) -> Iterator[Published]:
    """The texts of a data file that are given by language; the glossary's terms are only named."""
    for keys, language, words in texts_by_language(document):
        if _NAMES.isdisjoint(keys):
            yield Published(words, (language,))


@lru_cache(maxsize=1)  # it is asked for again for each language that is measured
def texts_by_language(document: Document) -> tuple[tuple[tuple[str, ...], Language, Seen], ...]:
    """Each text of a data file that is given by language, with the keys that lead to it."""
    return tuple(
        (keys, language, _seen(document.source, scalar))
        for keys, scalar in _scalars(document.node)
        if (language := _language(keys))
    )


def of_config(document: Document) -> Iterator[Published]:
    """What the clinic says about itself in words of its own; names are facts."""
    for keys, scalar in _scalars(document.node):
        if keys[:2] == _NOTICE or (not _CONFIG_KEYS.isdisjoint(keys) and keys[0] == "clinic"):
            language = _language(keys)
            languages = (language,) if language else tuple(Language)
            yield Published(_seen(document.source, scalar), languages)


def of_drawing(source: SourceText) -> Iterator[Published]:
    """Title, description and labels of a drawing."""
    labels = (found.span(found.lastindex or 0) for found in _DRAWN_WORDS.finditer(source.text))
    for words in seen_in(source.text, tuple(labels)):
        if words.text:
            yield Published(words, tuple(Language))


def _scalars(
    node: Node | None, keys: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Every value with the keys that lead to it."""
    if isinstance(node, Scalar):
        yield keys, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item, keys)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield from _scalars(value, (*keys, key.text))


def _language(keys: tuple[str, ...]) -> Language | None:
    """The language that the keys name last."""
    return next((_LANGUAGES[key] for key in reversed(keys) if key in _LANGUAGES), None)


def _seen(source: SourceText, scalar: Scalar) -> Placed:
    """The words of a value, as readers see them."""
    text = typewritten(" ".join(scalar.text.split()))
    return Placed(text, partial(_of_scalar, source, scalar))


def _of_key(document: Document, key: str) -> Words:
    """The words of the value at this key."""
    _, node = document.find((key,)) or (None, None)
    if not isinstance(node, Scalar):
        raise TypeError(f"{key} is no text")
    return _of_scalar(document.source, node)


@lru_cache(maxsize=8)  # a text with a mistake often has several
def _of_scalar(source: SourceText, scalar: Scalar) -> Words:
    """The words of a value, each where it stands: YAML folds lines and takes quotes away."""
    at = _line_starts(source)[scalar.place.line - 1] + scalar.place.column - 1
    runs, offsets, length = [0], [at], 0
    for word in scalar.text.split():
        found = source.text.find(word, at)
        at = found if found >= 0 else at
        runs.append(length)
        offsets.append(at)
        length += len(word) + 1
        at += len(word) if found >= 0 else 0
    text = " ".join(scalar.text.split())
    return Words(typewritten(text), tuple(runs), tuple(offsets))


@lru_cache(maxsize=2)
def _line_starts(source: SourceText) -> tuple[int, ...]:
    """Where each line of the file begins."""
    return tuple(accumulate((len(line) + 1 for line in lines_of(source.text)), initial=0))
