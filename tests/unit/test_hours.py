"""Opening hours: read in the ways people write them, shown in the way people read them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from clinicsite.languages import Language
from clinicsite.read.hours import DayHours, Hours, Span, schema_hours, show_hours

minutes = st.integers(0, 23 * 60 + 59)
days = st.lists(minutes, min_size=0, max_size=6, unique=True).map(
    lambda found: DayHours(
        spans=tuple(
            Span(opens=opens, closes=closes)
            for opens, closes in zip(sorted(found)[::2], sorted(found)[1::2], strict=False)
        )
    )
)


def read(typed: object) -> DayHours:
    """The hours that were typed."""
    return TypeAdapter(Hours).validate_python(typed)


def spans(typed: str) -> list[tuple[int, int]]:
    """Opening and closing, in hours after midnight where that is enough."""
    return [(span.opens, span.closes) for span in read(typed).spans]


def refusal(typed: object) -> str:
    """What is said of hours that are not accepted."""
    with pytest.raises(ValidationError) as raised:
        read(typed)
    (error,) = raised.value.errors()
    assert error["type"] == "clinic"
    return str(error["ctx"]["message"])


@pytest.mark.parametrize(
    "typed",
    [
        "9:00 am - 5:00 pm",
        "9am-5pm",
        "9 am to 5 pm",
        "9 a.m. – 5 p.m.",
        "9:00 A. M. — 5:00 P. M.",
        "09:00-17:00",
        "9 - 17",
        " 9:00 am  -  5:00 pm ",
    ],
)
def test_hours_are_read_in_every_way_people_write_them(typed: str) -> None:
    """Twelve or twenty-four hours, any dash, with or without minutes and full stops."""
    assert spans(typed) == [(9 * 60, 17 * 60)]


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("closed", []),
        (" Closed ", []),
        ("12 am - 12 pm", [(0, 720)]),
        ("12:30 pm - 11:59 pm", [(750, 1439)]),
        ("0:00 - 24:00", [(0, 1440)]),
        ("9:00 - 12:00, 13:00 - 17:00", [(540, 720), (780, 1020)]),
        ("9 - 12, 12 - 17", [(540, 720), (720, 1020)]),
    ],
)
def test_noon_midnight_breaks_and_closed_days_are_read(
    typed: str, read_as: list[tuple[int, int]]
) -> None:
    """Noon is 12 pm, midnight 12 am, and a day may have a break."""
    assert spans(typed) == read_as


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "has no opening and closing time"),
        ("9:30", "has no opening and closing time"),
        ("570", "has no opening and closing time"),
        ("by appointment", "has no opening and closing time"),
        ("9:00 - 5:00", "closes before it opens; add am or pm"),
        ("9 am - 9 am", "closes before it opens"),
        ("10 pm - 2 am", "closes before it opens"),
        ("25:00 - 26:00", "has a time that does not exist: 25:00"),
        ("9:60 - 17:00", "has a time that does not exist: 9:60"),
        ("13 pm - 14 pm", "has a time that does not exist: 13 pm"),
        ("0 am - 5 pm", "has a time that does not exist: 0 am"),
        ("9:00 - 24:01", "has a time that does not exist: 24:01"),
        ("nine - five", "has a time that cannot be read: nine"),
        ("9:5 - 17:00", "has a time that cannot be read: 9:5"),
        ("9 - 12 - 17", "has a time that cannot be read: 12 - 17"),
        ("9 - 13, 12 - 17", "has times that overlap"),
        ("13 - 17, 9 - 12", "has times that overlap"),
        (["9 - 17"], "takes one text, such as 9:00 am - 5:00 pm"),
    ],
)
def test_hours_that_cannot_be_are_refused(typed: object, said: str) -> None:
    """No time is guessed: a clinic that seems to close at five in the morning is asked."""
    assert refusal(typed) == said


@given(st.text(st.sampled_from("0123456789:-,.apmtoclsed –"), max_size=24))
def test_any_text_is_read_or_refused(typed: str) -> None:
    """Whatever is typed, what comes out is in order and lies within one day."""
    try:
        found = spans(typed)
    except ValidationError:
        return

    flat = [minute for span in found for minute in span]
    assert flat == sorted(flat)
    assert all(0 <= minute <= 1440 for minute in flat)


@given(days, st.sampled_from(Language))
def test_hours_that_are_shown_are_read_back(hours: DayHours, language: Language) -> None:
    """What a page shows is what was meant: typed in again, it gives the same hours."""
    shown = show_hours(hours, language, "closed")

    assert read(shown.replace("\u00a0", " ")) == hours


@given(days)
def test_hours_for_search_engines_are_the_same_hours(hours: DayHours) -> None:
    """`Mo 09:00-17:00` for each time of opening, nothing for a closed day."""
    entries = schema_hours("monday", hours)

    assert len(entries) == len(hours.spans)
    for entry, span in zip(entries, hours.spans, strict=True):
        match = re.fullmatch(r"Mo (\d\d):(\d\d)-(\d\d):(\d\d)", entry)
        assert match
        numbers = [int(number) for number in match.groups()]
        assert (numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]) == (
            span.opens,
            span.closes,
        )


def test_hours_are_shown_in_the_language_of_the_page() -> None:
    """Hours do not break before am or pm, and Spanish writes them with full stops."""
    hours = read("9 - 12, 13:30 - 17")

    english = show_hours(hours, Language.EN, "closed")
    spanish = show_hours(hours, Language.ES, "cerrado")

    assert english == "9:00\u00a0am – 12:00\u00a0pm, 1:30\u00a0pm – 5:00\u00a0pm"
    assert spanish.startswith("9:00\u00a0a.\u00a0m. – 12:00\u00a0p.\u00a0m.")
    assert show_hours(DayHours(), Language.ES, "cerrado") == "cerrado"
