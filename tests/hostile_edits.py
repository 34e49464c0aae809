"""Edits that go wrong: a line replaced, lost, doubled or pushed aside, a file cut off or broken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from clinicsite.read.tree import SourceTree
from tests.hostile_text import values, yaml_texts
from tests.small_sites import minimal_site

Edit = Callable[[bytes], bytes]

_anywhere = st.integers(0, 10**6)


def _on_line(place: int, change: Callable[[str], Iterable[str]]) -> Edit:
    """Other lines in the place of one; the place is a number that any file has."""

    def edit(data: bytes) -> bytes:
        lines = data.decode("utf-8", "surrogateescape").split("\n")
        at = place % len(lines)
        lines[at : at + 1] = change(lines[at])
        return "\n".join(lines).encode("utf-8", "surrogatepass")

    return edit


def with_value(line: str, value: str) -> str:
    """The line with another value behind its key."""
    return re.sub(r"^(\s*(?:- )?[\w-]+:).*", lambda found: f"{found[1]} {value}", line)


def _rewritten(value: str, form: str) -> Callable[[str], Iterable[str]]:
    written = json.dumps(value, ensure_ascii=False) if form == "quoted" else value
    return lambda line: [written if form == "whole line" else with_value(line, written)]


def _spliced(place: int, length: int, other: bytes) -> Edit:
    """Other bytes in the place of some."""

    def edit(data: bytes) -> bytes:
        at = place % (len(data) + 1)
        return data[:at] + other + data[at + length :]

    return edit


_line_edits = st.builds(
    _on_line,
    _anywhere,
    st.one_of(
        st.builds(_rewritten, values, st.sampled_from(["quoted", "quoted", "plain", "whole line"])),
        st.builds(_rewritten, yaml_texts, st.sampled_from(["plain", "whole line"])),
        st.sampled_from(["", " ", "  ", "    ", "\t", "- ", "# ", "\ufeff", "\u202e"]).map(
            lambda start: lambda line: [start + line]
        ),
        st.sampled_from([0, 2, 3, 50]).map(lambda times: lambda line: [line] * times),
    ),
)
_byte_edits = st.builds(
    _spliced, _anywhere, st.sampled_from([0, 0, 1, 5, 10**6]), st.binary(max_size=8)
)
edits: SearchStrategy[Edit] = st.one_of(_line_edits, _line_edits, _line_edits, _byte_edits)
"""One slip of somebody's hand."""

_EDITED = sorted(
    name for name in minimal_site() if name.startswith("content/") or name == "config.yaml"
)
slips: SearchStrategy[list[tuple[str, Edit]]] = st.lists(
    st.tuples(st.sampled_from(_EDITED), edits), min_size=1, max_size=2
)
"""Slips in files of the small good site."""


def slipped(
    made: Iterable[tuple[str, Edit]], base: Mapping[str, bytes] = minimal_site()
) -> SourceTree:
    """The site after these slips."""
    files = dict(base)
    for name, edit in made:
        files[name] = edit(files[name])
    return SourceTree(dict(sorted(files.items())))
