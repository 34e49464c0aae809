"""How the preview answers requests: as a static host does, and to this machine alone."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from clinicsite.publish import preview_server
from clinicsite.publish.preview_pages import Preview
from tests.previews import PAGE, Running, previewing

FILES = {
    "index.html": PAGE.format("home").encode(),
    "about/index.html": PAGE.format("about").encode(),
    "über uns/index.html": PAGE.format("us").encode(),
    "404.html": PAGE.format("not here").encode(),
    "icons/back.svg": b"<svg/>",
    "icons/back.webp": b"RIFF",
    "font.woff2": b"wOF2",
    "sitemap.xml": b"<urlset/>",
    "robots.txt": b"Allow: /",
    "strange.bin": b"\0\xff",
}
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One preview of a site that does not change."""
    root = tmp_path_factory.mktemp("project")
    with previewing(lambda *_: Preview(FILES), root) as running:
        yield running


@pytest.mark.parametrize(
    ("route", "path", "content_type"),
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/index.html", "index.html", "text/html; charset=utf-8"),
        ("/about/", "about/index.html", "text/html; charset=utf-8"),
        ("/about/?from=mail", "about/index.html", "text/html; charset=utf-8"),
        ("/%C3%BCber%20uns/", "über uns/index.html", "text/html; charset=utf-8"),
        ("/icons/back.svg", "icons/back.svg", "image/svg+xml; charset=utf-8"),
        ("/icons/back.webp", "icons/back.webp", "image/webp"),
        ("/font.woff2", "font.woff2", "font/woff2"),
        ("/sitemap.xml", "sitemap.xml", "text/xml; charset=utf-8"),
        ("/robots.txt", "robots.txt", "text/plain; charset=utf-8"),
        ("/strange.bin", "strange.bin", "application/octet-stream"),
    ],
)
def test_addresses_lead_to_files(
    running: Running, route: str, path: str, content_type: str
) -> None:
    """What a browser gets is the file, its type on every system, and nothing it may keep."""
    answer = running.get(route)

    assert answer.status == 200
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["ETag"] is None
    if not path.endswith(".html"):
        assert answer.body == FILES[path]
    else:
        heading = FILES[path].decode().partition("<h1>")[2]
        assert answer.body.decode().endswith(heading)


@pytest.mark.parametrize(
    ("route", "location"),
    [
        ("/about", "/about/"),
        ("/about?from=mail", "/about/?from=mail"),
        ("/%C3%BCber%20uns", "/%C3%BCber%20uns/"),
    ],
)
def test_a_missing_slash_is_added(running: Running, route: str, location: str) -> None:
    """As on static hosts, and only where there is a page; browsers do not keep this either."""
    answer = running.get(route)

    assert answer.status == 301
    assert answer.headers["Location"] == location
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "route", ["/nowhere", "/nowhere/", "/About/", "/about/index.htm", "//[", "//evil.example/about"]
)
def test_unknown_addresses_get_the_sites_own_page(running: Running, route: str) -> None:
    """Whatever is asked for, the answer is the site's 404 page with that status."""
    answer = running.get(route)

    assert answer.status == 404
    assert b"<h1>not here</h1>" in answer.body


@pytest.mark.parametrize(
    "route", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/..%5cpyproject.toml", "/%00"]
)
def test_no_file_of_the_machine_is_ever_sent(running: Running, route: str) -> None:
    """Addresses name what was built; there is no way from them to a disk."""
    assert running.get(route).status == 404


def test_a_site_without_404_page_still_answers(tmp_path: Path) -> None:
    """While the site is young, an unknown address is one sentence."""
    with previewing(lambda *_: Preview({"index.html": b"home"}), tmp_path) as running:
        answer = running.get("/nowhere")

    assert answer.status == 404
    assert b"There is no such page" in answer.body
    assert b"livereload.js" in answer.body


@pytest.mark.parametrize("route", ["/", "/about", "/nowhere", "/robots.txt"])
def test_head_is_get_without_the_body(running: Running, route: str) -> None:
    """Programs that only look at headers see the same ones."""
    head, get = running.get(route, "HEAD"), running.get(route)

    assert head.status == get.status
    assert head.body == b""
    assert int(head.headers["Content-Length"]) == len(get.body)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", "[::1]"]
)
@pytest.mark.parametrize("route", ["/", "/robots.txt", "/livereload.js", "/livereload"])
def test_other_hosts_are_refused(running: Running, host: str, route: str) -> None:
    """A name that somebody else lets lead to this machine reads nothing (DNS rebinding)."""
    answer = running.get(route, Host=host)

    assert answer.status == 403
    assert b"home" not in answer.body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:9"])
def test_this_machine_is_answered(running: Running, host: str) -> None:
    """By both of its names, whatever the port, because a tunnel may lead here."""
    assert running.get(Host=host).status == 200


def test_only_this_machine_is_listened_to(running: Running) -> None:
    """Drafts are not for the waiting room's Wi-Fi."""
    port = urlsplit(running.url).port
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        own = probe.getsockname()[0]

    with pytest.raises(OSError, match="refused"):
        socket.create_connection((own, port), timeout=5)


def test_the_script_is_livereloads(running: Running) -> None:
    """The address in the page leads to it, and to our own, which needs it, behind it."""
    src = running.page().partition('<script src="')[2].partition('"')[0].replace("&amp;", "&")
    answer = running.get(src)

    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/javascript")
    assert 0 < answer.body.index(b"LiveReload") < answer.body.index(b"class InPlace")


def test_a_request_that_is_broken_off_is_forgotten(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever turns to another page before this one is there causes no traceback."""
    large = {"index.html": PAGE.format("x" * 5_000_000).encode(), "robots.txt": b"here"}
    with previewing(lambda *_: Preview(large), tmp_path) as running:
        address = urlsplit(running.url)
        for request in (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET", b"\0\n\n"):
            connection = socket.create_connection((address.hostname or "", address.port or 0))
            connection.sendall(request)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        assert running.page("/robots.txt") == "here"

    assert capfd.readouterr().err == ""


def test_only_one_module_knows_livereload() -> None:
    """Whoever replaces it one day changes one file."""
    packages = ("import livereload", "from livereload", "import tornado", "from tornado")
    knowing = {
        path.name
        for path in (PROJECT / "clinicsite").rglob("*.py")
        if any(line.startswith(packages) for line in path.read_text("utf-8").splitlines())
    }

    assert knowing == {Path(preview_server.__file__).name}
