"""The least that a build in Python could do: a whole process that only reads, hashes and writes.

    python benchmarks/floor.py SITE BUILT [NEW]

reads and hashes every source file of the site and every file of the built one, which is what it
takes to know that nothing has changed. With a third folder it writes files of the built ones' sizes
there instead, which is what is left of a build when all the work between costs nothing.
"""

from __future__ import annotations

import hashlib
import os
import sys

_SOURCES = ("config.yaml", "content", "templates", "static")


def main(arguments: list[str]) -> int:
    site, built, *new = arguments
    for name in _SOURCES:
        hash_all(f"{site}/{name}")
    if new:
        write_all(built, new[0])
    else:
        hash_all(built)
    return 0


def hash_all(path: str) -> None:
    if not os.path.isdir(path):  # noqa: PTH112  # pathlib would be a third of this process
        with open(path, "rb") as file:  # noqa: PTH123
            hashlib.sha256(file.read()).digest()
        return
    with os.scandir(path) as entries:
        for entry in entries:
            hash_all(entry.path)


def write_all(built: str, new: str) -> None:
    os.mkdir(new)  # noqa: PTH102
    with os.scandir(built) as entries:
        for entry in entries:
            if entry.is_dir():
                write_all(entry.path, f"{new}/{entry.name}")
                continue
            with open(f"{new}/{entry.name}", "wb") as file:  # noqa: PTH123
                file.write(b" " * entry.stat().st_size)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
