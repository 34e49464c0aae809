"""Places in a page's Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check.locate import (
    Place,
    locate,
    locate_address,
    locate_block,
    locate_empty_heading,
    locate_heading,
    locate_id,
    locate_key,
    locate_link_text,
    locate_words,
    plain,
)

FRONT = "---\nwarning: card\n---\n"


def found(needle: str, markdown: str, occurrence: int = 1) -> tuple[int, int] | None:
    """Line and column of an address or of words below the front matter."""
    place = locate(FRONT + markdown, 4, needle, occurrence)
    return (place.line, place.column) if place else None


@pytest.mark.parametrize(
    ("markdown", "column"),
    [
        ("see [x](/a/)", 9),
        ("see [x]( /a/ 'A title' )", 10),
        ("see [x](</a/>)", 10),
        ("![x](/a/)", 6),
        ("[x]: /a/", 6),
        ('[x]: </a/> "A title"', 7),
        ("[![y](/b/)](/a/)", 13),
        ("[x](/a/b/) [y](/a/)", 16),
    ],
)
def test_an_address_is_found_where_markdown_has_it(markdown: str, column: int) -> None:
    """Links, pictures and definitions, with titles and in angle brackets; never a longer one."""
    assert found("/a/", markdown) == (4, column)


def test_an_address_on_its_own_is_found() -> None:
    """Angle brackets make a link."""
    assert found("https://x.org/a", "<https://x.org/a>") == (4, 2)


def test_each_occurrence_has_its_place() -> None:
    """The second link is the second one in the text; a third there is not."""
    markdown = "[x](/a/)\n\n[y](/a/)"

    assert found("/a/", markdown, 2) == (6, 5)
    assert found("/a/", markdown, 3) is None
    assert found("/a/", markdown, 0) is None


@pytest.mark.parametrize(
    "markdown",
    [
        "```\n[x](/a/)\n```",
        "~~~ text\n[x](/a/)\n~~~~",
        "    ```\n    [x](/a/)\n    ```",
        "say `[x](/a/)` aloud",
        "say `` [x](/a/) ` `` aloud",
    ],
)
def test_code_is_never_searched(markdown: str) -> None:
    """What is shown as code leads nowhere."""
    assert found("/a/", markdown) is None


@pytest.mark.parametrize("markdown", ["```\n[x](/a/)", "` [x](/a/)", "`\n\n[x](/a/) `"])
def test_a_mark_that_never_closes_makes_no_code(markdown: str) -> None:
    """A single back quote, or a fence without an end, hides nothing."""
    assert found("/a/", markdown) is not None


def test_the_front_matter_is_not_searched() -> None:
    """Words of the title stand in the front matter, too."""
    assert found("card", "a card") == (4, 3)


def test_more_places_than_the_page_shows_are_not_certain() -> None:
    """When nobody can say which one is meant, no line is named."""
    text = "[x](/a/) [y](/a/)"

    assert locate_address(text, 1, ("/a/",), 1, total=1) is None
    assert locate_address(text, 1, ("/a/",), 1, total=2) is not None


def test_an_address_is_found_in_all_its_spellings() -> None:
    """Percent signs, entities and escapes are the editor's; the page has the plain address."""
    for written in ("/a%20b/", "/a&#32;b/", r"/a\ b/"):
        assert locate_address(f"[x]({written})", 1, ("/a b/",)) is not None, written


def test_words_are_found_as_a_reader_sees_them() -> None:
    """Curly quotes, dashes and line ends are the page's, not the editor's."""
    markdown = 'It\'s "fine" -- or\nnot...'

    assert found("It’s “fine” – or not…", markdown) == (4, 1)
    assert found("fin", markdown) is None


def test_the_words_of_the_only_link_that_has_them_are_found() -> None:
    """Two links with the same words are not certain."""
    text = "see ![x](/p.png) and [**Our** page](/a/)"

    assert locate_link_text(text, 1, "our page") == Place(1, 23, text, 12)
    assert locate_link_text(f"{text} [Our page](/b/)", 1, "our page") is None
    assert locate_link_text(text, 1, "x") is None


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("## It's *best*", 4),
        ("###  It's best  ##", 6),
        ("## It's best {#my-id}", 4),
        ("## [It's best](/a/)", 4),
        ("## It's best[^S1]", 4),
        ("/// note | It's best", 12),
        ("It's best\n---------", 1),
    ],
)
def test_a_heading_is_found_by_its_words(line: str, column: int) -> None:
    """Emphasis, ids and source marks are not its words; a block's heading is one, too."""
    text = f"It's best to rest.\n\n{line}\n"

    place = locate_heading(text, 1, "It’s best")

    assert place is not None
    assert (place.line, place.column) == (3, column)


def test_a_heading_without_words_a_block_an_id_and_a_key_have_lines() -> None:
    """Each is found where the editor typed it."""
    text = "---\nwarning: card\n---\n## \n/// call-me\n/// call\n///\n## A {.x #a}\n"

    empty, block = locate_empty_heading(text, 4, 2), locate_block(text, 4, "call")
    identity, key = locate_id(text, 4, "a"), locate_key(text, 4, "warning")

    assert [place and (place.line, place.column) for place in (empty, block, identity, key)] == [
        (4, 1),
        (6, 1),
        (8, 10),
        (2, 1),
    ]
    assert locate_key(text, 4, "title") is None
    assert locate_block(text, 4, "call", 2) is None


def test_a_place_can_be_written_anew() -> None:
    """The rest of the line stays as it is."""
    place = locate("see [x](/a/), then go", 1, "/a/")

    assert place is not None
    assert place.rewritten("/b/") == "see [x](/b/), then go"


def test_plain_words_forget_what_typography_adds() -> None:
    """The editor's words and the reader's are the same words."""
    assert plain("It's **so** -- [fine](/a/)[^S1]...") == plain("It’s so – fine…")


PIECES = (
    *("a", "ab", "/a/", "/a/#b", "[a](/a/)", "![b](/ab)", "](/ab", "[a]: /a/", "<", ">", ")"),
    *("`", "```", "~~~", " ", "\n", "\n\n", "\r", "\t", "\x0b", "\u2028", "*", "\\", "#", "'"),
)


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    needle=st.sampled_from(("a", "ab", "/a/", "/ab", "/a/#b", "#")),
    occurrence=st.integers(0, 3),
    body_line=st.integers(-1, 4),
)
def test_a_place_is_only_where_the_needle_stands(
    text: str, needle: str, occurrence: int, body_line: int
) -> None:
    """Line, column and excerpt of every place hold the needle, and never in the front matter."""
    for place in (
        locate(text, body_line, needle, occurrence),
        locate_words(text, body_line, needle, occurrence),
        locate_address(text, body_line, (needle,), occurrence),
    ):
        if place:
            assert place.line >= body_line
            assert text.split("\n")[place.line - 1] == place.excerpt
            rest = place.excerpt[place.column - 1 :]
            written = rest[: place.length]
            assert written == needle or written.replace("\\", "") == needle


@given(text=st.text(max_size=80), words=st.text(max_size=8), body_line=st.integers(-2, 9))
def test_no_text_makes_the_search_fail(text: str, words: str, body_line: int) -> None:
    """Whatever an editor typed, the answer is a place or none."""
    for search in (locate_words, locate_heading, locate_block, locate_id):
        place = search(text, body_line, words)
        assert place is None or text.split("\n")[place.line - 1] == place.excerpt
    assert locate_link_text(text, body_line, words) is None or words
    for level in range(1, 7):
        place = locate_empty_heading(text, body_line, level)
        assert place is None or place.excerpt.lstrip().startswith("#" * level)
