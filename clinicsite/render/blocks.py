"""The blocks that a page may use, and what each of them takes.

An option that decides how urgent something is has no default: leaving it out is a mistake, never
a milder card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from clinicsite.read.fields import Pixels, Strict, Text, Texts, WebAddress
from clinicsite.read.reference import CareLevel


class CareCardOptions(Strict, frozen=True, kw_only=True):
    """Which warning signs to show: in a card, in short or in full, or in a line of text."""

    level: CareLevel
    signs: Texts
    text: Literal["short", "full", "line"] = "short"


MOST_BARS = 4


class EvidenceLevel(StrEnum):
    """How sure we are of a claim (content.md Part 2)."""

    GOOD = "good"
    SOME = "some"
    LIMITED = "limited"
    EXPERT = "expert"
    NOT_SHOWN = "not-shown"

    @property
    def bars(self) -> int | None:
        """Filled bars of four (brief, decision 2); expert advice has none to show."""
        return {"good": 4, "some": 3, "limited": 2, "expert": None, "not-shown": 0}[self.value]


class EvidenceOptions(Strict, frozen=True, kw_only=True):
    """How sure we are."""

    level: EvidenceLevel


class FigureOptions(Strict, frozen=True, kw_only=True):
    """Which drawing of `content/figures/` to show."""

    drawing: Text


class BodyMapOptions(Strict, frozen=True, kw_only=True):
    """Which drawing of `content/figures/` shows the zones."""

    drawing: Text


class CallOptions(Strict, frozen=True, kw_only=True):
    """Which form of the Massage Rx section to show."""

    variant: Literal["full", "compact", "info"]


class VideoOptions(Strict, frozen=True, kw_only=True):
    """A film of our own with captions and poster, or the address of one elsewhere."""

    file: Text = ""
    captions: Text = ""
    poster: Text = ""
    width: Pixels | None = None
    height: Pixels | None = None
    url: WebAddress | None = None
    length: Text = ""


class NoOptions(Strict, frozen=True, kw_only=True):
    """A block without options."""


class Content(StrEnum):
    """What stands between the first and the last line of a block."""

    TEXT = "text"
    BULLETS = "a list of lines that begin with a hyphen"
    NUMBERS = "a list of lines that begin with 1. 2. 3."
    NOTHING = "nothing"


class BlockType(Struct, frozen=True):
    """What one block takes."""

    options: type[Strict] = NoOptions
    argument: str = ""
    """What stands after the bar, in an editor's words; empty when nothing may stand there."""
    content: Content = Content.TEXT


BLOCK_TYPES: Mapping[str, BlockType] = {
    "care-card": BlockType(CareCardOptions, content=Content.NOTHING),
    "do": BlockType(content=Content.BULLETS),
    "dont": BlockType(content=Content.BULLETS),
    "note": BlockType(argument="a heading"),
    "evidence": BlockType(EvidenceOptions, argument="the claim"),
    "steps": BlockType(content=Content.NUMBERS),
    "faq": BlockType(argument="the question"),
    "figure": BlockType(FigureOptions),
    "doors": BlockType(content=Content.BULLETS),
    "stop-if": BlockType(content=Content.BULLETS),
    "body-map": BlockType(BodyMapOptions, content=Content.NOTHING),
    "call": BlockType(CallOptions, content=Content.NOTHING),
    "ask-first": BlockType(content=Content.NOTHING),
    "call-911": BlockType(content=Content.NOTHING),
    "massage-ok": BlockType(content=Content.NOTHING),
    "scope": BlockType(content=Content.NOTHING),
    "video": BlockType(VideoOptions, argument="the film's title"),
}

_BULLET = re.compile(r"[-*+] \S")
_NUMBER = re.compile(r"\d+\. \S")


def fault_in_content(content: Content, lines: list[str]) -> tuple[int, str] | None:
    """The first line, from 0, that does not belong there, with the reason; None when all do."""
    filled = [(number, line) for number, line in enumerate(lines) if line.strip()]
    if content is Content.NOTHING:
        return (filled[0][0], "nothing may stand inside this block") if filled else None
    if not filled:
        return 0, "this block is empty"
    if content is Content.TEXT:
        return None
    marker = _BULLET if content is Content.BULLETS else _NUMBER
    for number, line in filled:
        if not line.startswith(" ") and not marker.match(line):
            return number, f"this block holds only {content}"
    return None
