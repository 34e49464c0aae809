"""Work aside comes to the same as work that waits for whoever asks."""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from clinicsite.aside import begin
from tests.previews import before_long

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="this system copies no process")


def fails() -> None:
    """As a full disk does."""
    raise OSError(errno.ENOSPC, "No space left on device", "a/b.html")


@pytest.mark.parametrize("beside", [False, True])
def test_the_result_is_the_same_wherever_it_is_made(*, beside: bool) -> None:
    """Of any size: more than a pipe holds at a time."""
    assert begin(lambda: b"x" * 3_000_000, beside=beside).result() == b"x" * 3_000_000


@pytest.mark.parametrize("beside", [False, True])
def test_what_the_work_raises_comes_out(*, beside: bool) -> None:
    """With all that a sentence about it needs."""
    with pytest.raises(OSError, match="No space left") as raised:
        begin(fails, beside=beside).result()

    assert (raised.value.errno, raised.value.filename) == (errno.ENOSPC, "a/b.html")


@pytest.mark.parametrize("beside", [False, True])
def test_what_nobody_wants_ends(tmp_path: Path, *, beside: bool) -> None:
    """Or never begins; to drop it twice does no harm."""
    named = tmp_path / "process"

    def endless() -> None:
        named.write_text(str(os.getpid()))
        time.sleep(600)

    work = begin(endless, beside=beside)
    assert not beside or before_long(lambda: bool(named.exists() and named.read_text()))
    work.drop()
    work.drop()

    if beside:
        with pytest.raises(ProcessLookupError):
            os.kill(int(named.read_text()), 0)
    assert named.exists() == beside


@on_linux
def test_the_work_has_begun_before_anybody_asks() -> None:
    """It sees what there was when it began, and what it changes stays its own."""
    seen = ["before"]

    def look() -> tuple[int, list[str]]:
        seen.append("inside")
        return os.getpid(), seen

    work = begin(look, beside=True)
    seen.append("after")

    process, there = work.result()

    assert process != os.getpid()
    assert there == ["before", "inside"]
    assert seen == ["before", "after"]


@on_linux
def test_a_process_that_somebody_ends_is_told() -> None:
    """A result is never guessed."""
    work = begin(lambda: os.kill(os.getpid(), signal.SIGKILL), beside=True)

    with pytest.raises(ChildProcessError, match="ended from outside"):
        work.result()
