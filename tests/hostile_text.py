"""Nasty text, made of the pieces that editors, word processors and attackers leave behind.

Strategies for Hypothesis: whole bodies, front matter, YAML files and drawings. Where a test has to
know what must come through, a text carries *marks*, words such as `zq17` that nothing else makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.hostile_pieces import (
    ADDRESSES,
    BIDI,
    BLOCKS,
    CONTROLS,
    FRONT_VALUES,
    HARMLESS,
    INLINE,
    KEYS,
    LINES,
    SVG_PARTS,
    VECTORS,
    WORDS,
    ZERO_WIDTH,
)

MARK = re.compile(r"zq\d+")

_ANY = st.text(st.characters(codec="utf-8"), max_size=12)
_SIGNS = st.text(st.sampled_from("*_`[]()<>!\\&#|~-+=:.\"'{}/ \n\t0aé"), max_size=30)
_UNSEEN = st.sampled_from(CONTROLS + BIDI + ZERO_WIDTH)
_marks = st.integers(0, 999).map(lambda number: f" zq{number} ")
_links = st.builds(
    lambda start, words, address: f"{start}[{words}]({address})",
    st.sampled_from(["", "!"]),
    st.sampled_from(["the page on help", "here", "", "a [b] c", "*a*", "decorative", "x.png"]),
    st.one_of(st.sampled_from(ADDRESSES), st.sampled_from(VECTORS)),
)
_inline = st.one_of(
    _marks,
    _marks,
    _marks,
    st.sampled_from(WORDS),
    st.sampled_from(INLINE),
    st.sampled_from(VECTORS),
    _links,
    _SIGNS,
)
_rarely = st.one_of(*[_inline] * 8, _ANY, _UNSEEN)
_line = st.lists(_rarely, min_size=1, max_size=5).map("".join)
_repeated = st.builds(
    lambda piece, count: piece * count,
    st.one_of(
        st.sampled_from(INLINE), st.sampled_from(LINES), st.sampled_from(["\n", " ", "> ", "- "])
    ),
    st.integers(2, 60),
)
_part = st.one_of(
    *[_line] * 4,
    *[st.sampled_from(LINES)] * 3,
    *[st.sampled_from(BLOCKS)] * 2,
    st.builds(
        lambda indent, line: indent + line, st.sampled_from(["  ", "    ", "\t", "> ", "- "]), _line
    ),
    st.builds(
        lambda name, inner: f"/// {name}\n\n{inner}\n\n///",
        st.sampled_from(
            [
                "do",
                "dont",
                "steps",
                "note | A",
                "faq | Why?",
                "evidence | A\n    level: some",
                "figure",
            ]
        ),
        st.one_of(
            _line, st.lists(_line, max_size=3).map(lambda ls: "\n".join("- " + one for one in ls))
        ),
    ),
    _repeated,
)

_ends = st.sampled_from(["\n", "\n\n", "\n\n", "\r\n", "\n \n"])
_wild = st.lists(st.tuples(_part, _ends), max_size=10).map(
    lambda parts: "".join(part + end for part, end in parts)
)
_mild = st.lists(
    st.one_of(_marks, _marks, st.sampled_from(WORDS), st.sampled_from(HARMLESS)), max_size=20
).map("".join)

bodies: SearchStrategy[str] = st.one_of(_wild, _mild)
"""The text of a page: everything that could stand there, and much that never should."""

values: SearchStrategy[str] = st.one_of(
    *(st.sampled_from(pieces) for pieces in (FRONT_VALUES, WORDS, VECTORS, ADDRESSES)), _ANY, _SIGNS
)
"""The value of one key, as somebody might type it."""

_yaml_line = st.builds(
    lambda indent, key, colon, value: f"{indent}{key}{colon}{value}",
    st.sampled_from(["", "", "", "  ", "    ", "- ", "\t", "  - "]),
    st.one_of(
        st.sampled_from(KEYS), st.sampled_from(["id", "en", "es", "url", "site", "clinic", "signs"])
    ),
    st.sampled_from([": ", ": ", ": ", ":", " : ", ""]),
    values,
)
yaml_texts: SearchStrategy[str] = st.one_of(
    st.lists(_yaml_line, max_size=8).map("\n".join),
    st.lists(st.one_of(_yaml_line, _SIGNS, _ANY), max_size=8).map("\n".join),
    st.text(st.sampled_from("[]{}:,&*!|>'\"%@`-? \na#"), max_size=40),
)
"""A front matter, a config or a data file that went wrong."""

_svg = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
drawings: SearchStrategy[str] = st.builds(
    lambda attributes, parts, end: f"<svg{attributes}>{''.join(parts)}{end}",
    st.sampled_from(
        [
            *[_svg + ' role="img"><title>A</title><g></g'] * 6,
            *[_svg + ' aria-hidden="true"'] * 3,
            _svg + ' onload="alert(1)"',
            _svg + ' style="position:fixed"',
            "",
        ]
    ),
    st.lists(st.one_of(*[st.sampled_from(SVG_PARTS)] * 4, st.sampled_from(VECTORS)), max_size=3),
    st.sampled_from([*["</svg>"] * 6, "", "</svg></div></main>"]),
)
"""A drawing that somebody found on the web."""


# --- good text, of which nothing may be lost ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """Good Markdown, and the words that a reader must find on the page."""

    text: str
    words: tuple[str, ...]


_plain_words = st.lists(
    st.text(st.sampled_from("abcdefgéñ"), min_size=3, max_size=6), min_size=1, max_size=4
)
_dress = st.sampled_from(
    [
        "{}",
        "{}",
        "*{}*",
        "**{}**",
        "_{}_",
        "`{}`",
        "[{}](/when-to-get-help/)",
        '"{}"',
        "({})",
        "{}, {}",
    ]
)


def _sentence(number: int, words: list[str], dress: str) -> Told:
    """One line with a word that stands nowhere else."""
    own = [f"zq{number}{word}" for word in words]
    return Told(" ".join(dress.format(word, "so") for word in own), tuple(own))


_sentences = st.builds(_sentence, st.integers(0, 10**6), _plain_words, _dress)


def _joined(parts: Iterable[Told], pattern: str, between: str = "\n") -> Told:
    told = list(parts)
    text = between.join(pattern.format(part.text) for part in told)
    return Told(text, tuple(word for part in told for word in part.words))


def _table(rows: list[tuple[Told, Told]]) -> Told:
    head, *rest = rows
    lines = [f"| {head[0].text} | {head[1].text} |", "| --- | :-: |"]
    lines += [f"| {left.text} | {right.text} |" for left, right in rest]
    return Told("\n".join(lines), tuple(w for row in rows for part in row for w in part.words))


def _nested(outer: Told, inner: list[Told], marks: tuple[str, str]) -> Told:
    below = _joined(inner, f"    {marks[1]} {{}}")
    return Told(f"{marks[0]} {outer.text}\n{below.text}", (*outer.words, *below.words))


def _block(opening: str, content: Told) -> Told:
    return Told(f"/// {opening}\n\n{content.text}\n\n///", content.words)


_few = st.lists(_sentences, min_size=1, max_size=4)
_bullets = st.builds(lambda parts, sign: _joined(parts, sign + " {}"), _few, st.sampled_from("-*+"))
_steps = st.builds(lambda parts: _joined(parts, "1. {}"), _few)
_paragraphs = st.builds(lambda parts: _joined(parts, "{}"), _few)
_loose = st.builds(lambda parts: _joined(parts, "- {}", "\n\n"), _few)
good_bodies: SearchStrategy[Told] = st.lists(
    st.one_of(
        _paragraphs,
        _bullets,
        _steps,
        _loose,
        st.builds(
            _nested, _sentences, _few, st.sampled_from([("-", "-"), ("1.", "-"), ("*", "1.")])
        ),
        st.builds(lambda parts: _joined(parts, "> {}"), _few),
        st.builds(_table, st.lists(st.tuples(_sentences, _sentences), min_size=1, max_size=4)),
        st.builds(lambda part: Told(f"## {part.text}", part.words), _sentences),
        st.builds(lambda part: Told(f"```\n{part.text}\n```", part.words), _sentences),
        st.builds(lambda part: _block("do", part), _bullets),
        st.builds(lambda part: _block("dont", part), _bullets),
        st.builds(lambda part: _block("steps", part), _steps),
        st.builds(lambda part: _block("note | A heading", part), st.one_of(_paragraphs, _bullets)),
        st.builds(lambda part: _block("faq | A question?", part), st.one_of(_paragraphs, _steps)),
        st.builds(lambda part: _block("evidence | A claim\n    level: some", part), _paragraphs),
    ),
    max_size=6,
).map(lambda parts: _joined(parts, "{}", "\n\n"))
"""A page as a careful editor writes it."""
