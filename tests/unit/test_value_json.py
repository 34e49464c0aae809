"""Typed values come back from JSON as they went, and nothing else comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.value_json import from_json, to_json


class Size(StrEnum):
    """How big a room is."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True)
class Room:
    """A room of the clinic."""

    name: str
    floor: int | None = None
    size: Size = Size.SMALL
    light: Literal["north", "south"] = "north"


@dataclass(frozen=True, kw_only=True)
class Clinic:
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
        b"", b"{", b"null", b"[]", b"1", b'"x"', b"[" * 100_000,
        b'["Blue",null,"small"]', b'["Blue",null,"small","north",1]', b'[1,null,"small","north"]',
        b'["Blue","2","small","north"]', b'["Blue",true,"small","north"]',
        b'["Blue",2,"huge","north"]', b'["Blue",2,"small","west"]', b'["Blue",2,["small"],"north"]',
    ],
)  # fmt: skip
def test_what_is_no_such_value_is_refused(data: bytes) -> None:
    """A field too few, a field too many, another type, an unknown choice, no JSON at all."""
    with pytest.raises(ValueError, match="not JSON of that type"):
        from_json(Room, data)


@pytest.mark.parametrize("data", [b'[["a","x"]]', b'{"a":1}', b'"a"', b"[1]"])
def test_what_is_no_such_mapping_is_refused(data: bytes) -> None:
    """A mapping is an object of JSON, with values of its type."""
    with pytest.raises(ValueError, match="not JSON of that type"):
        from_json(dict[str, str], data)


def test_what_has_no_form_is_not_written() -> None:
    """A set would come back as a list, and a class as its fields' defaults."""
    for value in ({1, 2}, Room, b"bytes"):
        with pytest.raises(TypeError, match="no form in JSON"):
            to_json(value)
