"""The words of a page as readers see them, each piece with its place in the file.

Finished HTML has no lines, so rules about wording read the Markdown: without addresses, marks and
citations, with one space where the file has any number of spaces and line ends.

Most texts have nothing that a rule would name, so the words of a page are found for all of its
pieces together, and where their letters stand is found out when somebody asks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Protocol

from msgspec import Struct

# Same length on both sides, so that places stay right.
_TYPEWRITTEN = {
    **dict.fromkeys("\u2018\u2019\u201a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2010\u2011", "-"),
    "\u00a0": " ",
}
_MARKS = r"""
    [\[!\]<*`_\\{](?:                     # the first sign of each mark
    (?<=\[)(?:\^[^\]\s]+\])? | (?<=!)\[  # a citation, or where the words of a link begin
    | (?<=\])(?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])?
    | (?<=<)(?:https?|mailto|tel):[^<>\s]+>
    | (?<=[*`])[*`]*
    | (?<=_)(?:(?<!\w_)_*|_*(?!\w))
    | (?<=\\)(?P<escaped>[^\w\s])
    | (?<=\{)\#[^{}\n]*\}
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


class Placed(Struct, frozen=True):
    """A text whose places are found out when somebody asks."""

    text: str
    written: Callable[[], Words]
    """The same text with its places."""

    def offset(self, position: int) -> int:
        """Where in the file the character at this position of the text stands."""
        return self.written().offset(position)


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
