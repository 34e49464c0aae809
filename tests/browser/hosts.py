"""Hosts: folders served as static hosts serve them, quickly, compressed, or with a late font."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import brotli

_TEXT = (".html", ".css", ".svg", ".txt", ".xml", ".json")
_FONTS = (".woff2", ".woff", ".ttf", ".otf")


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


class LateFontHost(StaticHost):
    """Answers like any host, but a font comes after three seconds."""

    DELAY = 3.0

    def send_head(self) -> BytesIO | BinaryIO | None:
        if self.path.endswith(_FONTS):
            time.sleep(self.DELAY)
        return super().send_head()


class BrotliHost(StaticHost):
    """Sends text compressed, as the hosts do for which the site is made."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        name = self.translate_path(self.path)
        name += "index.html" if name.endswith("/") else ""
        if not name.endswith(_TEXT) or "br" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        try:
            body = _compressed(name)
        except OSError:
            return super().send_head()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(name))
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)


@functools.cache
def _compressed(name: str) -> bytes:
    with open(name, "rb") as file:  # noqa: PTH123  # the path is the server's own text
        return bytes(brotli.compress(file.read(), quality=11))


@contextmanager
def served(folder: Path, prefix: str = "/", host: type[StaticHost] = StaticHost) -> Iterator[str]:
    """The address under which the folder is served meanwhile: `http://127.0.0.1:PORT/prefix/`."""
    handler = functools.partial(host, directory=str(folder), prefix=prefix)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
