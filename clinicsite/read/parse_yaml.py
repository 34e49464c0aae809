"""YAML as staff write it: every value is text, and every key and value keeps its place.

PyYAML's usual loaders read `9:30` as 570, `no` as false and let a second `title:` win in
silence. So this module listens to the parser's events and builds its own small tree; the schema
converts. Counting depth on the events keeps hostile nesting away from the C composer, which
crashes on 30,000 brackets. Anchors, aliases and tags are refused: nobody who edits the site
needs them, and they can make a small file explode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from clinicsite.characters import HIDDEN, code, hidden_in
from clinicsite.problems import Problem
from clinicsite.read.nodes import Mapping, Node, Scalar, Sequence, quoted
from clinicsite.read.source import Place, SourceText, lines_of
from clinicsite.read.yaml_errors import QUOTE_IT, UnreadableYaml, explain, with_quotes

MAX_DEPTH = 40
MAX_LENGTH = 10_000
_LOST = re.compile(r"\s+#[^\s#]")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parse_yaml(
    source: SourceText, *, text: str | None = None, first_line: int = 1
) -> tuple[Node | None, tuple[Problem, ...]]:
    """The one document in the file, or in `text`, the part of it that starts at `first_line`.

    Gives None without a problem for an empty document, and None with one problem for a
    document that cannot be read.
    """
    text = source.text if text is None else text
    try:
        node = _Builder(_events(text), first_line).document()
    except UnreadableYaml as trouble:
        error = with_quotes(trouble, text, readable=_is_readable)
    except yaml.YAMLError as trouble:
        error = explain(trouble, text, readable=_is_readable)
    else:
        unfit = (*_lost_text(node, source), *_unfit(node, source))
        return (None, unfit) if unfit else (node, ())
    place = Place(error.line + first_line, error.column + 1)
    return None, (source.problem("yaml", place, error.message, error.hint),)


def _lost_text(node: Node | None, source: SourceText) -> Iterator[Problem]:
    """A problem for each value that goes on behind a number sign: `12 Main Street #4`.

    YAML reads what follows as a remark. A remark that is meant has a space after its sign.
    """
    lines = lines_of(source.text)
    for value in _values(node):
        if not (value.plain and value.text):
            continue
        line = lines[value.place.line - 1]
        end = value.place.column - 1 + len(value.text)
        if _LOST.match(line, end):
            place = Place(value.place.line, line.index("#", end) + 1)
            message = "what stands here after # would be left out, because # begins a remark"
            start = line[: value.place.column - 1]
            hint = f"write: {start}{quoted(line[len(start) :].rstrip())}"
            yield source.problem("yaml", place, message, hint)


def _unfit(node: Node | None, source: SourceText) -> Iterator[Problem]:
    """A problem for each key or value that hides something, or that never ends."""
    keys = [(key, HIDDEN.search(key.text)) for key in _keys(node)]
    values = [(value, hidden_in(value.text)) for value in _values(node)]
    for scalar, hidden in (*keys, *values):
        if hidden:
            column = source.line(scalar.place.line).find(hidden[0], scalar.place.column - 1) + 1
            place = Place(scalar.place.line, column) if column else scalar.place
            message = f"there is an invisible character here ({code(hidden[0])})"
            yield source.problem("file", place, message, "Delete this line and type it again.")
        elif len(scalar.text) > MAX_LENGTH:
            message = f"this text has over {MAX_LENGTH:,} characters"
            hint = "Is a quotation mark missing at its end?"
            yield source.problem("yaml", scalar.place, message, hint)


def _keys(node: Node | None) -> Iterator[Scalar]:
    """Every key in the tree."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _keys(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from _keys(value)


def _values(node: Node | None) -> Iterator[Scalar]:
    """Every single value in the tree."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _values(item)
    elif isinstance(node, Mapping):
        for _, value in node.entries:
            yield from _values(value)


def _is_readable(text: str) -> int | None:
    """The line, from 0, of the first error in the text; None when there is none."""
    try:
        _Builder(_events(text), 1).document()
    except UnreadableYaml as error:
        return error.line
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark.line if mark else 0
    except yaml.YAMLError:
        return 0
    return None


def _events(text: str) -> Iterator[yaml.Event]:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _refused(event, f"this is nested more than {MAX_DEPTH} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield event


def _refused(event: yaml.Event, message: str, hint: str = "") -> UnreadableYaml:
    place = _place(event)
    return UnreadableYaml(message, place.line - 1, place.column - 1, hint)


def _place(event: yaml.Event, first_line: int = 1) -> Place:
    mark = event.start_mark
    return Place(mark.line + first_line, mark.column + 1) if mark else Place(first_line, 1)


def _special_sign(event: yaml.Event) -> str:
    """The sign by which YAML would take the value for a reference or a type; else empty."""
    if isinstance(event, yaml.AliasEvent):
        return "*"
    if getattr(event, "anchor", None) is not None:
        return "&"
    return "" if getattr(event, "tag", None) in (None, "!") else "!"


def _stands_on_one_line(event: yaml.ScalarEvent) -> bool:
    start, end = event.start_mark, event.end_mark
    one_line = start is not None and end is not None and start.line == end.line
    return one_line and not event.style  # the two parsers call the plain style None and ""


class _Builder:
    """Turns parser events into nodes."""

    def __init__(self, events: Iterator[yaml.Event], first_line: int) -> None:
        self._events = events
        self._first_line = first_line

    def document(self) -> Node | None:
        node: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refused(event, "a line of three dashes may not stand here")
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event)
        if isinstance(node, Scalar) and not node.text:
            return None
        return node

    def _node(self, event: yaml.Event) -> Node:
        sign = _special_sign(event)
        if sign:
            raise _refused(event, f"a value that starts with {sign} needs quotes", QUOTE_IT)
        place = _place(event, self._first_line)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, place, plain=_stands_on_one_line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items()), place)
        return Mapping(tuple(self._entries()), place)

    def _items(self) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event)

    def _entries(self) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, int] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event)
            if not isinstance(key, Scalar):
                raise _refused(event, "a key must be one word", "Put this key in quotes.")
            if key.text in seen:
                raise _refused(
                    event,
                    f"`{key.text}` stands here a second time (first on line {seen[key.text]})",
                    "remove this line",
                )
            seen[key.text] = key.place.line
            yield key, self._node(next(self._events))
