"""Many hands make the same thing as one, in the same order, and tell the memo the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.crew import ALONE, Crew
from clinicsite.lasting_memo import LastingMemo
from clinicsite.memo import FORGETFUL, Memo


def doubled(factor: int, value: int, memo: Memo) -> int:
    """The value times the factor, which the memo is told."""
    key = str(value).encode()
    return int(memo.remember(lambda: str(factor * value).encode(), "doubled", key))


def broken(_: None, value: int, __: Memo) -> int:
    """Our own mistake, for one of the values."""
    if value == 3:
        raise ZeroDivisionError("three")
    return value


@settings(max_examples=5, deadline=None)
@given(st.lists(st.integers(), max_size=40), st.integers(min_value=1, max_value=3))
def test_any_number_of_hands_gives_the_same_in_order(values: list[int], size: int) -> None:
    """The number of processes is never seen in what they make."""
    made = Crew(size, always=True).each(doubled, 2, values, FORGETFUL, enough=1)

    assert list(made) == [2 * value for value in values]


def test_what_many_hands_noted_is_remembered(tmp_path: Path) -> None:
    """The next build asks nobody: what other processes found is in the file, and was read there."""
    path = tmp_path / "memo.sqlite"
    with Memo(path) as memo:
        Crew(2, always=True).each(doubled, 2, range(10), memo, enough=1)

    with Memo(path) as memo:
        found = list(Crew(2, always=True).each(doubled, 1000, range(10), memo, enough=1))

    assert found == [2 * value for value in range(10)]


def test_hands_know_what_is_not_written_yet(tmp_path: Path) -> None:
    """A step may build on what an earlier step of the same build kept."""
    with Memo(tmp_path / "memo.sqlite") as memo:
        memo.keep(b"77", "doubled", b"5")

        assert Crew(2, always=True).each(doubled, 2, [5, 6], memo, enough=1) == [77, 12]


@pytest.mark.parametrize("crew", [ALONE, Crew(2, always=True)])
def test_a_mistake_of_ours_is_not_hidden(crew: Crew) -> None:
    """It comes out as the exception that it is, wherever it happened."""
    with pytest.raises(ZeroDivisionError, match="three"):
        crew.each(broken, None, [1, 2, 3, 4], FORGETFUL, enough=1)


def test_the_memo_of_a_preview_has_hands_elsewhere_too(tmp_path: Path) -> None:
    """What it keeps in memory alone is known to other processes, and theirs to it."""
    crew = Crew(2, always=True)
    memo = LastingMemo(tmp_path / "memo.sqlite", b"")

    with memo:
        memo.keep(b"77", "doubled", b"5")
        assert crew.each(doubled, 2, [5, 6], memo, enough=1) == [77, 12]
    with memo:
        assert crew.each(doubled, 1000, [5, 6], memo, enough=1) == [77, 12]
