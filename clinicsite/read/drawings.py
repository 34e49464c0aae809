"""SVG and XML that are published as files of their own: they may hold a whole program."""

from __future__ import annotations

import re
from xml.parsers import expat

_RUNNING = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio"}
    | {"video", "link", "meta", "base", "animate", "set"}
)
_PAGE = "http://www.w3.org/1999/xhtml "
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!\s*[\"']?#)|@import|(?:java|vb)script:", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_LETTERS = 0x80
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);", re.IGNORECASE)


class _Unfit(Exception):
    pass


def fault_in_drawing(data: bytes) -> str:
    """Why the file may not be published, in one sentence; empty when it may."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _element
    parser.CharacterDataHandler = _words
    parser.StartDoctypeDeclHandler = _doctype
    parser.ProcessingInstructionHandler = _instruction
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003  # the parser takes no keywords
    except _Unfit as error:
        return str(error)
    except (expat.ExpatError, ValueError, LookupError):
        return "this file cannot be read; save it again as plain SVG"
    return ""


def _element(name: str, attributes: dict[str, str]) -> None:
    tag = _local(name)
    if name.startswith(_PAGE):
        raise _Unfit(f"this file holds a part of a page (`{tag}`); a drawing here only draws")
    if tag in _RUNNING:
        raise _Unfit(f"this file holds `{tag}`; a drawing here only draws")
    for attribute, value in attributes.items():
        key = _local(attribute)
        if key.startswith("on") and len(key) > len("on"):
            raise _Unfit(f"this file holds a program (`{key}`); a drawing here only draws")
        points = key in ("href", "src", "action") and value.strip()
        if points and not value.strip().startswith("#") and not _PICTURE.match(value.strip()):
            raise _Unfit(f"this file leads to another place: {value.strip()[:60]}")
        _words(value)


def _words(text: str) -> None:
    """Refuses style sheets that load something; in plain words these signs mean nothing."""
    if _OUTSIDE.search(_ESCAPE.sub(_letter, text)):
        raise _Unfit("this file loads something from another place")


def _letter(escape: re.Match[str]) -> str:
    """The letter that a style sheet may also write as `\\75`."""
    number = int(escape[1], 16) if escape[1] else 0
    return escape[2] or (chr(number) if number < _LETTERS else "")


def _doctype(name: str, system: str | None, public: str | None, internal: int) -> None:
    if internal:
        raise _Unfit("this file defines words of its own; save it as plain SVG")


def _instruction(target: str, data: str) -> None:
    raise _Unfit("this file calls another one; save it as plain SVG")


def _local(name: str) -> str:
    return name.rpartition(" ")[2].rpartition(":")[2].lower()
