"""Review dates: near enough together, and not past.

An overdue review never blocks a release (brief, decision 14): that would stop staff from
correcting a phone number while the old page stays online anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from clinicsite.problems import Problem
from clinicsite.read.front_matter import FrontMatter, Kind, Level
from clinicsite.read.pages import Page

WARN_BEFORE = timedelta(days=30)
_MONTHS = 12
_MONTHS_OF_WARNING_SIGNS = 6


def check_dates(pages: Iterable[Page], today: date) -> tuple[Problem, ...]:
    """A problem for each review that is due, or that is planned too late."""
    return tuple(problem for page in pages for problem in _of_page(page, today))


def _of_page(page: Page, today: date) -> Iterator[Problem]:
    front = page.front
    months = _months(front)
    latest = _months_after(front.last_reviewed, months)
    if front.next_review > latest:
        yield page.document.problem(
            "review-date",
            ("next_review",),
            f"this page is to be checked again within {months} months",
            f"write: next_review: {latest}",
        )
    if today > front.next_review:
        message = f"the check of this page was due on {front.next_review}"
    elif today >= front.next_review - WARN_BEFORE:
        message = f"the check of this page is due on {front.next_review}"
    else:
        return
    hint = "Check the page, then set `last_reviewed` and `next_review`."
    yield page.document.problem("review-due", ("next_review",), message, hint)


def _months(front: FrontMatter) -> int:
    """How long a check may last; where warning signs are all the page is about, half a year."""
    signs = front.level is Level.EMERGENCY or front.kind is Kind.SELF_CHECK
    return _MONTHS_OF_WARNING_SIGNS if signs else _MONTHS


def _months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))
