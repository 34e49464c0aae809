"""The files of a site, each read once.

The bytes that are hashed are the bytes that are parsed: nothing after this module opens a
source file again.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from clinicsite.characters import hidden_in, printable
from clinicsite.problems import Problem
from clinicsite.read.recent_files import read_file

CONFIG = "config.yaml"
FOLDERS = ("content", "static", "templates")
# What editors and systems leave behind; never part of a site.
_IGNORED_SUFFIXES = ("~", ".bak", ".orig", ".swp", ".tmp")
_IGNORED_NAMES = frozenset({"Thumbs.db", "desktop.ini"})
_MAX_BYTES = 200_000_000
_MAX_FOLDERS = 20


class SourceTree(Struct, frozen=True):
    """Every source file of a site: relative path with forward slashes → bytes, sorted."""

    files: Mapping[str, bytes]

    def below(self, folder: str, suffix: str = "") -> Mapping[str, bytes]:
        """The files under a folder such as `content/en`, and only those with the suffix."""
        start = folder.rstrip("/") + "/"
        return {
            path: data
            for path, data in self.files.items()
            if path.startswith(start) and path.endswith(suffix)
        }

    def with_files(self, files: Mapping[str, bytes]) -> SourceTree:
        """The same tree with these files, in the place of those that have their paths."""
        return SourceTree(dict(sorted({**self.files, **files}.items())))


class ReadFolder(Struct, frozen=True):
    """A project's folder as it was at one moment."""

    root: Path
    tree: SourceTree
    problems: tuple[Problem, ...]


ReadFile = Callable[[str, int], bytes]
"""Takes a path on the disk, and how many bytes are enough."""


def read_folder(root: Path, read_file: ReadFile = read_file) -> ReadFolder:
    """The source files of the project, with a problem for each that cannot be read."""
    return ReadFolder(root, *read_tree(root, read_file))


def read_tree(
    root: Path, read_file: ReadFile = read_file
) -> tuple[SourceTree, tuple[Problem, ...]]:
    """Everything under `root` that a build reads, and a problem for each thing unreadable."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, trouble in sorted(_all(root)):
        unseen = hidden_in(name) or "\n" in name or "\t" in name
        read = trouble or (_HIDDEN if unseen else _read(name, root, read_file))
        if isinstance(read, bytes):
            files[name] = read
        else:
            problems.append(Problem("file", read, printable(name)))
    for folder in FOLDERS:
        if not (root / folder).is_dir():
            problems.append(
                Problem("file", f"the folder `{folder}` is missing", f"{folder}/", hint=_WHERE)
            )
    if CONFIG not in files and not any(problem.path == CONFIG for problem in problems):
        problems.append(Problem("file", f"`{CONFIG}` is missing", CONFIG, hint=_WHERE))
    return SourceTree(files), tuple(problems)


_WHERE = "Run the command in the project's folder, or name that folder with --root."


def _all(root: Path) -> Iterator[tuple[str, str]]:
    """The name of everything that could be a source file, and why it cannot be read, if so."""
    for name in (CONFIG, *FOLDERS):
        path = root / name
        if name in FOLDERS and path.is_dir() and not path.is_symlink():
            yield from _inside(root, name)
        elif os.path.lexists(path):
            yield name, ""


def _inside(root: Path, folder: str, depth: int = 1) -> Iterator[tuple[str, str]]:
    try:
        entries = list(os.scandir(root / folder))
    except OSError as error:
        yield folder, f"this folder cannot be opened ({error.strerror})"
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and depth == _MAX_FOLDERS:
            yield path, "this folder lies too deep inside other folders; move it up"
        elif is_folder and not entry.name.startswith("."):
            if entry.name.endswith(".md"):
                yield path, _folder_instead(root / path)
            yield from _inside(root, path, depth + 1)
        elif not is_folder and not _ignored(entry.name):
            yield path, ""


def _ignored(name: str) -> bool:
    return name.startswith(".") or name in _IGNORED_NAMES or name.endswith(_IGNORED_SUFFIXES)


def _read(name: str, root: Path, read_file: ReadFile) -> bytes | str:
    """The file's bytes, or a sentence that says why there are none."""
    path = os.path.join(root, name)  # noqa: PTH118  # a thousand files at every build
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            if not Path(path).resolve().is_relative_to(root.resolve()):
                return "this is a link to a place outside the project; put a copy of the file here"
            mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            return _folder_instead(Path(path))
        if not stat.S_ISREG(mode):
            return "this is no ordinary file, and nothing can be read from it; remove it"
        data = read_file(path, _MAX_BYTES + 1)
        return data if len(data) <= _MAX_BYTES else _TOO_BIG
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114
            return "this is a link to a file that does not exist; remove it"
        return "this file went away while the site was being built; run the command again"
    except RuntimeError:
        return _LOOP
    except OSError as error:
        if error.errno == errno.ELOOP:
            return _LOOP
        return f"this file cannot be opened ({error.strerror})"


_LOOP = "this is a link that leads back to itself; remove it"
_HIDDEN = "the name of this file holds a character that nobody can see; rename it"
_TOO_BIG = f"this file is over {_MAX_BYTES // 1_000_000} MB; make it smaller"


def _folder_instead(path: Path) -> str:
    if path.is_symlink():
        return "this is a link to a folder; put the files themselves here"
    if path.name.endswith(".md"):
        return f"this is a folder with the name of a page; rename it to `{path.name[:-3]}`"
    return "this is a folder, and a file of this name is needed; rename it"
