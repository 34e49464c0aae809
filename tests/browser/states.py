"""The states in which a page must hold: sizes, colors, and what readers set for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page

WIDTHS = (320, 375, 768, 1280)
_HEIGHTS = {320: 568, 375: 740, 768: 1024, 1280: 800}
_USUAL_TEXT = 16
_SESSIONS: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
_SPACED = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important }
"""


@dataclass(frozen=True, slots=True)
class State:
    """How somebody looks at a page."""

    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    forced_colors: bool = False
    styled: bool = True
    text: int = 100
    """Percent of the usual size of text, as set in the browser."""
    css: str = ""
    """A reader's own rules."""
    media: Literal["screen", "print"] = "screen"

    @property
    def touch(self) -> bool:
        """Whether this is a phone: no mouse, nothing hovers."""
        return self.width < 768

    def __str__(self) -> str:
        said = [f"{self.width} × {self.height}", self.scheme]
        said += ["forced colors"] * self.forced_colors + ["CSS off"] * (not self.styled)
        said += [f"text {self.text} %"] * (self.text != 100) + ["spaced text"] * bool(self.css)
        return ", ".join(said + ["printed"] * (self.media == "print"))


def screen(width: int) -> State:
    """A screen of this width, as it comes."""
    return State(width, _HEIGHTS[width])


SCREENS = tuple(screen(width) for width in WIDTHS)
FIRST_SCREEN = State(360, 740)
"""The small phone on which warnings show without scrolling."""
PRINTED = State(720, 900, media="print")

STATES: Mapping[str, tuple[State, ...]] = MappingProxyType(
    {
        "light": SCREENS,
        "dark": tuple(replace(state, scheme="dark") for state in SCREENS),
        "forced colors": tuple(replace(state, forced_colors=True) for state in SCREENS),
        # Without a style sheet nothing makes a drawing or a long address give way on a phone.
        "CSS off": tuple(replace(state, styled=False) for state in SCREENS if state.width >= 768),
        "text 200 %": tuple(replace(state, text=200) for state in SCREENS),
        "spaced text": tuple(replace(state, css=_SPACED) for state in SCREENS),
    }
)


def enter(tab: Page, state: State) -> None:
    """The page in the tab is in this state, whichever it was in before.

    Its policy refuses foreign style sheets, but not those of the person at the browser.
    """
    if tab.viewport_size != {"width": state.width, "height": state.height}:
        tab.set_viewport_size({"width": state.width, "height": state.height})
    tab.emulate_media(
        media=state.media,
        color_scheme=state.scheme,
        forced_colors="active" if state.forced_colors else "none",
        reduced_motion="reduce",  # nothing is measured halfway
    )
    # Unlike a font size on <html>, the browser's own setting also moves breakpoints in rem.
    size = _USUAL_TEXT * state.text // 100
    sizes = {"fontSizes": {"standard": size, "fixed": size * 13 // 16}}
    _session(tab).send("Page.setFontSizes", sizes)
    tab.evaluate(
        """([styled, css]) => {
            for (const sheet of document.styleSheets) sheet.disabled = !styled;
            const own = new CSSStyleSheet();
            own.replaceSync(css);
            document.adoptedStyleSheets = [own];
            scrollTo(0, 0);
        }""",
        [state.styled, state.css],
    )


def _session(tab: Page) -> CDPSession:
    if tab not in _SESSIONS:
        _SESSIONS[tab] = tab.context.new_cdp_session(tab)
    return _SESSIONS[tab]
