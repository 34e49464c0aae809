"""The same step for many values, in as many processes as it pays to start."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from clinicsite.interrupts import held_back
from clinicsite.memo import Memo, Notes

_Shared = TypeVar("_Shared")
_Value = TypeVar("_Value")
_Result = TypeVar("_Result")
Step = Callable[[_Shared, _Value, Memo], _Result]
"""A function of a module: what all values share, one of the values, and the memo."""

_SHARES = 8
"""Portions of work for each process, so that none waits long for the last one."""


Notice = Callable[[int, int], object]
"""Is told how many values are done, and of how many."""


def _unnoticed(_done: int, _of: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class _Kept(Generic[_Shared]):
    """A step for numbers of keys, under which the memo keeps what it makes."""

    step: Step[_Shared, int, bytes]
    shared: _Shared
    name: str
    keys: Sequence[Sequence[bytes]]


def _keep(work: _Kept[_Shared], number: int, memo: Memo) -> bytes:
    return memo.keep(work.step(work.shared, number, memo), work.name, *work.keys[number])


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes a build may use."""

    size: int = 1
    """The most that work at a time."""
    always: bool = False
    """Whether they all work, however little there is to do."""
    notice: Notice = field(default=_unnoticed, compare=False)
    """Is told while there is work; the results are the same."""

    def each(
        self,
        step: Step[_Shared, _Value, _Result],
        shared: _Shared,
        values: Sequence[_Value],
        memo: Memo,
        *,
        enough: int,
    ) -> list[_Result]:
        """What the step makes of each value, in their order, and the memo knows what it noted.

        `enough` values keep a process busy for as long as it takes to start one. Results and
        values have to be such as can be sent to another process.
        """
        hands = min(self.size, len(values) if self.always else len(values) // enough)
        if hands < 2:
            return list(self._noticed(len(values), (_one(step, shared, v, memo) for v in values)))
        # What one of them makes Python load is then there in every copy of this process.
        middle = len(values) // 2
        one = step(shared, values[middle], memo)
        others = [*values[:middle], *values[middle + 1 :]]
        together = _together(hands, step, shared, others, memo)
        made = list(self._noticed(len(values), together, 1))
        return [*made[:middle], one, *made[middle:]]

    def remembered(
        self,
        step: Step[_Shared, int, bytes],
        shared: _Shared,
        name: str,
        keys: Sequence[Sequence[bytes]],
        memo: Memo,
        *,
        enough: int,
    ) -> list[bytes]:
        """What the step makes of each number of a key, found in the memo or made and kept there.

        `name` is the step's name in the memo.
        """
        known = memo.recall_all(name, keys)
        unknown = [number for number, found in enumerate(known) if found is None]
        work = _Kept(step, shared, name, keys)
        made = self.each(_keep, work, unknown, memo, enough=enough)
        of_number = dict(zip(unknown, made, strict=True))
        return [of_number[number] if found is None else found for number, found in enumerate(known)]

    def _noticed(
        self, whole: int, portions: Iterable[list[_Result]], done: int = 0
    ) -> Iterator[_Result]:
        for portion in portions:
            yield from portion
            done += len(portion)
            self.notice(done, whole)


ALONE = Crew()
"""One process, which is the one that asks."""


def _one(
    step: Step[_Shared, _Value, _Result], shared: _Shared, value: _Value, memo: Memo
) -> list[_Result]:
    return [step(shared, value, memo)]


def _together(
    hands: int,
    step: Step[_Shared, _Value, _Result],
    shared: _Shared,
    values: Sequence[_Value],
    memo: Memo,
) -> Iterator[list[_Result]]:
    """The results, a portion at a time."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Where the system can copy a process, what is shared is there already and is not sent.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    portion = max(1, len(values) // (hands * _SHARES))
    portions = [values[at : at + portion] for at in range(0, len(values), portion)]
    known = memo.elsewhere()
    pool = ProcessPoolExecutor(
        hands, mp_context=context, initializer=_begin, initargs=(step, shared, known)
    )
    try:
        with held_back():
            done = pool.map(_work, portions)
        memo.save()  # while the others are at work
        for made, notes in done:
            memo.take(notes)
            yield made
    finally:
        pool.shutdown(cancel_futures=True)


_at_hand: tuple[Step[Any, Any, Any], Any, Memo]


def _begin(step: Step[Any, Any, Any], shared: object, memo: Memo) -> None:
    global _at_hand  # noqa: PLW0603  # what a process keeps between its portions of work
    _at_hand = (step, shared, memo.__enter__())


def _work(portion: Sequence[Any]) -> tuple[list[Any], Notes]:
    step, shared, memo = _at_hand
    return [step(shared, value, memo) for value in portion], memo.notes()
