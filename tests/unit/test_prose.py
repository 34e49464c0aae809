"""The words of a page as readers see them, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check.pieces import Sort, pieces_of
from clinicsite.check.prose import Placed, words_of

SIGNS = (
    "a",
    "Z",
    "é",
    " ",
    "\n",
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "^",
    "\\",
    "<",
    ">",
    "’",
    "#",
    "|",
    "/",
    "-",
    ".",
    ":",
    "1",
    "{#x}",
    "&nbsp;",
    "[^S1]",
    "[go](/b/)",
    "/// do\n",
)


def read(text: str, body_line: int = 1) -> list[tuple[str, str]]:
    """Sort and words of each piece."""
    return [(piece.sort.value, piece.words.text) for piece in pieces_of(text, body_line)]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Most *backs* get **well**.[^S26] Some do\nnot.", "Most backs get well. Some do not."),
        (
            "See [what (else) helps](/a/(b)/#c) and ![a room](room.jpg).",
            "See what (else) helps and a room.",
        ),
        ("Call [us][number], 5 \\* 2", "Call us, 5 * 2"),
        ("snake_case stays, _stress_ goes", "snake_case stays, stress goes"),
        ("the therapist’s “hands”", 'the therapist\'s "hands"'),
        ("A heading {#own-id}", "A heading"),
        ("two&nbsp;words", "two words"),
    ],
)
def test_readers_do_not_see_addresses_and_marks(written: str, seen: str) -> None:
    """What is left is what a finished page shows, on one line."""
    assert words_of(written).text == seen


def test_a_page_comes_in_pieces() -> None:
    """Headings, paragraphs, items and cells stand apart; options and closing fences are none."""
    text = "\n".join(
        [
            "---",
            "title: x",
            "---",
            "Lead",
            "on.",
            "## Part {#p}",
            "Do:",
            "",
            "- one",
            "  more",
            "- two",
            "/// note | Good",
            "    level: low",
            "",
            "Text.",
            "///",
            "| A | B |",
            "|---|---|",
            "| c | d |",
            "[x]: /y/",
        ]
    )

    assert read(text, 4) == [
        ("text", "Lead on."),
        ("heading", "Part"),
        ("text", "Do:"),
        ("item", "one more"),
        ("item", "two"),
        ("heading", "Good"),
        ("text", "Text."),
        ("cell", "A"),
        ("cell", "B"),
        ("cell", "c"),
        ("cell", "d"),
    ]


def test_a_piece_knows_what_it_goes_on_from() -> None:
    """The sentence before a list and the head of a row belong to what follows them."""
    text = "We do not:\n\n- cure\n\nEnd.\n\n- walk\n\n/// dont\n- rest\n///\n\n"
    text += "| Who | What |\n|-|-|\n| A | B |"

    leads = {piece.words.text: piece.lead for piece in pieces_of(text, 1)}

    assert leads == {
        "We do not:": "",
        "cure": "We do not:",
        "End.": "",
        "walk": "",
        "rest": "do not",
        "Who": "",
        "What": "Who",
        "A": "Who",
        "B": "A",
    }


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_each_letter_stands_where_it_is_said_to_stand(text: str) -> None:
    """For any text, the place of a letter in the file holds that letter."""
    alike = {" ": None, '"': "\u201c\u201d\u201e", "'": "\u2018\u2019\u201a", "-": "\u2010\u2011"}

    for piece in pieces_of(text, 1):
        words = piece.words
        for position, letter in enumerate(words.text):
            written = text[words.offset(position)]
            assert written == letter or letter == " " or written in (alike.get(letter) or "")


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_no_letter_is_lost_or_moved(text: str) -> None:
    """Pieces come in the order of the file, and none overlaps the next."""
    ends = -1
    for piece in pieces_of(text, 1):
        assert piece.words.offset(0) > ends
        assert piece.sort in Sort
        ends = piece.words.offset(len(piece.words.text) - 1)


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_words_are_the_same_with_their_places(text: str) -> None:
    """The words of all pieces together are those that each piece has when it is looked at alone."""
    for piece in pieces_of(text, 1):
        assert isinstance(piece.words, Placed)
        assert piece.words.text == piece.words.written().text
