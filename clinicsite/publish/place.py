"""The place where a site stands: its folder, and the names beside it that publishing uses.

Everything here happens under the lock of the place, so whatever stands under one of these names
when a build comes to it was left by a build that has ended.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from pathlib import Path
from typing import Self

from msgspec import Struct

from clinicsite.publish.machine import Machine
from clinicsite.publish.ownership import is_ours, is_vacant
from clinicsite.publish.staging import FOLDER_MODE, flush_folder


class Place(Struct, frozen=True):
    """The folder of the published site, links followed, and the names beside it."""

    out: Path

    @classmethod
    def of(cls, out: Path) -> Self:
        """The place that `out` leads to."""
        return cls(out.resolve())

    @property
    def lock(self) -> Path:
        """The file whose lock a build holds while it publishes."""
        return self.out.with_name(f".{self.out.name}.lock")

    @property
    def previous(self) -> Path:
        """Where the old site stands for an instant while two renames put the new one in place."""
        return self.out.with_name(f".{self.out.name}.previous")

    def new_staging(self) -> Path:
        """A free name for a site that visitors do not see: not yet, or no longer."""
        return self.out.with_name(f".{self.out.name}.staging-{secrets.token_hex(8)}")

    def stagings(self) -> list[Path]:
        """The staging folders that stand beside the site."""
        pattern = re.compile(rf"\.{re.escape(self.out.name)}\.staging-[0-9a-f]{{16}}")
        with os.scandir(self.out.parent) as entries:
            return sorted(
                Path(entry.path)
                for entry in entries
                if pattern.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            )


def make_parents(place: Place, machine: Machine) -> None:
    """The folder above the site exists, and so do those above it."""
    missing = [folder for folder in place.out.parents if not folder.exists()]
    for folder in reversed(missing):
        with machine.act("make a folder above the site"):
            folder.mkdir(exist_ok=True)
            folder.chmod(FOLDER_MODE)
            flush_folder(folder.parent)


def put_in_place(staged: Path, place: Place, machine: Machine) -> None:
    """The staged site stands at its place; the old one, if any, has the staging name.

    Where the system has no step for it, the place is empty between two renames. Whoever finds it
    so mends it with `tidy`.
    """
    if is_vacant(place.out):
        with machine.act("rename the new site to its name"):
            if os.name == "nt" and place.out.exists():
                place.out.rmdir()
            staged.rename(place.out)
    else:
        with machine.act("exchange the old site and the new one"):
            exchanged = machine.exchange(staged, place.out)
        if not exchanged:
            with machine.act("rename the old site to its previous name"):
                place.out.rename(place.previous)
            with machine.act("rename the new site to its name"):
                staged.rename(place.out)
            with machine.act("rename the old site to its staging name"):
                place.previous.rename(staged)
    with machine.act("flush the folder above"):
        flush_folder(place.out.parent)


def tidy(place: Place, machine: Machine) -> tuple[Path, ...]:
    """Nothing but the site stands at the place, whatever an ended build left behind.

    An old site that lost its name gets it back when no new one has taken it. Returns the
    folders that could not be removed: they hold old pages, but no visitor is led to them.
    """
    if is_ours(place.previous):
        if is_vacant(place.out):
            with machine.act("put the old site back"):
                place.previous.rename(place.out)
                flush_folder(place.out.parent)
        elif is_ours(place.out):
            with machine.act("rename the old site to a staging name"):
                place.previous.rename(place.new_staging())
    for staging in place.stagings():
        with machine.act("remove a staging folder"):
            shutil.rmtree(staging, ignore_errors=True)
    return tuple(place.stagings())
