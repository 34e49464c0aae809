"""Links to other sites: where they stand, and whether something is still at their ends.

Asking is polite: a host is asked one thing at a time, with a pause after each, and one that says
"not now" is left alone for the rest of the run. Many hosts refuse programs, so only "there is no
such page", said twice, counts as gone; everything else that goes wrong is unsure.
"""

from __future__ import annotations

import http.client
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from urllib.error import HTTPError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import Request, urlopen

from msgspec import Struct

from clinicsite.addresses import BaseUrl
from clinicsite.problems import Problem
from clinicsite.read.source import decode
from clinicsite.read.tree import SourceTree

PAUSE = 1.0
"""Seconds between two questions to one host."""
_PATIENCE = 20.0
"""Seconds to wait for an answer."""
_HOSTS_AT_ONCE = 6
_NAME = "clinicsite-link-check/1 (asks whether linked pages are still there; one page at a time)"
_ADDRESS = re.compile(r"https?://[^\s\"'<>`|\\]+")
_OF_A_SENTENCE = ".,;:!?*_"
_GONE = frozenset({404, 410})
_NOT_NOW = frozenset({429, 503})


class State(StrEnum):
    """What came of asking for an address."""

    FINE = "fine"
    GONE = "gone"
    UNSURE = "unsure"


class Answer(Struct, frozen=True):
    """What a host said about an address."""

    state: State
    reason: str = ""
    """Why, in a few words; empty when it is fine."""
    not_now: bool = False
    """Whether the host asks to be left alone."""


class Place(Struct, frozen=True):
    """Where a link stands in the sources."""

    path: str
    line: int
    column: int
    excerpt: str


Ask = Callable[[str], Answer]
"""Asks for one address; may be called from any thread."""


def outside_links(tree: SourceTree, base: BaseUrl) -> Mapping[str, Place]:
    """Every address of another site that the texts, data and facts name → where it first stands."""
    found: dict[str, Place] = {}
    for path, data in tree.files.items():
        if not path.startswith("content/") and path != "config.yaml":
            continue
        if not path.endswith((".md", ".yaml")):
            continue
        for number, line in enumerate(decode(path, data)[0].text.split("\n"), 1):
            for match in _ADDRESS.finditer(line):
                around = "," if path.endswith(".yaml") else _OF_A_SENTENCE
                address = urldefrag(_trimmed(match[0], around))[0]
                if _is_outside(address, base) and not line.lstrip().startswith("#"):
                    place = Place(path, number, match.start() + 1, line)
                    found.setdefault(address, place)
    return found


def _trimmed(address: str, around: str) -> str:
    """The address without the signs that can stand around it, and brackets that open before it."""
    while address:
        last = address[-1]
        unpaired = last in ")]}" and address.count(last) > address.count("([{"[")]}".index(last)])
        if last not in around and not unpaired:
            return address
        address = address[:-1]
    return address


def _is_outside(address: str, base: BaseUrl) -> bool:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    return bool(host) and not f"{address}/".startswith(base.origin + "/")


def ask_all(
    addresses: Iterable[str], ask: Ask, *, pause: float, note: Callable[[], object]
) -> Mapping[str, Answer]:
    """What the hosts said, by address; `note` is called after each answer."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).hostname or ""].append(address)

    def ask_about(of_host: Sequence[str]) -> list[tuple[str, Answer]]:
        answers: list[tuple[str, Answer]] = []
        for answer in _one_by_one(of_host, ask, pause):
            answers.append(answer)
            note()
        return answers

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        return {
            address: answer
            for answers in pool.map(ask_about, by_host.values())
            for address, answer in answers
        }


def _one_by_one(of_host: Sequence[str], ask: Ask, pause: float) -> Iterator[tuple[str, Answer]]:
    """Each address of one host with its answer; a host that asks for rest gets it."""
    refused = ""
    for number, address in enumerate(of_host):
        if refused:
            yield address, Answer(State.UNSURE, refused)
            continue
        if number:
            time.sleep(pause)
        answer = ask(address)
        if answer.not_now:
            refused = "not asked: the host wants to be left alone"
        yield address, answer


def ask_host(address: str, *, pause: float = PAUSE, patience: float = _PATIENCE) -> Answer:
    """Whether something is at the address: asked for its head, and where that fails, for it."""
    status, trouble = _status("HEAD", address, patience)
    if status in _NOT_NOW or 200 <= status < 300:
        return _answer(status, trouble)
    time.sleep(pause)
    return _answer(*_status("GET", address, patience))


def _status(method: str, address: str, patience: float) -> tuple[int, str]:
    """The status after all redirections, or 0 and what kept an answer from coming."""
    wanted = quote(address, safe="%/:=&?~#+!$,;'@()*[]")
    headers = {"User-Agent": _NAME, "Accept": "*/*"}
    try:
        request = Request(wanted, method=method, headers=headers)  # noqa: S310  # http or https
        with urlopen(request, timeout=patience) as response:  # noqa: S310
            return response.status, ""
    except HTTPError as error:
        error.close()
        return error.code, ""
    except TimeoutError:
        return 0, "no answer in time"
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        late = isinstance(reason, TimeoutError)
        return 0, "no answer in time" if late else "no connection"


def _answer(status: int, trouble: str) -> Answer:
    if 200 <= status < 300:
        return Answer(State.FINE)
    if status in _GONE:
        return Answer(State.GONE, f"the host says {status}")
    return Answer(State.UNSURE, trouble or f"the host says {status}", status in _NOT_NOW)


def as_problems(links: Mapping[str, Place], answers: Mapping[str, Answer]) -> tuple[Problem, ...]:
    """A problem for each link that leads nowhere, and for each of which nobody is sure."""
    found = (_problem(address, answers[address], place) for address, place in links.items())
    problems = (problem for problem in found if problem)
    return tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column)))


def _problem(address: str, answer: Answer, place: Place) -> Problem | None:
    if answer.state is State.FINE:
        return None
    if answer.state is State.GONE:
        rule, message = "gone-link", f"{address} is gone ({answer.reason})"
        hint = "Look for its new address, or remove the link."
    else:
        rule = "unsure-link"
        message = f"nobody knows whether {address} is still there ({answer.reason})"
        hint = "Open it in a browser; if it is there, nothing has to be done."
    return Problem(rule, message, place.path, place.line, place.column, place.excerpt, hint)
