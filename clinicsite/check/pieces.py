"""The pieces of a page's text: headings, paragraphs, items of lists and cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct, field

from clinicsite.check.prose import Seen, seen_in


class Sort(StrEnum):
    """What a piece of a page is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CELL = "cell"


class Piece(Struct, frozen=True):
    """A heading, a paragraph, an item of a list or a cell of a table."""

    sort: Sort
    words: Seen
    lead: str = ""
    """The words that it goes on from: the sentence before a list, the first cell of a row; for
    that first cell the head of its column."""


_FENCE = re.compile(r"[ \t]*/{3,}[ \t]*(?P<name>[^\s|]*)[ \t]*\|?[ \t]*(?P<words>.*)")
_OPTION = re.compile(r" {4,}[\w-]+:")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>.*)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?P<words>\S.*)")
_NOTHING = re.compile(r"[\s|:-]*|(?:`{3,}|~{3,}).*| {0,3}\[(?!\^)[^\]\n]+\]:[ \t].*")
_CELL = re.compile(r"(?:\\.|[^|\\])+")
_LEADS = {"dont": "do not"}
"""What blocks put before each item of their list."""


@lru_cache(maxsize=2)  # one rule after the other asks for the pieces of the same page
def pieces_of(text: str, body_line: int) -> tuple[Piece, ...]:
    """The pieces of a page's text after its front matter, in their order.

    What blocks take from data files is not here: it is read where it stands.
    """
    lines = text.split("\n")
    taken = _Taken()
    start = sum(map(len, lines[: body_line - 1])) + body_line - 1
    for line in lines[body_line - 1 :]:
        taken.take(start, line)
        start += len(line) + 1
    taken.flush()
    return tuple(_pieces(text, taken.parts))


class _Part(Struct, frozen=True):
    """A part of the file that may be a piece, before anybody has read its words."""

    sort: Sort
    begin: int
    end: int
    opens: str = ""
    """Whether a cell begins a `table` or a `row`; of a heading, what the items below go on from."""


class _Taken(Struct):
    """The parts in the lines that have gone by, and the one that may still go on."""

    parts: list[_Part] = field(default_factory=list)
    begin: int = -1
    """Where the part begins that may go on; -1 when there is none."""
    end: int = -1
    sort: Sort = Sort.TEXT
    in_table: bool = False
    in_options: bool = False

    def take(self, start: int, line: str) -> None:
        if line[:1].isalpha():  # most lines: nothing of what follows begins with a letter
            self.in_table = self.in_options = False
            self._go_on(start, line)
            return
        if not line:
            self.in_table = self.in_options = False
            self.flush()
            return
        is_row = line.lstrip().startswith("|")
        self.in_table = self.in_table and is_row
        fence, heading = _FENCE.match(line), _HEADING.match(line)
        head = fence or heading
        option = self.in_options and bool(_OPTION.match(line))
        self.in_options = option or bool(fence and fence["name"])
        if head:
            self.flush()
            lead = _LEADS.get(fence["name"], "") if fence else ""
            begin, end = start + head.start("words"), start + len(line)
            self.parts.append(_Part(Sort.HEADING, begin, end, lead))
        elif option or _NOTHING.fullmatch(line):
            self.flush()
        elif is_row:
            self.flush()
            self._row(start, line)
        elif item := _ITEM.match(line):
            self.flush()
            self.begin, self.end = start + item.start("words"), start + len(line)
            self.sort = Sort.ITEM
        else:
            self._go_on(start, line)

    def flush(self) -> None:
        """The part that was open is complete."""
        if self.begin >= 0:
            self.parts.append(_Part(self.sort, self.begin, self.end))
            self.begin = -1

    def _go_on(self, start: int, line: str) -> None:
        if self.begin < 0:
            self.begin, self.sort = start, Sort.TEXT
        self.end = start + len(line)

    def _row(self, start: int, line: str) -> None:
        opens = "row" if self.in_table else "table"
        for cell in _CELL.finditer(line):
            begin, end = (start + at for at in cell.span())
            self.parts.append(_Part(Sort.CELL, begin, end, opens))
            self.in_table, opens = True, ""


def _pieces(text: str, parts: Sequence[_Part]) -> Iterator[Piece]:
    """The parts that have any words, each with the words that it goes on from."""
    lead = head = first = ""
    for part, words in zip(
        parts, seen_in(text, [(part.begin, part.end) for part in parts]), strict=True
    ):
        before = ""
        if part.sort is Sort.HEADING:
            lead = part.opens
        elif part.sort is Sort.TEXT:
            lead = words.text if words.text.endswith(":") else ""
        elif part.sort is Sort.ITEM:
            before = lead
        else:
            head = "" if part.opens == "table" else head
            first = "" if part.opens else first
            before = first or head
            first = first or words.text
            head = head or first
        if words.text:
            yield Piece(part.sort, words, before)
