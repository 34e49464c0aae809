"""The scan for characters that nobody sees: in addresses and names, and written as `&#8203;`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from clinicsite.characters import HIDDEN, UNSEEN, code, is_plain
from clinicsite.problems import Problem
from clinicsite.render.scanned_text import ScannedText

_ENTITY = re.compile(
    r"&(?:#0*(?P<number>\d{1,9})|#[xX]0*(?P<hex>[0-9a-fA-F]{1,8})|[a-zA-Z]\w{1,40});"
)
_ADDRESSES = re.compile(
    r"\]\((?P<link>[^)]*)"
    r"|^\s*\[[^\]]*\]:\s*(?P<definition>\S+)"
    r"|<(?P<automatic>[a-zA-Z][a-zA-Z0-9+.-]*:[^<>]*)>"
    r"|\{#(?P<id>[^{}]*)\}"
    r"|\[\^(?P<source>[^\[\]]*)\]"
)
_ENCODED = re.compile("[&%]")
_HIGHEST = 0x10FFFF


def hidden_characters(text: ScannedText) -> Iterator[Problem]:
    """A problem for each address and name that hides something, and for each hidden entity."""
    if not _ENCODED.search(text.whole) and not HIDDEN.search(text.whole):
        return
    plain = is_plain(text.whole)
    for number, line in enumerate(text.lines):
        if plain and "&" not in line and "%" not in line:
            continue  # nothing in it stands for anything else
        for found in _ADDRESSES.finditer(line):
            address = found[found.lastgroup or 0]
            hidden = HIDDEN.search(unescape(unquote(address)))
            if hidden:
                at = line.find(hidden[0], found.start())
                column = at if 0 <= at < found.end() else found.start(found.lastgroup or 0)
                message = f"an invisible character hides in this address ({code(hidden[0])})"
                yield text.problem("file", number, column, message, "Type the address again.")
        for entity in _ENTITY.finditer(line) if "&" in line else ():
            character = _character(entity)
            if UNSEEN.search(character):
                message = f"{entity[0][:20]} stands for an invisible character ({code(character)})"
                yield text.problem("file", number, entity.start(), message, "Remove it.")


def _character(entity: re.Match[str]) -> str:
    """What a browser makes of the entity; what it refuses counts as hidden."""
    if entity["number"] or entity["hex"]:
        value = int(entity["number"] or entity["hex"], 10 if entity["number"] else 16)
        return chr(value) if 0 < value <= _HIGHEST and not 0x80 <= value < 0xA0 else "\uffff"
    return unescape(entity[0])[:1]
