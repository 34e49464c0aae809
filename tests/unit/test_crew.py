"""Many hands make the same thing as one, in the same order, and tell the memo the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

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


class Products(Struct, frozen=True):
    """Numbers times a factor, remembered by the numbers alone."""

    name: ClassVar = "product"
    numbers: Sequence[int]
    factor: int = 2

    def __len__(self) -> int:
        return len(self.numbers)

    def key(self, number: int) -> Sequence[bytes]:
        """The number at this place."""
        return (str(self.numbers[number]).encode(),)

    def make(self, number: int, key: Sequence[bytes], _: Memo) -> bytes:
        """The product."""
        assert key == self.key(number)
        return str(self.factor * self.numbers[number]).encode()


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
        made = list(Crew(2, always=True).each(doubled, 2, range(10), memo, enough=1))

    with Memo(path) as memo:
        found = list(Crew(2, always=True).each(doubled, 1000, range(10), memo, enough=1))

    assert made == found == [2 * value for value in range(10)]


def test_hands_know_what_is_not_written_yet(tmp_path: Path) -> None:
    """A step may build on what an earlier step of the same build kept."""
    with Memo(tmp_path / "memo.sqlite") as memo:
        memo.keep(b"77", "doubled", b"5")

        made = list(Crew(2, always=True).each(doubled, 2, [5, 6], memo, enough=1))

    assert made == [77, 12]


@pytest.mark.parametrize("crew", [ALONE, Crew(2, always=True)])
def test_a_mistake_of_ours_is_not_hidden(crew: Crew) -> None:
    """It comes out as the exception that it is, wherever it happened."""
    with pytest.raises(ZeroDivisionError, match="three"):
        list(crew.each(broken, None, [1, 2, 3, 4], FORGETFUL, enough=1))


def test_the_memo_of_a_preview_has_hands_elsewhere_too(tmp_path: Path) -> None:
    """What it keeps in memory alone is known to other processes, and theirs to it."""
    crew = Crew(2, always=True)
    memo = LastingMemo(tmp_path / "memo.sqlite", b"")

    with memo:
        memo.keep(b"77", "doubled", b"5")
        assert list(crew.each(doubled, 2, [5, 6], memo, enough=1)) == [77, 12]
    with memo:
        assert list(crew.each(doubled, 1000, [5, 6], memo, enough=1)) == [77, 12]


@pytest.mark.parametrize("crew", [ALONE, Crew(2, always=True)])
@pytest.mark.parametrize("earlier", [[], [0], [19], [3, 4, 11], range(20)])
def test_what_is_remembered_comes_in_order_with_what_is_made(
    tmp_path: Path, crew: Crew, earlier: Sequence[int]
) -> None:
    """Of what an earlier build made, nothing is made again."""
    path = tmp_path / "memo.sqlite"
    with Memo(path) as memo:
        list(crew.remembered(Products(earlier), memo, enough=1))

    with Memo(path) as memo:
        found = list(crew.remembered(Products(range(20), factor=-1), memo, enough=1))

    assert found == [b"%d" % (2 * n if n in earlier else -n) for n in range(20)]


def test_a_build_that_is_stopped_need_not_begin_anew(tmp_path: Path) -> None:
    """What was made before Ctrl+C is in the file."""
    path = tmp_path / "memo.sqlite"
    crew = Crew(2, always=True)

    def stopped() -> None:
        with Memo(path) as memo:
            for made in crew.remembered(Products(range(100)), memo, enough=1):
                if made == b"120":
                    raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with Memo(path) as memo:
        found = list(crew.remembered(Products(range(100), factor=-1), memo, enough=1))

    assert found[:60] == [b"%d" % (2 * number) for number in range(60)]


def test_the_bar_ends_when_the_rest_was_known(tmp_path: Path) -> None:
    """Whoever is told how far the work is, is told of its end, too."""
    told: list[tuple[int, int]] = []
    crew = Crew(2, always=True, notice=lambda *how_far: told.append(how_far))
    path = tmp_path / "memo.sqlite"
    with Memo(path) as memo:
        list(ALONE.remembered(Products([19]), memo, enough=1))

    with Memo(path) as memo:
        list(crew.remembered(Products(range(20)), memo, enough=1))

    assert told[-1] == (19, 19)
