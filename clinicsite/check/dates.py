"""Review dates: near enough together, and not past.

An overdue review never blocks a release (brief, decision 14): that would stop staff from
correcting a phone number while the old page stays online anyway. Who asks for it with
`check --strict-reviews` has an overdue review as an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from clinicsite.problems import Problem
from clinicsite.read.front_matter import FrontMatter
from clinicsite.read.pages import Page

WARN_BEFORE = timedelta(days=30)
_MONTHS = 12
_MONTHS_WHEN_SENSITIVE = 6


def check_dates(pages: Iterable[Page], today: date, *, strict: bool = False) -> tuple[Problem, ...]:
    """A problem for each review that is due, or that is planned too late.

    A review is overdue from the day after `next_review`; when that is `strict`ly watched, it breaks
    a rule of its own.
    """
    return tuple(problem for page in pages for problem in _of_page(page, today, strict=strict))


def _of_page(page: Page, today: date, *, strict: bool) -> Iterator[Problem]:
    front = page.front
    months = _months(front)
    latest = months_after(front.last_reviewed, months)
    if front.next_review > latest:
        yield page.document.problem(
            "review-date",
            ("next_review",),
            f"this page is to be checked again within {months} months",
            f"write: next_review: {latest}",
        )
    rule = "review-due"
    if today > front.next_review:
        rule = "review-overdue" if strict else rule
        message = f"the check of this page was due on {front.next_review}"
    elif today >= front.next_review - WARN_BEFORE:
        message = f"the check of this page is due on {front.next_review}"
    else:
        return
    hint = "Check the page, then set `last_reviewed` and `next_review`."
    yield page.document.problem(rule, ("next_review",), message, hint)


def _months(front: FrontMatter) -> int:
    """How long a check may last; where a misunderstanding could do harm, half a year."""
    return _MONTHS_WHEN_SENSITIVE if front.is_sensitive else _MONTHS


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))
