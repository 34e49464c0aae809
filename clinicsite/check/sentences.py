"""Sentences of a text, with their words and syllables."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct, field

from clinicsite.check.prose import Seen
from clinicsite.check.spanish_syllables import spanish_syllables
from clinicsite.check.syllables import syllables
from clinicsite.languages import Language


def _remembered(count: Callable[[str], int]) -> Callable[[str], int]:
    """The same count, found once for each word; a number is read as one syllable."""
    return lru_cache(maxsize=1 << 14)(lambda word: 1 if word[0].isdigit() else count(word))


COUNTERS: Mapping[Language, Callable[[str], int]] = {
    Language.EN: _remembered(syllables),
    Language.ES: _remembered(spanish_syllables),
}
_END = re.compile(r"[.!?][.!?]*[\"')\]]*\s+(?=[\"'(¿¡]*[^\Wa-z_])")
_NO_END = re.compile(r"\b(?:[A-Z]|Dr|Dra|Mr|Ms|St|vs|No)\.\s+$")
_LONGEST_SHORT = len("Dra")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:['.-][A-Za-z0-9]+)*")
"""Finds the same in a text of these letters alone, in less time."""
_LETTERS = re.compile(r"\w+")
_SPOKEN = re.compile(r"\((?=[^)]*-)(?=[^)]*[A-Z]{2})[A-Za-z -]+\)")
"""How to say a word: `(thuh-RASS-ik)`."""


class Sentence(Struct, frozen=True):
    """One sentence, counted."""

    words: int
    syllables: int
    piece: Seen
    begin: int
    """Where it begins in the piece."""
    end: int

    @property
    def text(self) -> str:
        """What it says."""
        return self.piece.text[self.begin : self.end].strip()

    @property
    def offset(self) -> int:
        """Where it begins in the file."""
        return self.piece.offset(self.begin)


class Reader(Struct):
    """Counts the sentences of a page in their order, and learns its words on the way."""

    language: Language
    known: tuple[str, ...] = ()
    """Words of the glossary and names of medicines, as they stand in a text in small letters."""
    _explained: set[str] = field(default_factory=set)

    def sentences(self, piece: Seen) -> Iterator[Sentence]:
        """The sentences of a piece of text that have any words."""
        count = COUNTERS[self.language]
        small = piece.text.lower() if self.known else ""
        known = [name for name in self.known if name in small]
        spoken = piece.text
        if "(" in spoken:
            spoken = _SPOKEN.sub(lambda said: " " * len(said[0]), spoken)
        word = _ASCII_WORD if spoken.isascii() else _WORD
        for begin, end in _spans(piece.text):
            words = word.findall(spoken, begin, end)
            if words:
                said = spoken[begin:end] if known else ""
                easy = self._explained_in(said, known) if known else None
                total = self._shortened(said, easy) if easy else sum(map(count, words))
                yield Sentence(len(words), total, piece, begin, end)

    def _shortened(self, text: str, easy: Container[int]) -> int:
        """The syllables of the text, of which words that begin at these places have two at most."""
        counts = ((one.start(), COUNTERS[self.language](one[0])) for one in _WORD.finditer(text))
        return sum(min(count, 2) if at in easy else count for at, count in counts)

    def _explained_in(self, text: str, known: Iterable[str]) -> set[int]:
        """Where words begin that readers have met before on this page."""
        easy: set[int] = set()
        small = text.lower()
        for begin, end in standing(known, small):
            name = small[begin:end].rstrip("s")
            if name in self._explained:
                easy.update(range(begin, end))
            self._explained.add(name)
        return easy


def sentences_in(text: str) -> int:
    """How many sentences the text has."""
    return sum(1 for begin, end in _spans(text) if _WORD.search(text, begin, end))


def words_in(text: str) -> set[str]:
    """The words of the text, each once: what stands between signs that are no part of a word."""
    return set(text.translate(_WORDS_APART).split())


class _WordsApart(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if goes_on(chr(code)) else " "
        return self[code]


_WORDS_APART = _WordsApart()


def known_words(names: Iterable[str]) -> tuple[str, ...]:
    """The names as they stand in a text in small letters."""
    return tuple(dict.fromkeys(name.lower() for name in names if name))


def known_words_in(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names that may stand in the text, in small letters."""
    by_word, small = _by_first_word(names), text.lower()
    words = ("", *(by_word.keys() & words_in(small)))
    return known_words(name for word in words for name in by_word.get(word, ()) if name in small)


@lru_cache(maxsize=4)
def _by_first_word(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The known words by what they begin with; those without any letter at an empty word."""
    found: dict[str, list[str]] = {}
    for name in known_words(names):
        first = _LETTERS.search(name)
        word = first[0] if first else ""
        found.setdefault(word, []).append(name)
        if first and first.end() == len(name):
            found.setdefault(f"{word}s", []).append(name)
    return {word: tuple(those) for word, those in found.items()}


def standing(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the names or their plurals stand in the text; where some overlap, the first of them,
    and the longest of those that begin together.
    """
    found = []
    for name in names:
        begin = text.find(name)
        while begin >= 0:
            end = begin + len(name)
            end += text.startswith("s", end)
            if not goes_on(text[begin - 1 : begin]) and not goes_on(text[end : end + 1]):
                found.append((begin, -len(name), end))
            begin = text.find(name, begin + 1)
    free = 0
    for begin, _, end in sorted(found):
        if begin >= free:
            yield begin, end
            free = end


def goes_on(sign: str) -> bool:
    """Whether a word goes on with this sign."""
    return sign.isalnum() or sign == "_"


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for end in _END.finditer(text):
        if not _NO_END.search(text, max(begin, end.start() - _LONGEST_SHORT), end.end()):
            yield begin, end.end()
            begin = end.end()
    yield begin, len(text)
