"""Problems as an editor reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.problems import RULES, Problem, Severity, has_errors, in_order
from clinicsite.report import (
    count_problems,
    format_problem,
    format_problems,
    not_checked,
    size,
)

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=300)
problems = st.builds(
    Problem,
    rule=st.sampled_from(sorted(RULES)),
    message=words,
    path=st.sampled_from(["", "config.yaml", "content/en/index.md"]),
    line=st.integers(0, 5),
    column=st.integers(0, 5),
    hint=st.sampled_from(["", "remove this line"]),
)


def test_a_problem_shows_place_sentence_line_caret_and_hint() -> None:
    """Everything that is needed to mend the mistake, in the order in which it is needed."""
    problem = Problem(
        "yaml",
        "the title contains a colon and needs quotes",
        "content/en/flu.md",
        2,
        11,
        "title: Flu: who can get it",
        'write: title: "Flu: who can get it"',
    )

    assert format_problem(problem, release=False) == (
        "content/en/flu.md:2:11: error: the title contains a colon and needs quotes\n"
        "    title: Flu: who can get it\n"
        "              ^\n"
        '    write: title: "Flu: who can get it"'
    )


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("file", "no"), "the whole site: error: no"),
        (Problem("file", "no", "a.md"), "a.md: error: no"),
        (Problem("file", "no", "a.md", 3, excerpt="x"), "a.md:3: error: no\n    x"),
        (Problem("file", "no", "a.md", 3, 1, excerpt=" "), "a.md:3:1: error: no"),
        (Problem("file", "no", hint="h"), "the whole site: error: no\n    h"),
    ],
)
def test_what_is_not_certain_is_left_out(problem: Problem, text: str) -> None:
    """No line, no column and no caret is ever made up."""
    assert format_problem(problem, release=False) == text


@given(words, st.integers(1, 320))
def test_the_caret_stands_under_its_character(line: str, column: int) -> None:
    """Lines are cut to fit, and the caret still points at the character that is meant."""
    column = min(column, len(line) + 1)
    problem = Problem("file", "no", "a.md", 1, column, line)

    shown = format_problem(problem, release=False).split("\n")[1:]

    if not line.strip():
        assert shown == []
        return
    excerpt, caret = shown
    at = caret.index("^")
    assert len(excerpt) <= 4 + 97
    assert caret == " " * at + "^"
    if column <= len(line) and not line[column - 1].isspace():
        assert excerpt[at] == line[column - 1]


def test_a_tab_does_not_move_the_caret() -> None:
    """A tab is shown as one space, as it counts as one character."""
    problem = Problem("yaml", "no", "a.md", 1, 2, "\tkind: text")

    assert format_problem(problem, release=False).split("\n")[1:] == ["     kind: text", "     ^"]


@given(st.lists(problems, max_size=8))
def test_problems_come_once_and_in_the_order_of_files_and_lines(found: list[Problem]) -> None:
    """The same problems in any order are printed the same, without repetitions."""
    ordered = in_order(found)

    assert in_order(reversed(found + found)) == ordered
    places = [(problem.path, problem.line, problem.column) for problem in ordered]
    assert places == sorted(places)
    assert set(ordered) == set(found)


@given(st.lists(problems, max_size=8), st.booleans())
def test_every_problem_is_printed_with_its_severity(found: list[Problem], release: bool) -> None:  # noqa: FBT001
    """Each begins a line of its own, and the count tells how many there are of each kind."""
    text = format_problems(found, release=release)

    severities = [problem.severity(release=release) for problem in found]
    for kind in Severity:
        assert text.count(f": {kind}: ") >= severities.count(kind)
    assert text.endswith("\n") or not found
    assert has_errors(found, release=release) == (Severity.ERROR in severities)


def test_a_placeholder_is_a_warning_until_the_release() -> None:
    """How grave a problem is depends on its rule, and for some rules on the release."""
    problem = Problem("placeholder", "`phone` is not the phone number yet", "config.yaml")

    assert ": warning: " in format_problem(problem, release=False)
    assert ": error: " in format_problem(problem, release=True)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([], "no problems"),
        (["file"], "1 error"),
        (["file", "file", "description"], "2 errors, 1 warning"),
        (["description", "description"], "2 warnings"),
    ],
)
def test_problems_are_counted_in_words(rules: list[str], said: str) -> None:
    """One error is not `1 errors`."""
    assert count_problems([Problem(rule, "no") for rule in rules], release=False) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (312_400, "312 KB"), (1_400_000, "1.4 MB")],
)
def test_a_size_is_said_in_a_unit_that_people_compare(count: int, said: str) -> None:
    """Bytes below a thousand, then kilobytes, then megabytes."""
    assert size(count) == said


@pytest.mark.parametrize(
    ("paths", "named"),
    [
        ([], "its files"),
        (["config.yaml"], "config.yaml"),
        (["config.yaml", "", "b.yaml"], "b.yaml and config.yaml"),
        (["c", "b", "a"], "a and 2 other files"),
    ],
)
def test_what_was_not_checked_is_said_with_the_files_in_the_way(
    paths: list[str], named: str
) -> None:
    """One sentence, however many they are."""
    assert f"because of the mistakes in {named}: there may be more." in not_checked(paths)
