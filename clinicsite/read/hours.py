"""Opening hours as staff write them: `9:00 am - 5:00 pm`, `09:00-17:00`, `closed`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated

from clinicsite.languages import Language
from clinicsite.read.fields import Strict, Typed, wrong

_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)
_DASH = re.compile(r" ?(?:-|–|—|\bto\b) ?")
_NEXT_LINE = "Let the line below begin right under it, with as many spaces."
_HINT = "Write it like 9:00 am - 5:00 pm, or closed."


class Span(Strict, frozen=True, kw_only=True):
    """A time of opening, in minutes after midnight; `closes` is later than `opens`."""

    opens: int
    closes: int


class DayHours(Strict, frozen=True, kw_only=True):
    """The opening times of one day; none on a closed day."""

    spans: tuple[Span, ...] = ()


def read_hours(value: object) -> DayHours:
    """The hours that a text such as `9:00 am - 12:00 pm, 1:00 pm - 5:00 pm` states."""
    if isinstance(value, DayHours):
        return value
    if isinstance(value, Mapping):
        raise wrong("has a line below it that begins too far to the right", hint=_NEXT_LINE)
    if not isinstance(value, str):
        raise wrong("takes one text, such as 9:00 am - 5:00 pm")
    if value.strip().lower() == "closed":
        return DayHours()
    spans = tuple(_span(part) for part in value.split(","))
    if any(later.opens < earlier.closes for earlier, later in pairwise(spans)):
        raise wrong("has times that overlap", hint=_HINT)
    return DayHours(spans=spans)


Hours = Annotated[DayHours, Typed(read_hours)]


def _span(text: str) -> Span:
    times = _DASH.split(" ".join(text.split()), maxsplit=1)
    if len(times) != 2 or not all(times):
        raise wrong("has no opening and closing time", hint=_HINT)
    opens, closes = map(_minutes, times)
    if closes <= opens:
        halves = all(time[-1:] in "mM." for time in times)
        add = "" if halves else "; add am or pm"
        raise wrong(f"closes before it opens{add}", hint=_HINT)
    return Span(opens=opens, closes=closes)


def _minutes(text: str) -> int:
    match = _TIME.fullmatch(text)
    if not match:
        raise wrong(f"has a time that cannot be read: {text}", hint=_HINT)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise wrong(f"has a time that does not exist: {text}", hint=_HINT)
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise wrong(f"has a time that does not exist: {text}", hint=_HINT)
    return hour * 60 + minute


def show_hours(hours: DayHours, language: Language, closed: str) -> str:
    """The hours as people read them; `closed` is the word for a closed day."""
    if not hours.spans:
        return closed
    return ", ".join(
        f"{_clock(span.opens, language)} – {_clock(span.closes, language)}" for span in hours.spans
    )


def _clock(minutes: int, language: Language) -> str:
    hour, minute = divmod(minutes % 1440, 60)
    half = "pm" if hour >= 12 else "am"
    if language is Language.ES:
        half = f"{half[0]}. m."
    return f"{hour % 12 or 12}:{minute:02d}\u00a0{half.replace(' ', chr(160))}"


def schema_hours(day: str, hours: DayHours) -> tuple[str, ...]:
    """The hours in schema.org's `openingHours` form, such as `Mo 09:00-17:00`."""
    short = day[:2].capitalize()
    return tuple(f"{short} {_iso(span.opens)}-{_iso(span.closes)}" for span in hours.spans)


def _iso(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
