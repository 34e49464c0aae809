"""Sentences of a text, with their words and syllables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from clinicsite.check.prose import Seen
from clinicsite.check.spanish_syllables import spanish_syllables
from clinicsite.check.syllables import syllables
from clinicsite.languages import Language

COUNTERS: Mapping[Language, Callable[[str], int]] = {
    Language.EN: syllables,
    Language.ES: spanish_syllables,
}
_END = re.compile(r"[.!?]+[\"')\]]*\s+(?=[\"'(¿¡]*[^\Wa-z_])")
_NO_END = re.compile(r"(?:\b(?:[A-Z]|Dr|Dra|Mr|Ms|St|vs|No)\.)\s+$")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_SPOKEN = re.compile(r"\((?=[^)]*-)(?=[^)]*[A-Z]{2})[A-Za-z -]+\)")
"""How to say a word: `(thuh-RASS-ik)`."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, counted."""

    words: int
    syllables: int
    offset: int
    """Where it begins in the file."""
    text: str


@dataclass(slots=True)
class Reader:
    """Counts the sentences of a page in their order, and learns its words on the way."""

    language: Language
    known: re.Pattern[str] | None = None
    """Words of the glossary and names of medicines, as they stand in a text in small letters."""
    _explained: set[str] = field(default_factory=set)

    def sentences(self, words: Seen) -> Iterator[Sentence]:
        """The sentences of a piece of text that have any words."""
        for begin, end in _spans(words.text):
            text = words.text[begin:end]
            spoken = _SPOKEN.sub(lambda said: " " * len(said[0]), text)
            counts = [(one.start(), self._syllables(one[0])) for one in _WORD.finditer(spoken)]
            if counts:
                easy = self._explained_in(spoken)
                total = sum(min(count, 2) if at in easy else count for at, count in counts)
                yield Sentence(len(counts), total, words.offset(begin), text.strip())

    def _syllables(self, word: str) -> int:
        return 1 if word[0].isdigit() else COUNTERS[self.language](word)

    def _explained_in(self, text: str) -> set[int]:
        """Where words begin that readers have met before on this page."""
        easy: set[int] = set()
        for found in self.known.finditer(text.lower()) if self.known else ():
            name = found[0].rstrip("s")
            if name in self._explained:
                easy.update(range(found.start(), found.end()))
            self._explained.add(name)
        return easy


def sentences_in(text: str) -> int:
    """How many sentences the text has."""
    return sum(1 for begin, end in _spans(text) if _WORD.search(text, begin, end))


@lru_cache(maxsize=4)
def known_words(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds these names in a text in small letters, the longest first."""
    longest_first = sorted({name.lower() for name in names if name}, key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})s?(?!\w)")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for end in _END.finditer(text):
        if not _NO_END.search(text[begin : end.end()]):
            yield begin, end.end()
            begin = end.end()
    yield begin, len(text)
