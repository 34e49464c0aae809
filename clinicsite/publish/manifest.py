"""The manifest: which files a published site consists of, and the digest of each.

`build-manifest.json` is written last, so a folder that holds one holds a whole site, and it marks
the folder as ours. It carries no time and no machine, so the same site has the same manifest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from string import ascii_letters
from types import MappingProxyType
from typing import Final, Self

import msgspec
from msgspec import Struct

from clinicsite.errors import ClinicSiteError

MANIFEST_NAME: Final = "build-manifest.json"
FORMAT: Final = 1
_GENERATOR: Final = "clinicsite"
_DIGEST: Final = re.compile("[0-9a-f]{64}")


class ManifestError(ClinicSiteError):
    """The bytes are not a manifest of ours; the message says why, as the end of a sentence."""


class Manifest(Struct, frozen=True):
    """The files of one site by relative path, each with the SHA-256 of its bytes."""

    files: Mapping[str, str]
    """Path with forward slashes → 64 hexadecimal digits. The manifest does not list itself."""
    format: int = FORMAT
    """The number of this layout; it rises when older programs could misread a newer file."""

    def __post_init__(self) -> None:
        """Keep the files in order and out of reach of later changes."""
        msgspec.structs.force_setattr(
            self, "files", MappingProxyType(dict(sorted(self.files.items())))
        )

    @classmethod
    def of(cls, files: Mapping[str, bytes], known: Mapping[str, str] | None = None) -> Self:
        """The manifest of these files, of which some digests may be known.

        Raises `ValueError` when a path would leave the folder or two of them cannot stand side
        by side: routes are checked long before, so this is a mistake of the program.
        """
        if mistake := path_mistake(files):
            raise ValueError(mistake)
        known = known or {}
        return cls(
            {
                path: known.get(path) or hashlib.sha256(content).hexdigest()
                for path, content in files.items()
            }
        )

    def encode(self) -> bytes:
        """The one spelling of this manifest, the same on every machine."""
        document = {"generator": _GENERATOR, "format": self.format, "files": dict(self.files)}
        text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
        return text.encode() + b"\n"

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """The manifest that `encode` wrote; raises `ManifestError` for anything else."""
        try:
            document: object = json.loads(data.decode(), object_pairs_hook=_without_repetition)
        except (ValueError, RecursionError) as error:
            raise ManifestError("it cannot be read as JSON") from error
        if not isinstance(document, dict) or document.get("generator") != _GENERATOR:
            raise ManifestError("another program wrote it")
        number = document.get("format")
        if type(number) is not int or number != FORMAT:
            raise ManifestError("another version of this program wrote it")
        files = document.get("files")
        if document.keys() != {"generator", "format", "files"} or not isinstance(files, dict):
            raise ManifestError("its list of files is damaged")
        if path_mistake(files) or not all(_is_digest(digest) for digest in files.values()):
            raise ManifestError("its list of files is damaged")
        return cls(files, number)


def path_mistake(paths: Iterable[str]) -> str:
    """Why these paths cannot stand together inside one folder; empty when they can."""
    known = set(paths)
    for path in sorted(known):
        steps = path.split("/")
        if not _is_utf8(path) or "\\" in path or "\0" in path:
            return f"{path!r} holds a character that a file name must not have"
        if path.startswith("/") or (path[1:2] == ":" and path[0] in ascii_letters):
            return f"{path!r} is not relative to the output folder"
        if not {"", ".", ".."}.isdisjoint(steps):
            return f"{path!r} is not a plain path inside the output folder"
        if steps[0] == MANIFEST_NAME:
            return f"{path!r} is where the manifest is written"
        for length in range(1, len(steps)):
            if (above := "/".join(steps[:length])) in known:
                return f"{above!r} would have to be a file and the folder of {path!r} at once"
    return ""


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a key stands twice")
    return document
