"""The words of links."""

from __future__ import annotations

import pytest

from tests.unit.test_check_site import body, page, problems


@pytest.mark.parametrize(
    "words",
    ["here", "Here.", "Click here", "read more…", "»Read more«", "aquí", "Leer más →", "this page"],
)
def test_words_that_say_nothing_are_refused(words: str) -> None:
    """Read on their own, as a list of links reads them, they tell no target."""
    html = body(f'<a href="/causes/">{words}</a>')

    (problem,) = problems(page(html, markdown=f"x\n[{words}](/causes/)"))

    assert problem.rule == "link"
    assert problem.message == f"the words “{words}” do not say where the link leads"
    assert (problem.line, problem.column) == (5, len(words) + 4)


@pytest.mark.parametrize("words", ["", " ", "→", '<img src="/i.svg" alt="" data-decorative>'])
def test_a_link_without_words_is_refused(words: str) -> None:
    """An arrow or a decorative picture is no name."""
    (problem,) = problems(page(body(f'<a href="/causes/">{words}</a>')), files=("i.svg",))

    assert problem.message == "the link to /causes/ has no words (under “Causes”)"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/causes/" aria-label="All causes">here</a>',
        '<a href="/causes/">More about causes here</a>',
        '<span aria-hidden="true"><a href="/causes/"></a></span>',
        '<nav><h2 id="a">On this page</h2><a href="#a"></a></nav>',
    ],
)
def test_what_speech_calls_by_a_good_name_is_fine(html: str) -> None:
    """A label counts; what is hidden needs none; an empty heading is told once, at its place."""
    assert problems(page(body(html))) == ()


def test_the_same_words_lead_to_the_same_place() -> None:
    """The second place is told, at its line."""
    html = body('<a href="/causes/">All causes</a> <a href="/b/">all causes</a>')
    markdown = "[All causes](/causes/)\n[all causes](/b/)"

    (problem,) = problems(page(html, markdown=markdown), page(route="/b/"))

    assert problem.message == "the words “all causes” lead to /causes/ at first and to /b/ later"
    assert problem.line == 5


def test_lists_of_links_may_repeat_the_words_of_the_text() -> None:
    """Only what an editor wrote is compared: menus have short names."""
    html = '<nav><a href="/b/">Causes</a></nav>' + body('<a href="/causes/">Causes</a>')

    assert problems(page(html), page(route="/b/")) == ()
