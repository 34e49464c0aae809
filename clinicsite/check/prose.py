"""The words of a page as readers see them, each piece with its place in the file.

Finished HTML has no lines, so rules about wording read the Markdown: without addresses, marks and
citations, with one space where the file has any number of spaces and line ends.

Most texts have nothing that a rule would name, so the words of a page are found for all of its
pieces together, and where their letters stand is found out when somebody asks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

from msgspec import Struct, field

# Same length on both sides, so that places stay right.
_TYPEWRITTEN = {
    **dict.fromkeys("\u2018\u2019\u201a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2010\u2011", "-"),
    "\u00a0": " ",
}
_MARKS = r"""
    (?=[\[!\]<*`_\\{])(?:                                     # what no mark begins with, is none
    \[\^[^\]\s]+\]                                            # a citation
    | !?\[ | \](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])?  # a link around its words
    | <(?:https?|mailto|tel):[^<>\s]+>
    | [*`]+ | (?<!\w)_+ | _+(?!\w)
    | \\(?P<escaped>[^\w\s])
    | \{\#[^{}\n]*\}
    )
    """
_MARK = re.compile(_MARKS, re.VERBOSE)
_MARK_OR_SPACE = re.compile(rf"(?P<space>&nbsp;) | {_MARKS}", re.VERBOSE)
_SKIPPED = re.compile(
    rf"""
    (?P<space> [ ](?:\s|&nbsp;)+ | (?:[^\S ]|&nbsp;)(?:\s|&nbsp;)* )  # all but one plain space
    | {_MARKS}
    """,
    re.VERBOSE,
)

_BETWEEN = "\n\0\n"
"""Parts a file's texts: no file that is read holds this sign, and no mark goes on in a new line."""


class Seen(Protocol):
    """A text as readers see it, which knows where in the file its letters stand."""

    @property
    def text(self) -> str:
        """The text."""

    def offset(self, position: int) -> int:
        """Where in the file the character at this position of the text stands."""


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


class Placed(NamedTuple):
    """A text whose places are found out when somebody asks: a tuple, as every page has many."""

    text: str
    written: Callable[[], Words]
    """The same text with its places."""

    def offset(self, position: int) -> int:
        """Where in the file the character at this position of the text stands."""
        return self.written().offset(position)


class Sort(StrEnum):
    """What a piece of a page is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CELL = "cell"


class Piece(NamedTuple):
    """A heading, a paragraph, an item of a list or a cell of a table."""

    sort: Sort
    words: Seen
    lead: str = ""
    """The words that it goes on from: the sentence before a list, the first cell of a row; for
    that first cell the head of its column."""


def typewritten(text: str) -> str:
    """The text with straight quotes and plain hyphens, as long as it was."""
    for sign, plain in _TYPEWRITTEN.items():
        text = text.replace(sign, plain)
    return text


@lru_cache(maxsize=8)  # a text with a mistake often has several
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


def seen_in(text: str, spans: Sequence[tuple[int, int]]) -> list[Placed]:
    """What readers see of these parts of a file's text."""
    bare = _without_marks("".join([text[begin:end] + _BETWEEN for begin, end in spans]))
    parts = typewritten(bare).split(_BETWEEN)[:-1]
    return [
        Placed(" ".join(part.split()), partial(words_of, text, begin, end))
        for (begin, end), part in zip(spans, parts, strict=True)
    ]


def _without_marks(text: str) -> str:
    if "\\" not in text and "&nbsp;" not in text:
        return _MARK.sub("", text)
    return _MARK_OR_SPACE.sub(lambda mark: " " if mark["space"] else mark["escaped"] or "", text)


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


class _Part(NamedTuple):
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
