"""Where `python build.py` begins: answered from memory when nothing has changed.

A whole build is one more pure function: of the source files, the options, the day and the program
itself. When all of these are as they were, and the published site still stands byte for byte,
what that build said is said again, before anything heavy is imported. In every other case the
command line takes over.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from clinicsite.build_memo import BUILD_STEP, ZONE_STEP, build_arguments, memo_of
from clinicsite.memo import Memo
from clinicsite.outcome import Outcome
from clinicsite.publish.standing import stands
from clinicsite.read.tree import CONFIG, ReadFolder, SourceTree, read_folder
from clinicsite.report_forms import FORMS

_VALUES = ("--root", "--out", "--base-url", "--today", "--format")
_FLAGS = ("--release", "--drafts", "--strict-reviews")
_OF_CHECK = {"--strict-reviews", "--format"}


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives the exit code."""
    started = time.perf_counter()
    # A build makes much that lives to its end and few cycles: looking for them rarely is a
    # tenth of the time of a small build.
    gc.set_threshold(1_000_000, 50, 50)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter gets its number
            stream.reconfigure(errors="backslashreplace")
    command = _plain_command(arguments)
    folder = None
    if command is not None and (command.root / ".cache" / "memo.sqlite").is_file():
        folder = read_folder(command.root)
        outcome = _remembered(command, folder)
        if outcome is not None:
            if command.name == "check":
                return outcome.say_checked(command.form)
            return outcome.say_built(command.out, time.perf_counter() - started)
    from clinicsite import cli

    return cli.main(arguments, folder)


class _Command(Struct, frozen=True):
    """A command line that is so plain that no parser is needed to understand it."""

    name: str
    root: Path
    out: Path
    today: date | None
    options: tuple[str, ...]
    form: str = "text"


def _plain_command(arguments: Sequence[str]) -> _Command | None:
    """What was typed; None when it is anything but a plain build or check."""
    words = list(arguments) or ["build"]
    name = words.pop(0)
    values: dict[str, str] = {}
    flags: set[str] = set()
    while words:
        word = words.pop(0)
        if word in _VALUES and words and word not in values:
            values[word] = words.pop(0)
        elif word in _FLAGS:
            flags.add(word)
        else:
            return None
    if name not in ("build", "check") or (name == "check" and "--out" in values):
        return None
    if name != "check" and (flags | values.keys()) & _OF_CHECK:
        return None
    form = values.get("--format", "text")
    if form not in FORMS:
        return None
    root = Path(values.get("--root", "."))
    try:
        today = date.fromisoformat(values["--today"]) if "--today" in values else None
        base_url = _absolute(values["--base-url"]) if "--base-url" in values else ""
    except ValueError:
        return None
    out = Path(values["--out"]) if "--out" in values else root / "public"
    return _Command(name, root, out, today, (base_url, *sorted(flags)), form)


def _absolute(base_url: str) -> str:
    from clinicsite.addresses import BaseUrl

    return BaseUrl.parse(base_url).absolute("/")


def _remembered(command: _Command, folder: ReadFolder) -> Outcome | None:
    """How this very build ended before; None when it has to be made."""
    tree, problems = folder.tree, folder.problems
    with memo_of(command.root, read_only=True) as memo:
        today = command.today or _local_day(memo, tree)
        if today is None:
            return None
        found = memo.recall(BUILD_STEP, *build_arguments(tree, problems, today, command.options))
    if found is None:
        return None
    outcome = Outcome.from_json(found)
    if (
        command.name == "build"
        and outcome.publishable
        and not stands(command.out, outcome.manifest)
    ):
        return None
    return outcome


def _local_day(memo: Memo, tree: SourceTree) -> date | None:
    """Today where the clinic is, when its time zone is remembered: YAML costs too much here."""
    zone = memo.recall(ZONE_STEP, tree.files.get(CONFIG, b""))
    return datetime.now(ZoneInfo(zone.decode())).date() if zone else None
