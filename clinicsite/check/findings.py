"""Findings of the rules, and the one place where they become problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from clinicsite.check.locate import Place
from clinicsite.check.page_facts import Spot
from clinicsite.check.pages import FinishedPage
from clinicsite.problems import Problem, in_order

TEMPLATE_HINT = (
    "this comes from the site's templates, not from your text: "
    "tell the person who looks after the site"
)
"""What an editor can do about a mistake that no text of theirs can mend."""

WHOLE_PAGE = Spot(main=True)
"""The spot of what is missing."""


class Finding(Struct, frozen=True):
    """A broken promise on one page."""

    rule: str
    page: FinishedPage
    message: str
    """One sentence without a full stop."""
    hint: str = ""
    spot: Spot = WHOLE_PAGE
    place: Place | None = None
    """The line that holds it; None when that is not certain."""
    from_template: bool = False
    """Whether a template wrote it, so that many pages have the same."""

    @property
    def repeats(self) -> bool:
        """Whether it is one mistake, however many pages show it."""
        return self.place is None and (self.from_template or not self.spot.main)


def as_problems(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """One problem a finding; what a template repeats on many pages is one problem."""
    problems = []
    repeated: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        if finding.repeats:
            key = (finding.rule, finding.message, finding.hint)
            repeated.setdefault(key, []).append(finding)
        else:
            problems.append(_problem(finding))
    problems += map(_common_problem, repeated.values())
    return in_order(problems)


def _common_problem(findings: Sequence[Finding]) -> Problem:
    """One problem for what is the same on all these pages."""
    first = min(findings, key=lambda one: (not one.page.path, one.page.path, one.page.route))
    count = len({finding.page.route for finding in findings})
    if count == 1:
        return _problem(first)
    message = f"{first.message} (on {count} pages)"
    return Problem(first.rule, message, path=first.page.path, hint=first.hint)


def _problem(finding: Finding) -> Problem:
    page, place = finding.page, finding.place
    if place:
        return Problem(
            finding.rule,
            finding.message,
            path=page.path,
            line=place.line,
            column=place.column,
            excerpt=place.excerpt,
            hint=finding.hint,
        )
    heading = finding.spot.heading
    under = f" (under “{heading}”)" if heading else ""
    message = finding.message + under + _page_named(page)
    return Problem(finding.rule, message, path=page.path, hint=finding.hint)


def _page_named(page: FinishedPage) -> str:
    """The page's address where no file names the page."""
    return "" if page.path else f" (on the page {page.route})"
