"""When Ctrl+C may come."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Ctrl+C comes when the block has ended; it never comes to the processes that begin in it.

    A copy of this process would otherwise go through all that this one does when it is stopped, or
    leave half of an answer. Windows copies no process, and has no such thing.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
