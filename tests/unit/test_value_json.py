"""Typed values come back from JSON as they went, and nothing else comes back."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.value_json import from_json, to_json


class Size(StrEnum):
    """How big a room is."""

    SMALL = "small"
    LARGE = "large"


class Room(msgspec.Struct, frozen=True):
    """A room of the clinic."""

    name: str
    floor: int | None = None
    size: Size = Size.SMALL
    light: Literal["north", "south"] = "north"


class Clinic(msgspec.Struct, frozen=True, kw_only=True):
    """A clinic, with a field of every kind that a site has."""

    rooms: tuple[Room, ...] = ()
    by_size: dict[Size, Room]
    opened: date
    open: bool = True
    owner: Room | None = None
    mixed: tuple[int | str, ...] = ()


_rooms = st.builds(Room, st.text(), st.none() | st.integers(), st.sampled_from(Size))
_clinics = st.builds(
    Clinic,
    rooms=st.lists(_rooms, max_size=3).map(tuple),
    by_size=st.dictionaries(st.sampled_from(Size), _rooms),
    opened=st.dates(),
    open=st.booleans(),
    owner=st.none() | _rooms,
    mixed=st.lists(st.integers() | st.text()).map(tuple),
)


@given(_clinics)
def test_a_value_comes_back_as_it_went(clinic: Clinic) -> None:
    """Enums, days, missing values and nested values are what they were, types included."""
    back = from_json(Clinic, to_json(clinic))

    assert back == clinic
    assert repr(back) == repr(clinic)
    assert to_json(back) == to_json(clinic)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"null", b"[]", b"1", b'"x"', b"[" * 100_000, b"{}", b'{"floor":2}',
        b'{"name":1}', b'{"name":"Blue","floor":"2"}', b'{"name":"Blue","floor":true}',
        b'{"name":"Blue","size":"huge"}', b'{"name":"Blue","light":"west"}',
        b'{"name":"Blue","size":["small"]}',
    ],
)  # fmt: skip
def test_what_is_no_such_value_is_refused(data: bytes) -> None:
    """A field that is needed and missing, another type, an unknown choice, no JSON at all."""
    with pytest.raises(ValueError, match="not JSON of that type"):
        from_json(Room, data)


@pytest.mark.parametrize("data", [b'[["a","x"]]', b'{"a":1}', b'"a"', b"[1]"])
def test_what_is_no_such_mapping_is_refused(data: bytes) -> None:
    """A mapping is an object of JSON, with values of its type."""
    with pytest.raises(ValueError, match="not JSON of that type"):
        from_json(dict[str, str], data)


def test_what_has_no_form_is_not_written() -> None:
    """A class and a function are no values."""
    for value in (Room, repr):
        with pytest.raises(TypeError, match="unsupported"):
            to_json(value)
