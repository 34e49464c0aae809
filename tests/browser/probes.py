"""What is asked of a page in the browser: small functions in JavaScript, in `probes/`.

They run in the page under test and never in the built site. Each returns its faults: what is
wrong, with which element, and where that is.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.states import State

_FOLDER = Path(__file__).parent / "probes"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong on a page."""

    what: str
    selector: str
    text: str
    box: tuple[int, int, int, int]
    """Left, top, width, height in pixels of the window."""

    def __str__(self) -> str:
        left, top, width, height = self.box
        said = f" “{self.text}”" if self.text else ""
        return f"{self.selector}{said} {self.what} (at {left}, {top}: {width} × {height} px)"


def probe(tab: Page, name: str) -> list[Fault]:
    """What the probe of this name finds on the page as it is now."""
    return faults(ask(tab, name))


def ask(tab: Page, name: str) -> Any:
    """The bare answer of a probe."""
    return tab.evaluate(_source(name))


def faults(answer: Iterable[dict[str, Any]]) -> list[Fault]:
    """The answer of a probe, with types."""
    return [Fault(one["what"], one["selector"], one["text"], tuple(one["box"])) for one in answer]


def told(route: str, state: State, found: Iterable[object]) -> list[str]:
    """The faults with the page and the state in which they were found."""
    return [f"{route} [{state}] {one}" for one in found]


@functools.cache
def _source(name: str) -> str:
    shared, own = (
        (_FOLDER / f"{part}.js").read_text(encoding="utf-8") for part in ("shared", name)
    )
    return f"() => {{\n{shared}\nreturn (\n{own}\n)();\n}}"
