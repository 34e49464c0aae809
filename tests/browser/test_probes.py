"""The probes themselves: each finds the fault that it is for, and keeps silent without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import rules, violations
from tests.browser.paper import printed
from tests.browser.probes import ask, faults, probe
from tests.browser.states import STATES, State, enter
from tests.browser.test_keyboard import tab_walk
from tests.browser.visits import fresh_tab

_WINDOW = State(400, 600)
_BUTTON = "display: inline-block; min-width: 44px; min-height: 44px"

FAULTY = {
    "a box wider than the window": (
        "sideways", "<p style='width: 500px'>wide</p>", "reaches past the right edge",
    ),
    "a word longer than the window": (
        "sideways", f"<p>{'long' * 50}</p>", "has text past the right edge",
    ),
    "a part that scrolls by itself": (
        "sideways",
        "<div style='overflow-x: auto; width: 100px'><p style='width: 300px'>wide</p></div>",
        "scrolls sideways inside",
    ),
    "text in a box that is too low": (
        "clipped", "<p style='height: 10px; overflow: hidden'>cut</p>", "is cut off by",
    ),
    "a line that does not wrap": (
        "clipped",
        "<p style='width: 60px; overflow: hidden; white-space: nowrap'>a line of text</p>",
        "is cut off by",
    ),
    "a name past the edge of its drawing": (
        "clipped",
        "<svg width='60' height='40' viewBox='0 0 60 40'><text x='20' y='20'>a name</text></svg>",
        "is cut off by",
    ),
    "text left of the window": (
        "clipped", "<p style='margin-left: -50px'>gone</p>", "begins left of the window",
    ),
    "text on text": (
        "overlap", "<p>first line</p><p style='margin-top: -30px'>second line</p>", "overlaps",
    ),
    "text on a picture": (
        "overlap",
        "<svg width='200' height='90'></svg><p style='margin-top: -60px'>words</p>",
        "svg overlaps",
    ),
    "text on a button": (
        "overlap",
        "<button>press</button><p style='margin-top: -15px'>words</p>",
        "overlaps",
    ),
    "a small button": (
        "targets", "<button style='height: 30px; width: 90px'>press</button>", "is under 44 px",
    ),
    "a link that stands alone": ("targets", "<ul><li><a href='#x'>alone</a></li></ul>", "under 44"),
    "a small checkbox without its words": ("targets", "<input type='checkbox'>", "is under 44 px"),
    "a source mark of a few pixels": (
        "targets", "<p>words<sup><a href='#x'>1</a></sup> go on</p>", "is under 24 px",
    ),
    "a button with something on top": (
        "targets",
        f"<button style='{_BUTTON}'>press</button><p style='position: fixed; inset: 0'>words</p>",
        "is covered by",
    ),
    "gray text": ("pale", "<p style='color: #888'>gray</p>", "has a contrast of 3.5"),
    "dark text on a dark box": (
        "pale", "<p style='background: #444'>dark</p>", "has a contrast of",
    ),
}  # fmt: skip

SOUND = {
    "sideways": "<p>words</p>",
    "clipped": "<p style='overflow: hidden'>whole</p>"
    "<p style='position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%)'>hidden</p>"
    "<div style='height: 50px; overflow: auto'><p>a</p><p>b</p><p>c</p></div>",
    "overlap": "<h1 style='line-height: 1'>Two lines<br>of a heading</h1><p>words <a href='#x'>link"
    "</a></p><label><input type='checkbox'> words</label>"
    "<svg width='90' height='40'><svg width='90' height='40'><path d='M0 0h90v90z'/></svg>"
    "<text x='20' y='20'>a name</text></svg><p>below</p>"
    "<p style='position: sticky; bottom: 0'>stuck</p>",
    "targets": f"<p>Words with <a href='#x'>a link</a> inside.</p><button style='{_BUTTON}'>press"
    f"</button><label style='{_BUTTON}'><input type='checkbox'> tick</label>"
    "<p style='position: relative; height: 60px'><a href='#y' class='c'>whole box</a></p>"
    "<style>.c::after { content: ''; position: absolute; inset: 0 }</style>",
    "pale": "<p>black</p><p style='background: #222; color: #fff'>white</p>",
}

_RING = "<style>:focus-visible { outline: 3px solid blue }</style>"
_LINK = "<p style='padding: 20px'><a href='#x'>link</a></p>"

LOST = {
    "has the focus and no ring": f"<style>a {{ outline: none }}</style>{_LINK}",
    "has the focus and is covered by": f"{_RING}{_LINK * 20}"
    "<div style='position: fixed; inset: auto 0 0 0; height: 200px; background: white'>bar</div>",
    "has the focus outside the window": f"{_RING}<a href='#x' "
    "style='position: fixed; left: -90px'>link</a>",
    "has its ring cut off by": f"{_RING}<p style='overflow: hidden; height: 18px'>"
    "<a href='#x' style='display: block'>link</a></p>",
    "is never reached by Tab": f"{_RING}{_LINK}<script>onkeydown = press => "
    "press.key === 'Tab' && press.preventDefault()</script>",
}

UNFIT = {
    "color-contrast-enhanced": "<p style='color: #666'>gray</p>",
    "color-contrast": "<p style='color: #bbb'>pale</p>",
    "image-alt": "<img src='data:,' width='9' height='9'>",
    "heading-order": "<h1>One</h1><h4>Four</h4>",
    "region": "<p>outside of every landmark</p>",
    "target-size": "<button style='width: 9px; height: 9px; padding: 0'></button>"
    "<button style='width: 9px; height: 9px; padding: 0'></button>",
}


def _show(tab: Page, body: str) -> None:
    tab.set_content(f"<!doctype html><html lang='en'><title>Page</title><body>{body}</body>")
    enter(tab, _WINDOW)


@pytest.mark.parametrize(("name", "body", "message"), FAULTY.values(), ids=FAULTY)
def test_a_probe_finds_its_fault(name: str, body: str, message: str, tab: Page) -> None:
    """The fault is found, and named with its element."""
    _show(tab, body)

    found = probe(tab, name)

    assert message in "\n".join(map(str, found))
    assert all(one.selector for one in found)


@pytest.mark.parametrize("name", SOUND)
def test_a_probe_is_silent_about_what_is_fine(name: str, tab: Page) -> None:
    """What looks like the fault and is none is not reported."""
    _show(tab, SOUND[name])

    assert probe(tab, name) == []


@pytest.mark.parametrize("message", LOST)
def test_a_tab_walk_finds_a_focus_that_is_lost(message: str, tab: Page) -> None:
    """A ring that is missing, cut off or covered, and what Tab leaves out."""
    _show(tab, LOST[message])

    assert message in "\n".join(map(str, tab_walk(tab)))


def test_a_tab_walk_is_silent_when_all_is_seen(tab: Page) -> None:
    """Links down a long page, each with its ring."""
    _show(tab, f"<style>html {{ scroll-padding: 20px }}</style>{_RING}{_LINK * 30}")

    assert tab_walk(tab) == []


@pytest.mark.parametrize("rule", UNFIT)
def test_axe_looks_at_aaa_and_best_practice(rule: str, tab: Page) -> None:
    """Rules that axe leaves out by itself are asked for, and find their fault."""
    _show(tab, UNFIT[rule])

    assert rule in rules(tab)
    assert any(one.startswith(f"{rule}:") for one in violations(tab))


@pytest.mark.parametrize("group", STATES)
def test_each_state_is_really_entered(group: str, browser: Browser) -> None:
    """The page sees the colors, the text size and the style that the state names."""
    with fresh_tab(browser) as (tab, _):
        tab.set_content("<style>p { color: rgb(1, 2, 3); margin: 0 }</style><p>words</p>")
        for state in STATES[group]:
            enter(tab, state)
            seen = tab.evaluate(
                """() => [
                    innerWidth,
                    matchMedia("(prefers-color-scheme: dark)").matches,
                    matchMedia("(forced-colors: active)").matches,
                    parseFloat(getComputedStyle(document.documentElement).fontSize),
                    matchMedia("(width < 40rem)").matches,
                    document.styleSheets[0].disabled,
                    getComputedStyle(document.querySelector("p")).wordSpacing !== "0px",
                ]"""
            )
            size = 16 * state.text / 100
            assert seen == [
                state.width,
                state.scheme == "dark",
                state.forced_colors,
                size,
                state.width < 40 * size,
                not state.styled,
                bool(state.css),
            ], state


def test_a_heading_at_the_foot_of_a_sheet_is_an_orphan(tab: Page) -> None:
    """The heading is named; the one with a line below it is not."""
    tab.set_content(
        "<style>h2, p { break-inside: avoid; break-after: auto }</style><h1>First</h1><p>Text</p>"
        "<h2>Left <b>alone</b></h2><p style='break-before: page'>Next sheet</p>"
        "<h2>Last</h2><p>End</p>"
    )

    assert printed(tab, "Letter").orphans() == ["“Left alone” ends sheet 1"]


def test_a_closed_answer_is_missed_on_paper(tab: Page) -> None:
    """What the style sheet does not open for print is not in the print."""
    closed = "<details><summary>Question</summary>The answer</details>"
    opened = "<style>::details-content { content-visibility: visible; block-size: auto }</style>"

    tab.set_content(closed)
    without = printed(tab, "A4").text
    tab.set_content(opened + closed)

    assert without == "question"
    assert "theanswer" in printed(tab, "A4").text


def test_the_focus_probe_knows_when_nothing_has_the_focus(tab: Page) -> None:
    """The walk ends there."""
    _show(tab, "<p>words</p>")

    assert ask(tab, "focus") is None
    assert faults(ask(tab, "focusable")) == []
