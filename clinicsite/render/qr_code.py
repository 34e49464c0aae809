"""The square code on a printed sheet, by which a phone finds the page (ISO/IEC 18004)."""

from __future__ import annotations

from itertools import groupby

from clinicsite.render.component_views import Sheet

QUIET = 4
"""Empty modules that a reader needs on each side."""


def sheet(address: str) -> Sheet:
    """The address as a drawing of rows; the same address always gives the same drawing."""
    import segno  # only handouts need it, and most builds remember theirs

    rows = segno.make(address, error="m", micro=False).matrix
    path = "".join(_row(number, bytes(row)) for number, row in enumerate(rows, QUIET))
    return Sheet(address, len(rows) + 2 * QUIET, path)


def _row(number: int, modules: bytes) -> str:
    """A bar for each run of dark modules."""
    bars = ""
    column = QUIET
    for dark, run in groupby(modules):
        length = len(tuple(run))
        if dark:
            bars += f"M{column} {number}h{length}v1h-{length}z"
        column += length
    return bars
