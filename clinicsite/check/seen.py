"""What a walk through a page, or through a part of it, has come to know."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeVar, cast

from clinicsite.characters import drawn

_Kind = TypeVar("_Kind")


class Seen:
    """Facts, notes and texts, each in the order of the page."""

    def __init__(self) -> None:
        self.facts: defaultdict[type, list[object]] = defaultdict(list)
        self.notes: dict[str, list[str]] = {}
        self.said: list[str] = []
        """The texts that have gone by, without those that are no words of the page."""
        self.beyond_ascii: list[str] = []
        """The texts that are drawn with more than ASCII."""

    def keep(self, fact: object) -> None:
        """Remember a fact."""
        self.facts[type(fact)].append(fact)

    def note(self, kind: str, text: str) -> None:
        """Remember a fact that is a mere text."""
        self.notes.setdefault(kind, []).append(text)

    def add(self, part: Seen) -> None:
        """Remember all that is known of the part that comes next."""
        for kind, facts in part.facts.items():
            self.facts[kind] += facts
        for name, notes in part.notes.items():
            self.notes.setdefault(name, []).extend(notes)
        self.said += part.said
        self.beyond_ascii += part.beyond_ascii

    def kept(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        """All facts of that kind."""
        return tuple(cast("list[_Kind]", self.facts.get(kind, ())))

    def noted(self, kind: str) -> tuple[str, ...]:
        """All texts of that kind."""
        return tuple(self.notes.get(kind, ()))

    def characters(self) -> str:
        """Every character beyond ASCII that is drawn, once each, in order."""
        # No letter is made of two that stand on different lines.
        return "".join(sorted(drawn("\n".join(self.beyond_ascii))))
