"""Breadcrumbs."""

from __future__ import annotations

from tests.unit.test_check_site import page, problems

TRAIL = '<nav class="breadcrumb"><ol>{}<li><span aria-current="page">Here</span></li></ol></nav>'


def test_every_step_is_a_page() -> None:
    """A parent that nobody wrote is told once for all the pages below it."""
    trail = TRAIL.format('<li><a href="/services/">Services</a></li>')

    (problem,) = problems(page(trail), page(trail, route="/b/"))

    assert problem.rule == "breadcrumb"
    assert problem.message == (
        "the step “Services” above the page leads to /services/, which is no page (on 2 pages)"
    )
    assert problem.hint == "add a page with the address /services/, or move this page"


def test_a_step_without_a_link_is_told() -> None:
    """Only the page itself is no link."""
    (problem,) = problems(page(TRAIL.format("<li>Services</li>")))

    assert problem.message == "the step “Services” above the page is no link"


def test_a_trail_of_pages_is_fine() -> None:
    """The last step is the page itself."""
    trail = TRAIL.format('<li><a href="/b/">B</a></li>')

    assert problems(page(trail), page(route="/b/")) == ()
