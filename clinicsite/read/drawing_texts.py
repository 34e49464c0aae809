"""What the drawings say in Spanish: `content/data/drawing-texts.yaml`.

A drawing is one file with English words. The file here has their translation, text by text, so
that a translator needs no drawing program; a word that has changed in a drawing is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import TypeAlias

from msgspec import Struct

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.data_file import read_document
from clinicsite.read.document import Document
from clinicsite.read.fields import Bilingual
from clinicsite.read.schema import did_you_mean
from clinicsite.read.source import decode
from clinicsite.read.tree import SourceTree

PATH = "content/data/drawing-texts.yaml"
DrawingTexts: TypeAlias = Mapping[str, tuple[Bilingual, ...]]
"""Name of a drawing → its texts in their order."""

_PART = re.compile(
    r"<!--.*?-->|<style\b.*?</style>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|(?P<text>[^<]+)", re.DOTALL
)
_WORD = re.compile(r"[^\W\d_]{2}")  # `T1` and `10` are the same in every language


class DrawnText(Struct, frozen=True):
    """A text of a drawing that holds a word."""

    words: str
    """As it is read: one space between the words."""
    start: int
    """Where it begins in the file of the drawing, and where it ends."""
    end: int


def texts_of(svg: str) -> Iterator[DrawnText]:
    """The texts of a drawing in their order."""
    for part in _PART.finditer(svg):
        text: str = part["text"] or ""
        words = " ".join(unescape(text).split())
        if _WORD.search(words):
            start = part.start() + len(text) - len(text.lstrip())
            yield DrawnText(words, start, start + len(text.strip()))


def read_drawing_texts(
    tree: SourceTree, figures: Mapping[str, str], memo: Memo = FORGETFUL
) -> tuple[DrawingTexts, tuple[Problem, ...]]:
    """The texts by drawing, and a problem for each that the file or the drawing lacks.

    A site without this file has its drawings in English only.
    """
    if PATH not in tree.files:
        return {}, ()
    texts, document, problems = read_document(tree, PATH, dict[str, tuple[Bilingual, ...]], memo)
    if texts is None:
        return {}, problems
    problems += tuple(_unknown(texts, figures, document))
    misspelt = texts.keys() - figures.keys()
    for name, svg in figures.items():
        if name in texts:
            problems += tuple(_apart(name, svg, texts[name], document, tree))
        elif any(texts_of(svg)) and not did_you_mean(name, misspelt):
            hint = f"Write them below `{name}:` in {PATH}."
            message = "the words of this drawing are not there in Spanish"
            problems += (Problem("translation", message, _path_of(name, tree), hint=hint),)
    return texts, problems


def _unknown(
    texts: DrawingTexts, figures: Mapping[str, str], document: Document
) -> Iterator[Problem]:
    for name in texts.keys() - figures.keys():
        near = did_you_mean(name, figures.keys() - texts.keys())
        hint = document.line_with_key((name,), near) if near else "Remove it and its texts."
        key, _ = document.find((name,)) or (None, None)
        place = key.place if key else None
        message = f"there is no drawing `{name}`"
        yield document.source.problem("translation", place, message, hint)


def _apart(
    name: str, svg: str, texts: Iterable[Bilingual], document: Document, tree: SourceTree
) -> Iterator[Problem]:
    """What the drawing says and the file does not, and the other way round."""
    drawn = Counter(one.words for one in texts_of(svg))
    known = {text.en for text in texts}
    lacking = {words: None for words in drawn if words not in known}  # a set that keeps the order
    listed: Counter[str] = Counter()
    for number, text in enumerate(texts):
        listed[text.en] += 1
        if listed[text.en] <= drawn[text.en]:
            continue
        near = did_you_mean(text.en, lacking)
        lacking.pop(near, None)
        message = f"the drawing `{name}` does not say this"
        hint = "Remove this text with its translation."
        if near:
            hint = f"It says “{near}”. Write that, and look at the Spanish again."
        elif drawn[text.en]:
            message = f"the drawing `{name}` says this only {_times(drawn[text.en])}"
        yield document.problem("translation", (name, number, "en"), message, hint)
    for words in lacking:
        yield _untranslated(name, words, tree)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _untranslated(name: str, words: str, tree: SourceTree) -> Problem:
    path = _path_of(name, tree)
    source, _ = decode(path, tree.files[path])
    place = next(
        (source.place(one.start) for one in texts_of(source.text) if one.words == words), None
    )
    hint = f"Write it with its Spanish below `{name}:` in {PATH}."
    return source.problem("translation", place, "this text is not there in Spanish", hint)


def _path_of(name: str, tree: SourceTree) -> str:
    paths = tree.below("content/figures", f"/{name}.svg")
    return next(iter(paths), f"content/figures/{name}.svg")
