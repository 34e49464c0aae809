"""Every mistake that an editor can make, and the exact words that the build answers.

Each file of `sites/bad/` is a small site with one mistake. Its name is the promise, its last
part, `-- messages --`, is what is printed. After a change of words, write the new ones with

    UPDATE_MESSAGES=1 python -m pytest tests/test_bad_sites.py

and read every one of them in the diff: is it true, at the right line, and can a receptionist
follow it?
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clinicsite.problems import RULES, Problem
from tests.small_sites import SITES, build, build_as_read, messages

FILES = sorted((SITES / "bad").glob("*.txt"))
_MESSAGES = "-- messages --\n"
# The promises that templates and the build keep by themselves: no text of an editor breaks them.
_NOT_BY_CONTENT = {"structured-data"}


def mistake(path: Path) -> tuple[str, str]:
    """The site of a file, and the messages that belong to it."""
    site, found, expected = path.read_text(encoding="utf-8").partition("\n" + _MESSAGES)
    assert found, f"{path.name} has no part {_MESSAGES!r}"
    return site + "\n", expected


def problems_of(path: Path, folder: Path) -> tuple[Problem, ...]:
    """What is wrong with the site of a file."""
    return build_as_read(mistake(path)[0], folder).problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_mistake_is_answered_in_these_words(path: Path, tmp_path: Path) -> None:
    """The printed text is the same to the letter: place, sentence, line, caret and hint."""
    site, expected = mistake(path)

    said = messages(build_as_read(site, tmp_path))

    if "UPDATE_MESSAGES" in os.environ:
        path.write_text(site + _MESSAGES + said, encoding="utf-8")
    else:
        assert said == expected


def test_the_small_good_site_has_no_problem() -> None:
    """What a bad site complains about comes from its mistake, never from what lies below."""
    built = build()

    assert messages(built) == ""
    assert built.is_publishable


def test_every_rule_is_shown_by_a_mistake(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A rule that no file of `sites/bad/` breaks is a rule that nobody has seen at work."""
    folders = {path: tmp_path_factory.mktemp("site") for path in FILES}

    broken = {p.rule for path in FILES for p in problems_of(path, folders[path])}

    assert broken == RULES.keys() - _NOT_BY_CONTENT
