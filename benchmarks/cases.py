"""What is timed: our builds of one site, the floor below them, and equal builds of the others."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers_installed import Peer
from benchmarks.timing import ProgramFailedError, Sample, timed

PROJECT = Path(__file__).resolve().parent.parent

OURS, FLOOR = "ours", "floor"
COLD, ONE_PROCESS, NO_MEMO = "cold", "cold, one process", "cold, without the memo"
UNCHANGED, PAGE = "nothing changed", "one page edited"
FIRST = "one page edited, the first time"
TEMPLATE, DATA = "one template edited", "one data file edited"
REBUILD = "rebuild"
BARE, START = "Python without packages", "Python alone"
READ, WRITE = "read and hash everything", "read and hash the sources, write the site"

OUR_CASES = (COLD, ONE_PROCESS, NO_MEMO, UNCHANGED, FIRST, PAGE, TEMPLATE, DATA)
FLOOR_OF = {
    case: READ if case in (UNCHANGED, FIRST, PAGE, REBUILD) else WRITE
    for case in (*OUR_CASES, REBUILD)
}
"""Which floor lies below a case: does it write the whole site, or next to nothing?"""

_FOOTER = "templates/components/footer.html"
_SOURCES = "content/data/sources.yaml"
_SOURCE_TITLE = 'title: "Upper back (thoracic) pain'


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to time: what must be so before it, the program, and what must be so after it."""

    tool: str
    name: str
    command: tuple[str, ...]
    prepare: Callable[[], None] = lambda: None
    verify: Callable[[], None] = lambda: None
    folder: Path | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> Sample:
        self.prepare()
        sample = timed(self.command, folder=self.folder, more=self.more)
        self.verify()
        return sample


@dataclass(frozen=True, slots=True)
class Edit:
    """A file that gets a text it never had before, and a finished page that must show it.

    Never an earlier text: the memo would remember what it came to.
    """

    file: Path
    original: str
    edited: Callable[[str, str], str]
    """The original and a number that is always another → the new text."""
    shown_in: Path
    numbers: list[str] = field(default_factory=list)

    def make(self) -> None:
        self.numbers.append(str(time.time_ns()))
        text = self.edited(self.original, self.numbers[-1])
        if text == self.original:
            raise ProgramFailedError(f"{self.file} has lost the place that the benchmark edits.")
        self.file.write_text(text, encoding="utf-8")

    def check(self) -> None:
        if self.numbers[-1] not in self.shown_in.read_text(encoding="utf-8"):
            raise ProgramFailedError(f"{self.shown_in} does not show the edit of {self.file}.")


def put_away(*folders: Path, into: Path) -> None:
    """The folders are not there any more, but in another. They are deleted with all of it.

    A disk is slow for a minute after a thousand files were deleted: ext4 looks at each of their
    places before it takes another. That minute would be another one's.
    """
    for folder in folders:
        if folder.exists():
            folder.rename(into / f"away-{time.time_ns()}")


def edit_of(file: Path, edited: Callable[[str, str], str], shown_in: Path) -> Edit:
    return Edit(file, file.read_text(encoding="utf-8"), edited, shown_in)


def with_sentence(text: str, number: str) -> str:
    """A page with one more sentence."""
    return f"{text}\nEdited at {number}.\n"


def with_edition(text: str, number: str) -> str:
    """The sources, one of which has another title."""
    return text.replace(_SOURCE_TITLE, f"{_SOURCE_TITLE}, edition {number}")


def with_remark(text: str, number: str) -> str:
    """A template with one more paragraph."""
    return f"{text}<p>Edited at {number}.</p>\n"


def our_cases(root: Path, page: str) -> tuple[Case, ...]:
    """Our builds of the site, each in the state that the one before it leaves.

    They go to `public/` in the folder of the site, as those of an editor do. `page` is the route
    of the page that is edited, below the English pages.
    """
    out = root / "public"
    build = (sys.executable, str(PROJECT / "build.py"), "build", "--root", str(root))
    finished = out / page / "index.html"
    page_edit = edit_of(root / f"content/en/{page}.md", with_sentence, finished)
    edits = {
        TEMPLATE: edit_of(root / _FOOTER, with_remark, finished),
        DATA: edit_of(root / _SOURCES, with_edition, out / "sources/index.html"),
    }

    def forget() -> None:
        put_away(root / ".cache", out, into=root.parent)

    def edit_again() -> None:
        page_edit.make()
        timed(build)
        page_edit.make()

    return (
        Case(OURS, NO_MEMO, (*build, "--no-memo"), forget),
        Case(OURS, ONE_PROCESS, (*build, "--jobs", "1"), forget),
        Case(OURS, COLD, build, forget),
        Case(OURS, UNCHANGED, build),
        Case(OURS, FIRST, build, page_edit.make, page_edit.check),
        *(Case(OURS, name, build, edit.make, edit.check) for name, edit in edits.items()),
        Case(OURS, PAGE, build, edit_again, page_edit.check),
    )


def floor_cases(root: Path, out: Path, new: Path) -> tuple[Case, ...]:
    """What Python needs to start, and to read and write what a build of this site does."""
    floor = (sys.executable, str(PROJECT / "benchmarks/floor.py"), str(root), str(out))
    return (
        Case(FLOOR, BARE, (sys.executable, "-I", "-S", "-c", "pass")),
        Case(FLOOR, START, (sys.executable, "-c", "pass")),
        Case(FLOOR, READ, floor),
        Case(FLOOR, WRITE, (*floor, str(new)), lambda: put_away(new, into=new.parent)),
    )


def peer_cases(peer: Peer, site: Path, page: str, pages: int) -> tuple[Case, ...]:
    """Whole builds of another generator; a cold one must make as many pages as ours."""
    out = site / peer.made[0]

    def forget() -> None:
        put_away(*(site / name for name in peer.made), into=site.parent)

    def complete() -> None:
        made = sum(1 for _ in out.rglob("index.html"))
        if made != pages:
            raise ProgramFailedError(f"{peer.name} made {made} pages of {pages}.")

    edit = edit_of(site / peer.pages / f"{page}.md", with_sentence, out / page / "index.html")
    return (
        Case(peer.name, COLD, peer.command, forget, complete, site, peer.environment),
        Case(peer.name, REBUILD, peer.command, folder=site, more=peer.environment),
        Case(peer.name, PAGE, peer.command, edit.make, edit.check, site, peer.environment),
    )
