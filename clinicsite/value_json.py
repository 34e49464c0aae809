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
from operator import attrgetter
from types import NoneType
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin, get_type_hints

_T = TypeVar("_T")
_Read = Callable[[object], object]
_SCALARS = (str, int, float, bool)
_NOT_OURS = "this is not JSON of that type"


def to_json(value: object) -> bytes:
    """The value as compact JSON: the same value gives the same bytes."""
    return _ENCODER.encode(value).encode()


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
    """What the encoder writes for a value that JSON has no form of."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, type) or not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return _values_of(type(value))(value)  # type: ignore[arg-type]  # mypy: types have a hash


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_plain
)


@cache
def _values_of(kind: Any) -> Callable[[object], tuple[object, ...]]:
    """What takes the values of a dataclass's fields, in order."""
    names = tuple(field.name for field in fields(kind))
    if len(names) < 2:
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)


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
    hints = _fields(kind)
    readers = tuple(map(_reader, hints.values()))
    make = _by_name(kind) if any(field.kw_only for field in fields(kind)) else kind  # type: ignore[arg-type]  # mypy: a dataclass's type
    plain = [hint if hint in _SCALARS else None for hint in hints.values()]

    def read(value: object) -> object:
        values = _as(list, value)
        if len(values) != len(readers):
            raise ValueError(_NOT_OURS)
        if [*map(type, values)] == plain:
            return make(*values)
        return make(*[reader(item) for reader, item in zip(readers, values, strict=True)])

    return read


def _by_name(kind: Callable[..., object]) -> Callable[..., object]:
    """What makes a dataclass whose fields have to be named."""
    names = tuple(_fields(kind))
    return lambda *values: kind(**dict(zip(names, values, strict=True)))


def _dict_reader(key_kind: Any, item_kind: Any) -> _Read:
    key_of, item_of = _reader(key_kind), _reader(item_kind)
    return lambda value: {key_of(key): item_of(item) for key, item in _as(dict, value).items()}


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


def _as(kind: type[_T], value: object) -> _T:
    return value if isinstance(value, kind) else _refuse()


def _refuse() -> NoReturn:
    raise ValueError(_NOT_OURS)
