"""What the preview remembers from build to build."""

from __future__ import annotations

from pathlib import Path

from clinicsite.lasting_memo import UNUSED_BUILDS, LastingMemo
from clinicsite.memo import Memo


def test_a_result_is_there_in_the_next_build(tmp_path: Path) -> None:
    """What one build found out, the next one knows, and no file has been written."""
    memo = LastingMemo(tmp_path / "memo.sqlite", b"")
    with memo:
        memo.keep(b"result", "step", b"argument")

    with memo:
        assert memo.recall("step", b"argument") == b"result"
    assert list(tmp_path.iterdir()) == []


def test_it_begins_with_what_the_project_remembers(tmp_path: Path) -> None:
    """The first build of a preview is as quick as any other."""
    with Memo(tmp_path / "memo.sqlite", b"") as written:
        written.keep(b"result", "step", b"argument")
    memo = LastingMemo(tmp_path / "memo.sqlite", b"")

    with memo:
        assert memo.recall("step", b"argument") == b"result"
    with memo:
        assert memo.recall("step", b"argument") == b"result"


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    """A day of writing does not fill the memory."""
    memo = LastingMemo(tmp_path / "memo.sqlite", b"")
    with memo:
        memo.keep(b"result", "step", b"argument")

    for _ in range(UNUSED_BUILDS):
        with memo:
            pass

    with memo:
        assert memo.recall("step", b"argument") is None
