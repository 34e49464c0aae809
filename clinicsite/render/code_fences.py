"""Code between fences of ``` or ~~~: which lines Markdown takes for it.

Markdown is silent about a fence that is never closed, and takes classes and ids in braces behind
one. Such lines are refused, and what Markdown gets holds only fences that are closed.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

_SIGNS = ("```", "~~~")
_OPENING = re.compile(r"(?P<fence>~{3,}|`{3,}) *\.?[\w#.+-]* *")
_ADORNED = re.compile(r"(?P<fence>~{3,}|`{3,}) *(?:\{.*\}|\.?[\w#.+-]* *hl_lines=.*) *")
_CLOSING = re.compile(r"(?P<fence>~{3,}|`{3,}) *")


class CodeFences(Struct, frozen=True):
    """What the fences of a text enclose."""

    inside: tuple[bool, ...]
    """For each line, whether it is code or a fence."""
    unclosed: tuple[int, ...]
    """Lines, from 0, that would open code which nothing closes."""
    adorned: tuple[int, ...]
    """Lines that open code, with more than the name of a language behind the fence."""
    mended: Mapping[int, str]
    """What Markdown gets in the place of these lines."""


def code_fences(lines: Sequence[str]) -> CodeFences:
    """The fences of the text; the work grows with its length only, whatever it holds."""
    text = "\n".join(lines)
    if not any(sign in text for sign in _SIGNS):
        return CodeFences((False,) * len(lines), (), (), {})
    plain = [line.expandtabs(4) for line in lines]
    closings: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(plain):
        closing = _CLOSING.fullmatch(line)
        if closing:
            closings[closing["fence"]].append(number)
    inside = [False] * len(lines)
    unclosed: list[int] = []
    adorned: list[int] = []
    mended: dict[int, str] = {}
    number = 0
    while number < len(plain):
        opening = _OPENING.fullmatch(plain[number])
        fence = opening or _ADORNED.fullmatch(plain[number])
        if fence:
            ends = closings[fence["fence"]]
            after = bisect(ends, number)
            last = ends[after] if after < len(ends) else number
            if not opening:
                adorned.append(number)
                mended[number] = fence["fence"]
            if last == number:
                unclosed += (number,) if opening else ()
                mended[number] = f" {plain[number]}"
            else:
                inside[number : last + 1] = [True] * (last + 1 - number)
            number = last
        number += 1
    return CodeFences(tuple(inside), tuple(unclosed), tuple(adorned), mended)
