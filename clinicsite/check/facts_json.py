"""Facts of a page as JSON, for the memo and for other processes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from clinicsite.check.page_facts import PageFacts

_NO_FACTS = "these are not the facts of a page"


def to_json(facts: PageFacts) -> bytes:
    """The facts as compact JSON: the same facts give the same bytes."""
    return json.dumps(_plain(facts), ensure_ascii=False, separators=(",", ":")).encode()


def from_json(data: bytes) -> PageFacts:
    """The facts that `to_json` wrote; `ValueError` when the data is anything else."""
    try:
        facts = _reader(PageFacts)(json.loads(data))
    except RecursionError as error:
        raise ValueError(_NO_FACTS) from error
    if not isinstance(facts, PageFacts):
        raise TypeError(type(facts))
    return facts


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, name)) for name in _fields(type(value))]
    return value


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    """Names and types of a dataclass's fields, in order."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


@cache
def _reader(kind: Any) -> Callable[[object], object]:
    """What makes a value of this type from its JSON: lists become tuples and dataclasses."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    if get_origin(kind) is tuple:
        item = _reader(get_args(kind)[0])
        return lambda value: tuple(map(item, _as_list(value)))
    allowed = frozenset(get_args(kind) or (kind,))

    def read(value: object) -> object:
        if type(value) not in allowed:
            raise ValueError(_NO_FACTS)
        return value

    return read


def _dataclass_reader(kind: Callable[..., object]) -> Callable[[object], object]:
    readers = tuple(map(_reader, _fields(kind).values()))

    def read(value: object) -> object:
        values = _as_list(value)
        if len(values) != len(readers):
            raise ValueError(_NO_FACTS)
        return kind(*(reader(item) for reader, item in zip(readers, values, strict=True)))

    return read


def _as_list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    raise ValueError(_NO_FACTS)
