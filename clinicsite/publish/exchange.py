"""Exchanging two folders in one step, where the system has such a step."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2

_NO_SUCH_STEP: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})
"""The kernel, the file system or a container's filter does not offer the exchange. `EPERM` is
here for the filter; where it means a missing right, the two renames meet it as well."""


def exchange_in_one_step(first: Path, second: Path) -> bool:
    """The two folders have changed places at one instant; False when the system cannot.

    Raises `OSError` when the system knows the step but refuses these two folders.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "renameat2"):
            return _renameat2(libc, first, second)
    return False


def _renameat2(libc: ctypes.CDLL, first: Path, second: Path) -> bool:
    paths = os.fsencode(first), os.fsencode(second)
    if libc.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_SUCH_STEP:
        return False
    raise OSError(number, os.strerror(number), os.fspath(second))
