"""Pages as the memo keeps them, and components that pages share."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.problems import Problem
from clinicsite.render import components, health_topics
from clinicsite.render.health_topics import VisibleText
from clinicsite.render.site import RenderedPage
from tests.small_sites import PROJECT, build, small_page

_STYLES = st.sampled_from((b"p{}", b"<style>", b"\n", b"["))
_HTML = st.lists(st.sampled_from((b"p{}", b"<style>", b"\n", b"[]", b"\xc3\xa9", b"0"))).map(
    b"".join
)
_PROBLEMS = st.lists(st.builds(Problem, st.just("link"), st.text(max_size=8)), max_size=2)


@given(_HTML, _STYLES, _STYLES, _PROBLEMS, st.lists(st.text(max_size=5), max_size=3))
def test_a_remembered_page_is_the_page(
    html: bytes, style: bytes, other: bytes, problems: list[Problem], drawings: list[str]
) -> None:
    """Whatever it holds, with its style or without; another style would be another page's key."""
    page = RenderedPage("/a/", html, tuple(problems), tuple(drawings), "0a")

    assert RenderedPage.from_bytes("/a/", page.to_bytes(style), style) == page
    assert RenderedPage.from_bytes("/a/", page.to_bytes(other), other) == page


@pytest.mark.parametrize(
    "items",
    [
        "- Walk\n- Sit **well** and *often*",
        "- Walk [^S1]\n- Sit [^S1] and [^S1]",
        "- A [link](/) and **a [link](/)**\n- [**Strong**](/)",
        "- A < b & c > d\n- “é” and a\u00a0space",
        "- One\n\n- Two\n\n    And more",
        "- One\n    - Two\n    - Three",
        "- [A [^S1]](/)\n- `code`",
    ],
)
def test_a_list_is_taken_apart_as_a_parser_does_it(items: str) -> None:
    """Plain lists are not given to one."""
    site = small_page(f"Text.\n\n/// do\n{items}\n///\n\n/// dont\n{items}\n///")
    with patch.object(components, "_PLAIN_LIST", re.compile("(?!)")):
        parsed = build(site)

    assert any(b"<li>" in html and b'data-kind="dont"' in html for html in parsed.files.values())
    assert (build(site).files, build(site).problems) == (parsed.files, parsed.problems)


def test_a_plain_list_is_taken_apart_without_a_parser() -> None:
    """The quick way has to be the one that lists of editors go."""
    site = small_page("Text.\n\n/// do\n- Walk [a bit](/) [^S1]\n- Sit **well**, at times\n///")
    with patch.object(components, "LexborHTMLParser", side_effect=AssertionError):
        assert build(site).files == build(site).files != {}


_WORDS = st.text(st.sampled_from("ksiKSI\u017f\u212a\u0130\u0131 é-"), min_size=1, max_size=4)


@given(_WORDS, st.text(st.sampled_from("ksiKSI\u017f\u212a\u0130\u0131 é-"), max_size=12))
def test_words_are_found_in_whatever_letter_case(words: str, text: str) -> None:
    """A quick look at the text overlooks no letter that counts as another."""
    with patch.object(health_topics, "_ODD_CASES", re.compile("")):
        found = VisibleText(text).says(words)

    assert VisibleText(text).says(words) == found


def test_a_mistake_in_a_shared_component_is_told_where_it_stands() -> None:
    """Once, however many pages show it, and as if it were part of each page's own template."""
    footer = (PROJECT / "templates/components/footer.html").read_text(encoding="utf-8")
    broken = footer.replace("{{ w.money", "{{ w.mony")
    found = build(f"-- templates/components/footer.html --\n{broken}").problems

    assert [(p.path, p.line) for p in found if p.rule == "template"] == [
        ("templates/components/footer.html", broken[: broken.index("w.mony")].count("\n") + 1)
    ]


def test_a_missing_shared_component_is_told_where_it_is_asked_for() -> None:
    """In the template of the page."""
    base = (PROJECT / "templates/base.html").read_text(encoding="utf-8")
    found = build("-- templates/components/footer.html (deleted) --\n").problems

    assert [(p.path, p.line, p.message.partition(" (")[0]) for p in found] == [
        (
            "templates/base.html",
            base[: base.index('shared("footer"')].count("\n") + 1,
            "the template `components/footer.html` is missing",
        )
    ]
