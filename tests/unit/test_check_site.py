"""The checks of the finished site as a whole, and small sites for the tests of each rule."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clinicsite.addresses import BaseUrl, output_path
from clinicsite.check.facts import walk_through
from clinicsite.check.site import FinishedPage, SiteFiles, Whole, check_site
from clinicsite.check.walk import Walk
from clinicsite.memo import Memo
from clinicsite.problems import RULES, Problem

FRONT = "---\ntitle: Causes\n---\n"
CARD = (
    '<section class="care" data-level="{level}"><h2>Now: <a href="tel:911">Call 911</a></h2>'
    "<p>a sign</p></section>"
)


def page(
    main: str = "",
    *,
    route: str = "/causes/",
    markdown: str = "",
    head: str = "",
    frame: str = "",
    emergency: bool = False,
    call_to_action: str = "none",
    warning: str = "none",
    self_check: bool = False,
    stub: bool = False,
) -> FinishedPage:
    """A finished page with this HTML in `main`, this Markdown below its front matter."""
    html = f'<!doctype html><html lang="en-US"><head><title>Causes</title>{head}</head><body>\
<main id="main"><h1>Causes</h1>{main}</main><footer>{frame}</footer></body></html>'
    path = "" if stub else f"content/en{route.rstrip('/') or '/index'}.md"
    return FinishedPage(
        route=route,
        html=html.encode(),
        path=path,
        text="" if stub else FRONT + markdown,
        body_line=1 if stub else 4,
        emergency=emergency,
        call_to_action=call_to_action,
        warning=warning,
        self_check=self_check,
        stub=stub,
    )


def problems(
    *pages: FinishedPage, files: Collection[str] = (), base: str = "https://clinic.test/"
) -> tuple[Problem, ...]:
    """What is wrong with the site of these pages and further files."""
    published = {*files, *(output_path(one.route) for one in pages)}
    return check_site(pages, Whole(SiteFiles(published), BaseUrl.parse(base)))


def body(html: str) -> str:
    """HTML in the place where the editor's text stands."""
    return f'<div class="body">{html}</div>'


def lead(html: str) -> str:
    """HTML in the place before the first heading of the editor's text."""
    return f'<div class="lead">{html}</div>'


def test_a_good_page_has_no_problems() -> None:
    """A page with links, headings, a card and a call to action passes all rules."""
    good = page(
        lead("<p>Most pain gets better.</p>" + CARD.format(level="emergency"))
        + body('<h2 id="a">What to do</h2><p><a href="#a">Look at what to do</a></p>')
        + '<section class="cta"><h2>Talk to us</h2><a data-call href="tel:+1">Call</a></section>',
        call_to_action="book",
        warning="card",
    )

    assert problems(good) == ()


def test_an_empty_site_has_no_problems() -> None:
    """Nothing in, nothing out."""
    assert problems() == ()


def test_what_the_frame_repeats_is_told_once() -> None:
    """A mistake in the footer is one problem that names how many pages show it."""
    pages = [page(frame='<a href="/no/">Fees</a>', route=f"/{name}/") for name in "abc"]

    (problem,) = problems(*pages)

    assert problem.path == "content/en/a.md"
    assert problem.line == 0
    assert problem.message == (
        "the link “Fees” at the top or the bottom of the page leads to /no/, "
        "but the site has no such page (on 3 pages)"
    )


def test_the_same_mistake_in_the_texts_of_two_pages_is_told_twice() -> None:
    """Each editor's text is mended on its own."""
    pages = [page(body('<a href="/no/">Fees</a>'), route=f"/{name}/") for name in "ab"]

    assert [problem.path for problem in problems(*pages)] == ["content/en/a.md", "content/en/b.md"]


def test_a_problem_without_a_certain_line_names_the_heading() -> None:
    """Where the text does not show the place, the nearest heading does."""
    (problem,) = problems(page(body('<h2>Do this today</h2><a href="/no/">Fees</a>')))

    assert problem.line == 0
    assert problem.excerpt == ""
    assert problem.message.endswith("(under “Do this today”)")


def test_a_page_without_a_file_is_named_by_its_address() -> None:
    """A stub has no file to name, so its message holds the address."""
    (problem,) = problems(page(head="<script></script>", route="/old/", stub=True))

    assert problem.path == ""
    assert problem.message.endswith("(on the page /old/)")


def test_an_old_address_that_sends_readers_on_is_only_checked_for_strangers() -> None:
    """A stub may have a meta refresh, a broken outline and no warning."""
    stub = page(
        '<h4></h4><img src="/a"><a href="/no/">here</a>',
        head='<meta http-equiv="refresh" content="0; url=/causes/">',
        route="/old/",
        stub=True,
    )

    assert problems(stub, page()) == ()


def test_what_is_remembered_gives_the_same_problems(tmp_path: Path) -> None:
    """Nothing is told twice as slowly, and nothing is forgotten, whatever changed meanwhile."""
    bad = page('<a href="/no/">here</a><h4>x</h4>', frame="<form></form>")
    base = BaseUrl.parse("https://clinic.test/")
    leading = page('<p><a href="/b/#part">the part</a></p>', route="/a/")
    whole = page('<h2 id="part">Part</h2>', route="/b/")
    without = page('<h2 id="other">Other</h2>', route="/b/")
    moved = replace(whole, route="/c/")

    for pages in (
        [leading, whole], [leading, whole], [leading, without], [leading, whole], [leading, moved],
        [leading, whole, bad], [leading], [replace(leading, emergency=True), whole],
    ):  # fmt: skip
        with Memo(tmp_path / "memo.sqlite") as memo:
            remembered = check_site(pages, Whole(SiteFiles(()), base), memo)
        assert remembered == check_site(pages, Whole(SiteFiles(()), base))


def test_a_page_that_is_remembered_is_not_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit only the pages that changed cost time, whatever headings they have now."""
    base = BaseUrl.parse("https://clinic.test/")
    leading = page('<p><a href="/b/#part">the part</a></p><h4>x</h4>', route="/a/")
    parts = [f'<h2 id="part">Part</h2><h2 id="{name}">One</h2>' for name in ("one", "other")]
    seen: list[bytes] = []

    def looked_at(html: bytes) -> Walk:
        seen.append(html)
        return walk_through(html)

    monkeypatch.setattr("clinicsite.check.site.walk_through", looked_at)
    for part in parts:
        with Memo(tmp_path / "memo.sqlite") as memo:
            site = [leading, page(part, route="/b/")]
            assert len(check_site(site, Whole(SiteFiles(()), base), memo)) == 1

    assert seen == [leading.html, *(page(part, route="/b/").html for part in parts)]


def test_a_link_is_told_when_another_page_loses_what_it_asks_for(tmp_path: Path) -> None:
    """A page is looked at once more when a name that it counted on is not there."""
    base = BaseUrl.parse("https://clinic.test/")
    leading = page('<p><a href="/b/#the%20part">it</a></p>', route="/a/")
    found = []
    for name in ("the part", "the%20part", "part"):
        with Memo(tmp_path / "memo.sqlite") as memo:
            site = [leading, page(f'<p id="{name}">x</p>', route="/b/")]
            found.append(check_site(site, Whole(SiteFiles(()), base), memo))

    assert ["leads to" in one.message for one in found[2]] == [True]
    assert [len(one) for one in found] == [1, 0, 1]
    assert found[0][0].rule == "id"


ATTRIBUTES = ("href", "src", "srcset", "style", "id", "alt", "content", "rel", "class", "type")
WORDS = (
    *("/causes/", "#a", "a.md", "//x", "https://[", "java\tscript:x", "\\", " ", "%zz", "tel:911"),
    *("care", "cta", "lead", "body", "breadcrumb", "stamp", "application/ld+json", "refresh"),
    *("url(//x)", "canonical", "", "http://", "mailto:", "C:\\x", "/clinic/causes/#\0"),
)
TAGS = (
    *("a", "img", "svg", "title", "h1", "h3", "div", "main", "nav", "li", "section", "link"),
    *("meta", "script", "style", "template", "details", "summary", "time", "p", "base", "frameset"),
)
element = st.builds(
    lambda tag, attributes, text: f"<{tag} {attributes}>{text}",
    st.sampled_from(TAGS),
    st.lists(
        st.builds('{}="{}"'.format, st.sampled_from(ATTRIBUTES), st.sampled_from(WORDS)), max_size=3
    ).map(" ".join),
    st.sampled_from(("", "here", "{", '{"@type": ["Review", {}], "a": [[]]}', "</a>", "</div>")),
)
soup = st.lists(element, max_size=12).map("".join)


@given(
    html=st.one_of(soup, st.text(), st.binary()),
    markdown=st.one_of(soup, st.text()),
    body_line=st.integers(-2, 9),
    call_to_action=st.sampled_from(("none", "soft", "book", "info", "?")),
    warning=st.sampled_from(("banner", "card", "none")),
    flags=st.tuples(st.booleans(), st.booleans()),
    base=st.sampled_from(("https://clinic.test/", "http://clinic.test/clinic/")),
)
def test_no_page_makes_the_checks_fail(
    html: str | bytes,
    markdown: str,
    body_line: int,
    call_to_action: str,
    warning: str,
    flags: tuple[bool, bool],
    base: str,
) -> None:
    """Whatever a page holds, the checks answer with problems of known rules, at lines that are."""
    data = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
    emergency, stub = flags
    strange = FinishedPage(
        "/causes/", data, "a.md", markdown, body_line, emergency, call_to_action, warning, stub
    )

    found = check_site([strange, page(route="/b/")], Whole(SiteFiles({"a"}), BaseUrl.parse(base)))

    for problem in found:
        assert problem.rule in RULES
        assert problem.excerpt == (markdown.split("\n")[problem.line - 1] if problem.line else "")
        assert bool(problem.line) == bool(problem.column)
        assert not problem.message.endswith(".")
        assert problem.hint
