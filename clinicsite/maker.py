"""The digest of the program itself: its own modules, its Python and its packages.

Results of another program are never used again, however alike the content is.
"""

from __future__ import annotations

import functools
import hashlib
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
    digest = hashlib.blake2b(digest_size=20)
    digest.update(sys.version.encode())
    for path in sorted(package.rglob("*.py")):
        digest.update(b"\0" + path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    for name in sorted(_installed()):
        digest.update(b"\0" + name.encode())
    return digest.digest()


def _installed() -> Iterator[str]:
    """The names of the `*.dist-info` folders, which carry the version of each package."""
    for folder in sys.path:
        try:
            names = [path.name for path in Path(folder).iterdir()]
        except OSError:
            continue
        yield from (name for name in names if name.endswith(".dist-info"))
