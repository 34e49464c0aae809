"""Typed values as JSON, for the memo and for other processes.

Frozen dataclasses become lists of their fields, so that the JSON is short and reading it is
quick; the types say how to read it back. Anything else than what was written is refused: the
memo is restored from elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin, get_type_hints

_T = TypeVar("_T")
_Read = Callable[[object], object]
_NOT_OURS = "this is not JSON of that type"


def to_json(value: object) -> bytes:
    """The value as compact JSON: the same value gives the same bytes."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode()


def from_json(kind: type[_T], data: bytes) -> _T:
    """The value of this type that `to_json` wrote; `ValueError` when the data is anything else.

    Types are made of dataclasses, tuples of any length, dicts, enums, days, choices of texts and
    JSON's own scalars.
    """
    try:
        value: _T = _reader(kind)(json.loads(data))  # type: ignore[arg-type]  # mypy: types have a hash
    except (ValueError, RecursionError) as error:
        raise ValueError(_NOT_OURS) from error
    return value


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return [[_plain(key), _plain(item)] for key, item in value.items()]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, name)) for name in _fields(type(value))]
    return value


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    """Names and types of a dataclass's fields, in order."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


@cache
def _reader(kind: Any) -> Callable[[object], Any]:
    """What makes a value of this type from its JSON."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    if kind is date:
        return lambda value: date.fromisoformat(_as(str, value))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda value: tuple(map(item, _as(list, value)))
    if origin is dict:
        return _dict_reader(*arguments)
    if origin is Literal:
        return lambda value: _one_of(arguments, value)
    return _scalar_reader(arguments or (kind,))


def _dataclass_reader(kind: Callable[..., object]) -> _Read:
    names = tuple(_fields(kind))
    readers = tuple(map(_reader, _fields(kind).values()))

    def read(value: object) -> object:
        values = _as(list, value)
        if len(values) != len(readers):
            raise ValueError(_NOT_OURS)
        items = [reader(item) for reader, item in zip(readers, values, strict=True)]
        return kind(**dict(zip(names, items, strict=True)))

    return read


def _dict_reader(key_kind: Any, item_kind: Any) -> _Read:
    key_of, item_of = _reader(key_kind), _reader(item_kind)
    return lambda value: {key_of(key): item_of(item) for key, item in map(_pair, _as(list, value))}


def _scalar_reader(kinds: tuple[Any, ...]) -> _Read:
    """One of several scalars, or a value of one type that may be missing."""
    present = [kind for kind in kinds if kind is not NoneType]
    if len(present) == 1 and len(kinds) > 1:
        read = _reader(present[0])
        return lambda value: None if value is None else read(value)
    allowed = frozenset(kinds)
    return lambda value: value if type(value) in allowed else _refuse()


def _one_of(choices: tuple[Any, ...], value: object) -> object:
    return value if value in choices else _refuse()


def _pair(value: object) -> list[Any]:
    pair = _as(list, value)
    return pair if len(pair) == 2 else _refuse()


def _as(kind: type[_T], value: object) -> _T:
    return value if isinstance(value, kind) else _refuse()


def _refuse() -> NoReturn:
    raise ValueError(_NOT_OURS)
