"""Which folders may be replaced by a site, and which hold somebody's work.

The output folder is replaced as a whole, so a mistyped one must never cost anything: whatever is
not certainly ours is refused with a sentence that says what to do.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from clinicsite.errors import PublishError
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest, ManifestError

_MOUNT_TABLE: Final = Path("/proc/self/mountinfo")
_MOUNT_POINT_FIELD: Final = 4
_HISTORIES: Final = (".git", ".hg", ".svn")


def refuse_unsafe(out: Path, *, protected: Sequence[Path], home: Path | None) -> None:
    """Raise `PublishError` unless `out` can be replaced without losing anybody's work.

    `protected` are the files and folders that the site is made from. Neither they, nor anything
    inside them, nor a folder around them may be the output; so the folder of the project is
    refused because they lie in it, and does not have to be named.
    """
    try:
        if reason := _reason_against(out, protected, home):
            raise PublishError(_sentence(out, reason))
    except (OSError, RuntimeError) as error:
        cause = getattr(error, "strerror", None) or "its links lead in a circle"
        raise PublishError(_sentence(out, f"it cannot be looked at ({cause})")) from error


def published_manifest(folder: Path) -> Manifest | None:
    """What stands in the folder according to its manifest; None where there is no manifest.

    Raises `ManifestError` when there is one that this program cannot have written.
    """
    path = folder / MANIFEST_NAME
    try:
        return _decoded(path.read_bytes()) if path.is_file() else None
    except FileNotFoundError:
        return None


_decoded = lru_cache(maxsize=1)(Manifest.decode)
"""A build looks three times whether it may replace what stands there."""


def is_ours(folder: Path) -> bool:
    """Whether the folder holds a whole site that this program published."""
    try:
        return published_manifest(folder) is not None
    except ManifestError:
        return False


def is_vacant(folder: Path) -> bool:
    """Whether nothing stands under this name, or only an empty folder."""
    try:
        return next(folder.iterdir(), None) is None
    except FileNotFoundError:
        return not folder.is_symlink()
    except NotADirectoryError:
        return False


def mount_points(table: str) -> Iterator[str]:
    """The folders on which something is mounted, from the text of Linux's mount table."""
    for line in table.splitlines():
        fields = line.split()
        if len(fields) > _MOUNT_POINT_FIELD:
            yield re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[_MOUNT_POINT_FIELD])


def _sentence(out: Path, reason: str) -> str:
    return (
        f"The site cannot be published into {out}, because {reason}: name another folder with "
        "--out, one that does not exist yet or that holds nothing but an earlier build"
    )


def _reason_against(out: Path, protected: Sequence[Path], home: Path | None) -> str:
    folder = out.resolve()
    return (
        _reason_of_place(folder, protected, home)
        or _reason_of_kind(folder)
        or _reason_of_mounts(folder)
        # Where two renames exchange a site, a second build may look in the instant between
        # them; so whatever is missing at the first glance is looked for once more.
        or (_reason_of_content(folder) and _reason_of_content(folder))
    )


def _reason_of_place(folder: Path, protected: Sequence[Path], home: Path | None) -> str:
    """Why nothing may be published at this place, whatever stands there."""
    if folder == folder.parent:
        return "it is the whole disk"
    if home is not None and _is_within(home, folder):
        return "it is your home folder or holds it"
    for source in protected:
        # As it is named and as it is: each may be a link into another folder.
        for named in (Path(os.path.abspath(source)), source.resolve()):
            if _is_within(named, folder):
                return f"it is or holds {source}, which the site is made from"
            if _is_within(folder, named):
                return f"it lies inside {source}, which the site is made from"
    return ""


def _reason_of_kind(folder: Path) -> str:
    """Why there cannot be a folder at this path."""
    try:
        return "" if stat.S_ISDIR(folder.stat().st_mode) else "it is a file"
    except (FileNotFoundError, NotADirectoryError):
        pass
    above = next((step for step in folder.parents if os.path.lexists(step)), folder.parent)
    return "" if above.is_dir() else f"{above} is a file"


def _reason_of_mounts(folder: Path) -> str:
    """Why the folder cannot be exchanged: something is mounted on it or in it."""
    if os.path.ismount(folder):
        return "it is a mounted disk or folder, which only the folder above it can replace"
    if not _MOUNT_TABLE.exists():
        return ""
    table = _MOUNT_TABLE.read_text(encoding=sys.getfilesystemencoding(), errors="surrogateescape")
    for point in map(Path, mount_points(table)):
        if point == folder:
            return "it is a mounted disk or folder, which only the folder above it can replace"
        if folder in point.parents:
            return f"another disk or folder is mounted inside it, at {point}"
    return ""


def _reason_of_content(folder: Path) -> str:
    """Why what stands in the folder must not be replaced."""
    if is_vacant(folder):
        return ""
    for name in _HISTORIES:
        if os.path.lexists(folder / name):
            return f"it holds {name}, the history of somebody's work"
    try:
        if published_manifest(folder) is None:
            return f"it is not empty and holds no {MANIFEST_NAME} of an earlier build"
    except ManifestError as error:
        return f"it is not empty and its {MANIFEST_NAME} is not ours ({error})"
    return ""


def _is_within(inner: Path, outer: Path) -> bool:
    """Whether `inner` is `outer` or lies in it, however the two are spelled or mounted."""
    identity = _identity(outer)
    return any(not identity.isdisjoint(_identity(step)) for step in (inner, *inner.parents))


def _identity(path: Path) -> set[str | tuple[int, int]]:
    """What makes this folder the same as another: its name, and its number on its disk."""
    try:
        status = path.stat()
    except OSError:
        return {str(path)}
    numbered = {(status.st_dev, status.st_ino)} if status.st_ino else set()
    return {str(path), *numbered}
