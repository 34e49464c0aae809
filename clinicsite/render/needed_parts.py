"""Only those parts of Markdown look at a page whose signs stand on it.

Most of what Markdown can do begins with a sign of its own, and most pages hold few of these signs.
To look for each sign once, in all texts of a page, takes much less time than to let each part of
Markdown look through each text. What comes out is the same: a part never finds anything where
its sign is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX

from clinicsite.render.guards import Guard

_ESCAPE = "\\"
_SIGNS: Mapping[str, Iterable[str]] = {
    "backtick": "`",
    "escape": _ESCAPE,
    "cite": ("[^",),
    "reference": "[",
    "link": "[",
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": "[",
    "short_image_ref": ("![",),
    "autolink": "<",
    "automail": "<",
    "linebreak": ("  \n",),
    "entity": "&",
    "em_strong": "*_",
}
"""Name of an inline pattern → what stands in every text that it finds something in: one of these.
Patterns without a name here look at every page."""
_BY_NAME = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
"""These look up what is defined, `[name]: address`, on the same page."""
_LINES = (
    ("normalize_whitespace", (STX, ETX, "\r", "\t", " \n"), 30),
    ("fenced_code_block", ("```", "~~~"), 25),
)
"""Preprocessors, the signs without which each leaves a page as it is, and its place."""
_BLOCKS = (("table", "|", 75), ("hashheader", "#", 70), ("quote", ">", 20), ("reference", "]:", 15))
"""Block processors, the sign without which each finds nothing, and its place among the others."""
_BETWEEN = "\0"
"""Stands between two texts, so that no sign begins in one and ends in the next."""


def wait_for_signs(md: Markdown) -> None:
    """Preprocessors and block processors look only at what holds a sign of theirs."""
    before, blocks = md.preprocessors, md.parser.blockprocessors
    for name, signs, place in _LINES:
        before.register(SignedLines(md, before[name], signs), name, place)
    for name, sign, place in _BLOCKS:
        blocks.register(SignedBlocks(blocks[name], sign), name, place)
    ours: Any = blocks["blocks"]  # of pymdownx, which ships no types
    blocks.register(SignedBlocks(ours, "///", ours.stack), "blocks", 89.99)


class SignedLines(Preprocessor):
    """A preprocessor that looks only at pages that hold one of its signs."""

    def __init__(self, md: Markdown, inner: Preprocessor, signs: tuple[str, ...]) -> None:
        super().__init__(md)
        self._inner = inner
        self._signs = signs

    def run(self, lines: list[str]) -> list[str]:
        """The lines, as the preprocessor leaves them."""
        text = "\n".join(lines)
        return self._inner.run(lines) if any(sign in text for sign in self._signs) else lines


class SignedBlocks(BlockProcessor):
    """A block processor that looks only at blocks that hold its sign, or go on from one."""

    def __init__(
        self, inner: BlockProcessor, sign: str, open_blocks: Sequence[object] = ()
    ) -> None:
        super().__init__(inner.parser)
        self._inner = inner
        self._sign = sign
        self._open = open_blocks

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block is one for the processor."""
        return (self._sign in block or bool(self._open)) and self._inner.test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Takes the first block into the page."""
        return self._inner.run(parent, blocks)


class NeededPatterns(Treeprocessor):
    """Tells the inline patterns, which come next, which of them the page needs."""

    def __init__(self, md: Markdown, guard: Guard) -> None:
        super().__init__(md)
        self._guard = guard
        self._names = {id(md.inlinePatterns[name]): name for name in _SIGNS}
        self.escapes = False
        """Whether the page holds a sign that means nothing, such as `\\*`."""

    def run(self, root: Element) -> None:
        """The inline patterns are those that may find something."""
        text = _BETWEEN.join(self._guard.unfinished)
        self.escapes = _ESCAPE in text
        inline = self.md.treeprocessors["inline"]
        if isinstance(inline, InlineProcessor):
            inline.inlinePatterns = tuple(  # type: ignore[assignment]  # only items are asked for
                pattern
                for pattern in self.md.inlinePatterns
                if self._may_find(self._names.get(id(pattern), ""), text)
            )

    def _may_find(self, name: str, text: str) -> bool:
        if name in _BY_NAME and not self.md.references:
            return False
        return name not in _SIGNS or any(sign in text for sign in _SIGNS[name])


class Unescape(UnescapeTreeprocessor):
    """Gives signs that mean nothing their own form back, on pages that hold any."""

    def __init__(self, md: Markdown, needed: NeededPatterns) -> None:
        super().__init__(md)
        self._needed = needed

    def run(self, root: Element) -> None:
        """Every text is as it was typed."""
        if self._needed.escapes:
            super().run(root)
