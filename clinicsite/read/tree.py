"""The files of a site, each read once.

The bytes that are hashed are the bytes that are parsed: nothing after this module opens a
source file again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clinicsite.problems import Problem

CONFIG = "config.yaml"
FOLDERS = ("content", "static", "templates")
# What editors and systems leave behind; never part of a site.
_IGNORED_SUFFIXES = ("~", ".bak", ".orig", ".swp", ".tmp")
_IGNORED_NAMES = frozenset({"Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class SourceTree:
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


def read_tree(root: Path) -> tuple[SourceTree, tuple[Problem, ...]]:
    """Everything under `root` that a build reads, and a problem for each thing unreadable."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(_candidates(root), key=lambda found: found.relative_to(root).as_posix()):
        name = path.relative_to(root).as_posix()
        read = _read(path, root)
        if isinstance(read, bytes):
            files[name] = read
        elif read:
            problems.append(Problem("file", read, name))
    for folder in FOLDERS:
        if not (root / folder).is_dir():
            problems.append(
                Problem("file", f"the folder `{folder}` is missing", f"{folder}/", hint=_WHERE)
            )
    if CONFIG not in files and not any(problem.path == CONFIG for problem in problems):
        problems.append(Problem("file", f"`{CONFIG}` is missing", CONFIG, hint=_WHERE))
    return SourceTree(files), tuple(problems)


_WHERE = "Run the command in the project's folder, or name that folder with --root."


def _candidates(root: Path) -> Iterator[Path]:
    """Files, and links and folders that look like files, under the source folders."""
    if (root / CONFIG).exists() or (root / CONFIG).is_symlink():
        yield root / CONFIG
    for folder in FOLDERS:
        for parent, folders, names in os.walk(root / folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in folders:
                path = Path(parent, name)
                if name.endswith(".md") or path.is_symlink():
                    yield path
            for name in names:
                if not _ignored(name):
                    yield Path(parent, name)


def _ignored(name: str) -> bool:
    return name.startswith(".") or name in _IGNORED_NAMES or name.endswith(_IGNORED_SUFFIXES)


def _read(path: Path, root: Path) -> bytes | str:
    """The file's bytes, or a sentence that says why there are none."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            return "this is a link to a place outside the project; put a copy of the file here"
        if path.is_dir():
            return _folder_instead(path)
        return path.read_bytes()
    except FileNotFoundError:
        if path.is_symlink():
            return "this is a link to a file that does not exist; remove it"
        return "this file went away while the site was being built; run the command again"
    except RuntimeError:
        return _LOOP
    except OSError as error:
        if error.errno == errno.ELOOP:
            return _LOOP
        return f"this file cannot be opened ({error.strerror})"


_LOOP = "this is a link that leads back to itself; remove it"


def _folder_instead(path: Path) -> str:
    if path.is_symlink():
        return "this is a link to a folder; put the files themselves here"
    return f"this is a folder with the name of a page; rename it to `{path.name[:-3]}`"
