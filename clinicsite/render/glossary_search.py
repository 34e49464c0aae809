"""Where words of the glossary stand in a text: in small letters or capitals, one or many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Self

from msgspec import Struct


class ExplainedWord(Struct, frozen=True):
    """A word of the glossary, as it may stand in a text."""

    id: str
    names: tuple[str, ...]
    """The term first, then other words for it."""
    say: str
    """How the term is spoken; empty where nobody needs to be told."""


class Use(Struct, frozen=True):
    """A word where it stands in a text."""

    word: ExplainedWord
    is_term: bool
    """Whether it is the term, and no other word for it."""
    start: int
    end: int


class Search(Struct, frozen=True):
    """What finds words of the glossary, each with its number and that of its name."""

    words: tuple[ExplainedWord, ...]
    plain: re.Pattern[str] | None
    """Finds names in a text in small letters; its first group stands where the name begins."""
    capitals: re.Pattern[str] | None
    """Finds names that are capitals alone."""

    @classmethod
    def of(cls, words: tuple[ExplainedWord, ...]) -> Self:
        """What finds these words, the longest names first."""
        names = [
            (name, f"w{number}_{place}")
            for number, word in enumerate(words)
            for place, name in enumerate(word.names)
        ]
        names.sort(key=lambda one: -len(one[0]))
        plain = [(_in_small_letters(name), group) for name, group in names if not name.isupper()]
        capitals = [(name, group) for name, group in names if name.isupper()]
        return cls(words, _plain(plain), _capitals(capitals))

    def uses_in(self, text: str) -> Iterator[Use]:
        """Every use of these words, in order, but for one at the very beginning of the text.

        Each part of a name may have a plural. Capitals alone, such as ER, are found in capitals
        only. Of two that begin in one place, the longer one is found, and none inside another.
        """
        found: list[tuple[int, int, str | None]] = []
        if self.plain:
            small = self.plain.finditer(_in_small_letters(text))
            found += ((one.start(1), -one.end(), one.lastgroup) for one in small)
        if self.capitals:
            big = self.capitals.finditer(text)
            found = sorted((*found, *((one.start(), -one.end(), one.lastgroup) for one in big)))
        free = 0
        for start, end, group in found:
            if start >= free:
                number, place = map(int, (group or "").removeprefix("w").split("_"))
                yield Use(self.words[number], place == 0, start, -end)
                free = -end


_Named = Sequence[tuple[str, str]]
"""Names, each with the group that tells which it is."""


def _plain(names: _Named) -> re.Pattern[str] | None:
    if not names:
        return None
    # The engine is quick to find a sign that it may take along. Behind a word there is always one
    # left for the next word, unless that begins with a sign itself.
    before = r"[^\w-]" if all(name[0].isalnum() for name, _ in names) else r"(?<=[^\w-])"
    families = "|".join(f"{first}(?:{rest})" for first, rest in _families(names).items())
    return re.compile(rf"{before}()(?:{families})(?![\w-])")


def _capitals(names: _Named) -> re.Pattern[str] | None:
    # Capitals are rare: the engine looks for these letters first, then for what is before them.
    families = "|".join(
        rf"{first}(?<=[^\w-]{first})(?:{rest})" for first, rest in _families(names).items()
    )
    return re.compile(rf"(?:{families})(?![\w-])") if names else None


def _families(names: _Named) -> Mapping[str, str]:
    """First letter → what finds the rest of the names that begin with it, in their order.

    Most words of a text are passed by at their first letter.
    """
    families: dict[str, list[str]] = {}
    for name, group in names:
        spelled = r"\s".join(re.escape(part) + "(?:e?s)?" for part in name.split())
        first = re.escape(name[0])
        families.setdefault(first, []).append(f"{spelled.removeprefix(first)}(?P<{group}>)")
    return {first: "|".join(rests) for first, rests in families.items()}


def _in_small_letters(text: str) -> str:
    """The text in small letters and as long as before: a few letters would become two."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(map(_small, text))


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter
