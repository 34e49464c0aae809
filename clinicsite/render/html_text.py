"""A tree of elements as HTML: what Python-Markdown's serializer writes of such trees, in less time.

It knows only what a page's text is made of: elements with names, attributes and texts. Markdown's
own also knows namespaces, comments and XHTML, and asks for them at each element.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import serializers

_BOOLEAN = serializers.BOOLEAN_ATTRIBUTES["html"]  # type: ignore[attr-defined]  # not in the stubs
_VOID = serializers.HTML_EMPTY  # type: ignore[attr-defined]  # not in the stubs
_RAW = frozenset({"script", "style"})


def html_of(root: Element) -> str:
    """The element with all that stands in it and behind it."""
    parts: list[str] = []
    _write(root, parts.append)
    return "".join(parts)


def _write(element: Element, write: Callable[[str], None]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    attributes = element.items()
    if attributes:
        write(f"<{tag}{''.join([_attribute(*one) for one in sorted(attributes)])}>")
    else:
        write(f"<{tag}>")
    if text:
        write(text if tag.lower() in _RAW else _escaped(text))
    for child in element:
        _write(child, write)
    if tag.lower() not in _VOID:
        write(f"</{tag}>")
    if tail:
        write(_escaped(tail))


def _attribute(name: str, value: str) -> str:
    escaped = _escaped(value).replace('"', "&quot;")
    return f" {name}" if name == escaped and name in _BOOLEAN else f' {name}="{escaped}"'


def _escaped(text: str) -> str:
    """The text with no sign that has a meaning in HTML; entities stay what they are."""
    if "&" in text:
        text = serializers.RE_AMP.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")
