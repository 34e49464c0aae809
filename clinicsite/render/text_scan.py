"""The scan of a page's text for what Markdown would get wrong in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from clinicsite.problems import Problem
from clinicsite.read.source import SourceText
from clinicsite.render.guards import MAX_PROBLEMS
from clinicsite.render.hidden_scan import hidden_characters
from clinicsite.render.scanned_text import ScannedText

_HTML = re.compile(r"<(?:/?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?|!--.*?(?:--)?|![a-zA-Z][^<>]*)>?")
_AUTOLINK = re.compile(r"<(?:https?|mailto|tel):[^<>\s]+>")
_ITEM = re.compile(r"^(?P<indent> *)(?P<marker>[-*+]|\d{1,3}[.)])(?P<gap> +)\S")
_OPTION = re.compile(r"    [\w-]+:")
_MAIN_HEADING = re.compile(r"#(?!#)\s*\S")
_UNDERLINE = re.compile(r"(=+|-+) *")
_BLOCK_START = re.compile(r"\s*(#|///|\|)")
_STEP = 4
_SPACED_LINK = re.compile(r"\]\s+\((?=[/#]|https?:|mailto:|tel:|[\w./-]+\.md)")
_REFERENCE = re.compile(r"(?<!\!)\[[^\]\[]+\]\[(?P<name>[^\]\[]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\]^][^\]]*)\]:\s")


def scan_text(source: SourceText, body: str, body_line: int) -> tuple[Problem, ...]:
    """A problem for raw HTML, a second main heading, and lists and links that fall apart."""
    text = ScannedText.of(source, body, body_line)
    checks = (_html, _headings, _lists, _links, _definitions, hidden_characters)
    problems = (problem for check in checks for problem in check(text))
    return tuple(islice(problems, MAX_PROBLEMS))


def _html(text: ScannedText) -> Iterator[Problem]:
    for number, line in enumerate(text.lines):
        if "<" not in line:
            continue
        bare = _AUTOLINK.sub(lambda found: "x" * len(found[0]), line)
        match = _HTML.search(bare)
        if match:
            hint = "Use Markdown or a block; docs/editing.md lists them."
            message = f"HTML is not used here: {match[0][:40]}"
            yield text.problem("markup", number, match.start(), message, hint)


def _headings(text: ScannedText) -> Iterator[Problem]:
    for number, line in enumerate(text.lines):
        if not line.startswith(("#", "=", "-")):
            continue
        if _MAIN_HEADING.match(line):
            written = text.written(number)
            hint = f"write: ##{written[1:]}"
            if not line[1:2].isspace():
                hint = f"write: \\{written}"
            message = "the page's title is its only main heading; sections begin with ##"
            yield text.problem("outline", number, 0, message, hint)
        above = text.lines[number - 1] if number else ""
        if _UNDERLINE.fullmatch(line) and above.strip() and not _ITEM.match(above):
            if above.startswith("|") or "|" in above:
                continue
            yield text.problem(
                "markup",
                number,
                0,
                "a line of signs under a text turns the text into a heading",
                "remove this line",
            )


def _lists(text: ScannedText) -> Iterator[Problem]:
    """The pitfalls of peer-pain.md 37: Python-Markdown wants empty lines and four spaces.

    How deep an item is meant to be is seen as other Markdown sees it: an item that begins two
    or more characters further right than the one above belongs to it.
    """
    items: list[re.Match[str]] = []
    above, in_options = "", False
    first: int | None = None
    for number, line in enumerate(text.lines):
        if not items and first is None and (not line or line[0].isalpha()):  # most lines: no list
            above, in_options = line, False
            continue
        begins = not above.strip() or _starts_block(above)
        item = _ITEM.match(line)
        in_options = bool(item and (in_options or _OPTION.match(above)))
        if item and not in_options:
            parents = [one for one in items if _indent(one[0]) < _indent(line) - 1]
            depth, sibling = len(parents), items[len(parents) : len(parents) + 1]
            what = "" if begins else _swallowed(item, depth, first, sibling)
            if what:
                message = f"this looks like {what} without an empty line"
                hint = "Leave an empty line above this line."
                yield text.problem("list", number, _indent(line), message, hint)
            if begins or what:
                first = depth
            items = [*parents, item]
            yield from _crooked_item(text, number, _indent(line), depth=depth)
        elif items and line.strip() and _ends_list(line, above):
            items = []
        elif items and line.strip() and begins:
            depth = sum(1 for one in items if one.end("gap") <= _indent(line)) or 1
            if _indent(line) != depth * _STEP and _indent(line) < (depth + 1) * _STEP:
                message = f"a text that belongs to a list is indented by {_spaces(depth)}"
                yield _crooked(text, number, message, by=depth * _STEP)
        if begins and not item:
            first = None
        above = line


def _swallowed(
    item: re.Match[str], depth: int, first: int | None, sibling: list[re.Match[str]]
) -> str:
    """What the item is, and what it would become a part of; empty when it stays an item.

    Between two empty lines, Markdown goes by the first line, an item of the depth `first` or
    a text: below a text it sees no items, below an item none of a higher level, and below a
    bullet no numbers.
    """
    if first is None:
        return "a list, but it follows a text"
    if depth < first:
        return "an item of the list outside, but it follows the one inside"
    if sibling and _is_numbered(sibling[0]) != _is_numbered(item):
        return "another kind of list, but it follows the first one"
    return ""


def _crooked_item(text: ScannedText, number: int, indent: int, *, depth: int) -> Iterator[Problem]:
    if indent == depth * _STEP:
        return
    message = f"a list inside a list is indented by {_spaces(depth)}"
    if not depth:
        message = "a list begins at the start of the line"
    yield _crooked(text, number, message, by=depth * _STEP)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_numbered(item: re.Match[str]) -> bool:
    return item["marker"][0].isdigit()


def _spaces(depth: int) -> str:
    return "four spaces" if depth == 1 else f"{depth * _STEP} spaces at this depth"


def _ends_list(line: str, above: str) -> bool:
    return not line.startswith(" ") and (not above.strip() or _starts_block(line))


def _starts_block(line: str) -> bool:
    return bool(_BLOCK_START.match(line))


def _crooked(text: ScannedText, number: int, message: str, *, by: int) -> Problem:
    line = text.written(number)
    hint = f"write: {' ' * by}{line.strip()}"
    column = len(line) - len(line.lstrip())
    return text.problem("list", number, column, message, hint)


def _links(text: ScannedText) -> Iterator[Problem]:
    if not _SPACED_LINK.search(text.whole) and "][" not in text.whole:
        return
    defined = {match["name"].lower() for line in text.lines if (match := _DEFINITION.match(line))}
    for number, line in enumerate(text.lines):
        spaced = list(_SPACED_LINK.finditer(line))
        if spaced:
            message = "a space stands between ] and (, so this is no link"
            hint = f"write: {_closed_up(text.written(number), spaced)}"
            yield text.problem("markup", number, spaced[0].start(), message, hint)
        for reference in _REFERENCE.finditer(line):
            name = reference["name"].lower()
            if name and not name.startswith("^") and name not in defined:
                yield text.problem(
                    "markup",
                    number,
                    reference.start(),
                    f"this link names [{reference['name']}], which the page does not define",
                    "Write the address itself in round brackets.",
                )


def _closed_up(written: str, spaced: list[re.Match[str]]) -> str:
    """The line with all of its links mended."""
    parts, at = [], 0
    for match in spaced:
        parts.append(written[at : match.start()])
        at = match.end()
    return "](".join([*parts, written[at:]])


def _definitions(text: ScannedText) -> Iterable[Problem]:
    if "]:" not in text.whole:
        return
    for number, line in enumerate(text.lines):
        match = re.match(r"\s*\[\^([^\]]+)\]:", line)
        if match:
            yield text.problem(
                "markup",
                number,
                match.start(1) - 2,
                "sources are defined in content/data/sources.yaml, not in the page",
                "remove this line",
            )
