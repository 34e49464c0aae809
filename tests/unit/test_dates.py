"""Review dates: when a page is due, and what being late means."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinicsite.pipeline import BuildOptions, build_tree
from clinicsite.problems import Severity
from tests.small_sites import small_page, small_site

DUE = date(2027, 11, 22)
PAGE = small_page("content/en/posture.md")


def said(today: date, *, strict: bool = False, release: bool = False) -> list[tuple[str, str]]:
    """Rule and severity of what is said about the page on that day."""
    options = BuildOptions(today, strict_reviews=strict, release=release)
    built = build_tree(small_site(PAGE), options)
    found = [problem for problem in built.problems if problem.path == "content/en/posture.md"]
    return [(problem.rule, problem.severity(release=release).value) for problem in found]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-31, []),
        (-30, [("review-due", "warning")]),
        (0, [("review-due", "warning")]),
        (1, [("review-due", "warning")]),
    ],
)
def test_a_review_is_announced_thirty_days_before(
    days: int, expected: list[tuple[str, str]]
) -> None:
    """And being late never stops a release: a wrong phone number could not be mended then."""
    assert said(DUE + timedelta(days=days)) == expected
    assert said(DUE + timedelta(days=days), release=True) == expected


def test_a_late_review_is_an_error_for_those_who_ask() -> None:
    """From the day after; a review that is only near is a warning for them, too."""
    assert said(DUE, strict=True) == [("review-due", "warning")]
    assert said(DUE + timedelta(days=1), strict=True) == [("review-overdue", Severity.ERROR.value)]


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_the_page_itself_says_that_its_check_is_late(days: int, *, late: bool) -> None:
    """In its review stamp, from the day after."""
    files = build_tree(small_site(PAGE), BuildOptions(DUE + timedelta(days=days))).files

    assert (b"This check is late" in files["posture/index.html"]) is late
