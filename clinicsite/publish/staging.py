"""Writing a whole site into a folder of its own, beside the one that visitors see."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from msgspec import Struct

from clinicsite.publish.machine import Machine
from clinicsite.publish.manifest import MANIFEST_NAME

FILE_MODE: Final = 0o644
FOLDER_MODE: Final = 0o755

_FLUSHERS: Final = 8
"""Threads that wait for the disk: it can make several files and folders durable in one go."""

_CANNOT_FLUSH_FOLDERS: Final = frozenset({errno.EINVAL, errno.EOPNOTSUPP})


class Comparison(Struct, frozen=True):
    """A site to publish beside the one that stands there, by relative path, in order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def compare(files: Mapping[str, bytes], folder: Path) -> Comparison:
    """What publishing these files changes: the files on the disk count, not their manifest."""
    standing = dict(_walk(folder)) if folder.is_dir() else {}
    standing.pop(MANIFEST_NAME, None)
    unchanged = {
        path
        for path, content in files.items()
        if path in standing and _holds(folder / path, standing[path], content)
    }
    return Comparison(
        added=tuple(sorted(files.keys() - standing.keys())),
        changed=tuple(sorted((files.keys() & standing.keys()) - unchanged)),
        unchanged=tuple(sorted(unchanged)),
        removed=tuple(sorted(map(_printable, standing.keys() - files.keys()))),
    )


def stage(
    files: Mapping[str, bytes],
    manifest: bytes,
    staged: Path,
    *,
    links: Mapping[str, Path],
    machine: Machine,
) -> None:
    """`staged` is a new folder with exactly these files and the manifest, durable on the disk.

    `links` names files with the same bytes. They become the staged ones, date included, so a web
    server goes on answering "not changed" for them; where they cannot be linked, they are
    written like the others.
    """
    folders = [staged, *(staged / name for name in _folders_of(files))]
    for folder in folders:
        with machine.act(f"make folder {folder.relative_to(staged)}"):
            make_folder(folder)
    written = []
    for path in sorted(files):
        if path in links:
            with machine.act(f"link {path}"):
                linked = _link(links[path], staged / path)
            if linked:
                continue
        with machine.act(f"write {path}"):
            _write(staged / path, files[path])
        written.append(staged / path)
    with ThreadPoolExecutor(_FLUSHERS) as flushers:
        with machine.act("flush the files"):
            list(flushers.map(_flush_file, written))
        with machine.act("flush the folders"):
            list(flushers.map(flush_folder, folders))
    with machine.act(f"write {MANIFEST_NAME}"):
        _write(staged / MANIFEST_NAME, manifest)
    with machine.act(f"flush {MANIFEST_NAME}"):
        _flush_file(staged / MANIFEST_NAME)
        flush_folder(staged)


def make_folder(folder: Path) -> None:
    """A new folder that everybody may read, whatever mask this account works under."""
    folder.mkdir()
    folder.chmod(FOLDER_MODE)


def flush_folder(folder: Path) -> None:
    """The names in the folder survive a power cut, where the system can promise it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH_FOLDERS:
            raise
    finally:
        os.close(descriptor)


def _walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything in the folder but folders, links not followed."""
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{prefix}{entry.name}/")
                else:
                    yield prefix + entry.name, entry.stat(follow_symlinks=False)


def _printable(path: str) -> str:
    """The path without what no terminal can show: somebody else may have put the file there."""
    return path.encode(errors="replace").decode()


def _holds(path: Path, status: os.stat_result, content: bytes) -> bool:
    """Whether the file is a plain one with these bytes; an unreadable one counts as different."""
    if not stat.S_ISREG(status.st_mode) or status.st_size != len(content):
        return False
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _folders_of(paths: Iterable[str]) -> list[str]:
    """Every folder that the files need, the outer ones first."""
    folders = set()
    for path in paths:
        steps = path.split("/")
        folders |= {"/".join(steps[:length]) for length in range(1, len(steps))}
    return sorted(folders)


def _link(source: Path, target: Path) -> bool:
    """Whether `target` is now the same file as `source`; links are refused on some disks."""
    try:
        if os.name != "nt" and stat.S_IMODE(source.stat().st_mode) != FILE_MODE:
            return False
        os.link(source, target)
    except OSError:
        return False
    return True


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
    path.chmod(FILE_MODE)


def _flush_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
