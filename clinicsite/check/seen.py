"""What a walk through a page, or through a part of it, has come to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

from msgspec import Struct

from clinicsite.characters import drawn

_Kind = TypeVar("_Kind")
_Key = type | str


class Mark(Struct, frozen=True):
    """How much was known at a point of the page."""

    told: Mapping[_Key, int]
    """How many facts and notes of each kind."""
    said: int
    beyond_ascii: int


class Seen:
    """Facts, notes and texts, each in the order of the page."""

    def __init__(self) -> None:
        self._by_kind: defaultdict[_Key, list[object]] = defaultdict(list)
        """Facts by their types, notes by their names."""
        self.said: list[str] = []
        """The texts that have gone by, without those that are no words of the page."""
        self.beyond_ascii: list[str] = []
        """The texts that are drawn with more than ASCII."""

    def keep(self, fact: object) -> None:
        """Remember a fact."""
        self._by_kind[type(fact)].append(fact)

    def note(self, kind: str, text: str) -> None:
        """Remember a fact that is a mere text."""
        self._by_kind[kind].append(text)

    def add(self, part: Seen) -> None:
        """Remember all that is known of the part that comes next."""
        for kind, told in part._by_kind.items():
            self._by_kind[kind] += told
        self.said += part.said
        self.beyond_ascii += part.beyond_ascii

    def mark(self) -> Mark:
        """How much is known by now."""
        told = {kind: len(told) for kind, told in self._by_kind.items()}
        return Mark(told, len(self.said), len(self.beyond_ascii))

    def around(self, begin: Mark, end: Mark) -> tuple[object, str]:
        """What came to be known before the one point of the page and after the other.

        Facts and notes by their names, in the order of these, and the characters that are drawn
        beyond ASCII; not the words.
        """
        around = {
            kind if isinstance(kind, str) else kind.__name__: (
                told[: begin.told.get(kind, 0)],
                told[end.told.get(kind, 0) :],
            )
            for kind, told in self._by_kind.items()
            if kind != "said"
        }
        words = self.beyond_ascii[: begin.beyond_ascii] + self.beyond_ascii[end.beyond_ascii :]
        return sorted(one for one in around.items() if any(one[1])), _characters(words)

    def kept(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        """All facts of that kind."""
        return tuple(cast("list[_Kind]", self._by_kind.get(kind, ())))

    def noted(self, kind: str) -> tuple[str, ...]:
        """All texts of that kind."""
        return tuple(cast("list[str]", self._by_kind.get(kind, ())))

    def characters(self) -> str:
        """Every character beyond ASCII that is drawn, once each, in order."""
        return _characters(self.beyond_ascii)


def _characters(words: Iterable[str]) -> str:
    # No letter is made of two that stand on different lines.
    return "".join(sorted(drawn("\n".join(words))))
