"""Whole small sites, written inside a test as one text (Hugo's habit).

    -- content/en/causes.md --
    ---
    title: Flu: who can get it
    …
    -- content/en/404.md (deleted) --

The files are laid over a small good site, so that a test names only what it is about: the
project's own templates, style sheets, fonts and interface wording, and `sites/minimal.txt` for the
rest. That site has reference data of its own, since what staff change in `content/data/` must
not change the outcome of a test.

Marks in round brackets after the path, separated by commas, say how a file is written:

    (deleted)           the small good site without this file or folder
    (edited)            the file of the small good site with other lines: each run of lines that
                        begin with `< ` gives way to the lines that begin with `> ` below it
    (bom)               with a byte order mark, as Notepad writes it
    (crlf)              with the line ends of Windows
    (latin-1)           in another encoding than UTF-8
    (picture)           a small real picture; its text is left out
    (camera)            how a JPEG of a camera begins; its text is left out
    (folder)            a folder of this name           only with `write_small_site`
    (link to x.md)      a link to what stands there     only with `write_small_site`
"""

from __future__ import annotations

import functools
import os
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from clinicsite import report
from clinicsite.crew import Crew
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree
from clinicsite.problems import Problem
from clinicsite.read.tree import SourceTree, read_tree

PROJECT = Path(__file__).resolve().parent.parent
SITES = Path(__file__).resolve().parent / "sites"
TODAY = date(2026, 11, 22)

_FRONT_MATTER = """\
description: How to sit and stand so that your upper back has less to carry on a long day.
kind: text
call_to_action: none
published: 2026-11-22
last_reviewed: 2026-11-22
next_review: 2027-11-22
"""

_OWN = ("templates", "static/css", "static/fonts", "content/data/wording.yaml")
_SEPARATOR = re.compile(r"^-- (?P<path>\S(?:.*?\S)?)(?: \((?P<marks>[^()]+)\))? --$")
_MARKS = frozenset({"deleted", "edited", "bom", "crlf", "latin-1", "picture", "camera", "folder"})
_CHANGE = re.compile(r"(?P<old>(?:^<.*\n)+)(?P<new>(?:^>.*\n)*)", re.MULTILINE)
_SIGN = re.compile(r"^[<>] ?", re.MULTILINE)
_LINK = "link to "


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a small site."""

    path: str
    text: str
    marks: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        if "picture" in self.marks:
            return small_picture()
        if "camera" in self.marks:
            return b"\xff\xd8\xff\xe1\0\x10Exif\0\0"
        text = self.text.replace("\n", "\r\n") if "crlf" in self.marks else self.text
        data = text.encode("latin-1" if "latin-1" in self.marks else "utf-8")
        return b"\xef\xbb\xbf" + data if "bom" in self.marks else data

    @property
    def link(self) -> str:
        """Where the link leads; empty for anything but a link."""
        return next((m.removeprefix(_LINK) for m in self.marks if m.startswith(_LINK)), "")

    @property
    def needs_a_disk(self) -> bool:
        """Whether this is no file at all."""
        return bool(self.link) or "folder" in self.marks


def entries(text: str) -> Iterator[Entry]:
    """The files of a text, in its order; a mark that nobody knows is refused."""
    path = ""
    marks: tuple[str, ...] = ()
    lines: list[str] = []
    for line in text.split("\n"):
        separator = _SEPARATOR.match(line)
        if not separator:
            lines.append(line)
            continue
        if path:
            yield Entry(path, _content(lines), marks)
        elif any(lines):
            raise ValueError(f"a text begins with a line like `-- path --`, not with: {lines[0]}")
        path, lines = separator["path"], []
        marks = tuple(mark.strip() for mark in (separator["marks"] or "").split(",") if mark)
        unknown = [m for m in marks if m not in _MARKS and not m.startswith(_LINK)]
        if unknown:
            raise ValueError(f"`{unknown[0]}` is no mark of a file; known are {sorted(_MARKS)}")
    if path:
        yield Entry(path, _content(lines), marks)


def _content(lines: list[str]) -> str:
    """The lines as a file: a line end after each, none after the last empty one."""
    if lines and not lines[-1]:
        lines = lines[:-1]
    return "".join(line + "\n" for line in lines)


@functools.cache
def minimal_site() -> Mapping[str, bytes]:
    """The files of the small good site."""
    files = {}
    for name in _OWN:
        found = PROJECT / name
        for path in [found] if found.is_file() else sorted(found.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                files[path.relative_to(PROJECT).as_posix()] = path.read_bytes()
    minimal = (SITES / "minimal.txt").read_text(encoding="utf-8")
    files |= {entry.path: entry.data for entry in entries(minimal)}
    return MappingProxyType(dict(sorted(files.items())))


def small_site(text: str = "", *, base: Mapping[str, bytes] | None = None) -> SourceTree:
    """The files of the text, laid over `base`, which is the small good site by default."""
    files = dict(minimal_site() if base is None else base)
    for entry in entries(text):
        if entry.needs_a_disk:
            raise ValueError(f"{entry.path} needs a disk: use write_small_site")
        if "deleted" in entry.marks:
            gone = [p for p in files if p == entry.path or p.startswith(entry.path + "/")]
            if not gone:
                raise ValueError(f"{entry.path} cannot be deleted, it is not there")
            for path in gone:
                del files[path]
        elif "edited" in entry.marks:
            files[entry.path] = _edited(files[entry.path].decode(), entry.text).encode()
        else:
            files[entry.path] = entry.data
    return SourceTree(dict(sorted(files.items())))


def _edited(text: str, changes: str) -> str:
    """The text with the lines behind `>` in the place of those behind `<`."""
    for change in _CHANGE.finditer(changes):
        old, new = (
            re.sub("^[<>] ?", "", change[name], flags=re.MULTILINE) for name in ("old", "new")
        )
        if f"\n{text}".count(f"\n{old}") != 1:
            raise ValueError(f"these lines do not stand there exactly once:\n{old}")
        text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]
    return text


def small_picture(width: int = 8, height: int = 6) -> bytes:
    """A whole PNG in one color."""

    def part(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x50\x80\x80" * width) * height
    parts = part(b"IHDR", header) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def small_page(
    path: str, more: str = "", *, title: str = "Posture", body: str = "Sit well."
) -> str:
    """A page without a mistake, as a part of a small site; `more` are lines of front matter."""
    return f"-- {path} --\n---\ntitle: {title}\n{_FRONT_MATTER}{more}---\n\n{body.rstrip()}\n"


def write_site(tree: SourceTree, folder: Path) -> Path:
    """The files of the tree on a disk, below the folder; gives the folder."""
    for name, data in tree.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def write_small_site(text: str, folder: Path) -> Path:
    """The same as `write_site(small_site(text), folder)`, links and folders included."""
    found = tuple(entries(text))
    kept = [line for entry in found if not entry.needs_a_disk for line in _written(entry)]
    write_site(small_site("".join(kept)), folder)
    for entry in found:
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.link:
            path.symlink_to(entry.link)
        elif "folder" in entry.marks:
            path.mkdir()
    return folder


def _written(entry: Entry) -> tuple[str, str]:
    marks = f" ({', '.join(entry.marks)})" if entry.marks else ""
    return f"-- {entry.path}{marks} --\n", entry.text


def build(
    site: str | SourceTree = "",
    *,
    problems: tuple[Problem, ...] = (),
    today: date = TODAY,
    base_url: str | None = None,
    release: bool = False,
    drafts: bool = False,
    jobs: int = 1,
) -> BuiltSite:
    """The finished small site. It is always the 22nd of November 2026."""
    tree = small_site(site) if isinstance(site, str) else site
    options = BuildOptions(today, base_url, release, drafts, Crew(jobs, always=True))
    return build_tree(tree, options, problems)


def build_as_read(text: str, folder: Path) -> BuiltSite:
    """The same site; written into an empty folder and read from it, where that matters."""
    if not any(entry.needs_a_disk or "deleted" in entry.marks for entry in entries(text)):
        return build(text)
    tree, problems = read_tree(write_small_site(text, folder))
    return build(tree, problems=problems)


def messages(built: BuiltSite) -> str:
    """All problems of the build, exactly as they are printed."""
    return report.format_problems(built.problems, release=built.release)


def program(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python build.py …` in a process of its own, with more in its environment."""
    return subprocess.run(
        [sys.executable, str(PROJECT / "build.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        check=False,
    )
