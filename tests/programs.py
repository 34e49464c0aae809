"""Programs that tests need and that no package of Python brings: where they are, or how to get one.

Their scripts end with code 1 when a program is required and missing: with `--install`, or where
CI=true.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """A program, or a few that are used as one."""

    use: str
    """What is said when it is there; `{}` is where."""
    missing: str
    find: Callable[[], object]
    """Where it is; nothing when it is not there."""
    install: Callable[[], object]


def in_ci() -> bool:
    """Whether a missing program is a failure."""
    return os.environ.get("CI") == "true"


def tell(*programs: Program, arguments: Sequence[str] | None = None) -> int:
    """It was said where each program is, after the missing ones were installed if that was asked.

    Gives the exit code.
    """
    parser = argparse.ArgumentParser(description="Say where programs are that tests need.")
    parser.add_argument("--install", action="store_true", help="try to install what is missing")
    install = parser.parse_args(arguments).install
    found = [program.find() or (program.install() if install else None) for program in programs]
    for program, place in zip(programs, found, strict=True):
        if place:
            print(program.use.format(place))
        else:
            print(program.missing, file=sys.stderr)
    return 1 if not all(found) and (install or in_ci()) else 0
