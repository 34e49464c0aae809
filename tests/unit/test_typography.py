"""Typographic quotes, dashes and dots from what a keyboard offers."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.render.typography import make_typographic, typographic

texts = st.one_of(
    st.text(st.sampled_from("\"'.- \u00a0ab1(“”‘’–…"), max_size=24),
    st.text(st.characters(codec="utf-8"), max_size=40),
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"Popping" sounds', "“Popping” sounds"),
        ("Mom's 'pop'", "Mom’s ‘pop’"),
        ("He said: \"It's 'fine'.\"", "He said: “It’s ‘fine’.”"),
        ('("yes")', "(“yes”)"),
        ('¿"Sí"?', "¿“Sí”?"),
        ("wait...", "wait…"),
        ("heat -- or cold", "heat – or cold"),
        ("9--5", "9–5"),
        ("A well-known 5-minute walk", "A well-known 5-minute walk"),
        ("“done” already…", "“done” already…"),
        ("", ""),
    ],
)
def test_a_text_is_shown_as_a_printer_would_set_it(typed: str, shown: str) -> None:
    """Quotes open and close, apostrophes close, dashes are dashes, hyphens stay."""
    assert typographic(typed) == shown


@pytest.mark.parametrize(("before", "sign"), [("", "“"), (" ", "“"), ("(", "“"), ("x", "”")])
def test_a_quote_looks_at_the_character_before_it(before: str, sign: str) -> None:
    """Also across the border of an emphasis or a link."""
    assert typographic('"', before=before) == sign


@given(texts)
def test_what_is_set_already_is_not_set_again(text: str) -> None:
    """A text may pass twice, such as a title that stands in two places."""
    once = typographic(text)

    assert typographic(once) == once


@given(texts)
def test_only_signs_change(text: str) -> None:
    """Every letter, digit and space of any language stays, in its order."""
    signs = "\"'.-…–“”‘’ "

    def rest(words: str) -> str:
        return "".join(character for character in words if character not in signs)

    assert rest(typographic(text)) == rest(text)


@given(texts)
def test_no_straight_quote_is_left(text: str) -> None:
    """Readers never see a typewriter's quote beside a printer's."""
    assert not {'"', "'"} & set(typographic(text))


def test_a_quote_closes_across_emphasis_and_opens_in_a_new_block() -> None:
    """`"*yes*"` is one pair of quotes; the next paragraph starts anew; code stays as it is."""
    root = Element("div")
    first = SubElement(root, "p")
    first.text = '"'
    emphasis = SubElement(first, "em")
    emphasis.text = "yes"
    emphasis.tail = '" he said: "'
    code = SubElement(first, "code")
    code.text = '"--"'
    code.tail = '"'
    SubElement(root, "p").text = '"Next"'

    make_typographic(root)

    assert tostring(root, encoding="unicode") == (
        '<div><p>“<em>yes</em>” he said: “<code>"--"</code>”</p><p>“Next”</p></div>'
    )
