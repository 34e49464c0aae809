"""Links to other sites: politely asked for, and only called gone when they are."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from clinicsite import cli
from clinicsite import outside_links as links
from clinicsite.addresses import BaseUrl
from clinicsite.outside_links import Answer, Place, State, as_problems, ask_all, ask_host
from clinicsite.read.tree import SourceTree
from tests.small_sites import small_page, small_site, write_site

BASE = BaseUrl.parse("https://clinic.example/")


@dataclass
class Host:
    """A host on this machine that answers as it is told."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each request, in order."""


@pytest.fixture
def host() -> Iterator[Host]:
    """`/ok`, `/404`, `/moved`… of 127.0.0.1."""
    host = Host()

    class Answering(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer("HEAD")

        def do_GET(self) -> None:
            self.answer("GET")

        def answer(self, method: str) -> None:
            host.asked.append((method, self.path))
            name = self.path.strip("/").partition("?")[0]
            if name == "slow":
                time.sleep(1)
            if name == "broken":
                self.connection.close()
                return
            only_get = name == "only-get"
            status = {"moved": 301, "lost": 302, "round": 302}.get(name, 200)
            status = int(name) if name.isdigit() else status
            self.send_response(405 if only_get and method == "HEAD" else status)
            goals = {"moved": "/ok", "lost": "/404", "round": "/round"}
            if name in goals:
                self.send_header("Location", goals[name])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    host.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield host
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/ok", State.FINE),
        ("/204", State.FINE),
        ("/ok?a=b c&d=é", State.FINE),
        ("/moved", State.FINE),
        ("/only-get", State.FINE),
        ("/404", State.GONE),
        ("/410", State.GONE),
        ("/lost", State.GONE),
        ("/401", State.UNSURE),
        ("/403", State.UNSURE),
        ("/429", State.UNSURE),
        ("/500", State.UNSURE),
        ("/503", State.UNSURE),
        ("/round", State.UNSURE),
        ("/broken", State.UNSURE),
        ("/slow", State.UNSURE),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_only_a_page_that_is_not_there_is_gone(host: Host, path: str, state: State) -> None:
    """Refusals, mistakes of the host and silence say nothing about the page."""
    answer = ask_host(host.url + path, pause=0, patience=0.3)

    assert answer.state is state
    assert bool(answer.reason) == (state is not State.FINE)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "https://[", "http://nowhere.invalid/"])
def test_a_host_that_cannot_be_reached_is_unsure(address: str) -> None:
    """The network of this machine may be the reason."""
    assert ask_host(address, pause=0, patience=2).state is State.UNSURE


def test_what_a_head_says_is_asked_twice_before_it_counts(host: Host) -> None:
    """HEAD first, because it costs the host nothing; GET before a link is called gone."""
    ask_host(f"{host.url}/ok", pause=0)
    ask_host(f"{host.url}/404", pause=0)

    assert host.asked == [("HEAD", "/ok"), ("HEAD", "/404"), ("GET", "/404")]


def test_a_host_that_says_not_now_is_not_asked_a_second_time(host: Host) -> None:
    """429 is an answer."""
    ask_host(f"{host.url}/429", pause=0)

    assert host.asked == [("HEAD", "/429")]


# --- many of them --------------------------------------------------------------------------


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several hosts at once, never two questions to one of them, and a rest in between."""
    now: dict[str, int] = defaultdict(int)
    most: dict[str, int] = defaultdict(int)
    rests: list[float] = []
    real = time.sleep

    def rest(seconds: float) -> None:
        rests.append(seconds)
        real(0.01)

    monkeypatch.setattr(time, "sleep", rest)

    def ask(address: str) -> Answer:
        name = address.split("/")[2]
        now[name] += 1
        most[name] = max(most[name], now[name])
        real(0.01)
        now[name] -= 1
        return Answer(State.FINE)

    addresses = [f"https://host{n % 3}.example/{n}" for n in range(12)]
    noted: list[int] = []

    answers = ask_all(addresses, ask, pause=7, note=lambda: noted.append(1))

    assert answers.keys() == set(addresses)
    assert set(most.values()) == {1}
    assert rests == [7] * 9
    assert len(noted) == 12


def test_a_host_that_asks_for_rest_is_left_alone() -> None:
    """After 429 its other links are unsure without a question."""
    asked: list[str] = []

    def ask(address: str) -> Answer:
        asked.append(address)
        return Answer(State.UNSURE, "the host says 429", not_now=True)

    addresses = [f"https://a.example/{n}" for n in range(5)]
    answers = ask_all(addresses, ask, pause=0, note=lambda: None)

    assert asked == addresses[:1]
    assert {answer.state for answer in answers.values()} == {State.UNSURE}


# --- where they stand ----------------------------------------------------------------------


def found(text: str, path: str = "content/en/a.md") -> list[str]:
    """The addresses in a text."""
    return list(links.outside_links(SourceTree({path: text.encode()}), BASE))


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("[a](https://a.example/x) b", ["https://a.example/x"]),
        ("see https://a.example/x.", ["https://a.example/x"]),
        ("[a](https://a.example/x_(y))", ["https://a.example/x_(y)"]),
        ('url: "https://a.example/?a=b&c=d"', ["https://a.example/?a=b&c=d"]),
        ("https://a.example/x#part and https://a.example/x", ["https://a.example/x"]),
        ("[home](https://clinic.example/x/) /inside/", []),
        ("# url: https://a.example/", []),
        ("mailto:a@b.example tel:911", []),
    ],
)
def test_addresses_are_found_as_they_are_written(text: str, addresses: list[str]) -> None:
    """Without the signs around them, once each, and none of our own."""
    assert found(text) == addresses


def test_an_address_in_a_data_file_is_the_whole_value() -> None:
    """Some addresses of laws end in a full stop."""
    assert found("url: https://a.example/?n=4611.", "content/data/sources.yaml") == [
        "https://a.example/?n=4611."
    ]


def test_problems_name_the_line_of_the_link() -> None:
    """Gone is an error, unsure a warning, fine is nothing."""
    tree = small_site(small_page("content/en/posture.md", body="[a](https://a.example/x)"))
    place = links.outside_links(tree, BASE)["https://a.example/x"]
    fine = Place("x", 1, 1, "")
    three = {"https://a.example/x": place, "https://b.example/": place, "https://c.example/": fine}
    answers = {
        "https://a.example/x": Answer(State.GONE, "the host says 404"),
        "https://b.example/": Answer(State.UNSURE, "no answer in time"),
        "https://c.example/": Answer(State.FINE),
    }

    gone, unsure = as_problems(three, answers)

    assert (gone.path, gone.rule, gone.excerpt) == (
        "content/en/posture.md",
        "gone-link",
        "[a](https://a.example/x)",
    )
    assert gone.severity(release=False) == "error"
    assert unsure.severity(release=True) == "warning"
    assert "no answer in time" in unsure.message


def test_the_command_asks_and_a_build_never_does(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`check --external` ends with 1 when a link is gone; nothing else asks for anything."""
    body = "[a](https://a.example/404) and [b](https://b.example/403)"
    clinic = write_site(small_site(small_page("content/en/posture.md", body=body)), tmp_path)
    root = ("--root", str(clinic), "--today", "2026-11-22")
    asked: list[str] = []

    def ask(address: str) -> Answer:
        asked.append(address)
        states = {"404": State.GONE, "403": State.UNSURE}
        return Answer(states.get(address[-3:], State.FINE), f"the host says {address[-3:]}")

    monkeypatch.setattr(links, "ask_host", ask)
    monkeypatch.setattr(links, "PAUSE", 0)

    codes = [cli.main([*command, *root]) for command in (["build"], ["check"])]
    assert codes == [0, 0]
    assert asked == []
    assert cli.main(["check", "--external", *root]) == 1
    said = capfd.readouterr().err
    assert "error: https://a.example/404 is gone (the host says 404)" in said
    assert "warning: nobody knows whether https://b.example/403 is still there" in said
    assert cli.main(["check", *root]) == 0
