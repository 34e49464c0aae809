"""Writing a whole site into a folder of its own, beside the one that visitors see."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    standing = _contents(folder)[0] if folder.is_dir() else {}
    standing.pop(MANIFEST_NAME, None)
    unchanged = {
        path
        for path, content in files.items()
        if path in standing and _holds(f"{folder}/{path}", standing[path], content)
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
    """`staged` is a folder with exactly these files and the manifest, durable on the disk.

    `links` names files with the same bytes. They become the staged ones, date included, so a web
    server goes on answering "not changed" for them; where they cannot be linked, they are
    written like the others. What stands in the folder already stays where it is such a link.
    """
    folders = ["", *_folders_of(files)]
    kept = _cleared(staged, frozenset(folders), links, machine)
    touched = set(kept.touched)
    for name in (name for name in folders if name not in kept.folders):
        with machine.act(f"make folder {name or '.'}"):
            make_folder(staged / name)
        touched |= {name, _above(name)}
    written = []
    for path in sorted(files.keys() - kept.files):
        touched.add(_above(path))
        if path in links:
            with machine.act(f"link {path}"):
                linked = _link(links[path], staged / path)
            if linked:
                continue
        with machine.act(f"write {path}"):
            _write(f"{staged}/{path}", files[path])
        written.append(f"{staged}/{path}")
    with machine.act("flush the files"):
        _flush(_flush_file, written)
    with machine.act("flush the folders"):
        _flush(flush_folder, [f"{staged}/{name}" for name in sorted(touched)])
    with machine.act(f"write {MANIFEST_NAME}"):
        _write(f"{staged}/{MANIFEST_NAME}", manifest)
    with machine.act(f"flush {MANIFEST_NAME}"):
        _flush_file(f"{staged}/{MANIFEST_NAME}")
        flush_folder(staged)


class _Kept(Struct, frozen=True):
    """What stood in a folder and stays there, by relative path."""

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    """The folders in which something was removed."""


def _cleared(
    staged: Path, wanted: frozenset[str], links: Mapping[str, Path], machine: Machine
) -> _Kept:
    """The folder holds no more than folders that are wanted and files that are the linked ones."""
    if not staged.is_dir():
        return _Kept()
    files, folders = _contents(staged)
    kept = {path for path, status in files.items() if _is_link(status, links.get(path))}
    touched = set()
    for path in sorted(files.keys() - kept):
        with machine.act(f"remove {path}"):
            (staged / path).unlink()
        touched.add(_above(path))
    for name in sorted(folders.keys() - wanted, reverse=True):
        with machine.act(f"remove folder {name}"):
            (staged / name).rmdir()
        touched.add(_above(name))
    for name, mode in folders.items():
        if name in wanted and mode != FOLDER_MODE:
            with machine.act(f"open folder {name or '.'} to everybody"):
                (staged / name).chmod(FOLDER_MODE)
    return _Kept(frozenset(kept), wanted & folders.keys(), wanted & touched)


def _is_link(status: os.stat_result, source: Path | None) -> bool:
    """Whether the file with this status is the source itself, which everybody may read."""
    if source is None or not _is_open_to_all(status):
        return False
    try:
        return bool(status.st_ino) and os.path.samestat(status, source.stat())
    except OSError:
        return False


def make_folder(folder: Path) -> None:
    """A new folder that everybody may read, whatever mask this account works under."""
    folder.mkdir()
    folder.chmod(FOLDER_MODE)


def flush_folder(folder: Path | str) -> None:
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


def _contents(folder: Path) -> tuple[dict[str, os.stat_result], dict[str, int]]:
    """Everything in the folder, links not followed: files, and folders with their modes."""
    files: dict[str, os.stat_result] = {}
    folders = {"": stat.S_IMODE(folder.stat().st_mode)}
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                path, status = prefix + entry.name, entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    folders[path] = stat.S_IMODE(status.st_mode)
                    pending.append(f"{path}/")
                else:
                    files[path] = status
    return files, folders


def _above(path: str) -> str:
    """The folder that the path stands in; empty for the outermost."""
    return path.rpartition("/")[0]


def _printable(path: str) -> str:
    """The path without what no terminal can show: somebody else may have put the file there."""
    return path.encode(errors="replace").decode()


def _holds(path: str, status: os.stat_result, content: bytes) -> bool:
    """Whether the file is a plain one with these bytes; an unreadable one counts as different."""
    if not stat.S_ISREG(status.st_mode) or status.st_size != len(content):
        return False
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a thousand at every build
            return file.read() == content
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
        if not _is_open_to_all(source.stat()):
            return False
        os.link(source, target)
    except OSError:
        return False
    return True


def _is_open_to_all(status: os.stat_result) -> bool:
    """Whether everybody may read the file with this status; Windows has no such rights to ask."""
    return os.name == "nt" or stat.S_IMODE(status.st_mode) == FILE_MODE


def _write(path: str, content: bytes) -> None:
    with open(path, "xb") as file:  # noqa: PTH123  # a thousand at every build
        file.write(content)
    os.chmod(path, FILE_MODE)  # noqa: PTH101


def _flush(flush: Callable[[str], None], paths: Sequence[str]) -> None:
    """All of them are flushed, by as many threads as pay: each has its share of them."""

    def share(number: int) -> None:
        for path in paths[number::_FLUSHERS]:
            flush(path)

    with ThreadPoolExecutor(_FLUSHERS) as flushers:
        list(flushers.map(share, range(min(_FLUSHERS, len(paths)))))


def _flush_file(path: str) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
