"""What the rules say of one page, in a form that can be remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self
from urllib.parse import unquote

from msgspec import Struct

from clinicsite.check.findings import Finding
from clinicsite.check.locate import Place
from clinicsite.check.page_facts import Spot
from clinicsite.check.pages import Anchor, FinishedPage


class Told(Struct, frozen=True):
    """A finding without its page."""

    rule: str
    message: str
    hint: str
    spot: Spot
    place: Place | None
    from_template: bool

    @classmethod
    def of(cls, one: Finding) -> Self:
        """What the finding tells."""
        return cls(one.rule, one.message, one.hint, one.spot, one.place, one.from_template)

    def about(self, page: FinishedPage) -> Finding:
        """The finding of this on the page."""
        return Finding(
            self.rule,
            page,
            self.message,
            self.hint,
            self.spot,
            self.place,
            from_template=self.from_template,
        )


class Report(Struct, frozen=True):
    """What the rules say of one page, if the pages that it leads to have what it asks for."""

    names: tuple[str, ...]
    """The ids of its elements, by which links name a place on it."""
    asked: tuple[Anchor, ...]
    """What it asks of pages that nobody had looked at."""
    told: tuple[Told, ...]
    lacking: str
    """The characters that it draws and the font does not have."""

    def holds(self, names: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether the pages, here with the names on them, have all that it asks for."""
        return all(has_anchor(names[one.route], one.name) for one in self.asked)


def has_anchor(names: Iterable[str], wanted: str) -> bool:
    """Whether an address that ends with this name finds it, with or without percent signs."""
    return not {wanted, unquote(wanted)}.isdisjoint(names)
