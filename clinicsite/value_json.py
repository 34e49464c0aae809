"""Typed values as JSON, for the memo and for other processes.

The types say how to read it back. Anything else than what was written is refused: the memo is
restored from elsewhere.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

_T = TypeVar("_T")
_ENCODER = msgspec.json.Encoder()


def to_json(value: object) -> bytes:
    """The value as compact JSON: the same value gives the same bytes."""
    return _ENCODER.encode(value)


def from_json(kind: type[_T], data: bytes) -> _T:
    """The value of this type that `to_json` wrote; `ValueError` when the data is anything else."""
    try:
        value: _T = _decoder(kind).decode(data)  # type: ignore[arg-type]  # mypy: types have a hash
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("this is not JSON of that type") from error
    return value


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
