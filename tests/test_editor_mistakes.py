"""What goes wrong when people write, typed into the shipped site, and mended by what is said.

The mistakes are those that users of other generators report most (errors that nobody could act
on, mistakes that nobody was told of, and the traps of YAML and Markdown). Each has to be named at
its line, and whoever does what the hint says, and nothing else, has a good site again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from clinicsite.lasting_memo import LastingMemo
from clinicsite.pipeline import BuildOptions, build_tree
from clinicsite.problems import Problem
from clinicsite.read.tree import SourceTree, read_tree
from tests.small_sites import PROJECT, TODAY
from tests.test_hints import followed

SHIPPED = read_tree(PROJECT)[0]
PAGE = "content/en/causes/overuse.md"
OTHER = "content/en/causes/poor-posture.md"
HEADING = "## What is overuse?\n"
MEMO = LastingMemo(Path("/nowhere/memo.sqlite"), b"")

Edit = Callable[[bytes], bytes]


def problems_of(tree: SourceTree) -> set[Problem]:
    """Everything that is wrong with the site."""
    with MEMO as memo:
        return set(build_tree(tree, BuildOptions(TODAY), (), memo).problems)


BEFORE = problems_of(SHIPPED)
"""What is said of the shipped site anyway, such as that facts are missing."""


def put(old: str, new: str) -> Edit:
    """An edit that writes other words in the place of some that stand there."""

    def edit(data: bytes) -> bytes:
        assert old.encode() in data, f"{old} does not stand there"
        return data.replace(old.encode(), new.encode(), 1)

    return edit


def above_heading(text: str) -> Edit:
    """An edit that writes a paragraph above the first heading."""
    return put(HEADING, f"{text}\n\n{HEADING}")


@dataclass(frozen=True)
class Mistake:
    """Something that an editor types."""

    name: str
    typed: Edit
    at: str
    """How the line begins that is to be named."""
    says: str
    """A part of the message."""
    path: str = PAGE
    hint: str = ""
    """All of the hint, where it takes a person to follow; empty where it is done word by word."""
    mended: Edit = lambda data: data
    """What that person does to the file."""


def yaml(key: str, old: str, new: str, says: str, hint: str = "", path: str = PAGE) -> Mistake:
    """Another value for a key; by hand it is mended by writing the old one again."""
    was, typed = f"{key}: {old}".rstrip(), f"{key}: {new}"
    return Mistake(
        f"{key}: {new}", put(f"{was}\n", f"{typed}\n"), typed, says, path, hint, put(typed, was)
    )


GUIDE = "Use Markdown or a block; docs/editing.md lists them."
MISTAKES = [
    # errors that people could not act on
    yaml("title", "Overuse", "Overuse: what it is", "contains a colon and needs quotes"),
    Mistake(
        "a colon in a long description",
        put("description: The", "description: Note: the"),
        "description: Note",
        "the description contains a colon and needs quotes",
    ),
    Mistake(
        "a mistake in a file of Notepad",
        lambda data: (
            b"\xef\xbb\xbf"
            + data.replace(b"kind: article", b"kind: artikel").replace(b"\n", b"\r\n")
        ),
        "kind: artikel",
        "`kind` cannot be `artikel`",
    ),
    Mistake("a missing title", put("title: Overuse\n", ""), "---", "`title` is missing"),
    Mistake("a missing day", put("published: 2026-11-22\n", ""), "---", "`published` is missing"),
    Mistake(
        "a name that a template does not know",
        put("{#", "{{ nosuch }}{#"),
        "{{ nosuch }}",
        "`nosuch` is not known here",
        "templates/components/care-card.html",
        mended=put("{{ nosuch }}", ""),
    ),
    Mistake(
        "a template that cannot be read",
        put("{% extends", "{% if extends"),
        "{% if extends",
        "this template cannot be read",
        "templates/kinds/article.html",
        mended=put("{% if extends", "{% extends"),
    ),
    # mistakes that nobody was told of
    Mistake(
        "a link to a misspelt page",
        put("](/when-to-get-help/) first", "](/when-to-get-hlep/) first"),
        "Other problems can feel",
        "leads to /when-to-get-hlep/, but the site has no such page; did you mean",
    ),
    Mistake(
        "a link in other letter case",
        put("](/when-to-get-help/) first", "](/When-To-Get-Help/) first"),
        "Other problems can feel",
        "did you mean /when-to-get-help/",
    ),
    Mistake(
        "a link to a misspelt heading",
        put("](/when-to-get-help/) first", "](/causes/#compare-the-cause) first"),
        "Other problems can feel",
        "has no heading with the name “compare-the-cause”; did you mean",
    ),
    Mistake(
        "a picture that is not there",
        above_heading("![A room](room.jpg)"),
        "![A room](room.jpg)",
        "there is no file of that name",
        hint="correct its address, or put a file of that name there",
        mended=put("](room.jpg)", "](/icons/favicon.svg)"),
    ),
    Mistake(
        "a download that is not there",
        above_heading("[The sheet](/files/sheet.pdf)"),
        "[The sheet]",
        "the site has no such file",
        hint="correct its address, or remove the link",
        mended=put("[The sheet](/files/sheet.pdf)", "The sheet"),
    ),
    Mistake(
        "a heading without a word",
        put("## Do this today\n", "## ?!\n"),
        "## ?!",
        "a heading has no letter or digit",
        hint="Write words in the heading.",
        mended=put("## ?!\n", "## Do this today\n"),
    ),
    Mistake("an unknown key", put("order: 5", "ordre: 5"), "ordre: 5", "is not a known key"),
    Mistake(
        "an unknown key among the facts",
        put("  name: Massage Rx", "  naem: Massage Rx"),
        "  naem:",
        "is not a known key",
        "config.yaml",
    ),
    yaml("published", "2026-11-22", "2026-13-22", "does not exist", "Look at a calendar."),
    Mistake(
        "two pages with one address",
        put("sources: []", "sources: []\naliases: [/causes/poor-posture/]"),
        "aliases:",
        f"is already the address of {OTHER}",
        hint="Remove this alias.",
        mended=put("\naliases: [/causes/poor-posture/]", ""),
    ),
    Mistake(
        "two pages with one address but for capitals",
        put("sources: []", "sources: []\naliases: [/Causes/Poor-Posture/]"),
        "aliases:",
        f"is already the address of {OTHER}",
        hint="Remove this alias.",
        mended=put("\naliases: [/Causes/Poor-Posture/]", ""),
    ),
    # the traps of YAML and Markdown
    yaml("title", "Overuse", "#1 cause", "`title` is empty, because # begins a remark"),
    yaml("title", "Overuse", "[New] overuse", "the title starts with [ and needs quotes"),
    Mistake(
        "a key written twice",
        put("order: 5\n", "order: 5\norder: 6\n"),
        "order: 6",
        "`order` stands here a second time",
    ),
    yaml("published", "2026-11-22", "2026-02-30", "does not exist", "Look at a calendar."),
    yaml(
        "published",
        "2026-11-22",
        "11/22/2026",
        "is not a day written as year-month-day",
    ),
    yaml(
        "call_to_action",
        "book",
        "no",
        "`call_to_action` cannot be `no`",
        "Use one of: none, soft, book, info.",
    ),
    yaml(
        "    monday",
        "",
        "9:30",
        "`monday` has no opening and closing time",
        "Write it like 9:00 am - 5:00 pm, or closed.",
        "config.yaml",
    ),
    yaml(
        "    monday",
        "",
        "off",
        "`monday` has no opening and closing time",
        "Write it like 9:00 am - 5:00 pm, or closed.",
        "config.yaml",
    ),
    yaml(
        "  phone",
        "(323) 555-0100",
        "0123456",
        "`phone` is not a phone number with area code",
        "Write it like (213) 555-0123.",
        "config.yaml",
    ),
    Mistake(
        "a file in an old encoding",
        lambda data: data.replace(b"story", b"st\xf3ry", 1),
        "Your own st",
        "is not UTF-8 text",
        hint="Open the file in your editor and save it again with the encoding UTF-8.",
        mended=lambda data: data.decode("latin-1").replace("stóry", "story").encode(),
    ),
    Mistake(
        "front matter without an end",
        put("sources: []\n---\n", "sources: []\n"),
        "---",
        "no second --- closes it",
        hint="Write --- on a line of its own after the last key.",
        mended=put("sources: []\n", "sources: []\n---\n"),
    ),
    Mistake(
        "front matter without a beginning",
        put("---\ntitle", "title"),
        "title: Overuse",
        "does not begin with ---",
        hint="Put the page's title and the other keys on top, between two lines of ---.",
        mended=lambda data: b"---\n" + data,
    ),
    Mistake(
        "a list right below a text",
        put("\n- **The same move", "- **The same move"),
        "- **The same move",
        "this looks like a list",
    ),
    Mistake(
        "a list in a list that is indented by two",
        put("- **Arms held up", "  - **Arms held up"),
        "  - **Arms held up",
        "is indented by four spaces",
    ),
    Mistake(
        "a text in a list that is indented by three",
        above_heading("1. one\n\n   more\n\n2. two"),
        "   more",
        "a text that belongs to a list is indented by four spaces",
    ),
    Mistake(
        "a picture that says nothing",
        above_heading("![](/icons/favicon.svg)"),
        "![](",
        "does not say what it shows",
        hint="write what the picture shows between the square brackets: ![What it shows](…); "
        "if it shows nothing that matters, write ![decorative](…)",
        mended=put("![](", "![decorative]("),
    ),
    Mistake(
        "a program",
        above_heading("<script>alert(1)</script>"),
        "<script>",
        "HTML is not used here: <script>",
        hint=GUIDE,
        mended=put("<script>alert(1)</script>\n\n", ""),
    ),
    Mistake(
        "HTML",
        above_heading('<b onclick="x()">Look</b> at your day.'),
        "<b ",
        "HTML is not used here",
        hint=GUIDE,
        mended=put('<b onclick="x()">Look</b>', "**Look**"),
    ),
    Mistake(
        "a link that runs a program",
        put("](/when-to-get-help/) first", "](javascript:alert(1)) first"),
        "Other problems can feel",
        "holds a program or data (javascript:)",
        hint="write the address of a page, or remove the link",
        mended=put("](javascript:alert(1))", "](/when-to-get-help/)"),
    ),
    Mistake(
        "a tab before an option",
        put("    drawing: back", "\tdrawing: back"),
        "\tdrawing",
        "options are indented by four spaces",
    ),
    Mistake(
        "a block that is never closed",
        put("reach, carry or hold your arms up.\n///\n", "reach, carry or hold your arms up.\n"),
        "/// figure",
        "this `figure` block is opened and never closed",
        hint="Write /// on a line of its own after the last line of the block.",
        mended=put("hold your arms up.\n\n", "hold your arms up.\n///\n\n"),
    ),
]


def with_file(path: str, data: bytes) -> SourceTree:
    """The shipped site with one file as it was typed."""
    return SHIPPED.with_files({path: data})


def found(mistake: Mistake, tree: SourceTree) -> Problem:
    """The problem that names the mistake."""
    named = [p for p in problems_of(tree) - BEFORE if mistake.says in p.message]
    assert len({(p.path, p.line) for p in named}) == 1, named
    return named[0]


def line_of(mistake: Mistake, data: bytes) -> int:
    """The line that the editor's eye has to fall on."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").replace("\r\n", "\n")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith(mistake.at)]
    assert lines, f"no line begins with {mistake.at}"
    return lines[0]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_mistake_is_named_at_its_line(mistake: Mistake) -> None:
    """The file, the line, and a sentence that says what is wrong there."""
    data = mistake.typed(SHIPPED.files[mistake.path])

    problem = found(mistake, with_file(mistake.path, data))

    assert (problem.path, problem.line) == (mistake.path, line_of(mistake, data))
    assert problem.severity(release=False) == "error"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_hint_mends_the_mistake(mistake: Mistake) -> None:
    """Followed word by word, or as a person would, it leaves a site that is as good as before.

    A text that reads otherwise than when it was translated is no mistake of the hint.
    """
    tree = with_file(mistake.path, mistake.typed(SHIPPED.files[mistake.path]))
    problem = found(mistake, tree)

    files = followed(problem, tree.files)
    if files is None:
        assert problem.hint == mistake.hint
        files = {**tree.files, mistake.path: mistake.mended(tree.files[mistake.path])}
    else:
        assert mistake.hint == ""

    left = problems_of(SourceTree(dict(sorted(files.items())))) - BEFORE
    assert {problem for problem in left if problem.rule != "translation"} == set()


def test_names_of_mistakes_are_told_apart() -> None:
    """Each is typed once."""
    names = [mistake.name for mistake in MISTAKES]

    assert len(names) == len(set(names))
