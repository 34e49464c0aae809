"""A YAML document that knows where each of its keys and values stands.

Its text is parsed when somebody asks what stands in it or where: a value that is remembered and
has no problem never asks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from clinicsite.problems import Problem
from clinicsite.read.nodes import Mapping, Node, Scalar, Sequence
from clinicsite.read.source import Place, SourceText

KeyPath: TypeAlias = tuple[str | int, ...]


class Document(Struct, frozen=True):
    """A YAML file, or the part of a file that holds YAML."""

    source: SourceText
    text: str
    """The YAML itself: all of the file, or a part of it."""
    first_line: int = 1
    """The line of the file on which the text begins."""
    start: Place | None = None
    """Where it begins as a whole, such as the line of a block; None for a whole file."""

    @property
    def node(self) -> Node | None:
        """What the text says; None for a file that is empty or cannot be read.

        A part of a file that says nothing is a mapping without keys.
        """
        node, _ = _parsed(self)
        return Mapping((), self.start) if node is None and self.start else node

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Why the text cannot be read."""
        return _parsed(self)[1]

    def place(self, keys: KeyPath) -> Place | None:
        """Where the value at these keys stands; where its nearest parent stands if it does not."""
        found = self.find(keys)
        while found is None and keys:
            keys = keys[:-1]
            found = self.find(keys)
        if found is None or not keys:
            return self.start
        key, node = found
        if isinstance(node, Scalar) and node.text:
            return node.place
        return key.place if key else node.place

    def problem(self, rule: str, keys: KeyPath, message: str, hint: str = "") -> Problem:
        """A problem at the value of these keys."""
        return self.source.problem(rule, self.place(keys), message, hint)

    def find(self, keys: KeyPath) -> tuple[Scalar | None, Node] | None:
        """The last of these keys with its value; no key for an entry of a list."""
        key: Scalar | None = None
        node = self.node
        for step in keys:
            if isinstance(node, Mapping):
                entry = next((e for e in node.entries if e[0].text == step), None)
                if entry is None:
                    return None
                key, node = entry
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                key, node = None, node.items[step]
            elif isinstance(node, Scalar) and isinstance(step, int):
                node = _part(node, step)
            else:
                return None if isinstance(step, str) else (key, node) if node else None
        return (key, node) if node is not None else None

    def line_with(self, keys: KeyPath, value: str) -> str:
        """The hint that replaces the value at these keys: its whole line, where that is sure."""
        _, node = self.find(keys) or (None, None)
        if isinstance(node, Scalar) and node.plain and node.text:
            return f"write: {self._line_changed(node, value)}"
        return f"Write {value}"

    def line_with_key(self, keys: KeyPath, name: str) -> str:
        """The hint that replaces the last of these keys."""
        key, _ = self.find(keys) or (None, None)
        if key is None or not key.plain:
            return f"Write {name}"
        return f"write: {self._line_changed(key, name)}"

    def _line_changed(self, node: Scalar, words: str) -> str:
        line, start = self.source.line(node.place.line), node.place.column - 1
        return line[:start] + words + line[start + len(node.text) :]


@lru_cache(maxsize=8)
def _parsed(document: Document) -> tuple[Node | None, tuple[Problem, ...]]:
    from clinicsite.read.parse_yaml import parse_yaml  # PyYAML is loaded when there is YAML to read

    return parse_yaml(document.source, text=document.text, first_line=document.first_line)


def _part(node: Scalar, number: int) -> Scalar:
    """One of the values that stand on one line with commas between them."""
    parts = [part for part in re.finditer(r"[^,]+", node.text) if part[0].strip()]
    if not node.plain or number >= len(parts):
        return node
    part = parts[number]
    indent = len(part[0]) - len(part[0].lstrip())
    place = Place(node.place.line, node.place.column + part.start() + indent)
    return Scalar(part[0].strip(), place, plain=True)
