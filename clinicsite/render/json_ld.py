"""JSON inside a script element."""

from __future__ import annotations

from typing import TypeAlias

import msgspec
from markupsafe import Markup

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


_ENCODER = msgspec.json.Encoder(order="sorted")


def as_script(graph: list[Json]) -> Markup:
    """The text of the script, with nothing empty in it and no sign that has a meaning in HTML."""
    document = {"@context": "https://schema.org", "@graph": [_without_gaps(n) for n in graph]}
    text = _ENCODER.encode(document).decode()
    for sign, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, escape)
    return Markup(text)  # every sign with a meaning in HTML is escaped


def _without_gaps(value: Json) -> Json:
    """The value without anything empty in it."""
    if isinstance(value, dict):
        kept = {key: _without_gaps(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner or isinstance(inner, int)}
    if isinstance(value, list):
        return [_without_gaps(inner) for inner in value]
    return value
