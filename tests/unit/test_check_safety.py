"""Safety before booking."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.unit.test_check_site import FRONT, body, lead, page, problems

CALL = '<section class="cta"><h2>Talk</h2><a href="tel:+1323" data-call>Call</a></section>'
BANNER = '<p class="banner"><a href="/causes/">Warning signs</a></p>'


def messages(main: str = "", **fields: object) -> list[str]:
    """What is wrong with a page with this HTML."""
    found = problems(page(main, **fields))  # type: ignore[arg-type]
    assert {problem.rule for problem in found} <= {"safety"}
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    ("html", "what"),
    [
        (CALL, "an emergency page has no Massage Rx section"),
        ("<p data-call>Call</p>", "does not show a button or a number to call the clinic"),
        ("<p data-visit>9 to 5</p>", "does not show hours, prices or the way to the clinic"),
        (
            '<div class="bar"><a data-call data-visit href="tel:1">Call</a></div>',
            "does not show the bar that invites to call",
        ),
        ('<a href="tel:+1323">Call us</a>', "calls 911 only, and the link “Call us” calls +1323"),
    ],
)
def test_an_emergency_page_invites_to_nothing(html: str, what: str) -> None:
    """In the text, after it, and in the frame; each thing is told once."""
    for main, frame in ((body(html), ""), (html, ""), ("", html)):
        (message,) = messages(main, frame=frame, emergency=True)
        assert what in message


def test_an_emergency_page_may_call_911() -> None:
    """That is what it is for."""
    assert messages(body('<a href="TEL:911">Call 911</a>'), emergency=True) == []


def test_a_call_in_the_text_of_an_emergency_page_has_its_line() -> None:
    """The block and the link are found where the editor wrote them."""
    html = body(CALL + '<a href="tel:+1323">Ask us</a>')
    markdown = "/// call\n    variant: full\n///\n\n[Ask us](tel:+1323)\n"

    first, second = problems(page(html, markdown=markdown, emergency=True))

    assert (first.line, first.excerpt) == (4, "/// call")
    assert (second.line, second.column) == (8, 10)


def test_a_page_that_wants_no_call_has_none() -> None:
    """What the front matter says is true of the page."""
    assert messages(CALL) == ["this page is to have no Massage Rx section (under “Causes”)"]


def test_facts_about_the_clinic_may_stand_before_the_text() -> None:
    """They invite to nothing, and who comes for the telephone number finds it at once."""
    text = body("<p>Rest.</p>")

    assert messages(CALL + text, call_to_action="info") == []
    assert len(messages(text, call_to_action="info")) == 1


@pytest.mark.parametrize("kind", ["soft", "book"])
def test_a_page_that_wants_a_call_has_it_after_its_text(kind: str) -> None:
    """A call in the middle of the text is not enough."""
    text = "<p>Rest.</p>"

    assert messages(body(text) + CALL, call_to_action=kind) == []
    assert messages(body(text + CALL), call_to_action=kind) == []
    assert messages(body(CALL + text) + CALL, call_to_action=kind) == []
    for late in (CALL + body(text), body(CALL + text), lead(text) + CALL + body(text)):
        (message,) = messages(late, call_to_action=kind)
        assert "stands before the end of the page's own text" in message


def test_a_missing_call_is_told_at_the_line_that_asks_for_it() -> None:
    """The front matter is what the editor can change."""
    text = FRONT.replace("title: Causes", "call_to_action: book")

    (problem,) = problems(replace(page(call_to_action="book"), text=text))

    assert problem.message.endswith("though it says call_to_action: book")
    assert (problem.line, problem.hint) == (2, "write: call_to_action: none")


@pytest.mark.parametrize("kind", ["soft", "book"])
def test_nothing_before_the_first_heading_invites(kind: str) -> None:
    """Warnings belong there."""
    text = body("<p>Rest.</p>")

    assert messages(lead(CALL) + text + CALL, call_to_action=kind) == [
        "an invitation stands before the first heading, where warnings belong (under “Causes”)"
    ]
    assert messages(lead("<b data-call>1</b>") + text + CALL, call_to_action=kind) == [
        "a number to call the clinic stands before the first heading (under “Causes”)"
    ]


def test_an_emergency_page_is_never_asked_for_a_call() -> None:
    """Whatever its front matter says."""
    assert messages(emergency=True, call_to_action="book") == []


def test_a_page_with_a_banner_has_one_that_leads_somewhere() -> None:
    """A banner without a link helps nobody; the fault is told once for the whole site."""
    wrong = "the page says warning: banner, but it has no line that leads to the warning signs"

    assert messages(BANNER, warning="banner") == []
    assert messages(warning="banner") == [wrong]
    assert messages('<p class="banner">Warning signs</p>', warning="banner") == [wrong]
    pages = [page(route=route, warning="banner") for route in ("/a/", "/b/")]
    assert [problem.message for problem in problems(*pages)] == [f"{wrong} (on 2 pages)"]


BOX = '<fieldset class="care" data-level="{}">{}</fieldset>'
SIGNS = "".join(
    BOX.format(level, '<h2>Now <a href="tel:911">call 911</a></h2>')
    for level in ("emergency", "urgent", "non-urgent")
)
CHECK = SIGNS + BOX.format("massage", f"<h2>Maybe</h2>{CALL}")


def check(main: str, **fields: object) -> list[str]:
    """What is wrong with a self-check that has this HTML and wants a call."""
    return messages(main, self_check=True, **{"call_to_action": "book"} | fields)


def test_the_self_check_invites_in_its_last_box() -> None:
    """There, and before the page's own text, where no other page may; the footer is free."""
    assert check(CHECK) == []
    assert check(CHECK + body("<p>Rest.</p>")) == []
    assert check(CHECK, frame='<a href="tel:+1323" data-call>Call</a>') == []
    assert messages(CHECK + body("<p>Rest.</p>"), call_to_action="book") != []


@pytest.mark.parametrize("level", ["emergency", "urgent", "non-urgent"])
def test_nothing_invites_above_the_last_box_of_the_self_check(level: str) -> None:
    """A reader with a warning sign meets no way to book, in whatever box it is."""
    for html, what in (
        (CALL, "in its last box only"),
        ("<p data-call>Call</p>", "shows a button or a number to call the clinic"),
        ("<p data-visit>9 to 5</p>", "shows hours, prices or the way to the clinic"),
    ):
        early = CHECK.replace(f'data-level="{level}">', f'data-level="{level}"><h2>Now</h2>{html}')
        assert what in " ".join(check(early))


@pytest.mark.parametrize("html", ["<p data-call>Call</p>", '<div class="bar">Call</div>', CALL])
def test_nothing_invites_around_the_boxes_of_the_self_check(html: str) -> None:
    """Neither before the first box nor after the last one, nor in the header."""
    for main in (html + CHECK, CHECK + html, CHECK + body(html)):
        (message,) = check(main)
        assert "last box only" in message
    boxes = page(CHECK, self_check=True)
    header = boxes.html.replace(b"<main", b"<header><b data-call>Call</b></header><main")
    (problem,) = problems(replace(boxes, html=header))
    assert "last box only" in problem.message


def test_the_text_of_the_self_check_calls_911_only() -> None:
    """A number that an editor writes below the boxes is named with its line."""
    html = CHECK + body('<a href="tel:911">Call 911</a> <a href="tel:+1323">Ask us</a>')
    markdown = "[Call 911](tel:911)\n\n[Ask us](tel:+1323)\n"

    (problem,) = problems(page(html, markdown=markdown, self_check=True, call_to_action="book"))

    assert problem.message == (
        "the text of the self-check calls 911 only, and the link “Ask us” calls +1323"
    )
    assert (problem.line, problem.column) == (6, 10)


def test_a_self_check_that_promises_a_call_has_it() -> None:
    """What the front matter says is true of the page; with `none` there is none to miss."""
    assert check(SIGNS) == [
        "the page has no Massage Rx section, though it says call_to_action: book"
    ]
    assert check(SIGNS, call_to_action="none") == []
