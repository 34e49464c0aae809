"""From YAML nodes to typed values: pydantic does the checking, the words are ours.

pydantic reports every error of a document at once, each with the path of keys that leads to it.
This module maps that path back to the line where the key stands.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from clinicsite.problems import Problem
from clinicsite.read.source import Place, SourceText
from clinicsite.read.yaml_errors import quoted
from clinicsite.read.yaml_nodes import Mapping, Node, Scalar, Sequence

KeyPath: TypeAlias = tuple[str | int, ...]
_T = TypeVar("_T")
_MAX_PROBLEMS = 500


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document that knows where each of its keys and values stands."""

    source: SourceText
    node: Node | None
    start: Place | None = None
    """Where it begins as a whole, such as the line of a block; None for a whole file."""

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


def validate(
    shape: type[_T], document: Document, *, missing: Callable[[str], str] | None = None
) -> tuple[_T | None, tuple[Problem, ...]]:
    """The document as a value of this shape, or None with a problem for everything wrong.

    `missing` words the hint for a key that is not there.
    """
    if document.node is None:
        return None, (Problem("field", "this file is empty", document.source.path),)
    try:
        return TypeAdapter(shape).validate_python(_plain(document.node)), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)[:_MAX_PROBLEMS]
    misspelt = {
        (*detail["loc"][:-1], _meant(shape, detail["loc"]))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    problems = [
        _problem(shape, document, detail, missing)
        for detail in details
        if detail["type"] != "missing" or detail["loc"] not in misspelt
    ]
    return None, tuple(problems)


def _part(node: Scalar, number: int) -> Scalar:
    """One of the values that stand on one line with commas between them."""
    parts = [part for part in re.finditer(r"[^,]+", node.text) if part[0].strip()]
    if not node.plain or number >= len(parts):
        return node
    part = parts[number]
    indent = len(part[0]) - len(part[0].lstrip())
    place = Place(node.place.line, node.place.column + part.start() + indent)
    return Scalar(part[0].strip(), place, plain=True)


def _plain(node: Node) -> object:
    """The node as dicts, lists and texts; a key with an empty value is left out."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.entries if not _is_empty(value)}


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _problem(
    shape: object, document: Document, detail: ErrorDetails, missing: Callable[[str], str] | None
) -> Problem:
    keys: KeyPath = detail["loc"]
    key = str(keys[-1]) if keys else ""
    context = detail.get("ctx", {})
    if key == "[key]" and "expected" in context:
        return _unknown_key(document, keys[:-1], _choices(context["expected"]))
    match detail["type"]:
        case "missing":
            return _missing(document, keys, key, missing)
        case "extra_forbidden":
            return _unknown_key(document, keys, _known_keys(shape, keys[:-1]))
        case "clinic":
            name = _subject(document, keys)
            hint = context["hint"]
            if context["instead"]:
                hint = document.line_with(keys, context["instead"])
            return document.problem("field", keys, f"`{name}` {context['message']}", hint)
        case "enum" | "literal_error":
            return _unknown_choice(document, keys, key, context["expected"])
        case "list_type" | "tuple_type":
            return document.problem("field", keys, f"{_group(keys)} takes a list")
        case _:
            message = f"{_group(keys)} takes lines of the form `key: value`"
            return document.problem("field", keys, message)


def _missing(
    document: Document, keys: KeyPath, key: str, missing: Callable[[str], str] | None
) -> Problem:
    where = "here" if document.place(keys[:-1]) else "to this file"
    hint = missing(key) if missing else f"Add `{key}: …` {where}."
    if document.find(keys) is None:
        return document.problem("field", keys[:-1], f"`{key}` is missing", hint)
    place = document.place(keys)
    line = document.source.line(place.line) if place else ""
    message = f"`{key}` is empty"
    start, _, remark = line.partition(":")
    if re.match(r"\s*#[^\s#]", remark):
        message = f"`{key}` is empty, because # begins a remark"
        hint = f"write: {start}: {quoted(remark.strip())}"
    elif hint.startswith("add: "):
        hint = "write: " + hint.removeprefix("add: ")
    else:
        hint = "Write it after the colon."
    return document.source.problem("field", place, message, hint)


def _unknown_key(document: Document, keys: KeyPath, known: tuple[str, ...]) -> Problem:
    entry, key = document.find(keys), str(keys[-1])
    place = entry[0].place if entry and entry[0] else document.place(keys)
    near = did_you_mean(key, set(known) - _present_keys(document, keys[:-1]))
    hint = f"Remove it, or use one of: {', '.join(sorted(known))}."
    if not known:
        on_one_line = entry and isinstance(entry[1], Scalar) and entry[1].plain
        hint = "remove this line" if on_one_line else "Remove it."
    if near:
        hint = document.line_with_key(keys, near)
    return document.source.problem("field", place, f"`{key}` is not a known key", hint)


def _unknown_choice(document: Document, keys: KeyPath, key: str, expected: str) -> Problem:
    known = _choices(expected)
    found = document.find(keys)
    typed = found[1].text if found and isinstance(found[1], Scalar) else ""
    near = did_you_mean(typed.lower(), known)
    hint = document.line_with(keys, near) if near else f"Use one of: {', '.join(known)}."
    return document.problem("field", keys, f"`{key}` cannot be `{typed}`", hint)


def _choices(expected: str) -> tuple[str, ...]:
    """The values in pydantic's `'none', 'soft' or 'book'`."""
    return tuple(re.findall(r"'([^']*)'", expected))


def _subject(document: Document, keys: KeyPath) -> str:
    """What a complaint is about: the key, or the entry of a list."""
    found = document.find(keys)
    if keys and isinstance(keys[-1], int) and found and isinstance(found[1], Scalar):
        return found[1].text or str(keys[-2])
    return next((str(step) for step in reversed(keys) if isinstance(step, str)), "this")


def _group(keys: KeyPath) -> str:
    """What should hold several values and does not."""
    name = next((f"`{step}`" for step in reversed(keys) if isinstance(step, str)), "this file")
    return f"an entry of {name}" if keys and isinstance(keys[-1], int) else name


def _meant(shape: object, keys: KeyPath) -> str:
    """The known key that was most likely meant by the last of these; empty when none is near."""
    return did_you_mean(str(keys[-1]), _known_keys(shape, keys[:-1]))


def _present_keys(document: Document, keys: KeyPath) -> set[str]:
    """The keys that stand there already: none of them was meant by another one."""
    found = document.find(keys)
    if not found or not isinstance(found[1], Mapping):
        return set()
    return {key.text for key, _ in found[1].entries}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant; empty when none is near."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.7)), "")


def _known_keys(shape: object, keys: KeyPath) -> tuple[str, ...]:
    """The keys of the model that is reached through these keys."""
    for step in keys:
        models = tuple(_models(shape))
        if isinstance(step, str) and models and step in models[0].model_fields:
            shape = models[0].model_fields[step].annotation
    models = tuple(_models(shape))
    return tuple(models[0].model_fields) if models else ()


def choices(model: type[BaseModel], key: str) -> tuple[str, ...]:
    """The values that a key may have; none when it takes any text."""
    shape = model.model_fields[key].annotation
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return tuple(shape)
    return tuple(map(str, get_args(shape))) if get_origin(shape) is Literal else ()


def _models(shape: object) -> Iterable[type[BaseModel]]:
    """The models named anywhere in a type."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        yield shape
        return
    for part in get_args(shape):
        yield from _models(part)
