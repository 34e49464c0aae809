"""One piece of work in a process of its own, beside everything else that a build does."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, NoReturn, TypeVar

from clinicsite.interrupts import held_back

_Result = TypeVar("_Result")
Work = Callable[[], _Result]
"""It sees everything as it is when it begins. Its result, and what it raises, have to be such as
can be sent to another process."""


class Aside(Generic[_Result]):
    """Work that begins when somebody asks for its result, once."""

    def __init__(self, work: Work[_Result]) -> None:
        self._work = work

    def result(self) -> _Result:
        """What comes of the work; raises what it raises."""
        return self._work()

    def drop(self) -> None:
        """Nobody wants the result any more: the work has ended, or never begins."""


class _Begun(Aside[_Result]):
    """Work that a copy of this process does from now on.

    No module of Python's own is used for it: to import them would take as long as the work.
    """

    def __init__(self, work: Work[_Result]) -> None:
        super().__init__(work)
        self._answer, there = os.pipe()
        with held_back():
            self._process = os.fork()
            if not self._process:
                _answer(work, there)
        os.close(there)

    def result(self) -> _Result:
        """What came of the work; raises what it raised. The other process has ended."""
        import pickle

        with open(self._answer, "rb") as pipe:  # noqa: PTH123  # a number, not a name
            answer = pipe.read()
        os.waitpid(self._process, 0)
        self._process = 0
        if not answer:
            raise ChildProcessError("a process of this build was ended from outside")
        succeeded, outcome = pickle.loads(answer)  # noqa: S301  # from a copy of this process
        if not succeeded:
            raise outcome
        return outcome  # type: ignore[no-any-return]

    def drop(self) -> None:
        """The other process has ended."""
        if self._process:
            os.kill(self._process, signal.SIGTERM)
            os.waitpid(self._process, 0)
            os.close(self._answer)
            self._process = 0


def begin(work: Work[_Result], *, beside: bool) -> Aside[_Result]:
    """The work, begun in another process where that is wanted and the system can copy this one."""
    return _Begun(work) if beside and sys.platform == "linux" else Aside(work)


def _answer(work: Work[object], there: int) -> NoReturn:
    """Does the work and ends the process. Ctrl+C ends it at once, and in silence."""
    import pickle

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    outcome: tuple[bool, object]
    try:
        outcome = True, work()
    except Exception as error:  # noqa: BLE001  # raised again where it is asked for
        outcome = False, error
    with suppress(OSError), open(there, "wb") as pipe:  # a number, not a name
        pickle.dump(outcome, pipe)
    os._exit(0)
