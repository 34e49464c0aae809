"""One source file as text, with places in it."""

from __future__ import annotations

import functools
from codecs import BOM_UTF8

from msgspec import Struct

from clinicsite.characters import UNSEEN, code, is_plain
from clinicsite.problems import Problem

MAX_BYTES = 500_000
_LONGEST_LINE = 2_000  # a longer one is not repeated with each of its mistakes
_LONGEST_HINT = 2 * _LONGEST_LINE  # one that is cut off could not be followed word by word


class Place(Struct, frozen=True):
    """A position in a file: line and column from 1, in characters."""

    line: int
    column: int


class SourceText(Struct, frozen=True):
    """A file's text, without byte order mark and with plain line ends."""

    path: str
    text: str

    def line(self, number: int) -> str:
        """The line with this number, from 1; empty outside the file."""
        lines = lines_of(self.text)
        return lines[number - 1] if 1 <= number <= len(lines) else ""

    def place(self, offset: int) -> Place:
        """Line and column of the character at this offset, from 0."""
        line = self.text.count("\n", 0, offset) + 1
        return Place(line, offset - self.text.rfind("\n", 0, offset))

    def problem(self, rule: str, place: Place | None, message: str, hint: str = "") -> Problem:
        """A problem at a place of this file, or of the file as a whole."""
        if place is None:
            return Problem(rule, message, self.path, hint=hint)
        line = self.line(place.line)
        excerpt = line if len(line) <= _LONGEST_LINE else ""
        shown = hint if len(hint) <= _LONGEST_HINT else ""
        return Problem(rule, message, self.path, place.line, place.column, excerpt, shown)


@functools.lru_cache(maxsize=8)
def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text; a file with a thousand mistakes is taken apart once."""
    return tuple(text.split("\n"))


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(path: str, data: bytes) -> tuple[SourceText, tuple[Problem, ...]]:
    """The file as text; a problem when it is no text, or holds characters that nobody sees.

    The text of a faulty file is empty, so that later stages report nothing that follows from it.
    """
    if len(data) > MAX_BYTES:
        message = f"this file holds {len(data) // 1000} KB, and no text may be over 500 KB"
        hint = "Is it the right file? If so, divide it into several."
        return SourceText(path, ""), (Problem("file", message, path, hint=hint),)
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    data = data.removeprefix(mark)
    try:
        text = _plain_lines(data.decode())
    except UnicodeDecodeError as error:
        shown = SourceText(path, _plain_lines(data.decode(errors="replace")))
        before = _plain_lines(data[: error.start].decode())
        message = f"byte {len(mark) + error.start + 1} of this file is not UTF-8 text"
        hint = "Open the file in your editor and save it again with the encoding UTF-8."
        place = shown.place(len(before))
        return SourceText(path, ""), (shown.problem("file", place, message, hint),)
    source = SourceText(path, text)
    unseen = None if is_plain(text) else UNSEEN.search(text)
    if unseen:
        place = source.place(unseen.start())
        source = SourceText(path, UNSEEN.sub("\ufffd", text))  # a terminal would obey some
        message = f"there is an invisible character here ({code(unseen[0])})"
        hint = "Delete the line and type it again."
        return SourceText(path, ""), (source.problem("file", place, message, hint),)
    return source, ()
