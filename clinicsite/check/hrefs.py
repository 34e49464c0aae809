"""Addresses as a browser reads them, tricks included."""

from __future__ import annotations

import re
from functools import lru_cache

from clinicsite.addresses import BaseUrl

RUNNING_SCHEMES = ("javascript:", "vbscript:")
"""Schemes that run a program."""
FORBIDDEN_SCHEMES = (*RUNNING_SCHEMES, "data:")
"""Schemes that no link may have."""

_REMEMBERED = 4096
"""Addresses of the frame come again on every page."""
_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_UNSEEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+"
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/\\?#]*")
_WEB_SCHEMES = ("http", "https", "ws", "wss", "ftp")


@lru_cache(maxsize=_REMEMBERED)
def as_read(href: str) -> str:
    """The address without what a browser drops before it looks."""
    return href.strip(_EDGES).translate(_DROPPED)


@lru_cache(maxsize=_REMEMBERED)
def scheme_of(href: str) -> str:
    """`https`, `tel`… in small letters; empty for an address without one."""
    found = _SCHEME.match(as_read(href))
    return found[1].lower() if found else ""


@lru_cache(maxsize=_REMEMBERED)
def forbidden_scheme(href: str, schemes: tuple[str, ...] = FORBIDDEN_SCHEMES) -> str:
    """The scheme that the address hides behind letter case, spaces or control characters."""
    bare = _UNSEEN.sub("", href).casefold()
    return next((scheme for scheme in schemes if bare.startswith(scheme)), "")


@lru_cache(maxsize=_REMEMBERED)
def host_of(href: str) -> str:
    """The host, with its port, that a browser would ask; empty for an address without one."""
    address = as_read(href)
    scheme = scheme_of(address)
    if scheme and scheme not in _WEB_SCHEMES:
        return ""
    rest = address[len(scheme) + 1 :] if scheme else address
    if not scheme and not re.match(r"[/\\]{2}", rest):
        return ""
    authority = _AUTHORITY.match(rest.lstrip("/\\"))
    return authority[0].rpartition("@")[2].lower() if authority else ""


def is_elsewhere(address: str, base: BaseUrl) -> bool:
    """Whether a browser that fetches the address would ask another host than the site's own."""
    scheme = scheme_of(address)
    if scheme in ("data", "blob", "about"):
        return False
    if scheme and scheme not in _WEB_SCHEMES:
        return True
    host = host_of(address)
    if not host:
        return bool(scheme)
    return host != base.origin.partition("//")[2].lower()


_SRCSET_PART = re.compile(r"[\s,]*([^\s,]\S*)")


def srcset_addresses(srcset: str) -> tuple[str, ...]:
    """The addresses of a `srcset`, by the rules of the HTML standard."""
    addresses = []
    position = 0
    while found := _SRCSET_PART.match(srcset, position):
        address = found[1]
        position = found.end()
        if not address.endswith(","):
            comma = srcset.find(",", position)
            position = len(srcset) if comma < 0 else comma + 1
        addresses.append(address.rstrip(","))
    return tuple(addresses)


_HEX_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})[ \t\n]?", re.IGNORECASE)
_LETTER_ESCAPE = re.compile(r"\\([g-z@/:.-])", re.IGNORECASE)
_HARMLESS = re.compile(r"[A-Za-z0-9@/:._-]")
_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
_STYLE_PART = re.compile(
    rf"""
    /\*.*?(?:\*/|\Z)
    | @namespace\b [^;]* ;?
    | (?:url|src) \( \s* (?P<inside> {_STRING} | [^)]* )
    | @import \s* (?P<imported> {_STRING})
    | (?P<string> {_STRING})
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


@lru_cache(maxsize=64)
def style_addresses(css: str) -> tuple[str, ...]:
    """What a style sheet fetches: `url(…)`, `@import`, and strings that name a host."""
    addresses = []
    for part in _STYLE_PART.finditer(_without_escapes(css)):
        address = part["inside"] or part["imported"] or ""
        if not address and part["string"] and re.match(r".\s*(?:[a-z]+:)?//", part["string"]):
            address = part["string"]
        address = address.strip().strip("\"'").strip()
        if address:
            addresses.append(address)
    return tuple(addresses)


def _without_escapes(css: str) -> str:
    """The style sheet with the escapes undone that could hide an address."""

    def undone(found: re.Match[str]) -> str:
        number = int(found[1], 16)
        letter = chr(number) if number < 0x80 else ""
        return letter if _HARMLESS.fullmatch(letter) else found[0]

    return _LETTER_ESCAPE.sub(r"\1", _HEX_ESCAPE.sub(undone, css))
