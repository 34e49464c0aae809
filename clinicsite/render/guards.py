"""What Markdown would drop in silence, and what it would never finish.

Its time grows with the square of the brackets in one paragraph, and its depth with the stack that
is left; so both have a limit here that depends on the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from msgspec import Struct

MAX_DEPTH = 64
MAX_SIGNS = 200
MAX_LENGTH = 20_000
MAX_COLUMNS = 20
MAX_PARTS = 1000
MAX_PROBLEMS = 500
"""So many of a page are told in one run."""
_PARTS = re.compile(r"a|img|h[1-6]|sup|clinic-block-\d+")


class Fault(Struct, frozen=True):
    """Words that would not be on the finished page."""

    needle: str
    """How the line with them can be found, in small letters."""
    message: str
    hint: str


class Unshowable(Exception):
    """The text cannot be turned into HTML; the message says why, to an editor."""

    def __init__(self, message: str, needle: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.needle = needle


class TooDeep(Unshowable):
    """Lists, quotes or emphasis stand in each other on too many levels."""

    def __init__(self) -> None:
        super().__init__("this page is nested too deeply to be shown; use fewer levels of lists")


class UsedReferences(dict[str, tuple[str, str]]):
    """The definitions of a page, `[name]: address`, which are no part of the finished text."""

    def __init__(self) -> None:
        super().__init__()
        self._used: set[str] = set()

    def __getitem__(self, name: str) -> tuple[str, str]:
        self._used.add(name)
        return super().__getitem__(name)

    def clear(self) -> None:
        """Forgets the last page."""
        super().clear()
        self._used.clear()

    def faults(self) -> tuple[Fault, ...]:
        """A fault for each definition that no link names: it was meant as a text."""
        message = "this line would not be shown: it only names an address, and no link uses it"
        hint = "If it is a text, write a backslash before the first bracket."
        return tuple(Fault(f"[{name}]:", message, hint) for name in self if name not in self._used)


_SIGNS_OF_MARKDOWN = re.compile(r"[\\`*_\[\]!<>&\x02\x03]")


def may_hold_markdown(text: str) -> bool:
    """Whether the text holds what any inline pattern begins with.

    In all other texts, Markdown would look for each of them in vain, which takes a third of its
    time.
    """
    return "  \n" in text or _SIGNS_OF_MARKDOWN.search(text) is not None


class Guard(Treeprocessor):
    """Looks at the texts before Markdown looks for links and emphasis in them."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.lost_cells: list[Fault] = []
        self.unfinished: list[str] = []
        """The texts of the page with a sign of Markdown in them."""

    def run(self, root: Element) -> None:
        """Texts without any sign of Markdown are marked as finished. Raises `Unshowable`."""
        refuse_depth(root)
        self.unfinished = []
        for element in root.iter():
            if element.text:
                element.text = self._looked_at(element.text)
            if element.tail:
                element.tail = self._looked_at(element.tail)

    def _looked_at(self, text: str) -> str:
        if isinstance(text, AtomicString):
            return text
        refuse_tangle(text)
        if not may_hold_markdown(text):
            return AtomicString(text)
        self.unfinished.append(text)
        return text


def refuse_depth(root: Element) -> None:
    """Raises `TooDeep` where elements stand in each other on too many levels."""
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise TooDeep


def refuse_crowd(root: Element) -> None:
    """Raises `Unshowable` for a page with more links and headings than anyone could check."""
    tags = [element.tag for element in root.iter()]
    if len(tags) > MAX_PARTS:
        refuse_count(sum(1 for tag in tags if _PARTS.fullmatch(tag)))


def refuse_count(parts: int) -> None:
    """Raises `Unshowable` for as many links, headings and blocks."""
    if parts > MAX_PARTS:
        message = f"this page has over {MAX_PARTS:,} links, headings and blocks; divide it"
        raise Unshowable(message)


def refuse_tangle(text: str) -> None:
    """Raises `Unshowable` when finding the links of the paragraph would take too long."""
    if len(text) <= MAX_SIGNS:
        return
    message = ""
    if len(text) > MAX_LENGTH:
        message = f"a paragraph has over {MAX_LENGTH:,} characters; divide it"
    for sign in "[`":
        if text.count(sign) > MAX_SIGNS:
            message = f"a paragraph holds {sign} over {MAX_SIGNS} times; divide it"
    if message:
        raise Unshowable(message, text.strip().partition("\n")[0].lower())


class Tables(TableProcessor):
    """Tables that lose no cell."""

    def __init__(self, md: Markdown, guard: Guard) -> None:
        super().__init__(md.parser, {"use_align_attribute": False})
        self._guard = guard

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block is a table. Raises `Unshowable` for one that is too wide."""
        rows = block.split("\n", 2)[:2]
        if len(rows) > 1 and "-" in rows[1] and not set(rows[1]) - set("|:- "):
            for row in rows:
                if row.count("|") > MAX_COLUMNS + 1:
                    message = f"a table has at most {MAX_COLUMNS} columns"
                    raise Unshowable(message, row.strip().lower())
        return super().test(parent, block)

    def _split(self, row: str) -> list[str]:
        """The cells of a row; code and backslashes, which may hide a bar, are rare."""
        if "`" in row or "\\" in row:
            return super()._split(row)  # type: ignore[misc,no-any-return]  # not in the stubs
        return row.split("|")

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        refuse_tangle(row)
        over = self._split_row(row)[len(align) :]  # type: ignore[attr-defined]  # not in the stubs
        if any(map(str.strip, over)):
            message = "this row has more cells than its table has headings; they would be lost"
            hint = "Add a heading, or write \\| for a bar that belongs to the text."
            self._guard.lost_cells.append(Fault(row.lower(), message, hint))
        super()._build_row(row, parent, align)  # type: ignore[misc]  # not in the stubs
