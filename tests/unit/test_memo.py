"""The memo: what it promises to remember, and how little it costs to lose it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from clinicsite.maker import digest_of
from clinicsite.memo import FORGETFUL, UNUSED_BUILDS, Memo
from tests.small_sites import PROJECT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the memo of a test is."""
    return tmp_path / ".cache/memo.sqlite"


def _keep(path: Path, value: bytes = b"result", maker: bytes = b"") -> None:
    with Memo(path, maker) as memo:
        memo.keep(value, "step", b"argument")


def _recall(path: Path, *, maker: bytes = b"") -> bytes | None:
    with Memo(path, maker, read_only=True) as memo:
        return memo.recall("step", b"argument")


def test_a_result_is_found_by_its_arguments(path: Path) -> None:
    """Same step and same arguments give the same result in the next build."""
    _keep(path)

    assert _recall(path) == b"result"


@pytest.mark.parametrize(
    ("step", "arguments"),
    [
        ("other", (b"argument",)),
        ("step", (b"other",)),
        ("step", (b"argu", b"ment")),
        ("step", (b"argument", b"")),
        ("step", ()),
        ("stepargument", ()),
    ],
)
def test_other_arguments_are_another_result(
    path: Path, step: str, arguments: tuple[bytes, ...]
) -> None:
    """No two different questions share an answer, however alike their bytes are."""
    _keep(path)

    with Memo(path) as memo:
        assert memo.recall(step, *arguments) is None


def test_another_program_does_not_use_the_results(path: Path) -> None:
    """A changed module of the generator starts from nothing."""
    _keep(path, maker=b"old")

    assert _recall(path, maker=b"new") is None
    assert _recall(path, maker=b"old") == b"result"


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_memo_costs_only_time(path: Path, damage: bytes) -> None:
    """What cannot be read is as if it were not there, and is then replaced."""
    _keep(path)
    path.write_bytes(damage)

    assert _recall(path) is None
    _keep(path, b"again")

    assert _recall(path) == b"again"


def test_a_changed_value_is_not_believed(path: Path) -> None:
    """A value that is not what was written is forgotten."""
    _keep(path)
    with sqlite3.connect(path) as database:
        database.execute("update results set value = value || x'00'")
    database.close()

    assert _recall(path) is None


def test_what_nobody_asks_for_is_dropped(path: Path) -> None:
    """An entry lives through as many builds without being used, and no longer."""
    _keep(path)
    for _ in range(UNUSED_BUILDS - 1):
        with Memo(path) as memo:
            memo.keep(b"", "other")
    assert _recall(path) == b"result"

    with Memo(path) as memo:
        memo.keep(b"", "other")

    assert _recall(path) is None


def test_using_a_result_keeps_it(path: Path) -> None:
    """What is asked for in each build never goes."""
    _keep(path)
    for _ in range(2 * UNUSED_BUILDS):
        with Memo(path) as memo:
            assert memo.recall("step", b"argument") == b"result"


def test_looking_does_not_count_as_a_build(path: Path) -> None:
    """Unchanged builds, which only look, do not make the rest seem unused."""
    _keep(path)
    before = path.read_bytes()

    for _ in range(2 * UNUSED_BUILDS):
        assert _recall(path) == b"result"

    assert path.read_bytes() == before


def test_nothing_is_written_after_an_error(path: Path) -> None:
    """A build that was broken off leaves the memo as it was."""
    memo = Memo(path)
    memo.keep(b"result", "step", b"argument")

    with pytest.raises(RuntimeError, match="broken off"), memo:
        raise RuntimeError("broken off")

    assert not path.exists()


def test_what_is_saved_early_belongs_to_the_same_build(path: Path) -> None:
    """It is in the file at once, and the rest at the end; entries do not age twice."""
    with Memo(path) as memo:
        memo.keep(b"early", "step", b"1")
        memo.save()
        with Memo(path, read_only=True) as other:
            assert other.recall("step", b"1") == b"early"
        memo.keep(b"late", "step", b"2")
        memo.save()

    with Memo(path, read_only=True) as memo:
        assert memo.recall_all("step", [(b"1",), (b"2",)]) == [b"early", b"late"]
    with sqlite3.connect(path) as database:
        assert database.execute("select number from builds").fetchall() == [(1,)]
        assert database.execute("select distinct build from uses").fetchall() == [(1,)]


def test_other_processes_of_a_first_build_ask_no_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that the file can hold by then is known to them already."""
    with Memo(path) as memo:
        memo.keep(b"early", "step", b"1")
        memo.save()
        first = memo.elsewhere()
    with Memo(path) as memo:
        second = memo.elsewhere()

    with second:
        assert second.recall_all("step", [(b"1",), (b"2",)]) == [b"early", None]
    monkeypatch.delattr(sqlite3, "connect")
    with first:
        assert first.recall_all("step", [(b"1",), (b"2",)]) == [b"early", None]
        assert first.recall("step", b"1") == b"early"


def test_a_memo_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    """A file where the folder must be: the build goes on."""
    (tmp_path / ".cache").write_text("a file", encoding="utf-8")

    _keep(tmp_path / ".cache/memo.sqlite")

    assert (tmp_path / ".cache").read_text(encoding="utf-8") == "a file"


def test_without_a_file_nothing_is_remembered() -> None:
    """`--no-memo` asks, is never answered, and leaves nothing."""
    assert FORGETFUL.keep(b"result", "step") == b"result"
    assert FORGETFUL.recall("step") is None


def test_every_module_of_the_program_counts(tmp_path: Path) -> None:
    """A changed, new, renamed or removed module is another maker."""
    package = tmp_path / "clinicsite"
    shutil.copytree(PROJECT / "clinicsite", package)
    seen = {digest_of(package)}

    (package / "report.py").write_text("# changed\n", encoding="utf-8")
    seen.add(digest_of(package))
    (package / "check/new.py").write_text("", encoding="utf-8")
    seen.add(digest_of(package))
    (package / "check/new.py").rename(package / "check/newer.py")
    seen.add(digest_of(package))
    (package / "check/links.py").unlink()
    seen.add(digest_of(package))

    assert len(seen) == 5


def test_only_an_earlier_build_is_the_past(path: Path) -> None:
    """What a first build keeps and saves is no reason to ask whether something is known."""
    with Memo(path) as memo:
        memo.keep(b"result", "step")
        memo.save()
        assert not memo.has_past

    with Memo(path) as memo:
        assert memo.has_past
    assert not FORGETFUL.has_past


def test_a_file_that_somebody_holds_is_waited_for_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once while there is work and once at the end, however often something was to be saved."""
    tries = []

    def held(_: Memo) -> None:
        tries.append("write")
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(Memo, "_write", held)
    with Memo(path) as memo:
        for number in range(5):
            memo.keep(b"result", str(number))
            memo.save()

    assert len(tries) == 2
