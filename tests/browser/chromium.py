"""The Chromium of this machine: where it is, and how to get one.

    python tests/browser/chromium.py            says where it is, or that there is none
    python tests/browser/chromium.py --install  tries to install one first when there is none

Ends with code 1 when a browser is required and missing: with `--install`, or where CI=true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.programs import Program, tell

NO_BROWSER = (
    "NO BROWSER: the browser tests cannot run. Install Chromium with `make browser`, "
    "or name yours: CHROMIUM=/path/to/chromium"
)

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Path | None:
    """The browser to test with; when `CHROMIUM` names one, that one or none."""
    chosen = os.environ.get("CHROMIUM")
    for program in (chosen,) if chosen else _PROGRAMS:
        if found := shutil.which(program):
            return Path(found)
    return None if chosen else _downloaded_chromium()


def install_chromium() -> Path | None:
    """The browser, after the ordinary ways to install one were tried in turn."""
    _run(sys.executable, "-m", "playwright", "install", "chromium", minutes=5)
    if (found := find_chromium()) and _run(str(found), "--version", minutes=1):
        return found
    install_with_apt("chromium")
    return find_chromium()


def install_with_apt(package: str) -> None:
    """The package of the system, where that is possible without asking anybody."""
    if is_root() and shutil.which("apt-get"):
        _run("apt-get", "update", minutes=5)
        _run("apt-get", "install", "--yes", package, minutes=10)


def is_root() -> bool:
    """Whether this process runs as root, whom Chromium refuses its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _downloaded_chromium() -> Path | None:
    """The browser that `playwright install` downloads, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def _run(*command: str, minutes: int) -> bool:
    """Whether the command succeeded in the given time."""
    print("$", *command, flush=True)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            timeout=minutes * 60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)
        return False
    return done.returncode == 0


if __name__ == "__main__":
    raise SystemExit(
        tell(Program("Browser tests use {}", NO_BROWSER, find_chromium, install_chromium))
    )
