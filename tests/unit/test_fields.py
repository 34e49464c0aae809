"""The kinds of value that a key may hold: what is accepted, and what is said of the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from clinicsite.languages import Language
from clinicsite.read.fields import (
    Bilingual,
    Day,
    Email,
    Flag,
    Localized,
    LocalizedTexts,
    Number,
    Phone,
    Route,
    Routes,
    Text,
    Texts,
    WebAddress,
)

KINDS = (Text, Flag, Number, Day, WebAddress, Route, Phone, Email, Texts, Routes)
any_value = st.recursive(
    st.text(max_size=20),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def read(kind: Any, typed: object) -> object:
    """The value of this kind that was typed."""
    return TypeAdapter(kind).validate_python(typed)


def complaints(kind: object, typed: object) -> list[tuple[str, str, str]]:
    """Message, value to write instead and other advice; none for what is accepted."""
    try:
        read(kind, typed)
    except ValidationError as error:
        found = error.errors()
    else:
        return []
    if {one["type"] for one in found} != {"clinic"}:
        raise AssertionError(f"an editor would read the words of pydantic: {found}")
    contexts = [one["ctx"] for one in found]
    return [(one["message"], one["instead"], one["hint"]) for one in contexts]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Text, "  Sit   well\n today ", "Sit well today"),
        (Flag, "Yes", True),
        (Flag, "no", False),
        (Flag, "TRUE", True),
        (Number, "3", 3),
        (Number, "007", 7),
        (Day, "2026-02-28", date(2026, 2, 28)),
        (WebAddress, "https://www.example.com/a?b=c", "https://www.example.com/a?b=c"),
        (Route, "/", "/"),
        (Route, "/old/address/", "/old/address/"),
        (Phone, "(213) 555-0123", "(213) 555-0123"),
        (Phone, "213.555.0123", "(213) 555-0123"),
        (Phone, "+1 213 555 0123", "(213) 555-0123"),
        (Phone, "2135550123", "(213) 555-0123"),
        (Email, "front.desk@example.com", "front.desk@example.com"),
        (Texts, "S19, S28", ("S19", "S28")),
        (Texts, ["S19", "S28"], ("S19", "S28")),
        (Texts, "S19", ("S19",)),
        (Texts, "", ()),
        (Routes, "/a/, /b/", ("/a/", "/b/")),
    ],
)
def test_a_value_is_read_in_every_way_people_write_it(
    kind: object, typed: object, value: object
) -> None:
    """Lists with or without brackets, phone numbers with any signs, yes in any letter case."""
    assert read(kind, typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "message", "instead"),
    [
        (Text, ["a", "b"], "takes one text, not a list", ""),
        (Text, {"en": "a"}, "takes one text, and no keys of its own", ""),
        (Flag, "maybe", "takes yes or no", ""),
        (Number, "first", "takes a whole number, such as 3", ""),
        (Number, "-1", "takes a whole number, such as 3", ""),
        (Number, "3.5", "takes a whole number, such as 3", ""),
        (Number, "٣", "takes a whole number, such as 3", ""),
        (Number, "1000", "takes a whole number, such as 3", ""),
        (Day, "2026-02-30", "is a day that does not exist", ""),
        (Day, "2025-02-29", "is a day that does not exist", ""),
        (Day, "0000-01-01", "is a day that does not exist", ""),
        (Day, "03/02/2026", "is not a day written as year-month-day", ""),
        (Day, "2026-03-31 09:30", "is not a day written as year-month-day", ""),
        (Day, "2026-3-1", "needs two digits for month and day", "2026-03-01"),
        (WebAddress, "http://a.com/", "must be a secure address", "https://a.com/"),
        (WebAddress, "www.a.com", "must be a whole address", "https://www.a.com"),
        (WebAddress, "a.com", "is not a web address", ""),
        (WebAddress, "https://", "is not a web address", ""),
        (WebAddress, "https://[", "is not a web address", ""),
        (WebAddress, "javascript:alert(1)", "is not a web address", ""),
        (Route, "old", "is not an address of this site", "/old/"),
        (Route, "old/page", "is not an address of this site", "/old/page/"),
        (Route, "/a/../b/", "may hold only letters, digits and hyphens between slashes", ""),
        (Route, "/a b/", "may hold only letters, digits and hyphens between slashes", ""),
        (Phone, "0123456", "is not a phone number with area code", ""),
        (Phone, "+441234567890", "is not a phone number with area code", ""),
        (Phone, "(213) 555-0123 ext. 5", "is not a phone number with area code", ""),
        (Email, "front.desk", "is not an e-mail address", ""),
        (Texts, {"a": "b"}, "takes a list", ""),
        (Texts, ["S19", ""], "has an empty entry", ""),
        (Routes, "/a/, b", "is not an address of this site", "/b/"),
    ],
)
def test_a_wrong_value_is_refused_in_words_of_ours(
    kind: object, typed: object, message: str, instead: str
) -> None:
    """The sentence goes on from the name of the key; where it can, it says what to write."""
    ((said, written, _),) = complaints(kind, typed)

    assert (said, written) == (message, instead)


@pytest.mark.parametrize("kind", [Day, WebAddress, Route, Phone, Email])
def test_a_complaint_about_a_form_shows_the_right_form(kind: object) -> None:
    """Nobody has to know what an address or a day looks like to the program."""
    ((_, instead, hint),) = complaints(kind, "not / this ?")

    assert hint.startswith("Write it like ") or instead


@pytest.mark.parametrize("kind", KINDS)
@given(typed=any_value)
def test_anything_that_can_be_typed_is_read_or_refused_in_words_of_ours(
    kind: object, typed: object
) -> None:
    """No text, list or group of keys makes a field fail, or show an exception's words."""
    assert all(message for message, _, _ in complaints(kind, typed))


@pytest.mark.parametrize("kind", [Day, WebAddress, Route])
@given(typed=st.text(st.sampled_from("/.:-wh tps0123456789abc\u00e9"), max_size=24))
def test_what_is_proposed_is_accepted(kind: object, typed: str) -> None:
    """A value that a complaint asks to write is right, or the next complaint says why not."""
    for _, instead, _ in complaints(kind, typed):
        assert not any(again for _, again, _ in complaints(kind, instead) if instead)


@given(st.dates())
def test_every_day_is_read_back_as_it_is_shown(day: date) -> None:
    """A day has no time and no zone, so it can never move."""
    assert read(Day, day.isoformat()) == day


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(Flag, "yes"), (Number, "3"), (Day, "2026-03-31"), (Texts, "a, b"), (Phone, "2135550123")],
)
def test_a_value_that_is_read_already_stays_as_it_is(kind: object, typed: str) -> None:
    """The value of one stage can be checked again without a change."""
    value = read(kind, typed)

    assert read(kind, value) == value


def test_a_text_without_a_translation_is_shown_in_english() -> None:
    """A missing Spanish text never leaves a hole in a page."""
    text = Localized(en="Home")

    assert (text.in_(Language.EN), text.in_(Language.ES)) == ("Home", "Home")


def test_a_text_that_safety_depends_on_needs_both_languages() -> None:
    """A warning sign without Spanish is refused; nothing falls back to English there."""
    with pytest.raises(ValidationError):
        TypeAdapter(Bilingual).validate_python({"en": "Fever"})


def test_lists_of_texts_are_kept_by_language() -> None:
    """Other names of a word are never mixed up between languages."""
    texts = TypeAdapter(LocalizedTexts).validate_python({"en": "upper back, mid back"})

    assert texts.in_(Language.EN) == ("upper back", "mid back")
    assert texts.in_(Language.ES) == ()
