"""The digest of the program itself: its own modules, its Python and its packages.

Results of another program are never used again, however alike the content is.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@functools.cache
def maker() -> bytes:
    """Changes whenever a module of the program, the Python or an installed package does."""
    return digest_of(_PACKAGE)


def digest_of(package: Path) -> bytes:
    """The digest of a program whose modules lie in this folder."""
    digest = hashlib.sha256()
    digest.update(sys.version.encode())
    for name, path in sorted(_modules(str(package))):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # all of them at every start
            digest.update(b"\0" + name.encode() + b"\0" + hashlib.sha256(file.read()).digest())
    for package_name in sorted(_installed()):
        digest.update(b"\0" + package_name.encode())
    return digest.digest()


def _modules(folder: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every module in the folder: its path inside, with forward slashes, and on the disk."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield prefix + entry.name, entry.path
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _modules(entry.path, f"{prefix}{entry.name}/")


def _installed() -> Iterator[str]:
    """The names of the `*.dist-info` folders, which carry the version of each package."""
    for folder in sys.path:
        try:
            names = [path.name for path in Path(folder).iterdir()]
        except OSError:
            continue
        yield from (name for name in names if name.endswith(".dist-info"))
