"""Whole builds, killed at arbitrary moments: the site is the old one or the new one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from clinicsite.publish.manifest import MANIFEST_NAME, Manifest
from tests.small_sites import PROJECT, small_site, write_site
from tests.test_golden_site import golden_source

KILLS = 30
SEED = 20261122

pytestmark = [
    pytest.mark.audit,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL"),
]


def _build(folder: Path) -> subprocess.Popen[bytes]:
    arguments = ["build", "--root", folder, "--out", folder / "site", "--today", "2026-11-22"]
    return subprocess.Popen(
        [sys.executable, str(PROJECT / "build.py"), *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _whole(site: Path) -> dict[str, bytes]:
    """The files of the site, after making sure that it is exactly what its manifest says."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    manifest = Manifest.decode(files.pop(MANIFEST_NAME))
    assert Manifest.of(files) == manifest
    return files


def test_a_killed_build_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    """Thirty builds are killed at seeded moments; after each, one whole site stands, and the next
    build that is left alone makes it the newest."""
    chance = random.Random(SEED)
    folder = write_site(small_site(golden_source()), tmp_path / "clinic")
    page = folder / "content/en/index.md"
    text = page.read_text(encoding="utf-8")
    assert _build(folder).wait() == 0
    page.write_text(f"{text}\nAnother version.\n", encoding="utf-8")
    started = time.perf_counter()
    assert _build(folder).wait() == 0
    usual = time.perf_counter() - started
    killed = 0
    for number in range(KILLS):
        before = _whole(folder / "site")
        page.write_text(f"{text}\nVersion {number}.\n", encoding="utf-8")
        process = _build(folder)
        time.sleep(chance.uniform(0, 1.1) * usual)
        os.killpg(process.pid, signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL

        after = _whole(folder / "site")

        is_new = f"Version {number}." in after["index.html"].decode()
        assert is_new or after == before
        assert _build(folder).wait() == 0
        assert f"Version {number}." in _whole(folder / "site")["index.html"].decode()

    assert [p.name for p in folder.iterdir() if "staging" in p.name] == []
    assert killed > 0


def test_a_build_that_is_stopped_ends_in_a_sentence(tmp_path: Path) -> None:
    """Ctrl+C reaches every process of a build, at any moment: each ends, none in a traceback."""
    chance = random.Random(SEED)
    folder = write_site(small_site(golden_source()), tmp_path / "clinic")
    command = [sys.executable, str(PROJECT / "build.py"), "build", "--root", str(folder)]
    started = time.perf_counter()
    assert subprocess.run([*command, "--jobs", "3", "--no-memo"], check=False).returncode == 0
    usual = time.perf_counter() - started
    stopped = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [*command, "--jobs", "3", "--no-memo"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.2, 1.2) * usual)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
        stopped += said == "\nStopped.\n"
        assert said in ("", "\nStopped.\n")

    assert [p.name for p in folder.iterdir() if "staging" in p.name] == []
    assert stopped > 0
