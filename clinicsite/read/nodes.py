"""A YAML document as a small tree of texts, each with its place."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from clinicsite.read.source import Place


class Scalar(Struct, frozen=True):
    """One value, as it was typed."""

    text: str
    place: Place
    plain: bool
    """True when it stands on one line without quotes."""


class Sequence(Struct, frozen=True):
    """A list of values."""

    items: tuple[Node, ...]
    place: Place


class Mapping(Struct, frozen=True):
    """Keys with their values, in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place


Node: TypeAlias = Scalar | Sequence | Mapping


def quoted(value: str) -> str:
    """The value in YAML quotes, whatever it holds."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"
