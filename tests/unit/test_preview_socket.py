"""The connection that an open page holds, and what it is told over it."""

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

from clinicsite.publish.preview_pages import Preview
from tests.previews import PAGE, Running, before_long, previewing

FILES = {"index.html": PAGE.format("home").encode(), "icons/back.svg": b"<svg/>"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One preview of a site that does not change."""
    root = tmp_path_factory.mktemp("project")
    with previewing(lambda *_: Preview(FILES), root) as running:
        yield running


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


def test_sockets_are_counted_only_while_open(running: Running) -> None:
    """Whoever reloads a page for a day does not fill the memory."""
    before = len(LiveReloadHandler.waiters)
    _, connection = connect(running)
    send(connection, '{"command": "hello", "snipver": 1}')
    receive(connection)
    send(connection, '{"command": "info", "url": "x"}')
    connection.close()

    assert before_long(lambda: len(LiveReloadHandler.waiters) == before)
