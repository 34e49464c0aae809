"""Markdown to HTML, with our headings, citations, links and blocks."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.render import guards
from clinicsite.render.guards import TooDeep
from clinicsite.render.markup import RESERVED_IDS, Converted, convert, slug
from clinicsite.render.picture_marks import DECORATIVE

PIECES = (
    *("Sit well.", "\n", "\n\n", "- a", "    - b", "1. c", "## Part", "### Part", "## {#x}", "##"),
    *("## A {#a}", "[^S1]", "[^S2]", "[^", "]", "[a](/b/)", "![a](b.png)", "**", "*", "_", "`"),
    *("```\n", "> ", "| a | b |\n|--:|:-:|\n| 1 | 2 |", "<b>", "&amp;", "\\", "<https://a.b>"),
    *("/// block | 0\n\n", "///\n", "    ", "\t", "“é”", '"', "---\n", "[b]: /c/\n", "[a][b]"),
)
markdown = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=80),
)


def made(text: str) -> Converted:
    """The text as HTML; links stay as they are."""
    return convert(text, lambda address: address, "Source {n}")


def html(text: str) -> str:
    """Only the HTML."""
    return made(text).html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sit well", "sit-well"),
        ("Señales de alerta", "señales-de-alerta"),
        ("What's “new”?", "what-s-new"),
        ("What’s new", "whats-new"),
        ("  9:30 -- 5:00 ", "9-30-5-00"),
        ("头痛", "头痛"),
        ("e\u0301l", "él"),
        ("a_b", "a-b"),
        ("???", ""),
        ("", ""),
    ],
)
def test_an_id_is_made_of_the_words(text: str, expected: str) -> None:
    """Letters of every language stay, signs become hyphens (peer-pain.md 13)."""
    assert slug(text) == expected


@given(st.text(max_size=40))
def test_an_id_is_safe_wherever_it_stands(text: str) -> None:
    """No space, quote, slash or sign gets into an id, whatever the heading says."""
    name = slug(text)

    assert re.fullmatch(r"(?:[^\W_]+(?:-[^\W_]+)*)?", name)
    assert slug(name) == name


def test_headings_get_ids_and_are_listed() -> None:
    """The list "On this page" and links to headings rest on these."""
    found = made("## Sit well\n\n### A *little* {#walk}\n\n## Sit well\n\n## ???\n")

    assert [(h.level, h.id, h.text) for h in found.headings] == [
        (2, "sit-well", "Sit well"),
        (3, "walk", "A little"),
        (2, "sit-well-2", "Sit well"),
        (2, "section", "???"),
    ]
    assert found.empty_headings == 1
    assert "{#walk}" not in found.html


@pytest.mark.parametrize("name", sorted(RESERVED_IDS))
def test_a_heading_does_not_take_an_id_of_the_frame(name: str) -> None:
    """`## Sources` would send a reader's link to the wrong place."""
    (heading,) = made(f"## {name}").headings

    assert heading.id == f"{name}-2"


def test_an_id_that_an_editor_gave_is_never_changed() -> None:
    """Two equal ones are a mistake to report, not to hide: links would lead to the wrong one."""
    found = made("## At work {#work}\n\n## At home {#work}\n\n## Work\n")

    assert [heading.id for heading in found.headings] == ["work", "work", "work-2"]


def test_citations_are_numbered_in_the_order_of_the_page() -> None:
    """The same source has the same number, and each of its marks an id of its own."""
    found = made("One.[^S9] Two.[^S1][^S9]\n\n- three[^S1]\n")

    assert [(c.source, c.mark) for c in found.citations] == [
        ("S9", "mark-1"),
        ("S1", "mark-2"),
        ("S9", "mark-1-2"),
        ("S1", "mark-2-2"),
    ]
    assert (
        '<sup class="mark"><a aria-label="Source 2" href="#source-2" id="mark-2">2</a></sup>'
        in found.html
    )


def test_a_mark_in_code_is_no_citation() -> None:
    """The guide for editors can show how a source is cited."""
    assert made("Write `[^S19]` like this.\n\n```\n[^S19]\n```\n").citations == ()


def test_links_and_pictures_are_resolved_and_anchors_left_alone() -> None:
    """Every address goes through one function; a place on the same page needs none."""
    asked: list[str] = []

    def resolve(address: str) -> str:
        asked.append(address)
        return f"/base{address}"

    text = "[a](/b/) ![c](/d.png) [e](#f) <https://g.h/> [i][j]\n\n[j]: /k/\n"
    found = convert(text, resolve, "Source {n}").html

    assert sorted(asked) == ["/b/", "/d.png", "/k/", "https://g.h/"]
    assert 'href="/base/b/"' in found
    assert 'src="/base/d.png"' in found
    assert 'href="#f"' in found


def test_html_that_was_typed_is_shown_and_not_used() -> None:
    """The scan reports it; even without the scan it would do nothing."""
    found = html('<script>alert(1)</script>\n\nSit <b onclick="x()">well</b> &copy;\n')

    assert "<script" not in found
    assert "<b" not in found


def test_aligned_tables_get_classes() -> None:
    """A style attribute would be blocked by the page's own policy."""
    found = html("| a | b |\n|--:|:-:|\n| 1 | 2 |\n")

    assert "style" not in found
    assert re.findall(r'<t[dh] class="(\w+)"', found) == ["right", "center"] * 2


def test_a_picture_can_be_marked_as_decoration() -> None:
    """Readers who do not see it are not told of it, and the checks know that this was meant."""
    assert '<img alt="" data-decorative="" src="a.png">' in html(f"![{DECORATIVE}](a.png)\n")


def test_blocks_come_out_by_their_numbers_with_markdown_inside() -> None:
    """`components` finds each block by its number and fills it in."""
    found = html("\n/// block | 12\n\n- *a*\n\n///\n")

    assert re.sub(r"\s", "", found) == (
        "<clinic-block-12><ul><li><em>a</em></li></ul></clinic-block-12>"
    )


@pytest.mark.parametrize("deep", ["- " * 2000 + "a", "*" * 5000 + "a" + "*" * 5000])
def test_a_text_that_is_nested_too_deeply_leaves_no_trace(deep: str) -> None:
    """It is refused, and the next page comes out as if it had never been."""
    text = "Text.[^S1]\n\n- a\n    - b\n\n/// block | 0\n\n- c\n\n///\n"
    before = made(text)

    with pytest.raises(TooDeep):
        made(deep)

    assert made(text) == before


@given(st.lists(markdown, min_size=2, max_size=3))
def test_a_page_does_not_depend_on_the_pages_before_it(pages: list[str]) -> None:
    """The same text gives the same HTML, first or last, whatever else was made in between."""
    alone = [made(text) for text in pages]
    again = [made(text) for text in reversed(pages)]

    assert alone == again[::-1]


@given(markdown)
def test_any_text_becomes_html_without_html_of_its_own(text: str) -> None:
    """Converting never fails, and no tag, attribute or style comes out that was not ours."""
    found = made(text).html

    tags = set(re.findall(r"</?([a-zA-Z][\w-]*)", found))
    known = "p ul ol li em strong code pre a img sup h1 h2 h3 h4 h5 h6 hr br blockquote"
    tables = "table thead tbody tr th td"
    blocks = {tag for tag in tags if tag.startswith("clinic-block-")}
    assert tags - blocks <= {*known.split(), *tables.split()}
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", found)


@given(markdown)
def test_ids_of_headings_are_never_repeated_by_the_program(text: str) -> None:
    """Only an id that an editor gave twice can stand twice."""
    found = made(re.sub(r"\{#", "", text))

    ids = [heading.id for heading in found.headings]
    assert len(ids) == len(set(ids))
    assert all(ids)
    assert not RESERVED_IDS & set(ids)


_MARKDOWN = st.text(st.sampled_from("ab *_`[]()!<>&\\#-\n'\"^S1:/.~\x02"), max_size=60)


@given(markdown | st.lists(_MARKDOWN, max_size=4).map("\n\n".join))
def test_texts_without_a_sign_of_markdown_need_not_be_searched(text: str) -> None:
    """The HTML is the same as when every pattern looks at every text."""
    with patch.object(guards, "may_hold_markdown", return_value=True):
        searched = html(text)

    assert html(text) == searched
