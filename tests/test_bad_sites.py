"""Every mistake that an editor can make, and the exact words that the build answers.

Each file of `sites/bad/` is a small site with one mistake. Its name is the promise, its last
part, `-- messages --`, is what is printed. After a change of words, write the new ones with

    UPDATE_MESSAGES=1 python -m pytest tests/test_bad_sites.py

and read every one of them in the diff: is it true, at the right line, and can a receptionist
follow it?
"""

from __future__ import annotations

import functools
import os
import tempfile
from pathlib import Path

import pytest

from clinicsite.pipeline import BuiltSite
from clinicsite.problems import RULES
from tests.small_sites import SITES, build, build_as_read, messages, small_page

FILES = sorted((SITES / "bad").glob("*.txt"))
_MESSAGES = "-- messages --\n"
# The promises that are only kept on request.
_NOT_BY_CONTENT = {"review-overdue", "vanished", "gone-link", "unsure-link"}


def mistake(path: Path) -> tuple[str, str]:
    """The site of a file, and the messages that belong to it."""
    site, found, expected = path.read_text(encoding="utf-8").partition("\n" + _MESSAGES)
    assert found, f"{path.name} has no part {_MESSAGES!r}"
    return site + "\n", expected


@functools.cache
def built_from(path: Path) -> BuiltSite:
    """The site of a file, built once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        return build_as_read(mistake(path)[0], Path(folder))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_mistake_is_answered_in_these_words(path: Path) -> None:
    """The printed text is the same to the letter: place, sentence, line, caret and hint."""
    site, expected = mistake(path)

    said = messages(built_from(path))

    if "UPDATE_MESSAGES" in os.environ:
        path.write_text(site + _MESSAGES + said, encoding="utf-8")
    else:
        assert said == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_site_with_an_error_is_not_published(path: Path) -> None:
    """Warnings leave a site good enough; a single error keeps all of it from going online."""
    expected = mistake(path)[1]

    assert built_from(path).is_publishable == (": error: " not in expected)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\n\nSit", "---   \n\nSit"),
        ("---\n\nSit", "---\nSit"),
        ("well.\n", "well.   \n"),
        ("well.\n", "well.\n\n\n\n"),
        ("title: Posture", "title:    Posture   "),
        ("title: Posture", "title: Posture # the main heading"),
        ("title: Posture", "title: 'Posture'"),
    ],
)
def test_what_editors_leave_without_seeing_it_does_no_harm(before: str, after: str) -> None:
    """Spaces at the end of a line, empty lines, remarks and quotes are no mistakes."""
    page = small_page("content/en/posture.md")
    assert before in page

    assert messages(build(page.replace(before, after))) == ""


@pytest.mark.parametrize("marks", ["bom", "crlf", "bom, crlf"])
def test_a_file_that_notepad_has_saved_is_the_same_file(marks: str) -> None:
    """A byte order mark and the line ends of Windows change nothing on the page."""
    page = small_page("content/en/posture.md", body="Sit well:\n\n- back\n- feet")

    built = build(page.replace("posture.md --", f"posture.md ({marks}) --"))

    assert messages(built) == ""
    assert built.files == build(page).files


def test_the_small_good_site_has_no_problem() -> None:
    """What a bad site complains about comes from its mistake, never from what lies below."""
    built = build()

    assert messages(built) == ""
    assert built.is_publishable


def test_every_rule_is_shown_by_a_mistake() -> None:
    """A rule that no file of `sites/bad/` breaks is a rule that nobody has seen at work."""
    broken = {problem.rule for path in FILES for problem in built_from(path).problems}

    assert broken == RULES.keys() - _NOT_BY_CONTENT
