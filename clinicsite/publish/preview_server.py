"""The preview's web server: the pages of the last build from memory, and their reloading.

The only module that knows livereload and Tornado, which livereload brings. Of livereload it
takes the socket and the script. When to reload is decided here, because livereload's own rules
drop every reload within three seconds of the one before. As long as nothing but pages changed,
the script `in_place.js` puts the new page in the place of the old one: a browser that loads a page
anew needs far longer for it than the build.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from socket import socket
from time import time_ns
from typing import Final
from urllib.parse import quote, urlencode

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.httputil import split_host_and_port
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from clinicsite.addresses import BaseUrl
from clinicsite.publish.preview_pages import Preview, Reloading, differ_in_pages_alone, find

# Whoever writes pages is told about pages; these speak of requests, and of browsers that left.
for _name in ("livereload", "tornado.access", "tornado.general"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_OWN_NAMES: Final = r"(127\.0\.0\.1|localhost)$"
"""How a browser on this machine asks. Any other name was led here by a trick (DNS rebinding)."""
_LONGEST_PAUSE: Final = 2000
"""Milliseconds after which a page asks again for a preview that was stopped."""
_IN_PLACE: Final = Path(__file__).with_name("in_place.js").read_bytes()


class Showing:
    """What browsers are shown: the one value that changes while the preview runs."""

    def __init__(self, base: BaseUrl) -> None:
        self.base = base
        self.preview: Preview | None = None
        self.ready = asyncio.Event()
        """Set when there is something to show."""
        self.sockets: set[_Socket] = set()
        # Beyond every number of an earlier run: its pages, still open somewhere, are old too.
        self._numbers = count(time_ns() // 1_000_000)
        self.number = next(self._numbers)
        self.oldest = self.number
        """The first number since which nothing but pages changed."""

    def change(self, preview: Preview) -> None:
        """Every page, open or opened later, shows this from now on."""
        before, self.preview = self.preview, preview
        self.number = next(self._numbers)
        if before is None or not differ_in_pages_alone(before, preview):
            self.oldest = self.number
        self.ready.set()
        for open_page in self.sockets:
            open_page.reload_if_old()


@asynccontextmanager
async def answering(listening: socket, showing: Showing) -> AsyncIterator[None]:
    """Browsers get answers on the listening socket while the block runs."""
    own = {"showing": showing}
    application = Application(default_handler_class=_Stranger)
    application.add_handlers(
        _OWN_NAMES,
        [
            (r"/livereload", _Socket, own),
            (r"/livereload\.js", _Script),
            (r".*", _Pages, own),
        ],
    )
    server = HTTPServer(application)
    server.add_socket(listening)
    try:
        yield
    finally:
        server.stop()
        for open_page in showing.sockets.copy():
            open_page.drop()
        await server.close_all_connections()


class _Stranger(RequestHandler):
    """Answers who asked for another host's pages."""

    def prepare(self) -> None:
        self.set_status(403)
        self.finish("This preview answers only to 127.0.0.1 and localhost.\n")


class _Pages(RequestHandler):
    """Answers with the last build's files; waits while there was none yet."""

    def initialize(self, showing: Showing) -> None:
        self.showing = showing

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def compute_etag(self) -> None:
        """A browser never asks whether a page is still the same: it always gets the page."""

    async def head(self) -> None:
        await self.get()

    async def get(self) -> None:
        await self.showing.ready.wait()
        found = find(self.showing.preview or Preview(), self._route(), self._reloading())
        if found.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(quote(found.location) + query, permanent=True)
            return
        self.set_status(found.status)
        self.set_header("Content-Type", found.content_type)
        self.write(found.body)

    def _route(self) -> str | None:
        try:
            return self.showing.base.route(self.request.path)
        except ValueError:  # half an address, such as //[
            return None

    def _reloading(self) -> Reloading:
        host = self.request.host
        _, port = split_host_and_port(host)
        options = {"port": port or 80, "snipver": self.showing.number, "maxdelay": _LONGEST_PAUSE}
        return Reloading(host, f"/livereload.js?{urlencode(options)}")


class _Script(LiveReloadJSHandler):  # type: ignore[misc]  # livereload carries no types
    """Answers with livereload's script, followed by our own."""

    def get(self) -> None:
        super().get()
        self.write(_IN_PLACE)


class _Socket(LiveReloadHandler):  # type: ignore[misc]  # livereload carries no types
    """The connection that an open page holds, and over which it is told to load again.

    The page says which number it shows. So a page that was fetched just before a build ended,
    or before the preview was started again, is not left with old text.
    """

    number: object = None

    def initialize(self, showing: Showing) -> None:
        self.showing = showing

    def check_origin(self, origin: str) -> bool:
        """Pages of other sites learn nothing, not even when something changes."""
        return WebSocketHandler.check_origin(self, origin)

    def on_message(self, message: str | bytes) -> None:
        try:
            said = json.loads(message)
            command = said["command"]
        except (ValueError, TypeError, KeyError, RecursionError):
            self.close()
            return
        super().on_message(message)
        if command == "hello":
            self.number = said.get("snipver")
            self.showing.sockets.add(self)
            self.reload_if_old()

    def reload_if_old(self) -> None:
        """The page is made new, unless it shows what is there to show.

        It loads itself again when something else than pages has changed: it may show that too.
        """
        number, showing = self.number, self.showing
        if number == showing.number:
            return
        in_place = isinstance(number, int) and showing.oldest <= number < showing.number
        path = "pages" if in_place else "*"
        message = {"command": "reload", "path": path, "liveCSS": False, "liveImg": False}
        with suppress(WebSocketClosedError):
            self.write_message(message).add_done_callback(_forget)

    def drop(self) -> None:
        """The connection is closed at once, without a farewell to wait for."""
        self.showing.sockets.discard(self)
        if self.ws_connection and self.ws_connection.stream:
            self.ws_connection.stream.close()

    def on_close(self) -> None:
        self.showing.sockets.discard(self)
        super().on_close()


def _forget(sent: asyncio.Future[None]) -> None:
    """A page that was closed while it was being told to reload is no mistake."""
    if not sent.cancelled():
        sent.exception()
