"""The same step for many values, in as many processes as it pays to start."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar, Protocol, TypeVar

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


class Work(Protocol):
    """What is made of each of so many numbers, from 0, and is remembered.

    It has to be such as can be sent to another process.
    """

    name: ClassVar[str]
    """The name of the step in the memo."""

    def __len__(self) -> int:
        """How many there are to make."""

    def key(self, number: int) -> Sequence[bytes]:
        """Everything that what is made of this number depends on."""

    def make(self, number: int, key: Sequence[bytes], memo: Memo) -> bytes:
        """What is made of this number, which has this key."""


def _kept(work: Work, number: int, memo: Memo) -> bytes:
    key = work.key(number)
    return memo.keep(work.make(number, key, memo), work.name, *key)


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
    ) -> Iterator[_Result]:
        """What the step makes of each value, in their order, and the memo knows what it noted.

        It comes while there is work: whoever takes it has time for it then. `enough` values keep a
        process busy for as long as it takes to start one. Results and values have to be such as
        can be sent to another process.
        """
        hands = min(self.size, len(values) if self.always else len(values) // enough)
        if hands < 2:
            yield from self._noticed(len(values), ([step(shared, v, memo)] for v in values))
            return
        # What one of them makes Python load is then there in every copy of this process.
        middle = len(values) // 2
        one = step(shared, values[middle], memo)
        others = [*values[:middle], *values[middle + 1 :]]
        made = self._noticed(len(values), _together(hands, step, shared, others, memo), 1)
        yield from islice(made, middle)
        yield one
        yield from made

    def remembered(self, work: Work, memo: Memo, *, enough: int) -> Iterator[bytes]:
        """What is made of each number, in their order, found in the memo or made and kept there.

        It comes while there is work, as that of `each` does.
        """
        numbers = range(len(work))
        # In a first build nobody needs the keys but those who make something.
        known: Sequence[bytes | None] = ()
        if memo.has_past:
            known = memo.recall_all(work.name, map(work.key, numbers))
        unknown = [number for number in numbers if not known or known[number] is None]
        at = 0
        made = self.each(_kept, work, unknown, memo, enough=enough)
        for number, result in zip(unknown, made, strict=True):
            yield from (found for found in known[at:number] if found is not None)
            yield result
            at = number + 1
        yield from (found for found in known[at:] if found is not None)

    def _noticed(
        self, whole: int, portions: Iterable[list[_Result]], done: int = 0
    ) -> Iterator[_Result]:
        for portion in portions:
            yield from portion
            done += len(portion)
            self.notice(done, whole)


ALONE = Crew()
"""One process, which is the one that asks."""


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
            memo.save()
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
