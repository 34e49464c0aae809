"""How the preview answers requests: as a static host does, and to this machine alone."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from livereload.handlers import LiveReloadHandler

from clinicsite.publish import preview_server
from clinicsite.publish.preview_pages import Preview
from tests.unit.test_preview import PAGE, Running, before_long, previewing

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


# --- the socket ----------------------------------------------------------------------------


def connect(running: Running, **headers: str) -> tuple[int, socket.socket]:
    """The status of a handshake, and the connection."""
    netloc = urlsplit(running.url).netloc
    host, _, port = netloc.partition(":")
    lines = {
        "Host": netloc,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    } | headers
    connection = socket.create_connection((host, int(port)), timeout=20)
    request = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    connection.sendall(f"GET /livereload HTTP/1.1\r\n{request}\r\n".encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\n") and (data := connection.recv(1)):
        answer += data
    return int(answer.split()[1]), connection


def send(connection: socket.socket, text: str) -> None:
    """One short message, masked with zeros."""
    connection.sendall(bytes([0x81, 0x80 | len(text)]) + bytes(4) + text.encode())


def receive(connection: socket.socket) -> bytes:
    """One short frame: its first byte, and what it carries."""
    first, length = connection.recv(1), connection.recv(1)
    size = length[0] if length[0] < 126 else struct.unpack(">H", connection.recv(2))[0]
    return first + connection.recv(size, socket.MSG_WAITALL)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 101),
        ({"Host": "evil.example"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 403),
    ],
)
def test_other_sites_cannot_listen_in(
    running: Running, headers: dict[str, str], status: int
) -> None:
    """The socket belongs to the pages of the preview."""
    answer, connection = connect(running, **headers)
    connection.close()

    assert answer == status


@pytest.mark.parametrize("nonsense", ["", "{", "[]", "{}", "1", '"x"', "[" * 100])
def test_nonsense_ends_the_connection(running: Running, nonsense: str) -> None:
    """What does not speak livereload's language is shown out, without a word in the terminal."""
    _, connection = connect(running)
    with closing(connection):
        send(connection, nonsense)

        assert receive(connection)[:1] == b"\x88"
    assert "Traceback" not in "".join(running.said)


def test_a_page_that_was_fetched_too_early_is_reloaded(running: Running) -> None:
    """A build that ends between the page and its socket is not missed."""
    hello = {"command": "hello", "protocols": ["x"], "snipver": 1}
    _, connection = connect(running)
    with closing(connection):
        send(connection, json.dumps(hello))

        assert json.loads(receive(connection)[1:])["command"] == "hello"
        assert json.loads(receive(connection)[1:])["command"] == "reload"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("index.html", "pages"),
        ("new/index.html", "pages"),
        ("sitemap.xml", "pages"),
        ("icons/back.svg", "*"),
        ("font.woff2", "*"),
    ],
)
def test_pages_are_loaded_again_when_something_else_than_pages_has_changed(
    tmp_path: Path, path: str, told: str
) -> None:
    """A picture keeps its name when it changes, and only loading the page again shows it."""
    files, config = dict(FILES), tmp_path / "config.yaml"
    with previewing(lambda *_: Preview(dict(files)), tmp_path) as running:
        number = running.page().partition("snipver=")[2].partition("&")[0]
        _, connection = connect(running)
        with closing(connection):
            send(connection, json.dumps({"command": "hello", "snipver": int(number)}))
            receive(connection)
            files[path] = b"new"
            config.write_text("new")

            assert json.loads(receive(connection)[1:])["path"] == told


def test_a_page_that_left_without_farewell_is_forgotten(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A closed laptop or a killed browser is no reason for a traceback."""
    shown = ["first"]
    (tmp_path / "config.yaml").write_text("")

    def build(*_: object) -> Preview:
        return Preview({"index.html": PAGE.format(shown[0]).encode()})

    with previewing(build, tmp_path) as running:
        assert running.shows("first")
        for _ in range(5):
            _, connection = connect(running)
            send(connection, '{"command": "hello", "snipver": 1}')
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            shown[0] += "!"
            (tmp_path / "config.yaml").write_text(shown[0])
            connection.close()
        assert running.shows(shown[0])

    assert capfd.readouterr().err == ""


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


def test_sockets_are_counted_only_while_open(running: Running) -> None:
    """Whoever reloads a page for a day does not fill the memory."""
    before = len(LiveReloadHandler.waiters)
    _, connection = connect(running)
    send(connection, '{"command": "hello", "snipver": 1}')
    receive(connection)
    send(connection, '{"command": "info", "url": "x"}')
    connection.close()

    assert before_long(lambda: len(LiveReloadHandler.waiters) == before)
