"""A file as text: what Notepad adds is taken away, what nobody can see is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.characters import UNSEEN
from clinicsite.read.source import Place, SourceText, decode

any_text = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    "data",
    [b"one\ntwo\n", b"\xef\xbb\xbfone\ntwo\n", b"one\r\ntwo\r\n", b"\xef\xbb\xbfone\rtwo\r"],
    ids=["plain", "byte order mark", "Windows", "old Macintosh"],
)
def test_marks_and_line_ends_of_editors_do_not_matter(data: bytes) -> None:
    """A file that Notepad has saved is the same file."""
    source, problems = decode("page.md", data)

    assert (source.text, problems) == ("one\ntwo\n", ())


def test_a_byte_that_is_not_utf_8_is_named_with_its_place() -> None:
    """The message counts bytes, the place counts lines and characters of what stands before."""
    source, (problem,) = decode("page.md", b"\xef\xbb\xbfse\xc3\xb1al\r\na\xc3\xb1o \xe9l\n")

    assert source.text == ""
    assert problem.message == "byte 17 of this file is not UTF-8 text"
    assert (problem.line, problem.column, problem.excerpt) == (2, 5, "año \ufffdl")


def test_a_file_in_utf_16_is_refused() -> None:
    """What Notepad calls Unicode is not UTF-8; the first byte tells."""
    _, (problem,) = decode("page.md", "title: Posture\n".encode("utf-16"))

    assert problem.message == "byte 1 of this file is not UTF-8 text"
    assert (problem.line, problem.column) == (1, 1)


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\x85", "\u2028", "\u2029", "\ufeff", "\uffff"],
)
def test_a_character_that_nobody_sees_is_refused_with_its_place(character: str) -> None:
    """It would break lines, hide in addresses or stop the YAML parser without a place."""
    source, (problem,) = decode("page.md", f"one\nt{character}wo\n".encode())

    assert source.text == ""
    assert (problem.line, problem.column, problem.excerpt) == (2, 2, "t\ufffdwo")
    assert f"(U+{ord(character):04X})" in problem.message


@pytest.mark.parametrize("text", ["a\tb\n", "año\u00a0nuevo\n", "10 000 \u2013 20 000\n", "😀\n"])
def test_letters_and_spaces_of_all_kinds_are_kept(text: str) -> None:
    """Tabs, accents, hard spaces, dashes and pictures are text."""
    assert decode("page.md", text.encode()) == (SourceText("page.md", text), ())


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_one_problem_inside_the_file(data: bytes) -> None:
    """Decoding never fails, and a faulty file has no text that could cause further problems."""
    source, problems = decode("page.md", data)

    assert len(problems) <= 1
    for problem in problems:
        assert source.text == ""
        assert problem.line >= 1
        assert 1 <= problem.column <= len(problem.excerpt) + 1


@given(any_text, st.data())
def test_a_place_leads_back_to_its_character(text: str, data: st.DataObject) -> None:
    """Line and column of any offset name the character that stands at that offset."""
    source = SourceText("page.md", text)
    offset = data.draw(st.integers(0, len(text)))

    place = source.place(offset)

    line = source.line(place.line)
    assert line[: place.column - 1] == text[:offset].rsplit("\n", maxsplit=1)[-1]
    assert (line + "\n")[place.column - 1] == (text + "\n")[offset]


@pytest.mark.parametrize("number", [-1, 0, 3, 100])
def test_a_line_outside_the_file_is_empty(number: int) -> None:
    """Nobody has to ask how long a file is."""
    assert SourceText("page.md", "one\ntwo").line(number) == ""


def test_a_problem_carries_its_line_and_the_file_otherwise() -> None:
    """With a place it shows the line; without one it is about the file as a whole."""
    source = SourceText("page.md", "one\ntwo")

    placed = source.problem("file", Place(2, 3), "no", "a hint")
    whole = source.problem("file", None, "no", "a hint")

    assert (placed.path, placed.line, placed.column, placed.excerpt) == ("page.md", 2, 3, "two")
    assert (whole.path, whole.line, whole.column, whole.excerpt) == ("page.md", 0, 0, "")


def test_an_endless_line_is_not_repeated_with_its_mistakes() -> None:
    """Half a megabyte on one line would push every other message off the screen."""
    source = SourceText("config.yaml", "site: '" + "x" * 400_000)

    problem = source.problem("yaml", Place(1, 7), "never closed", f"write: {source.text}'")

    assert (problem.line, problem.excerpt, problem.hint) == (1, "", "")


@pytest.mark.parametrize("code", range(128))
def test_every_sign_of_ascii_is_judged_alike_alone_and_among_others(code: int) -> None:
    """A text of plain letters is passed quickly, and one sign that is none is found in it."""
    source, problems = decode("page.md", b"Sit well." + bytes([code]) + b"Stand up.\n")

    assert bool(problems) == bool(UNSEEN.search(chr(code)) and code != 13)
    assert (source.text == "") == bool(problems)
