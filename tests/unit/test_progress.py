"""The bar of long work."""

from __future__ import annotations

import io

import pytest

from clinicsite.commands.progress import MANY, Progress
from clinicsite.crew import Crew
from clinicsite.memo import FORGETFUL, Memo


class Terminal(io.StringIO):
    """Somebody looks at it."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def same(_: None, value: int, __: Memo) -> int:
    """Nothing to do."""
    return value


@pytest.mark.parametrize("hands", [1, 2])
def test_long_work_shows_how_far_it_is(hands: int) -> None:
    """The bar grows to the end and then leaves an empty line."""
    terminal = Terminal()
    crew = Crew(hands, always=True, notice=Progress(terminal))

    assert list(crew.each(same, None, range(MANY), FORGETFUL, enough=1)) == list(range(MANY))

    shown = terminal.getvalue().split("\r")
    assert f"% of {MANY} texts" in shown[1]
    assert shown[-1] == ""
    assert not shown[-2].strip()


def test_short_work_shows_nothing() -> None:
    """A bar that comes and goes at once only disturbs."""
    terminal = Terminal()

    list(Crew(notice=Progress(terminal)).each(same, None, range(MANY - 1), FORGETFUL, enough=1))

    assert terminal.getvalue() == ""


def test_in_a_pipe_nothing_is_shown() -> None:
    """Logs hold sentences."""
    pipe = io.StringIO()

    list(Crew(notice=Progress(pipe)).each(same, None, range(MANY), FORGETFUL, enough=1))

    assert pipe.getvalue() == ""
