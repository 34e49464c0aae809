"""Files that a process has read before, for the preview: only what was saved is read again."""

from __future__ import annotations

import os
import time

_SETTLED = 50_000_000
"""Nanoseconds after which a further save of a file is sure to change its time."""


def read_file(path: str, limit: int) -> bytes:
    """The bytes of a file, at most so many."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a thousand files at every build
        data = b""
        # One byte more than there should be, because the file may be growing.
        portion = os.fstat(file.fileno()).st_size + 1
        while more := file.read(min(portion, limit - len(data))):
            data += more
        return data


class RecentFiles:
    """Reads a file like `read_file`, but one that has not changed only once.

    A file counts as unchanged while its size, its times and its place on the disk are the same
    and it had not been saved within the moment before it was read.
    """

    def __init__(self) -> None:
        self._read: dict[str, tuple[tuple[int, ...], bytes]] = {}

    def __call__(self, path: str, limit: int) -> bytes:
        stamp = _stamp(path)
        before = self._read.get(path)
        if before and before[0] == stamp:
            return before[1]
        data = read_file(path, limit)
        self._read.pop(path, None)
        if time.time_ns() - max(stamp[-2:]) > _SETTLED and _stamp(path) == stamp:
            self._read[path] = stamp, data
        return data


def _stamp(path: str) -> tuple[int, ...]:
    status = os.stat(path)  # noqa: PTH116  # a thousand files at every save
    return (
        *(status.st_dev, status.st_ino, status.st_size),
        *(status.st_mtime_ns, status.st_ctime_ns),
    )
