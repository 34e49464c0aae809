"""Visits: pages opened one after another in a tab that is kept, with everything that goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
)

from tests.browser.site_pages import SitePage
from tests.browser.states import State, enter


class Notes:
    """What a tab asked for, and what went wrong in it."""

    def __init__(self, tab: Page) -> None:
        self.requests: list[str] = []
        self.scripts: list[str] = []
        self.troubles: list[str] = []
        tab.on("request", self._request)
        tab.on("console", self._message)
        tab.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        tab.on("requestfailed", self._failure)
        tab.on("response", self._answer)

    def clear(self) -> None:
        """Nothing was asked for, nothing went wrong."""
        self.requests.clear()
        self.scripts.clear()
        self.troubles.clear()

    def foreign(self, own: str) -> list[str]:
        """The requests to other hosts than that of the address `own`."""
        host = urlsplit(own).netloc
        return [url for url in self.requests if urlsplit(url).netloc != host]

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if request.resource_type == "script":
            self.scripts.append(request.url)

    def _failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before the answer came
            self.troubles.append(f"{request.failure}: {request.url}")

    def _answer(self, answer: Response) -> None:
        if answer.status >= 400 and answer.request.resource_type != "document":
            self.troubles.append(f"{answer.status}: {answer.url}")

    def _message(self, message: ConsoleMessage) -> None:
        if not message.text.startswith("Failed to load resource"):  # noted as an answer
            self.troubles.append(f"console: {message.text}")


class Visitor:
    """Somebody who looks at pages of the site, on a phone and at a desk."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.site = site
        self._browser = browser
        self._seats: dict[bool, tuple[Page, Notes]] = {}

    def open(self, page: SitePage, state: State) -> Page:
        """The page in this state; loaded again only when another one was open."""
        tab, _ = self._seat(touch=state.touch)
        if tab.url != self.site + page.address:
            tab.goto(self.site + page.address)
        enter(tab, state)
        return tab

    def open_fresh(self, page: SitePage, state: State) -> Page:
        """The page as it is when somebody comes to it."""
        tab, _ = self._seat(touch=state.touch)
        enter(tab, state)
        tab.goto(self.site + page.address)
        return tab

    def notes(self) -> tuple[Notes, ...]:
        """What was noted since the last `clear`."""
        return tuple(notes for _, notes in self._seats.values())

    def clear(self) -> None:
        """Forgets what was noted."""
        for notes in self.notes():
            notes.clear()

    def troubles(self) -> list[str]:
        """What went wrong since the last `clear`; a request to another host is wrong."""
        return [
            trouble
            for notes in self.notes()
            for trouble in (*notes.troubles, *notes.foreign(self.site))
        ]

    def _seat(self, *, touch: bool) -> tuple[Page, Notes]:
        if touch not in self._seats:
            tab = self._browser.new_context(has_touch=touch).new_page()
            self._seats[touch] = tab, Notes(tab)
        return self._seats[touch]


@contextmanager
def fresh_tab(browser: Browser, **options: Any) -> Iterator[tuple[Page, Notes]]:
    """A tab that has been nowhere: no cookie, nothing remembered."""
    context: BrowserContext = browser.new_context(**options)
    try:
        tab = context.new_page()
        yield tab, Notes(tab)
    finally:
        context.close()
