"""What does not look at a page would have found nothing in it."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.tables import TableProcessor

from clinicsite.render import needed_parts
from clinicsite.render.guards import Tables, Unshowable
from clinicsite.render.markup import Converted, convert
from clinicsite.render.needed_parts import SignedBlocks, SignedLines

PIECES = (
    *("Sit well.", "\n", "\n\n", "- a", "    - b", "1. c", "## Part", "##", "> ", ">", "#"),
    *("[^S1]", "[^", "]", "[a](/b/)", "![a](b.png)", "**", "*", "_", "`", "\\", "\\*", "\\`"),
    *("| a | b |\n|--:|:-:|\n| 1 | 2 |", "|", "<https://a.b>", "<a@b.c>", "&amp;", "&", "  \n"),
    *("[b]: /c/\n", "[a][b]", "[b]", "![b]", "![a][b]", "]: x", "\t", "\t\n", "    ", "```\n"),
    *("~~~\n", "| \\| | `|` |", " \n", "\r", "||"),
    *("/// block | 0\n\n", "///\n", "<b>", "---\n", "\x02", "a", " "),
)
_TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def made(text: str) -> Converted | str:
    """The text as HTML, in which links stay as they are, or why it cannot be shown."""
    try:
        return convert(text, lambda address: address, "Source {n}")
    except Unshowable as trouble:
        return trouble.message


@given(_TEXTS)
def test_a_page_is_the_same_when_every_part_of_markdown_looks_at_it(text: str) -> None:
    """Patterns, blocks and escapes are left out only where they have nothing to do."""
    with (
        patch.object(needed_parts, "_SIGNS", {}),
        patch.object(needed_parts, "_BY_NAME", frozenset()),
        patch.object(needed_parts, "_ESCAPE", ""),
        patch.object(SignedLines, "run", lambda self, lines: self._inner.run(lines)),
        patch.object(SignedBlocks, "test", lambda self, *given: self._inner.test(*given)),
        patch.object(Tables, "_split", TableProcessor._split),  # type: ignore[attr-defined]
    ):
        looked_at = made(text)

    assert made(text) == looked_at
