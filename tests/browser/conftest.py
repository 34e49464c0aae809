"""A real browser, and folders served to it as a static host serves them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from clinicsite.publish.folder import publish
from tests.browser.chromium import NO_BROWSER, find_chromium, in_ci, is_root
from tests.browser.visits import Visitor, fresh_tab
from tests.test_shipped_site import shipped

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

    def __call__(self, folder: Path, prefix: str = "/") -> str: ...


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[ServeFolder]:
    """A function that serves a folder until the run ends and returns its address."""
    with ExitStack() as servers:

        def serve(folder: Path, prefix: str = "/") -> str:
            return servers.enter_context(served(folder, prefix))

        yield serve


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The address of the shipped site at the root of a host."""
    folder = tmp_path_factory.mktemp("hosts") / "site"
    publish(shipped().files, folder, protected=[])
    return serve_folder(folder)


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


@contextmanager
def served(folder: Path, prefix: str = "/") -> Iterator[str]:
    """The address under which the folder is served meanwhile: `http://127.0.0.1:PORT/prefix/`."""
    handler = partial(StaticHost, directory=str(folder), prefix=prefix)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


class StaticHost(SimpleHTTPRequestHandler):
    """Answers as static hosts do.

    `/about` leads to `/about/`, an unknown path gets the folder's 404.html with status 404, no
    folder is listed, and what lies outside the prefix belongs to somebody else.
    """

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".avif": "image/avif",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    }

    def __init__(self, *request: Any, directory: str, prefix: str) -> None:
        self.prefix = prefix
        super().__init__(*request, directory=directory)

    def send_head(self) -> BytesIO | BinaryIO | None:
        if not self.path.startswith(self.prefix):
            super().send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def list_directory(self, path: object) -> BytesIO | None:
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The run's output is for results."""
