"""Files that no editor writes on purpose: giants, strange names, things that are no files."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.characters import printable
from clinicsite.read.recent_files import read_file
from clinicsite.read.tree import SourceTree, read_tree
from tests.hostile_giants import BUILT, DATA, PAGES, QUICK, WORDING, Giant
from tests.hostile_places import page
from tests.small_sites import PROJECT, build, messages, minimal_site, write_site
from tests.tried import Record, tell_count

_MEMORY = 1_000_000_000
_SECONDS = 60


def _limit() -> None:
    """What the machine of an editor can spare; a process that takes more is ended."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def built_within_limits(
    files: Mapping[str, bytes], folder: Path
) -> subprocess.CompletedProcess[str]:
    """`build.py build` of the small good site with these files, with little memory and time."""
    write_site(SourceTree({**minimal_site(), **files}), folder)
    arguments = ("build", "--root", folder, "--out", folder / "public", "--today", "2026-11-22")
    return subprocess.run(
        [sys.executable, str(PROJECT / "build.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        preexec_fn=_limit,
        check=False,
    )


def apart(giants: Mapping[str, Giant]) -> dict[str, Giant]:
    """The same pages with a file name for each of them."""
    return {
        name: Giant(one.data, one.answer, f"content/en/giant-{number}.md")
        for number, (name, one) in enumerate(giants.items())
    }


@pytest.mark.parametrize(
    "giants",
    [
        pytest.param(apart({name: PAGES[name] for name in QUICK}), id="some pages"),
        pytest.param(apart(PAGES), id="all pages", marks=pytest.mark.audit),
        pytest.param(DATA, id="other files"),
        pytest.param(WORDING, id="wording"),
    ],
)
def test_giants_are_told_in_one_run(
    giants: Mapping[str, Giant], tmp_path: Path, record_property: Record
) -> None:
    """A gigabyte of memory and a minute of work are enough to refuse every one of them."""
    result = built_within_limits({one.path: one.data for one in giants.values()}, tmp_path)

    assert result.returncode == 1, result.stderr[-2000:]
    assert "Traceback" not in result.stderr
    errors = [line for line in result.stderr.splitlines() if ": error: " in line]
    for name, one in giants.items():
        assert any(line.startswith(one.path + one.answer) for line in errors), name
    assert len(result.stderr) < 100_000 * len(giants)
    assert not (tmp_path / "public").exists()
    tell_count(Counter(giants=len(giants)), record_property)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name == "30 lists in lists" else pytest.mark.audit)
        for name in BUILT
    ],
)
def test_a_big_page_is_shown_whole(name: str, tmp_path: Path) -> None:
    """What is big and yet right is built within the limits, and no word of it is lost."""
    giant = BUILT[name]

    result = built_within_limits({giant.path: giant.data}, tmp_path)

    assert result.returncode == 0, result.stderr[-2000:]
    main = LexborHTMLParser((tmp_path / "public/giant/index.html").read_text("utf-8")).css_first(
        "main"
    )
    assert main is not None
    assert main.text(deep=True).count("zq") == giant.data.count(b"zq")


# --- names, and things that are no files -----------------------------------------------------

_NAME = "`{}` becomes part of an address; only a-z, 0-9 and hyphens may stand there"
_HIDDEN = "the name of this file holds a character that nobody can see; rename it"
_NAMES: Mapping[str, str] = {
    "content/en/my page.md": _NAME.format("my page"),
    "content/en/señal.md": _NAME.format("señal"),
    "content/en/sen\u0303al-2.md": _NAME.format("sen\u0303al-2"),
    "content/en/👩.md": _NAME.format("👩"),
    "content/en/--help.md": _NAME.format("--help"),
    "content/en/{{ x }}.md": _NAME.format("{{ x }}"),
    "content/en/<b>.md": _NAME.format("<b>"),
    "content/en/Twin.md": _NAME.format("Twin"),
    "content/en/twin.md": "the address /twin/ also belongs to content/en/Twin.md",
    "content/en/caps.MD": "the ending .md is written in small letters",
    "content/en/a\u200bb.md": _HIDDEN,
    "content/en/a\u202eb.md": _HIDDEN,
    "content/en/a\nb.md": _HIDDEN,
    "content/en/a\udcffb.md": _HIDDEN,
    "static/pic.png": "the address /pic.png also belongs to static/Pic.png",
    "static/robots.txt": "the address /robots.txt also belongs to the build itself",
    "static/a.js": "a file with .js could run a program, so it is not published",
}
_GOOD_NAMES = ("static/my pic.png", "static/señal.png", "static/👩.png", "static/Pic.png")


def test_strange_names_are_refused_by_name_or_published(tmp_path: Path) -> None:
    """Every name that can be typed has an answer; pictures may be called anything that is seen."""
    root = write_site(SourceTree(minimal_site()), tmp_path)
    for number, name in enumerate([*_NAMES, *_GOOD_NAMES]):
        path = root / name
        path.write_bytes(page("Text", title=f"Page {number}") if "content" in name else b"\x89PNG")
    tree, problems = read_tree(root)

    built = build(tree, problems=problems)

    # The letters of these names stand on pages, and no font has all of them.
    told = {(p.path, p.message) for p in built.problems if p.rule != "font"}
    assert told == {(printable(name), message) for name, message in _NAMES.items()}
    assert {name.removeprefix("static/") for name in _GOOD_NAMES} <= built.files.keys()


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    """Folders, pipes and links in the place of a page; none of them is waited for or followed."""
    root = write_site(SourceTree(minimal_site()), tmp_path / "site")
    (tmp_path / "secret.md").write_bytes(page("Secret"))
    pages = root / "content/en"
    (pages / "folder.md").mkdir()
    os.mkfifo(pages / "pipe.md")
    (pages / "outside.md").symlink_to(tmp_path / "secret.md")
    (pages / "above").symlink_to(tmp_path)
    (pages / "gone.md").symlink_to("nowhere.md")
    (pages / "loop.md").symlink_to("loop.md")
    (pages / "/".join(["deep"] * 21)).mkdir(parents=True)

    tree, problems = read_tree(root)

    assert tree.files == minimal_site()
    assert {p.path.removeprefix("content/en/").split("/")[0]: p.message for p in problems} == {
        "folder.md": "this is a folder with the name of a page; rename it to `folder`",
        "pipe.md": "this is no ordinary file, and nothing can be read from it; remove it",
        "outside.md": _OUTSIDE,
        "above": _OUTSIDE,
        "gone.md": "this is a link to a file that does not exist; remove it",
        "loop.md": "this is a link that leads back to itself; remove it",
        "deep": "this folder lies too deep inside other folders; move it up",
    }


_OUTSIDE = "this is a link to a place outside the project; put a copy of the file here"


def test_a_file_that_vanishes_during_the_build_is_named(tmp_path: Path) -> None:
    """An editor's program may replace a file at any moment; a half site is never published."""
    root = write_site(SourceTree({**minimal_site(), "content/en/new.md": page("Text")}), tmp_path)

    def read_late(path: str, limit: int) -> bytes:
        (root / "content/en/new.md").unlink(missing_ok=True)
        return read_file(path, limit)

    tree, problems = read_tree(root, read_late)

    built = build(tree, problems=problems)

    assert not built.is_publishable
    assert messages(built) == (
        "content/en/new.md: error: this file went away while the site was being built; "
        "run the command again\n"
    )
