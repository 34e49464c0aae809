"""Seconds and memory of whole processes, and the middle of several of them."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LIMIT_SECONDS = 900
_STOPWATCH = Path(__file__).with_name("stopwatch.py")
_WORDS_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One process."""

    seconds: float
    megabytes: float
    """The most that its largest process held at one time."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Several processes that did the same."""

    seconds: float
    """The median, like the memory."""
    fastest: float
    slowest: float
    megabytes: float
    rounds: int


class ProgramFailedError(Exception):
    """A program ended with an error or took too long; the text says which and what it said."""


def figures(samples: Sequence[Sample]) -> Figures:
    seconds = [sample.seconds for sample in samples]
    return Figures(
        statistics.median(seconds),
        min(seconds),
        max(seconds),
        statistics.median(sample.megabytes for sample in samples),
        len(samples),
    )


def timed(
    command: Sequence[str],
    *,
    folder: Path | None = None,
    more: Mapping[str, str] | None = None,
    limit: int = LIMIT_SECONDS,
) -> Sample:
    """What a new process for the command took, from its start to its end.

    What earlier processes wrote is on the disk first: it would be written at this one's expense.
    """
    os.sync()
    process = subprocess.run(
        [sys.executable, "-I", "-S", str(_STOPWATCH), str(limit), *command],
        cwd=folder,
        env={**environment(os.environ), **(more or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=limit + 60,
        check=False,
    )
    if process.returncode:
        raise ProgramFailedError(f"{command[0]} could not be started: {process.stderr}")
    seconds, kilobytes, code = json.loads(process.stdout)
    if code:
        said = process.stderr[-_WORDS_KEPT:]
        raise ProgramFailedError(
            f"{' '.join(command)} ended with {code} in {seconds:.1f} s: {said}"
        )
    return Sample(seconds, kilobytes / 1024)


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment of the timed programs.

    PYTHONDONTWRITEBYTECODE is not in it: where it is set, as it often is in containers, Python
    compiles every module at every start, and half of a small build is that. Nobody who edits
    the site has it set.
    """
    return {name: value for name, value in given.items() if name != "PYTHONDONTWRITEBYTECODE"}
