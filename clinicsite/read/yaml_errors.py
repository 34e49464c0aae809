"""What a YAML parser's complaint means to someone who edits a page.

A hint is never a guess: quotes are proposed only after trying that they mend the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeAlias

import yaml

from clinicsite.read.nodes import quoted

Readable: TypeAlias = Callable[[str], int | None]
QUOTE_IT = "Put the value in quotes."
_WRITE = "write: "
_MAX_INDENTS = 12  # trying one means reading the whole file again
_KEY_AND_VALUE = re.compile(r"^(?P<start>\s*(?:- )?[\w-]+:\s+|\s*- )(?P<value>\S.*)$")
_KEY_WITHOUT_SPACE = re.compile(r"^(?P<start>\s*(?:- )?[\w-]+:)(?P<value>[^\s:/].*)$")
_QUOTED = re.compile(r"""^("[^"]*"|'[^']*')$""")
_COLON = re.compile(r":(?= |$)")
_TAB = re.compile(r" *\t")
_QUOTES = "\"'"
_CURLY = "“”„‘’"
_SPECIAL = "[]{}*&!%@`|>,?-"
_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}
_OPENING = {"]": "[", "}": "{"}


class UnreadableYaml(Exception):
    """The text is not YAML that the site accepts. Line and column count from 0."""

    def __init__(self, message: str, line: int, column: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint


def explain(error: yaml.YAMLError, text: str, readable: Readable) -> UnreadableYaml:
    """The parser's error as a sentence, at the line that has to be changed.

    `readable` gives the line of the first error in a text, or None when it can be read; it is
    how a proposed change is tried before it is proposed.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return UnreadableYaml("this file cannot be read as `key: value` lines", 0, 0)
    lines = [line.rstrip() for line in text.split("\n")]
    at = min(error.problem_mark.line, len(lines) - 1)
    start = min(error.context_mark.line, at) if error.context_mark else at
    for line in dict.fromkeys((at, start, at - 1)):
        for mend in (_tab, _unclosed, _unquoted, _unspaced) if line >= 0 else ():
            found = mend(lines, line)
            if found and _is_mended(lines, found, readable):
                return found
    for found in (_stray(lines, at), _valued_parent(lines, at), _stray_above(lines, at)):
        if found and _next_error(lines, found, readable) is None:
            return found
    shifted = _shifted(lines, at)
    tried = (one for one in shifted if _is_mended(lines, one, readable))
    mended = list(islice(tried, 2))
    return mended[0] if len(mended) == 1 else _described(error, lines, at, start)


def with_quotes(error: UnreadableYaml, text: str, readable: Readable) -> UnreadableYaml:
    """The same complaint with the line to write, where quotes mend it."""
    lines = [line.rstrip() for line in text.split("\n")]
    if error.hint != QUOTE_IT:
        return error
    found = _unquoted(lines, error.line)
    return found if found and _is_mended(lines, found, readable) else error


def _is_mended(lines: list[str], found: UnreadableYaml, readable: Readable) -> bool:
    """Whether the line that is proposed does away with the error."""
    next_error = _next_error(lines, found, readable)
    return next_error is None or next_error > found.line


def _next_error(lines: list[str], found: UnreadableYaml, readable: Readable) -> int | None:
    proposed = found.hint.removeprefix(_WRITE)
    return readable("\n".join([*lines[: found.line], proposed, *lines[found.line + 1 :]]))


def _tab(lines: list[str], line: int) -> UnreadableYaml | None:
    """A tab among the spaces at the start of the line, and the indent of its neighbors.

    The first line below a key begins as the next one does, so the line below is asked first.
    """
    match = _TAB.match(lines[line])
    if not match:
        return None
    above = next((one for one in reversed(lines[:line]) if one.strip()), "")
    below = next((one for one in lines[line + 1 : line + 2] if one.strip()), "")
    opens = above.rstrip().endswith(":") and not _TAB.match(below) and _indent(below)
    neighbor = below if opens and _indent(below) > _indent(above) else above
    indent = neighbor[: len(neighbor) - len(neighbor.lstrip())].replace("\t", "")
    message = "this line starts with a tab; only spaces may stand there"
    hint = _WRITE + indent + lines[line].strip()
    return UnreadableYaml(message, line, match.end() - 1, hint)


def _unclosed(lines: list[str], line: int) -> UnreadableYaml | None:
    """A quotation mark or a list that is opened on this line and never closed."""
    match = _KEY_AND_VALUE.match(lines[line])
    value = match["value"] if match else ""
    if not match or value[0] not in _CLOSING or value.endswith(","):
        return None
    closing = _CLOSING[value[0]]
    if closing in value[1:]:
        return None
    message = "a quotation mark is opened here and never closed"
    if value[0] not in _QUOTES:
        message = f"{value[0]} is opened here and never closed with {closing}"
    hint = _WRITE + match["start"] + value + closing
    return UnreadableYaml(message, line, len(match["start"]), hint)


def _unquoted(lines: list[str], line: int) -> UnreadableYaml | None:
    """A value that needs quotes; None when nothing in it asks for them."""
    match = _KEY_AND_VALUE.match(lines[line])
    if not match or _QUOTED.match(match["value"]):
        return None
    value = match["value"]
    key = match["start"].strip().rstrip(":").removeprefix("- ")
    name = f"the {key}" if key.isalpha() and not key.endswith("s") else "this value"
    column = len(match["start"])
    if ": " in value or value.endswith(":"):
        reason = f"{name} contains a colon and needs quotes"
        column += _COLON.search(value).start()  # type: ignore[union-attr]  # just seen
    elif value[0] in _QUOTES:
        reason = f"{name} has quotes inside and needs quotes round the whole"
    elif value[0] in _SPECIAL:
        reason = f"{name} starts with {value[0]} and needs quotes"
    else:
        return None
    plain = value[1:-1] if value[0] in _CURLY and value[-1] in _CURLY else value
    return UnreadableYaml(reason, line, column, f"{_WRITE}{match['start']}{quoted(plain)}")


def _unspaced(lines: list[str], line: int) -> UnreadableYaml | None:
    """A key whose colon stands right before its value."""
    match = _KEY_WITHOUT_SPACE.match(lines[line])
    if not match:
        return None
    hint = f"{_WRITE}{match['start']} {match['value']}"
    return UnreadableYaml("a space is missing after the colon", line, len(match["start"]) - 1, hint)


def _valued_parent(lines: list[str], at: int) -> UnreadableYaml | None:
    """A key with a value, though lines that belong to it stand below.

    Right below a key without a value it is a line that was not indented, and no such key.
    """
    told = [number for number in range(at) if _told(lines[number])]
    if not told:
        return None
    match = _KEY_AND_VALUE.match(lines[told[-1]])
    indent = _indent(lines[told[-1]])
    if not match or indent >= _indent(lines[at]) or ":" not in match["start"]:
        return None
    before = lines[told[-2]] if len(told) > 1 else ""
    if before.endswith(":") and _indent(before) == indent:
        return None
    key = match["start"].strip().rstrip(":")
    message = f"`{key}` has lines below it, so nothing may stand behind its colon"
    hint = f"{_WRITE}{match['start'].rstrip()}"
    return UnreadableYaml(message, told[-1], len(match["start"]), hint)


def _stray(lines: list[str], at: int) -> UnreadableYaml | None:
    """The line between two that begin alike, if it begins elsewhere."""
    above, below = _neighbors(lines, at)
    alike = above and below and _indent(lines[above[0]]) == _indent(lines[below[0]])
    return _moved(lines, at, _indent(lines[above[0]])) if alike else None


def _stray_above(lines: list[str], at: int) -> UnreadableYaml | None:
    """The line above one that begins like the next, if it begins elsewhere."""
    above, below = _neighbors(lines, at)
    alike = above and below and _indent(lines[at]) == _indent(lines[below[0]])
    return _moved(lines, above[0], _indent(lines[at])) if alike else None


def _neighbors(lines: list[str], at: int) -> tuple[list[int], list[int]]:
    """The numbers of the lines right above and below that say something; none at the ends."""
    above = [number for number in range(at) if _told(lines[number])][-1:]
    below = [number for number in range(at + 1, len(lines)) if _told(lines[number])][:1]
    return above, below


def _moved(lines: list[str], line: int, wanted: int) -> UnreadableYaml:
    indent = _indent(lines[line])
    message = f"this line begins too far to the {'right' if wanted < indent else 'left'}"
    return UnreadableYaml(message, line, indent, f"{_WRITE}{' ' * wanted}{lines[line].strip()}")


def _told(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _shifted(lines: list[str], line: int) -> Iterator[UnreadableYaml]:
    """The line as it would begin where one of the lines above begins."""
    words = lines[line].strip()
    indent = _indent(lines[line])
    indents = {_indent(one) for one in lines[:line] if one.strip()}
    for other in sorted(indents - {indent})[:_MAX_INDENTS] if words else ():
        yield _moved(lines, line, other)


def _described(
    error: yaml.MarkedYAMLError, lines: list[str], at: int, start: int
) -> UnreadableYaml:
    """The complaints for which no line is known that mends them."""
    line, column = at, error.problem_mark.column if error.problem_mark else 0
    said = f"{error.context or ''} {error.problem or ''}"
    opened = error.context_mark.column if error.context_mark else 0
    if "quoted scalar" in said:
        message = "a quotation mark is opened here and never closed"
        hint = "Add the missing quotation mark at the end of the value."
        return UnreadableYaml(message, start, opened, hint)
    if "flow sequence" in said or "flow mapping" in said:
        closing = "]" if "sequence" in said else "}"
        message = f"{_OPENING[closing]} is opened here and never closed with {closing}"
        return UnreadableYaml(message, start, opened, f"Add the missing {closing}.")
    lost = _line_without_colon(lines, at)
    if lost is not None:
        return UnreadableYaml(
            "this line is not `key: value`; a colon and a space are missing", lost, 0
        )
    if "block" in said or "mapping" in said:
        message = "this line does not fit the lines above; look at the spaces at its start"
        hint = "Give it as many spaces at its start as the lines have that belong with it."
        return UnreadableYaml(message, line, column, hint)
    return UnreadableYaml("this line cannot be read as `key: value`", line, column)


def _line_without_colon(lines: list[str], at: int) -> int | None:
    """The line at or just before the error that holds words but no colon."""
    for line in (at, at - 1):
        if 0 <= line < len(lines):
            words = lines[line].split("#")[0].strip()
            if words and ":" not in words and not words.startswith(("-", "[", "]")):
                return line
    return None
