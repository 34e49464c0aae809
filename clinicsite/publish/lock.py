"""One build at a time publishes into a folder; another waits for its turn.

The lock is the kernel's, so it is free again the moment a build ends, however it ends. The empty
lock file stays: removing it would let two builds hold two different locks of the same name.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from clinicsite.errors import ClinicSiteError

_PAUSE: Final = 0.05

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class StillLockedError(ClinicSiteError):
    """Another process kept the lock for longer than there was patience."""


@contextmanager
def locked(path: Path, *, patience: float) -> Iterator[None]:
    """The lock is ours while the block runs.

    Raises `StillLockedError` when another process keeps it for more than `patience` seconds.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        deadline = time.monotonic() + patience
        while not _take(descriptor):
            if time.monotonic() >= deadline:
                raise StillLockedError(os.fspath(path))
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            _give_back(descriptor)
    finally:
        os.close(descriptor)
