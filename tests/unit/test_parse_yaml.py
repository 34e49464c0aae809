"""YAML as staff write it: nothing is converted, everything keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.characters import hidden_in
from clinicsite.problems import Problem
from clinicsite.read.nodes import Mapping, Node, Scalar, Sequence
from clinicsite.read.parse_yaml import MAX_DEPTH, parse_yaml
from clinicsite.read.source import SourceText

# What PyYAML's usual loaders turn into something else (peer-pain.md 34).
AS_TYPED = (
    *("9:30", "13:45", "0123456", "+441234567890", "no", "off", "yes", "1.10", "null", "~"),
    *("2026-02-30", "03/02/2026", "1e3", "0x1F", "1_000", ".inf", "=", "<<"),
)

PIECES = (
    *("title: ", "kind: ", "- ", "  ", "\t", "\n", "\n", ": ", ":", "#", " #", "'", '"', "[", "]"),
    *("{", "}", ",", "&a ", "*a", "!!x ", "|", ">", "---", "...", "? ", "%YAML", "<<: ", "\\", "é"),
    *("Flu", "who can get it", "2026-02-30", "\u00a0", "😀", "@", "`", "~"),
)
yaml_like = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
printing = st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])
any_text = st.text(st.one_of(printing, st.sampled_from("\n\t")), max_size=60)


def read(text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """What stands in a file with this text."""
    return parse_yaml(SourceText("config.yaml", text))


def values(node: Node | None) -> list[Scalar]:
    """Every single value in the tree."""
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [value for item in node.items for value in values(item)]
    return [value for _, item in node.entries for value in values(item)] if node else []


def problem_in(text: str) -> Problem:
    """The one problem of a file that cannot be read."""
    node, problems = read(text)
    assert node is None
    (problem,) = problems
    return problem


@pytest.mark.parametrize("typed", AS_TYPED)
def test_a_value_is_what_was_typed(typed: str) -> None:
    """No time becomes a number, no number loses its zeros, and `no` stays `no`."""
    node, problems = read(f"key: {typed}\n")

    assert problems == ()
    assert [value.text for value in values(node)] == [typed]


@given(st.text(printing, max_size=40).filter(lambda typed: not hidden_in(typed)))
def test_a_quoted_value_is_what_was_typed(typed: str) -> None:
    """Whatever stands between single quotes comes back, sign for sign."""
    quoted = typed.replace("'", "''").replace("\ufeff", "").replace("\ufffe", "")

    node, problems = read(f"key: '{quoted}'\n")

    assert problems == ()
    assert "".join(value.text for value in values(node)) == quoted.replace("''", "'")


def test_keys_and_values_keep_their_places() -> None:
    """A complaint about a value can name its line and column, deep inside a list too."""
    node, _ = read("clinic:\n  hours: 9:30\n  prices:\n    - service: {en: Massage}\n")

    assert isinstance(node, Mapping)
    assert [(v.text, v.place.line, v.place.column) for v in values(node)] == [
        ("9:30", 2, 10),
        ("Massage", 4, 21),
    ]
    assert [(key.text, key.place.line, key.place.column) for key, _ in node.entries] == [
        ("clinic", 1, 1)
    ]


def test_columns_count_characters_and_not_bytes() -> None:
    """An accent before the value does not move the caret."""
    node, _ = read("señal: año\n")

    assert [value.place.column for value in values(node)] == [8]


def test_lines_are_those_of_the_file_when_the_text_is_a_part_of_it() -> None:
    """Front matter begins on line 2, and so do its problems (gohugoio/hugo#9857)."""
    source = SourceText("page.md", "---\ntitle: Flu: who\n---\n")

    _, (problem,) = parse_yaml(source, text="title: Flu: who\n", first_line=2)

    assert (problem.line, problem.column) == (2, 11)
    assert problem.excerpt == "title: Flu: who"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "''\n"])
def test_a_document_without_anything_is_none(text: str) -> None:
    """An empty file is no mistake of YAML; the schema says what is missing."""
    assert read(text) == (None, ())


def test_a_key_never_stands_twice() -> None:
    """The second `title` does not win in silence; the message names the line of the first."""
    problem = problem_in("title: One\nkind: text\ntitle: Two\n")

    assert problem.message == "`title` stands here a second time (first on line 1)"
    assert (problem.line, problem.hint) == (3, "remove this line")


def test_the_line_of_the_first_is_counted_in_the_file() -> None:
    """In front matter, which does not begin on line 1, both lines are those of the file."""
    source = SourceText("page.md", "---\na: 1\na: 2\n---\n")

    _, (problem,) = parse_yaml(source, text="a: 1\na: 2\n", first_line=2)

    assert problem.line == 3
    assert "(first on line 2)" in problem.message


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 30_000,
        "{a: " * 30_000,
        "- " * 30_000 + "a",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "!!python/object/apply:os.system ['true']\n",
    ],
    ids=["brackets", "braces", "hyphens", "references", "tag"],
)
def test_a_hostile_file_is_a_problem_and_no_crash(bomb: str) -> None:
    """Neither depth nor references nor tags reach the parser's weak spots."""
    assert problem_in(bomb).rule == "yaml"


def test_nesting_is_accepted_up_to_the_limit_only() -> None:
    """Forty levels are read; the problem of the forty-first names its column."""
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert read(deep)[1] == ()
    assert problem_in(f"[{deep}]").column == MAX_DEPTH + 1


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("title: Flu: who can get it", 'title: "Flu: who can get it"'),
        ("title: “Flu: who can get it”", 'title: "Flu: who can get it"'),
        ("title: [New] hours", 'title: "[New] hours"'),
        ('title: "Popping" sounds', "title: '\"Popping\" sounds'"),
        ('title: Mom\'s "pop": a sound', "title: 'Mom''s \"pop\": a sound'"),
        ("  - [New] hours", '  - "[New] hours"'),
        ("title: 'Posture", "title: 'Posture'"),
        ("title: [S19, S28", "title: [S19, S28]"),
        ("title:Posture", "title: Posture"),
        ("\ttitle: Posture", "title: Posture"),
        ("title: Room #4", 'title: "Room #4"'),
        ("title: @home", 'title: "@home"'),
    ],
)
def test_a_hint_is_a_line_that_mends_the_file(line: str, mended: str) -> None:
    """The proposed line was tried: with it the file can be read."""
    before = "key: value\n" if not line.startswith(" ") else "key:\n"

    problem = problem_in(f"{before}{line}\nlast: one\n")

    assert (problem.line, problem.hint) == (2, f"write: {mended}")
    assert read(f"{before}{mended}\nlast: one\n")[1] == ()


HOURS = ("hours:", "  monday: closed", "  tuesday: closed", "  friday: closed")


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        (1, "monday: closed"),
        (1, "   monday: closed"),
        (1, "\tmonday: closed"),
        (2, " tuesday: closed"),
        (0, "hours: 9-5"),
    ],
)
def test_the_line_with_the_wrong_spaces_is_the_one_that_is_named(number: int, wrong: str) -> None:
    """Not the line at which the parser noticed; what is proposed is the line as it was."""
    lines = [*HOURS[:number], wrong, *HOURS[number + 1 :]]

    problem = problem_in("name: A\n" + "\n".join(lines) + "\n")

    assert (problem.line, problem.hint) == (number + 2, f"write: {HOURS[number]}")


@pytest.mark.parametrize("remark", ["title: Posture # a remark", "title: Posture #", "a: b#c"])
def test_a_remark_is_a_remark(remark: str) -> None:
    """A number sign is suspicious only when words follow it without a space."""
    assert read(remark + "\n")[1] == ()


def test_the_hint_does_not_blame_the_wrong_sign() -> None:
    """When quotes do not mend the line, nobody is told to write quotes."""
    problem = problem_in("title: Posture\nkind text\nlast: one\n")

    assert "quotes" not in problem.message + problem.hint


@given(st.one_of(yaml_like, any_text))
def test_reading_never_fails_and_every_problem_lies_inside_the_file(text: str) -> None:
    """Any text gives a tree or problems, and each problem names a place that exists."""
    node, problems = read(text)

    lines = text.split("\n")
    assert not (node and problems)
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.excerpt == lines[problem.line - 1]
        assert problem.message


@given(yaml_like)
def test_every_value_lies_where_it_says(text: str) -> None:
    """What stands on one line without quotes is found at its place, letter for letter."""
    node, _ = read(text)

    lines = text.split("\n")
    for value in values(node):
        if value.plain and value.text:
            start = value.place.column - 1
            assert lines[value.place.line - 1][start : start + len(value.text)] == value.text


@given(yaml_like)
def test_a_line_that_is_proposed_does_away_with_the_problem(text: str) -> None:
    """After the line is written, the same is not said of it again."""
    _, problems = read(text)

    for problem in problems:
        if problem.hint.startswith("write: "):
            lines = text.split("\n")
            lines[problem.line - 1] = problem.hint.removeprefix("write: ")
            _, left = read("\n".join(lines))
            assert (problem.line, problem.message) not in [(p.line, p.message) for p in left]
