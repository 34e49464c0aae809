"""The models of `config.yaml` and of front matter as JSON Schema, for editors that help while one
types.

An editor reads YAML in its own way: it takes `3` for a number and `yes` for a word. So each kind of
value is described by all that one may type for it. What these few patterns cannot tell, such as a
day that does not exist, `check` tells.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec.structs import fields

from clinicsite.read import config
from clinicsite.read.fields import (
    Day,
    Email,
    Flag,
    Name,
    Number,
    PageAddresses,
    Phone,
    Pixels,
    Route,
    Routes,
    Strict,
    Text,
    Texts,
    WebAddress,
)
from clinicsite.read.hours import Hours

DIALECT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 999}


def _pattern(pattern: str, **more: Any) -> Schema:
    return {"type": "string", "pattern": pattern, **more}


def _listed(item: Schema) -> Schema:
    """A list in any of the ways people write one: also `a, b` on one line."""
    return {"anyOf": [{"type": "array", "items": item}, {"type": "string"}]}


_TIME = r"\d{1,2}(:\d{2})?\s*([apAP]\.?\s?[mM]\.?)?"
_SPAN = rf"{_TIME}\s*(-|–|—|to)\s*{_TIME}"
_KINDS: Mapping[object, Schema] = {
    Text: _TEXT,
    Flag: {
        "anyOf": [{"type": "boolean"}, _pattern("^([Yy]es|YES|[Nn]o|NO|[Tt]rue|[Ff]alse)$")],
        "examples": ["yes", "no"],
    },
    Number: _NUMBER,
    Pixels: {"type": "integer", "minimum": 1, "maximum": 9999},
    Name: _pattern(r"^\w[\w.-]{0,99}$"),
    Day: _pattern(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", examples=["2026-03-31"]),
    WebAddress: _pattern(r"^https://[\w.-]+\.\w+\S*$", examples=["https://www.example.com/"]),
    Route: _pattern(r"^/([^\s/]+/)*$", examples=["/causes/"]),
    Phone: {
        "anyOf": [
            _pattern(r"^[^A-Za-z0-9]*1?([^A-Za-z0-9]*\d){10}[^A-Za-z0-9]*$"),
            {"type": "integer", "minimum": 1_000_000_000, "maximum": 19_999_999_999},
        ],
        "examples": ["(213) 555-0123"],
    },
    Email: _pattern(r"^[^\s@]+@[^\s@]+\.[^\s@]+$", examples=["front.desk@example.com"]),
    Texts: _listed(_TEXT),
    Routes: _listed(_pattern(r"^/([^\s/]+/)*$")),
    PageAddresses: _listed(_pattern(r"^/([^\s/]+/)*([^\s/]+\.html)?$")),
    Hours: _pattern(
        rf"^\s*([Cc]losed|{_SPAN}(\s*,\s*{_SPAN})*)\s*$",
        examples=["9:00 am - 5:00 pm", "closed"],
    ),
    config.PlaceInSite: _pattern(r"^/", examples=["/when-to-get-help/"]),
    config.SiteUrl: _pattern(r"^https?://\S+$", examples=["https://www.example.com/"]),
    config.TimeZone: _pattern(r"^\w[\w+/-]*$", examples=["America/Los_Angeles"]),
}


def schema_of(model: type[Strict], title: str) -> Schema:
    """The model as a whole schema."""
    return {"$schema": DIALECT, "title": title, **_object(model)}


def _object(model: type[Strict]) -> Schema:
    hints = get_type_hints(model, include_extras=True)
    said = dict(_docstrings(model))
    properties = {
        field.name: _property(hints[field.name], said.get(field.name, ""), needed=field.required)
        for field in fields(model)
    }
    required = [field.name for field in fields(model) if field.required]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _property(kind: object, said: str, *, needed: bool) -> Schema:
    """The schema of one key; an empty value means "not given" where none is needed."""
    schema = _schema(kind)
    if not needed:
        schema = _or_nothing(schema)
    return {**({"description": said} if said else {}), **schema}


def _or_nothing(schema: Schema) -> Schema:
    """The schema, or an empty value."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}


def _schema(kind: Any) -> Schema:
    if kind in _KINDS:
        return _KINDS[kind]
    if get_origin(kind) in (Union, UnionType):
        (inner,) = (part for part in get_args(kind) if part is not NoneType)
        return _schema(inner)
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema(get_args(kind)[0])}
    if issubclass(kind, StrEnum):
        return {"enum": [choice.value for choice in kind]}
    if issubclass(kind, Strict):
        return _object(kind)
    raise TypeError(kind)


def _docstrings(model: type[Strict]) -> Iterator[tuple[str, str]]:
    """The sentences that stand below the keys of a model."""
    (found,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    body = found.body if isinstance(found, ast.ClassDef) else []
    for key, below in pairwise(body):
        if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name):
            match below:
                case ast.Expr(value=ast.Constant(value=str(words))):
                    yield key.target.id, " ".join(words.split())
