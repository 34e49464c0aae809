"""The picture that a shared link shows, one a language: `static/social/en-US.png`.

Its size and its words are read from the file itself, so that pages cannot say anything else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from msgspec import Struct

from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.tree import SourceTree

_FOLDER = "static/social/"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_WORDS = b"Description\0\0\0\0\0"
"""How a text begins that says in plain UTF-8 what a PNG shows."""


class SocialCard(Struct, frozen=True):
    """A picture for links that people share."""

    route: str
    width: int
    height: int
    words: str
    """What the picture says; empty when the file does not tell."""


def read_cards(tree: SourceTree) -> tuple[Mapping[Language, SocialCard], tuple[Problem, ...]]:
    """The cards that are there, and a problem for each that cannot be read."""
    cards: dict[Language, SocialCard] = {}
    problems: list[Problem] = []
    for language in Language:
        name = f"{language.tag}.png"
        data = tree.files.get(_FOLDER + name)
        if data is None:
            continue
        card = _card("/social/" + name, data)
        if card:
            cards[language] = card
        else:
            message = "this picture for shared links is no whole PNG picture"
            hint = "Save it as PNG, or make it again: make identity"
            problems.append(Problem("file", message, _FOLDER + name, hint=hint))
    return cards, tuple(problems)


def _card(route: str, data: bytes) -> SocialCard | None:
    parts = list(_parts(data))
    if not parts or parts[0][0] != b"IHDR" or parts[-1][0] != b"IEND":
        return None
    width, height = struct.unpack_from(">II", parts[0][1])
    texts = (content for kind, content in parts if kind == b"iTXt")
    words = next((text for text in texts if text.startswith(_WORDS)), _WORDS)
    return SocialCard(route, width, height, words.removeprefix(_WORDS).decode("utf-8", "replace"))


def _parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each whole part of a PNG; none for anything else."""
    at = len(_SIGNATURE) if data.startswith(_SIGNATURE) else len(data)
    while len(data) >= at + 12:
        (length,) = struct.unpack_from(">I", data, at)
        content = data[at + 8 : at + 8 + length]
        kind = data[at + 4 : at + 8]
        at += 12 + length
        if at > len(data) or (kind == b"IHDR" and length < 8):
            return
        yield kind, content
