"""The rules about wording remember what they found."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from msgspec.structs import replace

from clinicsite.check.texts import begin_texts
from clinicsite.crew import ALONE, Crew
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.config import Config, read_config
from clinicsite.read.document import Document
from clinicsite.read.pages import Page, read_pages
from tests.small_sites import TODAY
from tests.test_shipped_site import reference, shipped_tree


@functools.cache
def pages() -> tuple[Page, ...]:
    """Pages of the shipped site: with its data and drawings they are more than one group."""
    return read_pages(shipped_tree(), today=TODAY, drafts=True).pages[:20]


@functools.cache
def config() -> tuple[Config, Document]:
    """The facts of the shipped site."""
    config, document, _ = read_config(shipped_tree())
    assert config is not None
    return config, document


def edited(page: Page, more: str) -> Page:
    """The page with more text."""
    source = replace(page.source, text=page.source.text + more)
    return replace(page, document=replace(page.document, source=source))


def problems_of(those: tuple[Page, ...], memo: Memo, crew: Crew = ALONE) -> tuple[Problem, ...]:
    """What the rules find in these pages."""
    return begin_texts(shipped_tree(), those, reference(), config(), memo, crew)()


@pytest.mark.parametrize("crew", [ALONE, Crew(2, always=True)])
def test_an_edit_is_judged_as_if_nothing_were_remembered(tmp_path: Path, crew: Crew) -> None:
    """Problems come and go with the texts, in the same order with and without a memo."""
    first, *rest = pages()
    last = rest.pop()
    faulty = edited(first, "\nIt cures.\n")
    steps = [
        (first, *rest, last),
        (faulty, *rest, last),
        (faulty, *rest, edited(last, "\nMassage heals.\n")),
        (faulty, *rest),
        (first, *rest, last),
    ]

    for step in steps:
        with Memo(tmp_path / "memo.sqlite") as memo:
            assert problems_of(step, memo, crew) == problems_of(step, FORGETFUL)


def test_the_same_words_on_another_page_are_judged_anew(tmp_path: Path) -> None:
    """A problem names its file, so that what is remembered belongs to one path."""
    page = edited(pages()[0], "\nIt cures.\n")
    source = replace(page.source, path="content/en/elsewhere.md")
    moved = replace(page, path=source.path, document=replace(page.document, source=source))

    with Memo(tmp_path / "memo.sqlite") as memo:
        problems_of((page,), memo)
        found = problems_of((moved,), memo)

    assert [problem.path for problem in found if problem.rule == "claims"] == [source.path]
