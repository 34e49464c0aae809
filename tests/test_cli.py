"""The command line as a clumsy editor uses it: real processes, real folders."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from clinicsite.cli import COMMANDS
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest
from tests.previews import before_long
from tests.small_sites import PROJECT, small_site, write_site

TODAY = ("--today", "2026-11-22")


def run(
    *arguments: str | Path, cwd: Path | None = None, python: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """`python build.py …` in a process of its own."""
    return subprocess.run(
        [sys.executable, *python, str(PROJECT / "build.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A small good site on disk."""
    return write_site(small_site(), tmp_path / "clinic")


def test_without_a_command_the_site_is_built(clinic: Path) -> None:
    """`python build.py` builds the present folder into public/ and says what it did."""
    result = run(cwd=clinic)

    assert result.returncode == 0, result.stderr
    assert (clinic / "public/index.html").exists()
    assert re.search(r"4 pages, .*, \d+ KB, \d+\.\d seconds\.", result.stdout)
    assert "public" in result.stdout


def test_another_folder_is_built_into_another_folder(clinic: Path, tmp_path: Path) -> None:
    """`--root` and `--out` take any folder of the same shape."""
    result = run("build", "--root", clinic, "--out", tmp_path / "deep/er/site", *TODAY)

    assert result.returncode == 0, result.stderr
    assert (tmp_path / "deep/er/site/when-to-get-help/index.html").exists()
    assert not (clinic / "public").exists()


def test_the_manifest_lists_every_file(clinic: Path, tmp_path: Path) -> None:
    """`build-manifest.json` holds the digest of each file of the site."""
    run("build", "--root", clinic, "--out", tmp_path / "site", *TODAY)
    site = tmp_path / "site"
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != MANIFEST_NAME
    }

    assert Manifest.decode((site / MANIFEST_NAME).read_bytes()) == Manifest.of(files)


def test_check_writes_nothing(clinic: Path) -> None:
    """`check` looks and leaves no trace but the memo, which version control ignores."""
    before = sorted(clinic.rglob("*"))

    result = run("check", "--root", clinic, *TODAY)

    assert result.returncode == 0
    assert result.stdout == "4 pages, no problems.\n"
    assert [path for path in sorted(clinic.rglob("*")) if ".cache" not in path.parts] == before


def test_late_reviews_are_errors_on_request_only(clinic: Path) -> None:
    """`check --strict-reviews` ends with 1, each time; a build and a plain check end with 0."""
    late = ("--root", clinic, "--today", "2027-11-23")

    for _ in range(2):
        strict, plain = run("check", *late, "--strict-reviews"), run("check", *late)
        assert strict.returncode == 1
        assert ": error: the check of this page was due on " in strict.stderr
        assert plain.returncode == 0
        assert ": warning: the check of this page was due on " in plain.stderr
    assert run("build", *late).returncode == 0
    assert run("build", *late, "--strict-reviews").returncode == 2


def test_a_mistake_is_shown_with_its_line_and_what_to_write(clinic: Path) -> None:
    """The whole message, as an editor sees it, and the exit code 1."""
    page = clinic / "content/en/index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("title: Upper back pain", "title: Upper back: pain"), "utf-8")

    result = run("check", "--root", clinic, *TODAY)

    assert result.returncode == 1
    assert result.stderr == (
        "--- content/en/index.md: 1 error\n"
        "content/en/index.md:2:18: error: the title contains a colon and needs quotes\n"
        "    title: Upper back: pain\n"
        "                     ^\n"
        '    write: title: "Upper back: pain"\n'
        "\n"
        "What this site promises and does not keep yet:\n"
        "    1 error     Front matter and data files are well-formed YAML.\n"
        "\n"
        "3 pages, 1 error.\n"
    )


@pytest.mark.parametrize("form", ["github", "json", "markdown"])
def test_a_check_says_the_same_in_every_form_and_every_time(clinic: Path, form: str) -> None:
    """The other forms go to the output alone, and a check from memory says the same again."""
    page = clinic / "content/en/index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("title: Upper back pain", "titel: Upper back pain"), "utf-8")

    told = [run("check", "--root", clinic, *TODAY, "--format", form) for _ in range(2)]
    anew = run("check", "--root", clinic, *TODAY, "--format", form, "--no-memo")

    assert [(one.returncode, one.stderr) for one in (*told, anew)] == [(1, "")] * 3
    assert told[0].stdout == told[1].stdout == anew.stdout
    assert "titel" in told[0].stdout


def test_placeholders_warn_in_a_build_and_stop_a_release(clinic: Path) -> None:
    """The same problem, as grave as the command asks for."""
    config = clinic / "config.yaml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("(213) 555-0234", "(213) 555-0134"), "utf-8"
    )

    building, releasing = (run("check", "--root", clinic, *TODAY, *o) for o in ((), ("--release",)))

    assert (building.returncode, releasing.returncode) == (0, 1)
    assert "warning: `phone` is not the phone number yet" in building.stderr
    assert "error: `phone` is not the phone number yet" in releasing.stderr


@pytest.mark.parametrize(
    "place", ["", "content", "content/en", "static", "..", "notes"], ids=lambda p: p or "root"
)
def test_folders_that_are_not_ours_are_refused(clinic: Path, place: str) -> None:
    """Nothing is built into sources, above them, or into a folder of somebody else's files."""
    (clinic / "notes").mkdir()
    (clinic / "notes/diary.txt").write_text("mine", encoding="utf-8")
    before = sorted(clinic.rglob("*"))

    result = run("build", "--root", clinic, "--out", clinic / place, *TODAY)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert sorted(clinic.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("biuld",),
        ("build", "--today", "tomorrow"),
        ("build", "--base-url", "clinic.example"),
        ("build", "--jobs", "none"),
        ("check", "--root", "no-such-folder"),
        ("build", "--no-such-option"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_plain_message(arguments: tuple[str, ...]) -> None:
    """Exit code 2, a sentence that names what was typed, and no traceback."""
    result = run(*arguments)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "Error" in result.stderr


def test_a_misspelt_command_says_which_was_meant() -> None:
    """Typing is not everybody's trade."""
    assert "Did you mean build?" in run("biuld").stderr
    assert "Did you mean" not in run("xyz").stderr


def test_an_empty_folder_is_told_apart_from_a_site(tmp_path: Path) -> None:
    """Someone who types the command in the wrong folder is told so."""
    result = run("check", cwd=tmp_path)

    assert result.returncode == 1
    assert "config.yaml" in result.stderr
    assert "project's folder" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """`build.py` and its program in a folder without packages of its own."""
    shutil.copy(PROJECT / "build.py", tmp_path)
    (tmp_path / "clinicsite").symlink_to(PROJECT / "clinicsite")
    return tmp_path / "build.py"


def _without_packages(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as the Python of a fresh machine runs it."""
    command = [sys.executable, "-S", "-E", str(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_without_its_packages_the_program_says_the_line_to_type(bare: Path) -> None:
    """`python build.py` on a fresh machine ends with one line that helps, not a traceback."""
    result = _without_packages(bare)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "make site" in result.stderr or "pip install -r requirements.txt" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")
def test_packages_that_make_has_installed_are_found(bare: Path) -> None:
    """After `make site`, any Python may be asked; the one with the packages does the work."""
    own = bare.parent / ".venv/bin/python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "asked for $2"\nexit 3\n', encoding="utf-8")
    own.chmod(0o755)

    result = _without_packages(bare, "check")

    assert (result.returncode, result.stdout) == (3, "asked for check\n")


def test_two_builds_at_once_do_not_hurt_each_other(clinic: Path, tmp_path: Path) -> None:
    """Both end well, and one whole site stands in the end."""
    arguments = ("build", "--root", clinic, "--out", tmp_path / "site", *TODAY)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: run(*arguments), range(4)))

    assert [result.returncode for result in results] == [0, 0, 0, 0]
    site = tmp_path / "site"
    manifest = Manifest.decode((site / MANIFEST_NAME).read_bytes())
    names = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert names == {*manifest.files, MANIFEST_NAME}
    assert not [path for path in tmp_path.iterdir() if "staging" in path.name]


def test_every_help_page_can_be_read() -> None:
    """`--help` works without a command and with each."""
    for arguments in ((), *((name,) for name in COMMANDS)):
        result = run(*arguments, "--help")

        assert result.returncode == 0
        assert "Example: python build.py" in result.stdout


def test_a_file_in_the_place_of_the_site_is_explained(clinic: Path) -> None:
    """A file where a folder must be: one sentence, exit 2."""
    (clinic / "public").write_text("a file", encoding="utf-8")

    result = run("build", "--root", clinic, *TODAY)

    assert result.returncode == 2
    assert "public" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("arguments", [["list", "pages"], ["build"], ["build", "--help"]])
def test_what_cannot_be_said_is_no_traceback(clinic: Path, arguments: list[str]) -> None:
    """Nor is it success: whoever reads the file would not know that something is missing."""
    program = [sys.executable, str(PROJECT / "build.py"), *arguments]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            program, stdout=full, stderr=subprocess.PIPE, text=True, cwd=clinic, check=False
        )

    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    assert "No space left on device" in ended.stderr


def test_the_preview_starts_shows_a_save_and_ends_as_it_is_typed(clinic: Path) -> None:
    """`serve` as an editor runs it: a page with its file, a mistake, a save, Ctrl+C, no trace."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    before = sorted(clinic.rglob("*"))
    process = subprocess.Popen(
        [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(clinic), "--port", port],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    url = f"http://127.0.0.1:{port}/"
    page = clinic / "content/en/index.md"
    text = page.read_text(encoding="utf-8")
    try:
        assert before_long(lambda: "content/en/index.md" in fetched(url))
        page.write_text(text + "\nJust saved.\n", encoding="utf-8")
        assert before_long(lambda: "Just saved." in fetched(url))
        page.write_text(text.replace("title:", "titel:"), encoding="utf-8")
        assert before_long(lambda: "`titel` is not a known key" in fetched(url))
        page.write_text(text, encoding="utf-8")
        assert before_long(lambda: "titel" not in fetched(url))
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)

    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert said.endswith("The preview has ended.\n")
    assert sorted(clinic.rglob("*")) == before


def fetched(url: str) -> str:
    """The page at the address; nothing while nobody answers."""
    try:
        with urlopen(url, timeout=20) as response:  # noqa: S310  # this machine
            return str(response.read().decode())
    except HTTPError as error:
        return str(error.read().decode())
    except OSError:
        return ""
