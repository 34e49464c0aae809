"""From YAML nodes to typed values: pydantic does the checking, the words are ours.

pydantic reports every error of a document at once, each with the path of keys that leads to it.
This module maps that path back to the line where the key stands.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.document import Document, KeyPath
from clinicsite.read.fields import Strict
from clinicsite.read.nodes import Mapping, Node, Scalar, Sequence, quoted
from clinicsite.value_json import from_json, to_json

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_T = TypeVar("_T")
_MAX_PROBLEMS = 500
_STEP = "value"
_BELOW = "Leave nothing behind `{key}:`, and write one line below it for each thing it holds."


def validate(
    shape: type[_T],
    document: Document,
    *,
    missing: Callable[[str], str] | None = None,
    memo: Memo = FORGETFUL,
) -> tuple[_T | None, tuple[Problem, ...]]:
    """The document as a value of this shape, or None with a problem for everything wrong.

    `missing` words the hint for a key that is not there. Only values without any problem are
    remembered: problems tell the places of a file, and are found anew each time.
    """
    arguments = _arguments(shape, document)
    found = memo.recall(_STEP, *arguments)
    if found is not None:
        return from_json(shape, found), ()
    if document.faults:
        return None, document.faults
    value, problems = _validated(shape, document, missing)
    if value is not None:
        memo.keep(to_json(value), _STEP, *arguments)
    return value, problems


def recalled(shape: type[_T], documents: Iterable[Document], memo: Memo) -> list[_T | None]:
    """The values of these documents, in their order; None for each that has to be validated.

    The memo is asked once for all of them, which a thousand pages would feel.
    """
    found = memo.recall_all(_STEP, [_arguments(shape, document) for document in documents])
    return [None if data is None else from_json(shape, data) for data in found]


def _arguments(shape: object, document: Document) -> tuple[bytes, bytes]:
    return str(shape).encode(), document.text.encode()


def _validated(
    shape: type[_T], document: Document, missing: Callable[[str], str] | None
) -> tuple[_T | None, tuple[Problem, ...]]:
    from pydantic import ValidationError

    if document.node is None:
        return None, (Problem("field", "this file is empty", document.source.path),)
    try:
        adapter = _adapter(shape)  # type: ignore[arg-type]  # mypy: types have a hash
        return adapter.validate_python(_plain(document.node)), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)[:_MAX_PROBLEMS]
    misspelt = {
        (*detail["loc"][:-1], _meant(shape, detail["loc"]))
        for detail in details
        if detail["type"] == "unexpected_keyword_argument"
    }
    problems = [
        _problem(shape, document, detail, missing)
        for detail in details
        if detail["type"] != "missing" or detail["loc"] not in misspelt
    ]
    return None, tuple(problems)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(shape, config={"extra": "forbid"})


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
        case "unexpected_keyword_argument":
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
            found = document.find(keys)
            one_line = found is not None and isinstance(found[1], Scalar) and keys[-1:] == (key,)
            hint = _BELOW.format(key=key) if one_line else ""
            return document.problem("field", keys, message, hint)


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
    """The keys of the value that is reached through these keys."""
    for step in keys:
        model = next(_models(shape), None)
        if model is not None and isinstance(step, str) and step in keys_of(model):
            shape = get_type_hints(model)[step]
    model = next(_models(shape), None)
    return keys_of(model) if model is not None else ()


def keys_of(model: type[Strict]) -> tuple[str, ...]:
    """The keys that a model knows, in its own order."""
    return model.__struct_fields__


def choices(model: type[Strict], key: str) -> tuple[str, ...]:
    """The values that a key may have; none when it takes any text."""
    shape = get_type_hints(model)[key]
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return tuple(shape)
    return tuple(map(str, get_args(shape))) if get_origin(shape) is Literal else ()


def _models(shape: object) -> Iterator[type[Strict]]:
    """The models named anywhere in a type."""
    if isinstance(shape, type) and issubclass(shape, Strict):
        yield shape
        return
    for part in get_args(shape):
        yield from _models(part)
