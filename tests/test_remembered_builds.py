"""A remembered build is the same build, after whatever was edited."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.memo import Memo
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree
from clinicsite.read.tree import SourceTree
from tests.small_sites import PROJECT, TODAY, small_site, write_site
from tests.test_golden_site import golden_source

Files = dict[str, bytes]
Edit = Callable[[Files], Files]

_PATHS = sorted(small_site(golden_source()).files)
_PIECES = [
    b"", b"x", b"\n\n## A heading\n", b"\n/// note | A\nB\n///\n", b"\n[a](/causes/)\n",
    b"\n[b](/nowhere/)\n", b"\ntitle: twice\n", b"{{ page.titel }}", b"{% if", b"<b>", b"\xff",
    b"\n/// care-card\n    level: emergency\n    signs: F1\n///\n", b"[^S99]",
    b"body { color: red }",
]  # fmt: skip


def _append(path: str, piece: bytes) -> Edit:
    return lambda files: files | {path: files[path] + piece} if path in files else files


def _replace(path: str, old: bytes, new: bytes) -> Edit:
    return lambda files: (
        files | {path: files[path].replace(old, new, 1)} if path in files else files
    )


def _remove(path: str) -> Edit:
    return lambda files: {name: data for name, data in files.items() if name != path}


def _rename(path: str, other: str) -> Edit:
    def edit(files: Files) -> Files:
        if path not in files or other in files:
            return files
        return {(other if name == path else name): data for name, data in files.items()}

    return edit


_paths = st.sampled_from(_PATHS)
_new_names = st.sampled_from(
    ["content/en/new.md", "content/en/causes/new.md", "content/es/nuevo.md", "static/new.txt"]
)
_edits = st.one_of(
    st.builds(_append, _paths, st.sampled_from(_PIECES)),
    st.builds(
        _replace,
        _paths,
        st.sampled_from([b"pain", b"title: ", b"Massage", b"2026-11-22", b"/", b"no"]),
        st.sampled_from([b"PAIN", b"", b"yes", b"2026-11-21"]),
    ),
    st.builds(_remove, _paths),
    st.builds(_rename, _paths, _new_names),
)


def _built(files: Files, memo: Memo, *, drafts: bool = False) -> BuiltSite:
    tree = SourceTree(dict(sorted(files.items())))
    return build_tree(tree, BuildOptions(TODAY, drafts=drafts), memo=memo)


def _same(one: BuiltSite, other: BuiltSite) -> bool:
    return (
        dict(one.files) == dict(other.files)
        and one.problems == other.problems
        and one.page_count == other.page_count
        and one.is_publishable == other.is_publishable
    )


def _edited_again_and_again(edits: list[Edit]) -> None:
    files: Files = dict(small_site(golden_source()).files)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memo.sqlite")
        for edit in (lambda same: same, *edits):
            files = edit(files)
            with Memo(path) as memo:
                remembered = _built(files, memo)
            assert _same(remembered, _built(files, Memo(None)))


@settings(max_examples=12)
@given(st.lists(_edits, min_size=1, max_size=4))
def test_after_any_edits_a_remembered_build_equals_a_fresh_one(edits: list[Edit]) -> None:
    """Changed, added, deleted and renamed files of every sort: bytes and problems are equal."""
    _edited_again_and_again(edits)


@pytest.mark.audit
@settings(max_examples=250)
@given(st.lists(_edits, min_size=1, max_size=8))
def test_after_long_histories_a_remembered_build_equals_a_fresh_one(edits: list[Edit]) -> None:
    """The same over many more and longer sequences of edits."""
    _edited_again_and_again(edits)


def test_undoing_an_edit_brings_the_first_build_back(tmp_path: Path) -> None:
    """What was remembered before an edit is right again after it is undone."""
    files: Files = dict(small_site(golden_source()).files)
    changed = _append("content/en/index.md", b"\nmore\n")(files)
    sites = []
    for version in (files, changed, files):
        with Memo(tmp_path / "memo.sqlite") as memo:
            sites.append(_built(version, memo))

    assert _same(sites[0], sites[2])
    assert not _same(sites[0], sites[1])


# --- whole processes ----------------------------------------------------------------------


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The golden site on disk."""
    return write_site(small_site(golden_source()), tmp_path / "clinic")


def _run(clinic: Path, *arguments: str, command: str = "build") -> tuple[int, str, str]:
    """Exit code, what was said (without the seconds), and what was complained of."""
    result = subprocess.run(
        [sys.executable, str(PROJECT / "build.py"), command, "--root", str(clinic), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    said = re.sub(r"\d+\.\d seconds", "", result.stdout)
    return result.returncode, said, result.stderr


_IMPORTED = """
import sys
from clinicsite.start import main
main(sys.argv[1:])
print(*sorted(set(sys.modules) & {"pydantic", "multiprocessing", "clinicsite.pipeline"}), sep=",")
"""


def test_a_build_imports_what_it_needs_and_no_more(clinic: Path) -> None:
    """One more sentence needs no schema and no second process; no change needs no pipeline."""

    def imported() -> str:
        command = [sys.executable, "-c", _IMPORTED, "build", "--root", str(clinic)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=True)
        return done.stdout.splitlines()[-1]

    first = imported()
    page = clinic / "content/en/causes/overuse.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nRest now and then.\n", encoding="utf-8")

    assert "pydantic" in first
    assert imported() == "clinicsite.pipeline"
    assert imported() == ""


def test_an_unchanged_build_says_the_same(clinic: Path) -> None:
    """Warnings and exit code are remembered with the site."""
    page = clinic / "content/en/causes/overuse.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace(
            "next_review: 2027-11-22", "next_review: 2026-12-01"
        ),
        encoding="utf-8",
    )

    first, second = (_run(clinic, "--today", "2026-11-22") for _ in range(2))

    assert "is due on 2026-12-01" in first[2]
    assert first == second


def test_a_failed_build_is_remembered_too(clinic: Path) -> None:
    """The same problems again, exit code 1, and nothing published."""
    (clinic / "content/en/index.md").write_text("no front matter", encoding="utf-8")

    first, second = (_run(clinic) for _ in range(2))

    assert first[0] == 1
    assert first == second
    assert not (clinic / "public").exists()


@pytest.mark.parametrize(
    "harm",
    [
        lambda public: (public / "index.html").write_text("hacked", encoding="utf-8"),
        lambda public: (public / "index.html").unlink(),
        lambda public: (public / "more.html").write_text("more", encoding="utf-8"),
        lambda public: (public / "build-manifest.json").unlink(),
    ],
    ids=["changed", "removed", "added", "no manifest"],
)
def test_a_site_that_somebody_touched_is_made_again(
    clinic: Path, harm: Callable[[Path], object]
) -> None:
    """The remembered site counts only while it stands, byte for byte."""
    assert _run(clinic)[0] == 0
    public = clinic / "public"
    whole = {path: path.read_bytes() for path in public.rglob("*") if path.is_file()}
    harm(public)

    code = _run(clinic)[0]

    if code == 0:
        assert {p: p.read_bytes() for p in public.rglob("*") if p.is_file()} == whole
    else:
        assert code == 2
        assert not (public / "build-manifest.json").exists()


def test_a_changed_day_is_another_build(clinic: Path) -> None:
    """What is overdue depends on the day, and the memo knows it."""
    early, late = (_run(clinic, "--today", day) for day in ("2026-11-22", "2027-11-23"))

    assert "was due on" not in early[2]
    assert "was due on" in late[2]


def test_options_are_part_of_what_is_remembered(clinic: Path) -> None:
    """The same files with drafts, or for another address, are another site."""
    assert _run(clinic)[0] == 0
    assert _run(clinic, "--drafts")[0] == 0
    assert (clinic / "public/secret/index.html").exists()
    assert _run(clinic)[0] == 0
    assert not (clinic / "public/secret").exists()
    assert _run(clinic, "--base-url", "https://host.net/clinic/")[0] == 0

    assert '"/clinic/causes/"' in (clinic / "public/index.html").read_text(encoding="utf-8")


def test_without_the_memo_the_site_is_the_same(clinic: Path, tmp_path: Path) -> None:
    """`--no-memo` leaves no memo and makes the same bytes."""
    assert _run(clinic, "--no-memo", "--out", str(tmp_path / "plain"))[0] == 0
    assert not (clinic / ".cache").exists()
    for _ in range(2):
        assert _run(clinic, "--out", str(tmp_path / "site"))[0] == 0

    assert _files(tmp_path / "plain") == _files(tmp_path / "site")


_PROGRAM = ("build.py", "clinicsite")
_SITE = ("config.yaml", "content", "templates", "static")
_CHANGES: list[tuple[str, str, str]] = [
    ("content/en/index.md", "Most upper back pain", "Most pain up there"),
    ("content/en/causes/index.md", "title: What causes", "title: So what causes"),
    ("content/data/wording.yaml", "en: On this page", "en: What is on this page"),
    ("content/data/warning-signs.yaml", "Trouble breathing, or", "Hard to breathe, or"),
    ("content/data/drawing-texts.yaml", "es: Llame al 911", "es: Marque 911"),
    ("templates/article.html", '<div class="body">', '<div class="body" data-new>'),
    ("static/css/base.css", "66ch", "65ch"),
    ("config.yaml", "(323) 555-0100", "(323) 555-0101"),
    ("content/figures/four-steps.svg", "Call 911", "Dial 911"),
    ("clinicsite/render/typography.py", 'return "…"', 'return "..."'),
    ("clinicsite/report.py", "no problems", "nothing wrong"),
    ("clinicsite/check/dates.py", "timedelta(days=30)", "timedelta(days=400)"),
    ("content/en/upper-back.md", "---\ntitle", "--\ntitle"),
]


@pytest.mark.audit
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_remembering_project_builds_what_a_forgetful_one_does(seed: int, tmp_path: Path) -> None:
    """The shipped project, its own modules included, edited back and forth: same site, same words,
    same exit code as without the memo."""
    chance = random.Random(seed)
    for name in (*_PROGRAM, *_SITE):
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy2
        copy(PROJECT / name, tmp_path / name)
    for _ in range(10):
        path, old, new = chance.choice(_CHANGES)
        file = tmp_path / path
        text = file.read_text(encoding="utf-8")
        swapped = text.replace(new, old) if new != old and new in text else text.replace(old, new)
        file.write_text(swapped, encoding="utf-8")
        said = [_program(tmp_path, "remembering"), _program(tmp_path, "forgetful", "--no-memo")]

        assert said[0] == said[1], path
        assert _files(tmp_path / "remembering") == _files(tmp_path / "forgetful"), path


def _program(project: Path, out: str, *options: str) -> tuple[int, str, str]:
    result = subprocess.run(
        [sys.executable, "build.py", "build", "--out", out, "--today", "2026-11-22", *options],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    said = re.sub(r"\d+\.\d seconds", "", result.stdout).replace(out, "OUT")
    return result.returncode, said, result.stderr.replace(out, "OUT")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
