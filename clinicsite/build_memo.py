"""By what a whole build is remembered."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from clinicsite.maker import maker
from clinicsite.memo import Memo
from clinicsite.problems import Problem, to_json
from clinicsite.read.tree import SourceTree

BUILD_STEP, ZONE_STEP = "build", "time zone"


def memo_of(root: Path, *, read_only: bool = False) -> Memo:
    """The memo of the site in this folder, for this program."""
    return Memo(memo_path(root), maker(), read_only=read_only)


def memo_path(root: Path) -> Path:
    """The file in which the memo of this project lies."""
    return root / ".cache" / "memo.sqlite"


def build_arguments(
    tree: SourceTree, problems: tuple[Problem, ...], today: date, options: Sequence[str]
) -> tuple[bytes, ...]:
    """Everything that the outcome of a build depends on besides the program itself."""
    files = [part for path, data in tree.files.items() for part in (path.encode(), data)]
    ci = os.environ.get("CI", "")
    return (to_json(problems), f"{today} {ci} {' '.join(options)}".encode(), *files)
