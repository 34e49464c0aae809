"""A real browser, and folders served to it as a static host serves them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from clinicsite.publish.folder import publish
from tests.browser.chromium import NO_BROWSER, find_chromium, is_root
from tests.browser.hosts import StaticHost, served
from tests.browser.site_pages import finished_files
from tests.browser.visits import Visitor, fresh_tab
from tests.previews import Running, Site, previewing
from tests.programs import in_ci

FILM = Path(__file__).with_name("film")

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The browser talks to nobody but the page under test."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run; each test opens its own context in it."""
    executable = find_chromium()
    if executable is None:
        if in_ci():
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable, args=QUIET, chromium_sandbox=not is_root()
        )
        yield chromium
        chromium.close()


class ServeFolder(Protocol):
    """What the fixture `serve_folder` hands to a test."""

    def __call__(
        self, folder: Path, prefix: str = "/", host: type[StaticHost] = StaticHost
    ) -> str: ...


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[ServeFolder]:
    """A function that serves a folder until the run ends and returns its address."""
    with ExitStack() as servers:

        def serve(folder: Path, prefix: str = "/", host: type[StaticHost] = StaticHost) -> str:
            return servers.enter_context(served(folder, prefix, host))

        yield serve


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site on a disk, and the film that the gallery shows."""
    folder = tmp_path_factory.mktemp("hosts") / "site"
    film = {path.name: path.read_bytes() for path in sorted(FILM.iterdir())}
    publish({**film, **finished_files()}, folder, protected=[])
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path, serve_folder: ServeFolder) -> str:
    """The address of the shipped site at the root of a host."""
    return serve_folder(site_folder)


@pytest.fixture(scope="session")
def kept_visitor(browser: Browser, site: str) -> Visitor:
    """The two tabs of this run."""
    return Visitor(browser, site)


@pytest.fixture
def visitor(kept_visitor: Visitor) -> Iterator[Visitor]:
    """Somebody who looks at pages; no page may complain or ask another host for anything."""
    kept_visitor.clear()
    yield kept_visitor
    assert kept_visitor.troubles() == []


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """An empty tab, for pages written inside a test."""
    with fresh_tab(browser) as (tab, _):
        yield tab


# --- the preview ---------------------------------------------------------------------------


@pytest.fixture
def running(project: Site) -> Iterator[Running]:
    """The preview of that project."""
    with previewing(project.build, project.root) as running:
        yield running


@pytest.fixture
def writers_tab(browser: Browser) -> Iterator[Page]:
    """A tab for the preview; at the end it must have had nothing to complain about."""
    with browser.new_context() as context:
        tab = context.new_page()
        complaints: list[str] = []
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("console", lambda said: complaints.append(said.text))
        yield tab
        assert [text for text in complaints if "Security" in text or "rror:" in text] == []
