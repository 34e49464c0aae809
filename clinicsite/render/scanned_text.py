"""A page's text without its code, for scans that look for mistakes line by line."""

from __future__ import annotations

import re

from msgspec import Struct

from clinicsite.problems import Problem
from clinicsite.read.source import Place, SourceText
from clinicsite.render.code_fences import code_fences
from clinicsite.render.guards import MAX_SIGNS

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


class ScannedText(Struct, frozen=True):
    """The lines of a body; code is blotted out, columns are kept."""

    source: SourceText
    body_line: int
    lines: list[str]
    whole: str
    """The same lines as one text, to look at once for what few pages hold."""

    @classmethod
    def of(cls, source: SourceText, body: str, body_line: int) -> ScannedText:
        """The body, which begins on this line of the file."""
        lines = body.split("\n")
        if "`" in body or "~~~" in body:
            code = zip(lines, code_fences(lines).inside, strict=True)
            lines = ["" if inside else _without_code(line) for line, inside in code]
            body = "\n".join(lines)
        return cls(source, body_line, lines, body)

    def written(self, number: int) -> str:
        """The line with this number, from 0, code and all."""
        return self.source.line(self.body_line + number)

    def problem(self, rule: str, number: int, column: int, message: str, hint: str) -> Problem:
        """A problem at a column, from 0, of a line."""
        place = Place(self.body_line + number, column + 1)
        return self.source.problem(rule, place, message, hint)


def _without_code(line: str) -> str:
    """The line with an x for each sign of code; a line with endless backticks is refused anyway."""
    if "`" not in line or line.count("`") > MAX_SIGNS:
        return line
    return _CODE_SPAN.sub(lambda match: "x" * len(match[0]), line)
