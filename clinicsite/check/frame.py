"""The reports of pages whose frame tells what it told before, around the same `main`.

When a template of header or footer changes, every page does. What is in its `main` does not, and
what its frame tells the rules mostly does not either: then the report is the same, and nobody has
to look at `main` again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from msgspec import Struct

from clinicsite.check.facts import walk_through
from clinicsite.check.page_facts import PageFacts
from clinicsite.check.walk import Walk
from clinicsite.memo import Memo
from clinicsite.value_json import to_json

_DOCTYPE, _BEGIN, _END = b"<!doctype html>", b"<main", b"</main"
_EMPTY = b"<main></main>"
_TURN = re.compile(
    rb"<(?:body|f(?:orm|rameset)|h(?:ead|tml)|main|style"
    rb"|/(?:body|f(?:orm|rameset)|h(?:ead|tml)|main))\b"
)
"""Where `main` begins or ends, and what changes there how a browser reads the rest of the page, or
depends on that rest."""
_MAIN, _REPORT = "main", "report of main and frame"


class Parts(Struct, frozen=True):
    """The HTML of a page, and where its `main` stands."""

    html: bytes
    begin: int
    end: int
    main: bytes
    """SHA-256 of the `main`."""

    @property
    def frame(self) -> bytes:
        """The page, nothing in its `main`."""
        return self.html[: self.begin] + _EMPTY + self.html[self.end :]


def parts_of(html: bytes) -> Parts | None:
    """The page around its `main`, and that; None when these depend on one another."""
    small = html.lower()
    begin = small.find(_BEGIN)
    turn = _TURN.search(small, begin + 1)
    if begin < 0 or not turn or turn[0] != _END or not html.startswith(_DOCTYPE):
        return None
    end = html.find(b">", turn.end()) + 1
    if not end or small.find(_BEGIN, end) >= 0 or small.find(_END, end) >= 0:
        return None
    return Parts(html, begin, end, sha256(memoryview(html)[begin:end]).digest())


def recall_report(parts: Parts, about: Sequence[bytes], memo: Memo) -> bytes | None:
    """The report of a page with these parts; None when nobody remembers it.

    `about` is all that it depends on besides the HTML.
    """
    if memo.recall(_MAIN, parts.main) is None:
        return None
    told = _told_around(walk_through(parts.frame))
    return None if told is None else memo.recall(_REPORT, parts.main, told, *about)


def keep_report(
    report: bytes, parts: Parts, walk: Walk, facts: PageFacts, about: Sequence[bytes], memo: Memo
) -> None:
    """The memo knows the report of every page of which it is certain that it is the same.

    `walk` is one through the whole page, which has these facts.
    """
    told = _told_around(walk)
    # What is not said in `main` is looked for in the words of the frame, and these may differ.
    if told is not None and facts.said_in_main:
        memo.keep(b"", _MAIN, parts.main)
        memo.keep(report, _REPORT, parts.main, told, *about)


def _told_around(walk: Walk) -> bytes | None:
    told = walk.told_around_main()
    return None if told is None else to_json(told)
