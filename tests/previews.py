"""A preview at work on a small project, for tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

from clinicsite.addresses import BaseUrl
from clinicsite.problems import Problem
from clinicsite.publish import preview
from clinicsite.publish.preview import Build, Preview, ShowEarly

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'">
<title>A page</title>
</head>
<body>
<h1>{}</h1>
</body>
</html>
"""
LINK = Problem("link", "there is no page at /x/", "content/en/x.md", 3, 5, "see [x](/x/)", "Mend.")


@dataclass
class Site:
    """A project's folder, and a build that shows each file of `content/` as a page."""

    root: Path
    built: int = 0
    """How many builds have begun."""
    problems: tuple[Problem, ...] = ()
    raises: BaseException | None = None
    makes_pages: bool = True
    wait_for: Event | None = None
    early: bool = False
    """Whether pages are shown before the build has ended."""
    addresses: list[str] = field(default_factory=list)

    def build(self, base_url: str, show_early: ShowEarly) -> Preview:
        """What stands in the folder now, or what the test wants to go wrong."""
        self.built += 1
        self.addresses.append(base_url)
        files = {
            path.relative_to(self.root / "content").as_posix(): PAGE.format(path.read_text())
            for path in sorted((self.root / "content").rglob("*.html"))
        }
        if self.early:
            show_early({path: page.encode() for path, page in files.items()})
        if self.wait_for:
            assert self.wait_for.wait(20)
        if self.raises:
            raise self.raises
        pages = {path: page.encode() for path, page in files.items()} if self.makes_pages else {}
        return Preview(pages, self.problems)

    def write(self, path: str, text: str) -> None:
        """A file of the project is saved."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)


@dataclass(frozen=True)
class Answer:
    """What came back for a request."""

    status: int
    headers: Message
    body: bytes


@dataclass
class Running:
    """A preview at work."""

    url: str
    said: list[str]

    def get(self, route: str = "/", method: str = "GET", **headers: str) -> Answer:
        """The answer to one request."""
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        try:
            connection.request(method, route, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def page(self, route: str = "/") -> str:
        """What a browser would be sent."""
        return self.get(route).body.decode()

    def shows(self, text: str, route: str = "/") -> bool:
        """Whether the page holds the text before long."""
        return before_long(lambda: text in self.page(route))


def small_site(root: Path) -> Site:
    """A project with a home page, a page for what is not there, and all its folders."""
    site = Site(root)
    site.write("content/index.html", "first")
    site.write("content/404.html", "not here")
    site.write("templates/base.html", "template")
    site.write("static/css/base.css", "style")
    site.write("config.yaml", "site:")
    return site


@contextmanager
def previewing(build: Build, root: Path, port: int = 0) -> Iterator[Running]:
    """A preview on a free port, which ends with the block."""
    said: list[str] = []
    loop = asyncio.SelectorEventLoop()
    listening = preview._listen(port, said.append)
    base = BaseUrl(f"http://127.0.0.1:{listening.getsockname()[1]}")
    task = loop.create_task(
        preview._show(build, root, listening, base, said.append, open_browser=False)
    )

    def run() -> None:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)
        # As `asyncio.Runner` does: a message to a browser may still be on its way.
        for unfinished in asyncio.all_tasks(loop):
            unfinished.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(unfinished)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield Running(base.absolute("/"), said)
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(20)
        listening.close()
        assert not thread.is_alive()


def before_long(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something becomes true in a time that no machine should need."""
    end = time.monotonic() + seconds
    while not (result := is_so()) and time.monotonic() < end:
        time.sleep(0.01)
    return result
