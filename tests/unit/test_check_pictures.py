"""Pictures."""

from __future__ import annotations

import pytest

from tests.unit.test_check_site import body, page, problems

FILES = ("back.png",)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ('<img src="/back.png">', "the picture back.png does not say what it shows, nor that"),
        ('<img src="/back.png" alt="">', "the picture back.png does not say what it shows"),
        ('<img src="/back.png" alt=" ">', "the picture back.png does not say what it shows"),
        ('<img src="/back.png" alt="IMG_12.JPG">', "gives the name of a file instead"),
        ("<svg></svg>", "a drawing is neither marked as a picture nor as decoration"),
        ('<svg role="img"></svg>', "a drawing has no title that says what it shows"),
        ('<svg role="img"><title> </title></svg>', "a drawing has no title"),
    ],
)
def test_a_picture_that_says_nothing_is_told(html: str, reason: str) -> None:
    """Words, or a decision that none are needed."""
    (problem,) = problems(page(body(html)), files=FILES)

    assert problem.rule == "picture"
    assert reason in problem.message


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/back.png" alt="Seven muscles of the back">',
        '<img src="/back.png" alt="" data-decorative>',
        '<svg aria-hidden="true"></svg>',
        '<svg role="img"><title>A back</title><svg></svg></svg>',
    ],
)
def test_a_picture_that_speaks_or_is_decoration_is_fine(html: str) -> None:
    """Decoration is a decision, not an omission."""
    assert problems(page(body(html)), files=FILES) == ()


def test_the_second_picture_without_words_has_its_line() -> None:
    """Pictures that somebody decided about are not counted."""
    image = '<img src="/back.png" alt="{}">'
    html = body(image.format("A back") + image.format("") + image.format(""))
    markdown = "![A back](back.png)\n![](back.png)\n\n![](back.png)\n"

    first, second = problems(page(html, markdown=markdown), files=FILES)

    assert (first.line, second.line) == (5, 7)
    assert second.excerpt == "![](back.png)"


def test_the_name_of_a_file_has_its_line() -> None:
    """The words between the brackets are what to replace."""
    html = body('<img src="/back.png" alt="back.png">')

    (problem,) = problems(page(html, markdown="x ![back.png](back.png)"), files=FILES)

    assert (problem.line, problem.column) == (4, 3)
