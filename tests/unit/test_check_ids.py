"""Ids."""

from __future__ import annotations

import pytest

from tests.unit.test_check_site import body, page, problems


def test_an_id_that_stands_twice_is_told_at_the_second_heading() -> None:
    """Links would find only the first."""
    html = body('<h2 id="rest">Rest</h2><h2 id="rest">Sleep</h2>')
    markdown = "## Rest\n\n## Sleep {#rest}\n"

    (problem,) = problems(page(html, markdown=markdown))

    assert problem.rule == "id"
    assert problem.message == (
        "the name “rest” stands twice on this page, so links find only the first"
    )
    assert (problem.line, problem.column) == (6, 4)
    assert problem.hint == "end the heading with a name of its own, such as {#rest-2}"


def test_the_same_heading_twice_has_the_line_of_the_second() -> None:
    """Equal headings are told apart by their order."""
    html = body('<h2 id="rest">Rest</h2><h2 id="rest">Rest</h2>')

    (problem,) = problems(page(html, markdown="## Rest\n\n## Rest\n"))

    assert problem.line == 6


def test_a_drawing_that_stands_twice_is_told_without_a_line() -> None:
    """Its ids are in its file, not in the text."""
    drawing = '<svg role="img"><title id="t">A back</title></svg>'

    (problem,) = problems(page(body(drawing * 2)))

    assert problem.line == 0
    assert "remove one of them" in problem.hint


@pytest.mark.parametrize("name", ["", " ", "two words", " rest"])
def test_an_id_that_no_link_can_reach_is_told(name: str) -> None:
    """Empty, or with a space in it."""
    (problem,) = problems(page(body(f'<h2 id="{name}">Rest</h2>')))

    assert problem.rule == "id"
    assert "no link can lead to a heading" in problem.message


def test_an_id_that_a_template_repeats_is_told_once() -> None:
    """No editor can mend it."""
    frame = '<p id="a">x</p><p id="a">x</p><p id="">x</p>'

    found = problems(page(frame=frame), page(frame=frame, route="/b/"))

    assert [problem.message.endswith("(on 2 pages)") for problem in found] == [True, True]
    assert all("templates" in problem.hint for problem in found)


def test_an_id_may_stand_on_other_pages_too() -> None:
    """And letter case makes two ids."""
    html = body('<h2 id="rest">Rest</h2><p id="Rest">x</p>')

    assert problems(page(html), page(html, route="/b/")) == ()
