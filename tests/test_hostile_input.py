"""Whatever is typed into any file, the build gives a clear problem or a right page."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinicsite.pipeline import BuiltSite
from clinicsite.problems import RULES, Severity
from clinicsite.read.tree import SourceTree
from tests.hostile_edits import Edit, slipped, slips
from tests.hostile_pieces import BIDI, CONTROLS, ZERO_WIDTH
from tests.hostile_text import MARK, Told, bodies, good_bodies, values, yaml_texts
from tests.small_sites import build, messages, minimal_site
from tests.tried import Record, quick_and_long, try_all

FRONT = """\
---
title: {title}
description: What overuse does to the upper back, and what you can do about it at home.
kind: text
call_to_action: none
published: 2026-11-22
last_reviewed: 2026-11-22
next_review: 2027-11-22
{more}---

"""
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey instead of showing it."""


def page_path(number: int) -> str:
    """The file of the page with this number."""
    return f"content/en/page-{number}.md"


def site_of(*bodies_of_pages: str) -> SourceTree:
    """The small good site, with a page for each body."""
    files = dict(minimal_site())
    for number, body in enumerate(bodies_of_pages):
        text = FRONT.format(title=f"Page {number}", more="") + body
        files[page_path(number)] = text.encode("utf-8", "surrogatepass")
    return SourceTree(dict(sorted(files.items())))


def expect_answer(tree: SourceTree) -> BuiltSite:
    """The build of the files: finished, or with problems that say what is wrong and where."""
    built = build(tree)

    for problem in built.problems:
        assert problem.rule in RULES
        assert problem.message
        assert problem.path in tree.files or not problem.line, "a line of no file"
        lines = tree.files.get(problem.path, b"").decode("utf-8", "replace").splitlines()
        assert problem.line <= max(len(lines), 1) + 1, "a line behind the end of the file"
        assert problem.line or not problem.column, "a column without a line"
    printed = messages(built)
    printed.encode()
    assert not _OBEYED.search(printed)
    assert built.is_publishable or ": error: " in printed
    return built


def right_pages(built: BuiltSite, count: int) -> Iterator[tuple[int, LexborNode]]:
    """Each of these pages that nothing is wrong with, and what it shows in its main part."""
    wrong = {p.path for p in built.problems if p.severity(release=False) is Severity.ERROR}
    for number in range(count) if built.files else ():
        if page_path(number) not in wrong:
            html = built.files[f"page-{number}/index.html"].decode()
            main = LexborHTMLParser(html).css_first("main")
            assert main is not None
            for contents in main.css("nav"):
                contents.decompose()
            yield number, main


def try_bodies(pages: list[str]) -> Iterator[str]:
    """Each mark of each right page is shown, or stands in an address or a description."""
    built = expect_answer(site_of(*pages))

    yield from ["pages"] * len(pages)
    for number, main in right_pages(built, len(pages)):
        yield "right pages"
        shown = [main.text(deep=True)]
        for node in main.css("a, img, h2, h3, h4, h5, h6"):
            shown += [value or "" for value in node.attributes.values()]
        lost = Counter(MARK.findall(pages[number])) - Counter(MARK.findall(" ".join(shown)))
        assert not lost


def try_good_bodies(pages: list[Told]) -> Iterator[str]:
    """Each word of each right page is read once, at its place among the others."""
    built = expect_answer(site_of(*(page.text for page in pages)))

    yield from ["pages"] * len(pages)
    for number, main in right_pages(built, len(pages)):
        yield "right pages"
        assert re.findall(r"zq\d+[a-gñé]+", main.text(deep=True)) == list(pages[number].words)


@quick_and_long(quick=30, long=700)
def test_any_text_is_answered_and_what_is_shown_is_whole(
    examples: int, record_property: Record
) -> None:
    """No text ends in a traceback, and no page that passes has lost a word of its editor."""
    counts = try_all(
        st.lists(bodies, min_size=1, max_size=6), try_bodies, examples, record_property
    )

    assert counts["right pages"] * 3 > counts["pages"], "too few pages are right to prove anything"


@quick_and_long(quick=30, long=700)
def test_every_word_of_a_good_page_is_shown_in_its_order(
    examples: int, record_property: Record
) -> None:
    """What a careful editor writes comes out whole: lists, tables, quotes, blocks and links."""
    pages = st.lists(good_bodies, min_size=1, max_size=4)
    counts = try_all(pages, try_good_bodies, examples, record_property)

    assert counts["right pages"] * 2 > counts["pages"], "too few pages are right to prove anything"


def try_front_matter(told: tuple[str, str]) -> Iterator[str]:
    """A page with that front matter, and one with that title."""
    front, title = told
    quoted = json.dumps(f"zq1 {title} zq2", ensure_ascii=False)
    tree = SourceTree(
        {
            **minimal_site(),
            page_path(0): f"---\n{front}\n---\n\nText".encode("utf-8", "surrogatepass"),
            page_path(1): FRONT.format(title="A page", more=front + "\n").encode(
                "utf-8", "surrogatepass"
            ),
        }
    )
    expect_answer(tree)

    files = dict(minimal_site())
    files[page_path(0)] = FRONT.format(title=quoted, more="").encode("utf-8", "surrogatepass")
    for _, main in right_pages(expect_answer(SourceTree(files)), 1):
        yield "right titles"
        heading = main.css_first("h1")
        assert heading is not None
        assert MARK.findall(heading.text(deep=True)) == ["zq1", *MARK.findall(title), "zq2"]


@quick_and_long(quick=20, long=400)
def test_any_front_matter_is_answered(examples: int, record_property: Record) -> None:
    """What stands between the dashes is understood or refused, and a title is shown whole."""
    counts = try_all(st.tuples(yaml_texts, values), try_front_matter, examples, record_property)

    assert counts["right titles"] * 3 > counts["inputs"]


def try_slips(made: list[tuple[str, Edit]]) -> Iterator[str]:
    """The small good site after a few slips, in whichever of its files."""
    built = expect_answer(slipped(made))

    yield "good sites" if built.is_publishable else "refused sites"


@quick_and_long(quick=60, long=1500)
def test_any_slip_in_any_file_is_answered(examples: int, record_property: Record) -> None:
    """Config, data files and pages may be edited as clumsily as can be."""
    counts = try_all(slips, try_slips, examples, record_property)

    assert min(counts["good sites"], counts["refused sites"]) * 40 > counts["inputs"]


def as_written(sign: str, form: str) -> str:
    """The character in one of the ways in which it can be written in an address."""
    return {"as it is": sign, "percent": quote(sign), "entity": f"&#{ord(sign)};"}[form]


@pytest.mark.parametrize("form", ["as it is", "percent", "entity"])
def test_no_link_hides_a_character(form: str) -> None:
    """A link that reads like another one is refused at its line, however it is written."""
    hidden = dict(enumerate(CONTROLS + BIDI + ZERO_WIDTH))
    written = {number: as_written(sign, form) for number, sign in hidden.items()}
    links = [f"[The page on help](/when-to-get{sign}-help/)" for sign in written.values()]

    built = expect_answer(site_of(*links))

    told = {(p.path, p.line) for p in built.problems if "invisible" in p.message}
    assert told == {(page_path(number), 11) for number in hidden}
