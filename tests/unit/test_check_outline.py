"""Headings."""

from __future__ import annotations

from msgspec.structs import replace

from tests.unit.test_check_site import body, page, problems


def test_a_skipped_level_has_the_line_to_write() -> None:
    """The line is ready to be copied, with its name."""
    html = body("<h2>Rest</h2><h4>At night</h4>")

    (problem,) = problems(page(html, markdown="## Rest\n\n#### At night {#n}\n"))

    assert problem.rule == "outline"
    assert problem.message == (
        "“At night” is a heading of level 4 right after a heading of level 2"
    )
    assert problem.line == 6
    assert problem.hint == "write: ### At night {#n}"


def test_a_block_whose_heading_is_too_deep_needs_a_heading_above() -> None:
    """The level of a block's heading is not the editor's to write."""
    html = body("<section><h3>Note</h3></section>")

    (problem,) = problems(page(html, markdown="/// note | Note\n///\n"))

    assert problem.message == "“Note” is a heading of level 3 right after the main heading"
    assert problem.line == 4
    assert problem.hint == "put a heading of level 2 above it: a line that begins with ##"


def test_levels_may_end_at_any_depth() -> None:
    """Going up skips nothing; the frame has its own outline."""
    html = body("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>")

    assert problems(page(html, frame="<h4>Frame</h4>")) == ()


def test_a_second_main_heading_has_the_line_to_write() -> None:
    """The title is the only main heading."""
    (problem,) = problems(page(body("<h1>More</h1>"), markdown="# More\n"))

    assert (problem.line, problem.column) == (4, 1)
    assert problem.hint == "write: ## More"


def test_a_page_without_a_main_heading_is_told() -> None:
    """Every page has a title to show."""
    bare = replace(page(), html=b"<main><p>x</p></main>")

    (problem,) = problems(bare)

    assert problem.message == "the page has no main heading"


def test_a_heading_without_words_is_told_at_its_line() -> None:
    """Signs alone make an empty heading."""
    (problem,) = problems(page(body("<h2>A</h2><h2> </h2>"), markdown="## A\n\n##\n"))

    assert problem.message == "a heading of level 2 has no words"
    assert (problem.line, problem.hint) == (6, "remove this line")


def test_an_empty_heading_of_the_frame_is_told_too() -> None:
    """No editor can mend it."""
    (problem,) = problems(page(frame="<h2></h2>"))

    assert problem.line == 0
    assert "templates" in problem.hint
