"""What the templates see of the warning signs, besides the cards: the self-check and single texts.

The rules of `component_views` for addresses and texts hold here too.
"""

from __future__ import annotations

from msgspec import Struct

from clinicsite.render.component_views import AskFirst


class Call911(Struct, frozen=True):
    """What to do now, with the words that call 911."""

    before: str
    action: str
    after: str


class MassageOk(Struct, frozen=True):
    """When massage may be OK: only when every one of the conditions is true."""

    items: tuple[str, ...]
    result: str


class WarningLine(Struct, frozen=True):
    """Warning signs in a line of text, with what to do."""

    signs: tuple[str, ...]
    action: str
    """What to do, in one short sentence without a full stop."""
    calls_911: bool


class Tick(Struct, frozen=True):
    """One line of the self-check that can be checked."""

    id: str
    """Of the checkbox; unique on the page."""
    text: str


class CheckBox(Struct, frozen=True):
    """One box of the self-check with its result (design.md 7.14)."""

    level: str
    """`emergency`, `urgent`, `non-urgent`, or `massage` for the last box."""
    word: str
    heading_before: str
    heading_action: str
    """The words that are the `tel:911` link; empty for all boxes but the first."""
    heading_after: str
    intro: str
    ticks: tuple[Tick, ...]
    result: str
    """What to do, in one short sentence without a full stop."""
    advice: str
    ask_first: AskFirst | None = None
