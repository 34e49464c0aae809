"""The scan of a page's text for what Markdown would get wrong in silence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.problems import Problem
from clinicsite.read.source import SourceText
from clinicsite.render.markup import convert
from clinicsite.render.text_scan import scan_text

PIECES = (
    *(
        "Sit well.",
        "\n",
        "\n\n",
        "- stand up",
        "  - walk",
        "    - walk",
        "1. First",
        "   Then",
        " ",
    ),
    *(
        "# Title",
        "## Part",
        "---",
        "===",
        "| a | b |",
        "<b>",
        "</b>",
        "<!-- x -->",
        "<https://a.b>",
    ),
    *("[a](/b/)", "[a] (/b/)", "[a][b]", "[b]: /c/", "[^S1]", "[^S1]: x", "`<b>`", "```", "~~~"),
    *("/// note | A", "///", "    level: urgent", "![](a.png)", "<", ">", "é", "5 < 6", "\t- tab"),
)
bodies = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)

ITEMS = ("- sit", "- walk", "1. stand", "2. lie", "* rest", "10. stretch")
list_lines = st.lists(
    st.builds(
        lambda indent, words: " " * indent + words, st.integers(0, 9), st.sampled_from(ITEMS)
    ),
    min_size=1,
    max_size=7,
)


@st.composite
def nested_items(draw: st.DrawFn) -> list[tuple[int, str]]:
    """Items with their depths: the first at the start, none deeper than one step below another."""
    depth = -1
    items = []
    for words in draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=7)):
        depth = draw(st.integers(0, depth + 1))
        items.append((depth, words))
    return items


def scan(body: str) -> tuple[Problem, ...]:
    """What is wrong with a page whose text begins on line 3."""
    return scan_text(SourceText("page.md", f"---\n---\n{body}"), body, 3)


def said(body: str) -> list[tuple[str, int, int, str]]:
    """Rule, line, column and hint of each problem."""
    return [(p.rule, p.line, p.column, p.hint) for p in scan(body)]


def followed(body: str, problems: tuple[Problem, ...]) -> str:
    """The text after every hint was followed word by word, from the last line to the first."""
    lines = body.split("\n")
    for problem in sorted(problems, key=lambda one: (-one.line, not one.hint.startswith("write"))):
        at = problem.line - 3
        if problem.hint.startswith("write: "):
            lines[at] = problem.hint.removeprefix("write: ")
        elif problem.hint == "Leave an empty line above this line.":
            lines.insert(at, "")
        else:
            assert problem.hint == "remove this line"
            del lines[at]
    return "\n".join(lines)


def shown(body: str) -> list[tuple[int, str]]:
    """Depth and last word of every item on the finished page."""
    depth, items = -1, []
    html = convert(body, lambda address: address, "Source {n}").html
    for tag, words in re.findall(r"<(/?\w+)[^>]*>([^<]*)", html):
        depth += {"ul": 1, "ol": 1, "/ul": -1, "/ol": -1}.get(tag, 0)
        if words.strip():
            items.append((depth, words.split()[-1]))
    return items


GOOD = """\
Most people get better.[^S19] In 5 < 6 weeks, say <https://www.nih.gov/>.

## At work

- stand up *often*
- [walk](/walking/) a little

    Ten minutes are enough.

    1. First this.
    2. Then that.

- write `<b>` and `[a] (b)` as code

| a | b |
|---|---|
| 1 | 2 |

/// do
- stand up
///

```
<b>code</b>
# no heading
- no list
```

[walk]: /walking/
![A chair][walk]
"""


def test_ordinary_markdown_has_no_problem() -> None:
    """Lists, tables, code, links and blocks as the guide shows them are all fine."""
    assert scan(GOOD) == ()


@pytest.mark.parametrize(
    ("body", "column", "shown"),
    [
        ("Sit <b>well</b>.", 5, "<b>"),
        ("</div>", 1, "</div>"),
        ("Sit <br/> well", 5, "<br/>"),
        ('<img src="x" onerror="alert(1)">', 1, '<img src="x" onerror="alert(1)">'),
        ("<script", 1, "<script"),
        ("Well. <!-- ask -->", 7, "<!--"),
        ("<!DOCTYPE html>", 1, "<!DOCTYPE html>"),
        ("`code` <b>", 8, "<b>"),
    ],
)
def test_html_is_refused_where_it_stands(body: str, column: int, shown: str) -> None:
    """Tags, comments and pieces of them: none reaches a page, and none is dropped in silence."""
    (problem,) = scan(body)

    assert (problem.rule, problem.line, problem.column) == ("markup", 3, column)
    assert problem.message == f"HTML is not used here: {shown}"


@pytest.mark.parametrize(
    "body", ["5 < 6", "a <3 b", "<https://a.b/c>", "`<b>`", "``<b> ` ``", "x<"]
)
def test_signs_that_are_no_html_are_left_alone(body: str) -> None:
    """A comparison, an address in pointed brackets and code are no tags."""
    assert scan(body) == ()


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("# Posture", "write: ## Posture"),
        ("#   Posture `x`", "write: ##   Posture `x`"),
        ("#1 in town", "write: \\#1 in town"),
    ],
)
def test_a_second_main_heading_is_mended(body: str, hint: str) -> None:
    """The title is the page's only main heading; a sign without a space was meant as a sign."""
    assert said(body) == [("outline", 3, 1, hint)]


@pytest.mark.parametrize("line", ["---", "=====", "-"])
def test_a_line_under_a_text_makes_no_heading(line: str) -> None:
    """Markdown would turn the text above into a heading."""
    assert said(f"Sit well.\n{line}") == [("markup", 4, 1, "remove this line")]


@pytest.mark.parametrize("body", ["Text\n\n---\n\nText", "a | b\n---|---"])
def test_rules_and_tables_are_no_headings(body: str) -> None:
    """A line of dashes with an empty line above, or in a table, is what it seems to be."""
    assert scan(body) == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Do this:\n- a\n- b", [("list", 4, 1, "Leave an empty line above this line.")]),
        ("Do this:\n1. a\n2. b", [("list", 4, 1, "Leave an empty line above this line.")]),
        ("- a\n  - b\n- c", [("list", 4, 3, "write:     - b")]),
        (
            "- a\n  - b\n    - c",
            [("list", 4, 3, "write:     - b"), ("list", 5, 5, "write:         - c")],
        ),
        ("1. a\n   - b", [("list", 4, 4, "write:     - b")]),
        ("1. a\n\n   Text\n\n2. b", [("list", 5, 4, "write:     Text")]),
        ("- a\n    - b\n\n      Text", [("list", 6, 7, "write:         Text")]),
        ("  - a\n  - b", [("list", 3, 3, "write: - a"), ("list", 4, 3, "write: - b")]),
        ("- a\n - b", [("list", 4, 2, "write: - b")]),
        ("- a\n  - `b`", [("list", 4, 3, "write:     - `b`")]),
        ("- a\n1. b", [("list", 4, 1, "Leave an empty line above this line.")]),
        ("- a\n\n1. b", []),
        ("    - a", [("list", 3, 5, "write: - a")]),
        ("/// care-card\n    signs:\n      - F1\n      - F2\n///", []),
        ("///\n- a", []),
        ("- a\n- b\n\n    Text\n\nText", []),
        ("- a\n    lazy\n- b", []),
        ("1. a\n\n    Text\n2. b", [("list", 6, 1, "Leave an empty line above this line.")]),
        ("1. a\n\n    - b\n2. c", [("list", 6, 1, "Leave an empty line above this line.")]),
        ("1. a\n    - b\n2. c", []),
        ("- a\n\nText\n- b", [("list", 6, 1, "Leave an empty line above this line.")]),
    ],
)
def test_lists_that_would_fall_apart_are_named(
    body: str, expected: list[tuple[str, int, int, str]]
) -> None:
    """In a list of medicine steps a lost level changes the meaning (peer-pain.md 37)."""
    assert said(body) == expected


@given(list_lines)
def test_the_hints_for_a_list_make_a_list_that_stays_one(lines: list[str]) -> None:
    """Following them all takes every complaint away, and each line is an item of the page."""
    body = followed("\n".join(lines), scan("\n".join(lines)))

    assert scan(body) == ()
    assert shown(body) == [
        ((len(line) - len(line.lstrip())) // 4, line.split()[-1])
        for line in body.split("\n")
        if line
    ]


@given(nested_items(), st.sampled_from([2, 3, 4]))
def test_the_hints_for_a_list_keep_who_belongs_to_whom(
    items: list[tuple[int, str]], step: int
) -> None:
    """Two or three spaces a level, learned elsewhere, become four; no item changes its level."""
    body = "\n".join(" " * depth * step + words for depth, words in items)

    lines = followed(body, scan(body)).split("\n")

    assert [line for line in lines if line] == [" " * depth * 4 + words for depth, words in items]


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("Read [the signs] (/help/).", "write: Read [the signs](/help/)."),
        ("- [a]  (https://a.b) `c`", "write: - [a](https://a.b) `c`"),
        ("[a] (tel:911)", "write: [a](tel:911)"),
    ],
)
def test_a_space_inside_a_link_is_mended(body: str, hint: str) -> None:
    """Without the space it is a link; with it, readers see brackets."""
    assert [problem.hint for problem in scan(body)] == [hint]


@pytest.mark.parametrize("body", ["Some pain [1] (see below).", "[a][b]\n\n[B]: /c/", "![a] (b)"])
def test_brackets_that_are_no_links_are_left_alone(body: str) -> None:
    """A remark in brackets is no link, and a link may name a definition in any letter case."""
    assert scan(body) == ()


def test_a_link_that_names_nothing_is_refused() -> None:
    """Readers would see the brackets."""
    (problem,) = scan("Read [the signs][help].")

    assert (problem.column, "[help]" in problem.message) == (6, True)


def test_sources_are_not_defined_in_pages() -> None:
    """One source, one place: its definition stands in sources.yaml."""
    assert said("Text.[^S19]\n\n[^S19]: A book") == [("markup", 5, 1, "remove this line")]


@given(bodies)
def test_scanning_never_fails_and_every_problem_lies_inside_the_page(body: str) -> None:
    """Any text gives problems whose line and column exist, with the line as it stands there."""
    lines = ["---", "---", *body.split("\n")]

    for problem in scan(body):
        assert 3 <= problem.line <= len(lines)
        assert problem.excerpt == lines[problem.line - 1]
        assert 1 <= problem.column <= len(problem.excerpt) + 1
        assert problem.hint


@given(bodies)
def test_a_text_without_problems_makes_no_html_of_its_own(body: str) -> None:
    """What is let through has no tag that Markdown did not make."""
    if any(problem.rule == "markup" for problem in scan(body)):
        return

    html = convert(re.sub("(?m)^///.*$", "", body), lambda address: address, "Source {n}").html

    assert "<b>" not in html
    assert "<!--" not in html
