"""One promise tried with many inputs: the same ones in every run, and counted.

`SEED=7 python -m pytest -m audit tests/test_hostile_input.py` tries others.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

_Value = TypeVar("_Value")
Record = Callable[[str, object], None]
"""The fixture `record_property`."""

PROPERTY = "inputs tried"
_SEED = int(os.environ.get("SEED", "0"))


def quick_and_long(quick: int, long: int) -> pytest.MarkDecorator:
    """The test twice: with a few inputs in every run, with many in `make audit`."""
    return pytest.mark.parametrize(
        "examples",
        [
            pytest.param(quick, id="quick"),
            pytest.param(long, id="long", marks=pytest.mark.audit),
        ],
    )


def try_all(
    strategy: SearchStrategy[_Value],
    check: Callable[[_Value], Iterable[str]],
    examples: int,
    record: Record,
) -> Counter[str]:
    """Runs the check on so many inputs; counts, and shows after the run, what it names for each."""
    counts: Counter[str] = Counter()

    @seed(_SEED)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def one(value: _Value) -> None:
        counts["inputs"] += 1
        counts.update(check(value))

    one()
    tell_count(counts, record)
    return counts


def tell_count(counts: Counter[str], record: Record) -> None:
    """Has the counts shown at the end of the run."""
    record(PROPERTY, ", ".join(f"{count:,} {what}" for what, count in counts.items()))
