"""The words of a page as readers see them, each piece with its place in the file.

Finished HTML has no lines, so rules about wording read the Markdown: without addresses, marks and
citations, with one space where the file has any number of spaces and line ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct, field

# Same length on both sides, so that places stay right.
_TYPEWRITTEN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
        "\u00a0": " ",
    }
)
_SKIPPED = re.compile(
    r"""
    (?P<space> [ ](?:\s|&nbsp;)+ | (?:[^\S ]|&nbsp;)(?:\s|&nbsp;)* )  # all but one plain space
    | \[\^[^\]\s]+\]                                          # a citation
    | !?\[ | \](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])?  # a link around its words
    | <(?:https?|mailto|tel):[^<>\s]+>
    | [*`]+ | (?<!\w)_+ | _+(?!\w)
    | \\(?P<escaped>[^\w\s])
    | \{\#[^{}\n]*\}
    """,
    re.VERBOSE,
)


class Words(Struct, frozen=True):
    """A piece of text as readers see it."""

    text: str
    starts: tuple[int, ...]
    """Where in the text a run begins that stands in the file without a gap."""
    offsets: tuple[int, ...]
    """Where in the file each of these runs begins."""

    def offset(self, position: int) -> int:
        """Where in the file the character at this position of the text stands."""
        run = max(bisect_right(self.starts, position) - 1, 0)
        return self.offsets[run] + position - self.starts[run]

    def parted(self, sign: str) -> Iterator[Words]:
        """The parts between the signs, which are left out."""
        begin = 0
        for part in self.text.split(sign):
            at = begin + len(part) - len(part.lstrip())
            words = part.strip()
            yield Words(
                words,
                tuple(range(len(words) + 1)),
                tuple(self.offset(at + position) for position in range(len(words) + 1)),
            )
            begin += len(part) + len(sign)


class Sort(StrEnum):
    """What a piece of a page is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CELL = "cell"


class Piece(Struct, frozen=True):
    """A heading, a paragraph, an item of a list or a cell of a table."""

    sort: Sort
    words: Words
    lead: str = ""
    """The words that it goes on from: the sentence before a list, the first cell of a row; for
    that first cell the head of its column."""


def typewritten(text: str) -> str:
    """The text with straight quotes and plain hyphens, as long as it was."""
    return text.translate(_TYPEWRITTEN)


def words_of(text: str, begin: int = 0, end: int | None = None) -> Words:
    """What readers see of this part of a file's text; empty runs are left out."""
    end = len(text) if end is None else end
    runs = _Runs()
    at = begin
    for skipped in _SKIPPED.finditer(text, begin, end):
        runs.take(text[at : skipped.start()], at)
        if skipped["space"]:
            runs.take(" ", skipped.start())
        elif skipped["escaped"]:
            runs.take(skipped["escaped"], skipped.start("escaped"))
        at = skipped.end()
    runs.take(text[at:end], at)
    return runs.words(begin)


class _Runs:
    """Runs of a file's text, put together with one space between words and none around."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._length = 0
        self._in_space = True

    def take(self, words: str, offset: int) -> None:
        """The next run, without the space that is there already."""
        if self._in_space and words[:1] == " ":
            words, offset = words[1:], offset + 1
        if words:
            self._seen.append(words)
            self._starts.append(self._length)
            self._offsets.append(offset)
            self._length += len(words)
            self._in_space = words[-1] == " "

    def words(self, begin: int) -> Words:
        """All runs; nothing stands at `begin` when there are none."""
        text = "".join(self._seen)
        if text and self._in_space:
            text = text[:-1]
            if self._seen[-1] == " ":
                del self._starts[-1], self._offsets[-1]
        return Words(
            typewritten(text), tuple(self._starts) or (0,), tuple(self._offsets) or (begin,)
        )


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
    taken = _Taken(text)
    for start, line in _lines(text, body_line):
        taken.take(start, line)
    taken.flush()
    return tuple(taken.pieces)


class _Taken(Struct):
    """The pieces of the lines that have gone by, and the one that may still go on."""

    text: str
    pieces: list[Piece] = field(default_factory=list)
    begin: int = -1
    """Where the piece begins that may go on; -1 when there is none."""
    end: int = -1
    sort: Sort = Sort.TEXT
    lead: str = ""
    head: str = ""
    """The first cell of the table that is going on."""
    in_options: bool = False

    def take(self, start: int, line: str) -> None:
        if not line.lstrip().startswith("|"):
            self.head = ""
        fence, heading, item = (one.match(line) for one in (_FENCE, _HEADING, _ITEM))
        head = fence or heading
        option = self.in_options and bool(_OPTION.match(line))
        self.in_options = option or bool(fence and fence["name"])
        if head:
            self.flush()
            self._add(Sort.HEADING, start + head.start("words"), start + len(line))
            self.lead = _LEADS.get(fence["name"], "") if fence else ""
        elif option or _NOTHING.fullmatch(line):
            self.flush()
        elif line.lstrip().startswith("|"):
            self.flush()
            self._row(start, line)
        elif item:
            self.flush()
            self.begin, self.end, self.sort = (
                start + item.start("words"),
                start + len(line),
                Sort.ITEM,
            )
        else:
            if self.begin < 0:
                self.begin, self.sort = start, Sort.TEXT
            self.end = start + len(line)

    def flush(self) -> None:
        """The piece that was open is complete."""
        if self.begin < 0:
            return
        piece = self._add(
            self.sort, self.begin, self.end, self.lead if self.sort is Sort.ITEM else ""
        )
        self.begin = -1
        if self.sort is Sort.TEXT:
            self.lead = piece.words.text if piece.words.text.endswith(":") else ""

    def _row(self, start: int, line: str) -> None:
        first = ""
        for cell in _CELL.finditer(line):
            lead = first or self.head
            piece = self._add(Sort.CELL, start + cell.start(), start + cell.end(), lead)
            first = first or piece.words.text
        self.head = self.head or first

    def _add(self, sort: Sort, begin: int, end: int, lead: str = "") -> Piece:
        piece = Piece(sort, words_of(self.text, begin, end), lead)
        if piece.words.text:
            self.pieces.append(piece)
        return piece


def _lines(text: str, body_line: int) -> Iterator[tuple[int, str]]:
    """The lines of the body, each with where it begins in the file."""
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if number >= body_line:
            yield start, line
        start += len(line) + 1
