"""What does not look at a page would have found nothing in it."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from clinicsite.render import needed_parts
from clinicsite.render.markup import Converted, convert
from clinicsite.render.needed_parts import SignedBlocks

PIECES = (
    *("Sit well.", "\n", "\n\n", "- a", "    - b", "1. c", "## Part", "##", "> ", ">", "#"),
    *("[^S1]", "[^", "]", "[a](/b/)", "![a](b.png)", "**", "*", "_", "`", "\\", "\\*", "\\`"),
    *("| a | b |\n|--:|:-:|\n| 1 | 2 |", "|", "<https://a.b>", "<a@b.c>", "&amp;", "&", "  \n"),
    *("[b]: /c/\n", "[a][b]", "[b]", "![b]", "![a][b]", "]: x", "\t", "\t\n", "    ", "```\n"),
    *("/// block | 0\n\n", "///\n", "<b>", "---\n", "\x02", "a", " "),
)
_TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def made(text: str) -> Converted:
    """The text as HTML; links stay as they are."""
    return convert(text, lambda address: address, "Source {n}")


@given(_TEXTS)
def test_a_page_is_the_same_when_every_part_of_markdown_looks_at_it(text: str) -> None:
    """Patterns, blocks and escapes are left out only where they have nothing to do."""
    with (
        patch.object(needed_parts, "_SIGNS", {}),
        patch.object(needed_parts, "_BY_NAME", frozenset()),
        patch.object(needed_parts, "_ESCAPE", ""),
        patch.object(SignedBlocks, "test", lambda self, *given: self._inner.test(*given)),
    ):
        looked_at = made(text)

    assert made(text) == looked_at
