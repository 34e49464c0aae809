"""When the preview builds, what it survives, and what it says in the terminal."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from watchfiles import Change, awatch

from clinicsite.addresses import BaseUrl
from clinicsite.errors import PublishError, UsageError
from clinicsite.problems import Problem
from clinicsite.publish import preview
from clinicsite.publish.preview import Build, Preview, ShowEarly, serve

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
LIMIT = RuntimeError("OS file watch limit reached")
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


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A project of this test's own."""
    return small_site(tmp_path / "project")


def small_site(root: Path) -> Site:
    """A project with a home page, a page for what is not there, and all its folders."""
    site = Site(root)
    site.write("content/index.html", "first")
    site.write("content/404.html", "not here")
    site.write("templates/base.html", "template")
    site.write("static/css/base.css", "style")
    site.write("config.yaml", "site:")
    return site


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved at once counts as such even where a busy machine takes its time over it."""
    monkeypatch.setattr(preview, "_QUIET", 0.5)


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


# --- when it builds ------------------------------------------------------------------------


def test_the_build_knows_where_it_will_be_shown(site: Site) -> None:
    """Links in the pages lead to the port that was taken."""
    with previewing(site.build, site.root) as running:
        running.page()

    assert site.addresses == [running.url]


@pytest.mark.usefixtures("unhurried")
def test_files_saved_together_are_built_once(site: Site) -> None:
    """A pull that changes configuration, texts, templates and styles is one build."""
    with previewing(site.build, site.root) as running:
        assert running.shows("first")
        for number in range(5):
            site.write(f"content/new{number}.html", "together")
        site.write("config.yaml", "site: {}")
        site.write("templates/base.html", "changed")
        site.write("static/css/base.css", "changed")
        assert running.shows("together", "/new4.html")
        site.write("content/index.html", "later")
        assert running.shows("later")

    assert site.built == 3


@pytest.mark.usefixtures("unhurried")
def test_what_changes_during_a_build_is_built_once_more(site: Site) -> None:
    """No save is lost, and many of them do not queue up."""
    with previewing(site.build, site.root) as running:
        assert running.shows("first")
        site.wait_for = Event()
        site.write("content/index.html", "second")
        assert before_long(lambda: site.built == 2)
        for text in ("third", "fourth", "fifth"):
            site.write("content/index.html", text)
        site.wait_for.set()
        assert running.shows("fifth")
        site.write("content/index.html", "later")
        assert running.shows("later")

    assert site.built == 4


def test_pages_are_answered_during_a_build(site: Site) -> None:
    """Who turns to another page does not wait for a build to end."""
    with previewing(site.build, site.root) as running:
        assert running.shows("first")
        site.wait_for = Event()
        site.write("content/index.html", "second")
        assert before_long(lambda: site.built == 2)

        during = running.page()
        site.wait_for.set()

        assert "first" in during
        assert running.shows("second")


def test_a_request_before_the_first_build_waits_for_it(site: Site) -> None:
    """A browser that is quick sees the site, not an apology."""
    site.wait_for = Event()
    pages: list[str] = []
    with previewing(site.build, site.root) as running:
        asking = Thread(target=lambda: pages.append(running.page()))
        asking.start()
        assert before_long(lambda: site.built == 1)
        site.wait_for.set()
        asking.join(20)

    assert "first" in pages[0]


@pytest.mark.parametrize(
    "path",
    [
        "config.yaml",
        "content/en/deep/new.md",
        "content/data/signs.yaml",
        "templates/components/card.html",
        "static/css/components/card.css",
    ],
)
def test_everything_that_a_build_reads_is_watched(site: Site, path: str) -> None:
    """Configuration, texts, data, templates and styles: each is built when it is saved."""
    with previewing(site.build, site.root) as running:
        running.page()

        site.write(path, "saved")

        assert before_long(lambda: site.built == 2)


def test_a_source_folder_may_go_and_come(site: Site) -> None:
    """After `git checkout` of another branch the preview still watches what is there."""
    shutil.rmtree(site.root / "static")
    with previewing(site.build, site.root) as running:
        running.page()
        site.write("static/css/base.css", "new")
        assert before_long(lambda: site.built == 2)
        site.write("static/css/base.css", "newer")
        assert before_long(lambda: site.built == 3)

        (site.root / "content").rename(site.root / "aside")
        assert before_long(lambda: running.get().status == 503)
        (site.root / "aside").rename(site.root / "content")
        assert running.shows("first")
        site.write("content/index.html", "second")
        assert running.shows("second")


def test_a_file_that_replaces_another_is_seen(site: Site) -> None:
    """Many editors write a new file and give it the old one's name."""
    with previewing(site.build, site.root) as running:
        assert running.shows("first")
        site.write("content/.index.html.tmp", "second")
        (site.root / "content/.index.html.tmp").replace(site.root / "content/index.html")

        assert running.shows("second")


def test_a_renamed_page_moves(site: Site) -> None:
    """The old address is gone, the new one is there."""
    site.write("content/old.html", "moving")
    with previewing(site.build, site.root) as running:
        assert running.shows("moving", "/old.html")

        (site.root / "content/old.html").rename(site.root / "content/new.html")

        assert running.shows("moving", "/new.html")
        assert running.get("/old.html").status == 404


def test_only_sources_are_watched() -> None:
    """The output, the environment and what editors hide are no reason to build."""
    change = Change.modified

    assert preview._is_source(change, "/project/config.yaml")
    assert preview._is_source(change, "/project/content")
    assert not preview._is_source(change, "/project/public")
    assert preview._is_visible(change, "/project/content/en/index.md")
    assert not preview._is_visible(change, "/project/content/en/.index.md.swp")


@pytest.mark.parametrize(
    "refusal", [LIMIT, OSError("too many open files"), ExceptionGroup("at work", [LIMIT])]
)
def test_a_system_that_cannot_watch_is_asked_again_and_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    """Where too many files are watched already, saving still leads to a build."""

    def limited(*paths: Path, force_polling: bool | None, **options: object) -> object:
        if not force_polling:
            raise refusal
        return awatch(*paths, force_polling=True, poll_delay_ms=50, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(preview, "awatch", limited)
    monkeypatch.setattr(preview, "_BREATH", 0.01)
    with previewing(site.build, site.root) as running:
        assert running.shows("first")

        site.write("content/index.html", "second")

        assert running.shows("second")


# --- what it survives ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "raised", [RuntimeError("stumble"), SystemExit(3), KeyboardInterrupt(), RecursionError()]
)
def test_a_build_that_breaks_does_not_end_the_preview(site: Site, raised: BaseException) -> None:
    """The page says so in plain words, the terminal shows the details, and it goes on."""
    with previewing(site.build, site.root) as running:
        assert running.shows("first")
        site.raises = raised
        site.write("content/index.html", "second")
        assert running.shows("mistake in the program")
        assert "first" in running.page()
        assert type(raised).__name__ not in running.page()
        assert before_long(lambda: type(raised).__name__ in "".join(running.said))
        assert "Traceback" in "".join(running.said)

        site.raises = None
        site.write("content/index.html", "third")

        assert running.shows("third")
        assert "mistake" not in running.page()


def test_a_broken_machine_is_one_sentence(site: Site) -> None:
    """What the program foresees it says, in the page and the terminal, without a traceback."""
    site.raises = PublishError("The <disk> is full")
    with previewing(site.build, site.root) as running:
        page = running.page()
        assert before_long(lambda: "The <disk> is full" in running.said)

    assert "The &lt;disk&gt; is full" in page
    assert "Traceback" not in "".join(running.said)


def test_problems_come_and_go(site: Site) -> None:
    """A mistake is shown on every page and in the terminal until it is mended."""
    with previewing(site.build, site.root) as running:
        assert "1 error" not in running.page()

        site.problems = (LINK,)
        site.write("content/index.html", "second")
        assert running.shows("1 error")
        assert "there is no page at /x/" in running.page("/nowhere")
        assert "second" in running.page()

        site.problems = ()
        site.write("content/index.html", "third")
        assert running.shows("third")
        assert "no page at" not in running.page()
        assert before_long(lambda: len(running.said) == 4)

    first, problem, second, third = running.said
    assert first.startswith("no problems, ")
    assert problem.startswith("content/en/x.md:3:5: error: there is no page at /x/\n")
    assert second.startswith("1 error, ")
    assert third.startswith("no problems, ")


def test_without_pages_the_last_ones_are_shown(site: Site) -> None:
    """Problems stand on top of the last good page, or on a page of their own."""
    site.problems, site.makes_pages = (LINK,), False
    with previewing(site.build, site.root) as running:
        alone = running.get()
        site.problems, site.makes_pages = (), True
        site.write("content/index.html", "second")
        assert running.shows("second")
        site.problems, site.makes_pages = (LINK,), False
        site.write("content/index.html", "third")
        assert running.shows("no page at")
        page = running.page()

    assert alone.status == 503
    assert "there is no page at /x/" in alone.body.decode()
    assert "second" in page
    assert "The page below is as it was before." in page


def test_a_page_that_cannot_be_read_is_not_lost(site: Site) -> None:
    """Who mistypes a key sees the page with the problem on it, and the other pages as they are."""
    site.write("content/about.html", "about")
    with previewing(site.build, site.root) as running:
        assert running.shows("about", "/about.html")

        site.problems = (LINK,)
        (site.root / "content/about.html").unlink()
        site.write("content/index.html", "second")
        assert running.shows("no page at")
        about, home = running.page("/about.html"), running.page()

        site.problems = ()
        site.write("content/index.html", "third")
        assert running.shows("third")
        gone = running.get("/about.html")

    assert "<h1>about</h1>" in about
    assert "as it was before" in about
    assert "<h1>second</h1>" in home
    assert "as it was before" not in home
    assert gone.status == 404


def test_a_deleted_page_is_gone_at_once(site: Site) -> None:
    """Advice that was withdrawn is not shown from memory."""
    site.write("content/about/index.html", "about")
    with previewing(site.build, site.root) as running:
        assert running.shows("about", "/about/")

        shutil.rmtree(site.root / "content/about")

        assert running.shows("not here", "/about/")
        assert running.get("/about/").status == 404


def test_nothing_is_written(site: Site) -> None:
    """A published site beside it stays as it is, and no file appears."""
    site.write("public/index.html", "published")
    before = {path: path.stat().st_mtime_ns for path in site.root.rglob("*")}
    with previewing(site.build, site.root) as running:
        assert running.shows("first")
        running.get("/nowhere")

    assert {path: path.stat().st_mtime_ns for path in site.root.rglob("*")} == before


# --- ports and the end ---------------------------------------------------------------------


def test_a_busy_port_that_was_asked_for_is_one_sentence(site: Site) -> None:
    """No traceback, no other port in silence, and no address that does not work."""
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(UsageError, match=f"^Port {port} is busy: another program uses it"):
            serve(site.build, site.root, port=port, say=said.append)

    assert said == []
    assert site.built == 0


def test_without_a_wish_the_next_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second preview just works, and says where."""
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        busy = other.getsockname()[1]
        monkeypatch.setattr(preview, "_PORTS", range(busy, min(busy + 21, 65536)))

        with preview._listen(None, said.append) as listening:
            host, port = listening.getsockname()

    assert host == "127.0.0.1"
    assert port > busy
    assert said == [f"Port {busy} is busy, so the preview takes {port}."]


def test_when_all_ports_are_busy_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty-one previews are enough."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        busy = other.getsockname()[1]
        monkeypatch.setattr(preview, "_PORTS", range(busy, busy + 1))

        with pytest.raises(UsageError, match="Name one with --port"):
            preview._listen(None, print)


SCRIPT = """\
import sys, threading
from pathlib import Path
from clinicsite.publish.preview import Preview, serve

def build(base_url, show_early):
    print("building", flush=True)
    if sys.argv[2] == "at work":
        threading.Event().wait(1)
    return Preview({"index.html": b"<h1>home</h1>"})

serve(build, Path(sys.argv[1]), port=0, say=lambda text: print(text, flush=True))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no way to press Ctrl+C for a program")
@pytest.mark.parametrize("state", ["at rest", "at work"])
@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_ends_it_quietly(site: Site, state: str, times: int) -> None:
    """Exit code 0 and no traceback, also while it builds, also for the impatient."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(site.root), state],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        last = "building" if state == "at work" else "no problems"
        assert any(last in line for line in process.stdout)

        for _ in range(times):
            process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=20)

    assert errors == ""
    assert output.endswith("The preview has ended.\n")
    assert process.returncode == 0


# --- what is shown early -------------------------------------------------------------------


def test_finished_pages_are_shown_before_the_build_has_ended(site: Site) -> None:
    """Who saves a text sees it at once; what the build finds out comes when it is known."""
    with previewing(site.build, site.root) as running:
        assert running.shows("first")
        site.early, site.wait_for, site.problems = True, Event(), (LINK,)
        site.write("content/index.html", "second")

        assert running.shows("second")
        assert "1 error" not in running.page()
        site.wait_for.set()
        assert running.shows("1 error")
        assert "second" in running.page()


def test_what_was_shown_early_and_is_right_is_not_shown_again(site: Site) -> None:
    """One save is one reload: the number that open pages compare changes once."""
    with previewing(site.build, site.root) as running:
        assert running.shows("first")
        site.early, site.wait_for = True, Event()
        site.write("content/index.html", "second")
        assert running.shows("second")
        early = running.page()

        site.wait_for.set()

        assert before_long(lambda: len(running.said) == 2)
        assert running.page() == early


def test_nothing_is_shown_early_before_there_is_a_site(site: Site) -> None:
    """The first build is waited for."""
    site.early, site.wait_for = True, Event()
    pages: list[str] = []
    with previewing(site.build, site.root) as running:
        asking = Thread(target=lambda: pages.append(running.page()))
        asking.start()
        assert before_long(lambda: site.built == 1)
        site.wait_for.set()
        asking.join(20)

    assert "first" in pages[0]
