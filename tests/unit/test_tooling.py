"""What `make`, the lock files, CI and the browser tests' server promise to developers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import find_chromium
from tests.browser.hosts import served

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
WISHES = ("requirements.in", "requirements-dev.in")
TARGETS = set(
    "audit bench bench-preview browser check clean font help identity".split()
    + "lint lock schemas screenshots serve site test".split()
)

COMPILED = "run -m compileall -q clinicsite"
FAKE_PYTHON = """\
#!/bin/sh
# Stands for Python in the Makefile's recipes: writes down what it is asked to do. Only python3
# answers, so that no other Python of this machine is found.
case "$0" in *python3.*) exit 127 ;; esac
case "$*" in
-V | --version) echo "Python $FAKE_VERSION" ;;
*sys.version_info*) test "$FAKE_VERSION" != 3.9.2 ;;
*ensurepip*) test -z "$FAKE_NO_VENV" ;;
"-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python && echo venv >>log ;;
"-m pip install "*) echo "pip ${*##* }" >>log; test "${*##* }" != "$FAKE_FAILS" ;;
*) echo "run $*" >>log ;;
esac
"""


def names(text: str) -> set[str]:
    """The packages named at the beginning of lines, spelled as package indexes do."""
    found = re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)", text, flags=re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


def pins(lock: str) -> dict[str, str]:
    """Every pinned requirement of a lock file: its first line, and all its lines."""
    text = (PROJECT / lock).read_text(encoding="utf-8")
    blocks = re.findall(r"^\S+==.*(?:\n[ ].*)*", text, flags=re.MULTILINE)
    return {block.split(" ")[0]: block for block in blocks}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_name_no_package_index(lock: str) -> None:
    """Packages come from wherever the machine's pip is told to look; a lock never says where."""
    text = (PROJECT / lock).read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^ *--(?!hash=)", text, flags=re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    """What is installed is byte for byte what was locked."""
    without = [pin for pin, block in pins(lock).items() if "--hash=sha256:" not in block]

    assert pins(lock)
    assert without == []


@pytest.mark.parametrize("wishes", WISHES)
def test_every_wanted_package_says_why(wishes: str) -> None:
    """A package is added with its reason on the same line, or not at all."""
    lines = (PROJECT / wishes).read_text(encoding="utf-8").splitlines()
    silent = [line for line in lines if line and not re.search(r"(^|\s)# \w", line)]

    assert silent == []


@pytest.mark.parametrize(("wishes", "lock"), list(zip(WISHES, LOCKS, strict=True)))
def test_locks_are_in_step_with_what_is_wanted(wishes: str, lock: str) -> None:
    """After a change of `requirements*.in`, `make lock` was run."""
    wanted = names((PROJECT / wishes).read_text(encoding="utf-8"))
    direct = {pin for pin, block in pins(lock).items() if f" -r {wishes}" in block}

    assert wanted == names("\n".join(direct))


def test_a_package_of_both_locks_has_one_version() -> None:
    """Installing the developer's tools never changes what the site is built with."""
    runtime, develop = (set(pins(lock)) for lock in LOCKS)
    shared = names("\n".join(runtime)) & names("\n".join(develop))

    assert names("\n".join(runtime & develop)) == shared


def test_make_help_lists_every_target() -> None:
    """Whoever types `make help` sees all that there is, and nothing that there is not."""
    shown = make(PROJECT, "help").stdout
    listed = re.findall(r"^  make ([\w-]+) +\S", shown, flags=re.MULTILINE)
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: ([a-z].*)", makefile, flags=re.MULTILINE)

    assert sorted(listed) == sorted(TARGETS)
    assert set(" ".join(phony).split()) == TARGETS


def test_ci_runs_lint_then_tests_then_the_long_tests() -> None:
    """CI asks for what a developer can ask for, in the order of the time it takes."""
    script = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    steps = re.findall(r"^run (\w+)$", script, flags=re.MULTILINE)

    assert steps == ["browser", "lint", "test", "audit"]


def test_packages_are_installed_once(tmp_path: Path) -> None:
    """A second `make site` starts at once; neither installs the developer's tools."""
    workshop(tmp_path)

    make(tmp_path, "site")
    make(tmp_path, "site")

    assert log(tmp_path) == [
        "venv",
        "pip requirements.txt",
        COMPILED,
        "run build.py",
        "run build.py",
    ]


def test_a_changed_lock_is_installed(tmp_path: Path) -> None:
    """A lock with other content is installed, however old its file is."""
    workshop(tmp_path)
    make(tmp_path, "site")

    (tmp_path / "requirements.txt").write_text("# other\n", encoding="utf-8")
    os.utime(tmp_path / "requirements.txt", (0, 0))
    make(tmp_path, "site")

    assert log(tmp_path)[4:] == ["venv", "pip requirements.txt", COMPILED, "run build.py"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_failed_install_leaves_no_stamp(tmp_path: Path, lock: str) -> None:
    """What was half installed is thrown away and made again from nothing."""
    workshop(tmp_path)

    failed = make(tmp_path, "bench", FAKE_FAILS=lock)
    stamps = list((tmp_path / ".venv").glob("*.stamp"))
    (tmp_path / "log").unlink()
    make(tmp_path, "bench")

    assert failed.returncode == 2
    assert stamps == []
    assert log(tmp_path) == [
        "venv",
        "pip requirements.txt",
        "pip requirements-dev.txt",
        "run benchmarks/bench.py",
    ]


def test_a_replaced_python_makes_the_environment_again(tmp_path: Path) -> None:
    """After an upgrade of the system's Python, nobody has to know what `.venv` is."""
    workshop(tmp_path)
    make(tmp_path, "site")

    make(tmp_path, "site", FAKE_VERSION="3.13.0")

    assert log(tmp_path)[4:] == ["venv", "pip requirements.txt", COMPILED, "run build.py"]


def test_an_old_python_is_named_with_what_to_do(tmp_path: Path) -> None:
    """One line says which version is needed, which one was found, and how to choose another."""
    workshop(tmp_path)

    done = make(tmp_path, "site", FAKE_VERSION="3.9.2")

    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "Python 3.11 or newer is needed (python3 is Python 3.9.2). "
        "Install it, or name yours: make site PYTHON=/path/to/python3"
    )
    assert not (tmp_path / ".venv").exists()


def test_a_missing_venv_module_is_named_with_what_to_do(tmp_path: Path) -> None:
    """Debian's Python comes without venv; the line names the package that has it."""
    workshop(tmp_path)

    done = make(tmp_path, "site", FAKE_NO_VENV="1")

    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "python3 has no venv module. Install it (Debian, Ubuntu: apt install python3-venv) "
        "and run make again."
    )


def test_a_chosen_browser_is_the_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`CHROMIUM` is taken at its word: when it names no program, no other is used instead."""
    program = tmp_path / "my-chromium"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)

    monkeypatch.setenv("CHROMIUM", str(program))
    chosen = find_chromium()
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    missing = find_chromium()

    assert chosen == program
    assert missing is None


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/clinic/", 200, "home"),
        ("/clinic/about/", 200, "about"),
        ("/clinic/about", 301, ""),
        ("/clinic/nowhere/", 404, "not here"),
        ("/clinic/pictures/", 404, "not here"),
        ("/about/", 404, "Error response"),
    ],
)
def test_folders_are_served_as_static_hosts_do(
    tmp_path: Path, path: str, status: int, text: str
) -> None:
    """Unknown paths and folders without a page get 404.html; outside the prefix is not ours."""
    for name in ("about", "pictures"):
        (tmp_path / name).mkdir()
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    (tmp_path / "about" / "index.html").write_text("about", encoding="utf-8")
    (tmp_path / "404.html").write_text("not here", encoding="utf-8")

    with served(tmp_path, "/clinic/") as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()

    assert response.status == status
    assert text in body


@pytest.mark.audit
def test_a_newcomer_builds_the_site_with_one_command(tmp_path: Path) -> None:
    """In a fresh copy, with an empty home folder, `make site` installs, builds and publishes."""
    copy = tmp_path / "copy"
    made = shutil.ignore_patterns(".git", ".venv", ".cache", "public", "__pycache__", ".*_cache")
    shutil.copytree(PROJECT, copy, ignore=made)

    done = make(copy, "site", PATH=os.environ["PATH"], PYTHON=os.environ.get("PYTHON", ""))

    assert done.returncode == 0, done.stdout + done.stderr
    assert (copy / "public" / "index.html").is_file()


def workshop(folder: Path) -> None:
    """The folder holds the Makefile, empty locks, and a `python3` that only takes notes."""
    shutil.copy(PROJECT / "Makefile", folder)
    for lock in LOCKS:
        (folder / lock).write_text("", encoding="utf-8")
    (folder / "bin").mkdir()
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        fake = folder / "bin" / name
        fake.write_text(FAKE_PYTHON, encoding="utf-8")
        fake.chmod(0o755)


def log(folder: Path) -> list[str]:
    """What the noted-down Python was asked to do, in order."""
    return (folder / "log").read_text(encoding="utf-8").splitlines()


def make(folder: Path, target: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """How `make` ended in the folder, with an empty home and nothing of the caller's Python."""
    kept = re.compile(r"PIP_|SSL_|REQUESTS_|.*_proxy$", re.IGNORECASE)
    return subprocess.run(
        ["make", target],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if kept.match(name)}
        | {"PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
        | {"FAKE_VERSION": "3.12.1", "FAKE_NO_VENV": "", "FAKE_FAILS": ""}
        | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
