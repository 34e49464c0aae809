"""A bar for long work, such as the first build of a big site; nothing where nobody looks."""

from __future__ import annotations

import sys
from typing import TextIO

MANY = 200
"""So many texts or pages take long enough to show a bar."""
_WIDTH = 30


class Progress:
    """Shows on a terminal how much of the present step is done; gone when the step is.

    The cursor stays as it is, so nothing has to be put right when the work is broken off.
    """

    def __init__(self, terminal: TextIO | None = None) -> None:
        self._terminal = sys.stderr if terminal is None else terminal
        self._shown = -1

    def __call__(self, done: int, whole: int) -> None:
        """So many of all are done now."""
        share = 100 * done // max(1, whole)
        if whole < MANY or share == self._shown or not self._terminal.isatty():
            return
        self._shown = share
        filled = _WIDTH * done // whole
        bar = f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {share:>3}% of {whole} texts"
        self._terminal.write(f"\r{bar}" if done < whole else f"\r{' ' * len(bar)}\r")
        self._terminal.flush()
