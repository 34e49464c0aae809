"""The site before the present one, kept out of sight to be made into the next one.

A site of a thousand pages has a thousand folders. To make them all anew beside the site that
stands, and to remove as many, takes longer than an edit may; most of the old ones fit.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from clinicsite.publish.machine import Machine
from clinicsite.publish.manifest import MANIFEST_NAME

SPARE: Final = ".cache/spare"
"""Where a project keeps it: beside the memo, and like it worth nothing but time."""


def take_spare(spare: Path, staged: Path, machine: Machine) -> None:
    """The spare, where there is one on this disk, has the name `staged`."""
    if (spare / MANIFEST_NAME).is_file():
        with machine.act("take the spare"), suppress(OSError):
            spare.rename(staged)


def keep_spare(old: Path, spare: Path, machine: Machine) -> None:
    """The old site is the spare, where both are on one disk and there is none yet."""
    if (old / MANIFEST_NAME).is_file():
        with machine.act("keep the old site as a spare"), suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            old.rename(spare)
