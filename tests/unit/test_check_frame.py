"""Pages that changed around their `main` alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from clinicsite.addresses import BaseUrl
from clinicsite.check.facts import facts_from, walk_through
from clinicsite.check.frame import keep_report, parts_of, recall_report
from clinicsite.check.page_facts import PageFacts
from clinicsite.check.site import SiteFiles, Whole, check_site
from clinicsite.check.walk import Walk
from clinicsite.memo import Memo
from clinicsite.value_json import to_json
from tests.page_facts import facts_of
from tests.unit.test_check_site import body, lead, page

BEFORE = '<p class="skip"><a href="#main">To the text</a></p>'
AFTER = '<footer><nav><a href="/causes/">Causes</a></nav></footer>'
MAIN = lead("<p>Most pain gets better.</p>") + body('<h2 id="a">Sit</h2><a href="#a">Sit well</a>')
DATA = '<script type="application/ld+json">{"@type": "WebPage", "name": "%s"}</script>'
PIECES = (
    *("words", "é", "\n", " ", "<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<ul><li>"),
    *("<a href='/x/'>", "</a>", "<a id=x aria-label=y href=#y>", "<h2 id=a>Words</h2>", "<h2>"),
    *("<!--", "-->", "<main>", "</main>", "<MAIN>", "</MAIN>", "<main id=x>", "</main x>", "<!x>"),
    *("<form>", "</form>", "<table>", "<td>", "</table>", "<select>", "<option>", "<template>"),
    *("<svg>", "</svg>", "<title>words</title>", "<style>a{}</style>", "<textarea>", "<plaintext>"),
    *("<body class=cta>", "</body>", "</html>", "<html lang=es>", "<head>", "<frameset>"),
    *(DATA % "words", DATA % "x", "<meta http-equiv=content-security-policy content=x>"),
    *("<section class=cta>", "<section class=care data-level=emergency>", "</section>"),
    *("<nav class=breadcrumb>", "<nav><a href='/x/'>x</a></nav>", "</nav>", "<img alt=''>"),
    *(
        "<header class=banner>",
        "</header>",
        lead("<p>Own."),
        body("<p>Own.</p>"),
        "<sup class=mark>",
    ),
)
pieces = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
frames = st.tuples(pieces, pieces)


def framed(main: str, before: str = BEFORE, after: str = AFTER, gap: str = "\n") -> bytes:
    """A page with this HTML in `main`, and around it."""
    head = "<head><title>Causes</title></head>"
    text = f'<main id="main"><h1>Causes</h1>{main}</main>'
    html = f'<!doctype html><html lang="en-US">{head}<body>{before}{gap}{text}{gap}{after}'
    return f"{html}</body></html>".encode()


def forgetful_of_nothing() -> Memo:
    """A memo that keeps everything and writes nothing."""
    return Memo(Path("nowhere.sqlite"))


def remembered(html: bytes, memo: Memo) -> bytes | None:
    """The facts that the memo knows of the page; if it knows none, it is told of them."""
    parts = parts_of(html)
    if parts is None:
        return None
    known = recall_report(parts, (), memo)
    if known is None:
        walk = walk_through(html)
        facts = facts_from(walk)
        keep_report(to_json(facts), parts, walk, facts, (), memo)
    return known


@given(
    main=pieces,
    around=st.lists(frames, min_size=2, max_size=4),
    gap=st.sampled_from(("\n", "\n", " ", "")),
)
@example(main="</b>", around=[("<b>", ""), ("", "")], gap="\n")
@example(main="<b>", around=[("", ""), ("", "words")], gap="\n")
@example(main="<form>", around=[("", ""), ("<form>", "")], gap="\n")
@example(main="words", around=[("<!--", ""), ("", "")], gap="\n")
@example(main="words", around=[("<MAIN></MAIN><!--", "-->"), ("", "")], gap="\n")
@example(main="", around=[(DATA % "x", "x"), (DATA % "x", "")], gap="\n")
@example(main="é", around=[("", "é"), ("", "")], gap="\n")
@example(main=body("<p>Own.</p>"), around=[("", "<i class=cta>"), ("", "words")], gap="\n")
def test_a_report_that_is_known_is_the_one_that_would_be_made(
    main: str, around: Sequence[tuple[str, str]], gap: str
) -> None:
    """The same `main` in a frame that tells the same makes a page with the same facts."""
    memo = forgetful_of_nothing()

    for before, after in around:
        html = framed(main, before, after, gap)
        known = remembered(html, memo)
        assert known in (None, to_json(facts_of(html)))


def test_words_around_main_leave_the_report_as_it_was() -> None:
    """Nothing but the frame is looked at when only its words are others."""
    memo = forgetful_of_nothing()

    first = remembered(framed(MAIN), memo)
    again = remembered(framed(MAIN, after=AFTER + "<p>Open on Sundays.</p>"), memo)

    assert first is None
    assert again == to_json(facts_of(framed(MAIN)))


@pytest.mark.parametrize(
    "changed",
    [
        framed(MAIN + "<p>More.</p>"),
        framed(MAIN, before=BEFORE.replace("#main", "#text")),
        framed(MAIN, after=AFTER + '<a href="/no/">No</a>'),
        framed(MAIN, after=AFTER + "<p>é</p>"),
        framed(MAIN, before="<b>" + BEFORE),
        framed(MAIN, gap=""),
        framed(MAIN).replace(b"<title>Causes", b"<title>Symptoms"),
        framed(MAIN, before=BEFORE + DATA % "x"),
    ],
)
def test_whatever_the_rules_may_ask_for_makes_another_report(changed: bytes) -> None:
    """A page of which it is not certain that it tells the same is looked at as a whole."""
    memo = forgetful_of_nothing()
    remembered(framed(MAIN), memo)

    assert remembered(changed, memo) is None


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"<!doctype html><main>",
        framed(MAIN).removeprefix(b"<!doctype html>"),
        framed("<main>x</main>"),
        framed("x</MAIN>"),
        framed(MAIN, before="<MAIN></MAIN><!--", after="-->"),
        framed(MAIN, after="<Main>"),
        framed("<style>a{}</style>"),
        framed("<form>"),
        framed("<body class=x>"),
        framed("</html>"),
    ],
)
def test_a_page_whose_parts_depend_on_one_another_is_not_taken_apart(html: bytes) -> None:
    """More than one `main`, and what changes the meaning of the rest."""
    assert parts_of(html) is None


def test_data_that_words_of_the_frame_tell_are_looked_at_each_time() -> None:
    """Words of a frame are not remembered, so what they told may not be told any more."""
    memo = forgetful_of_nothing()
    told = framed(MAIN, before=DATA % "Open on Sundays", after="<p>Open on Sundays</p>")
    untold = framed(MAIN, before=DATA % "Open on Sundays", after="<p>Closed</p>")

    assert remembered(told, memo) is None
    assert remembered(untold, memo) is None
    assert facts_of(untold).unsaid == ("Open on Sundays",)


def test_after_a_change_of_the_frame_nobody_looks_at_main_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One edited template changes every page, and what the rules say is there at once."""
    looked_at: list[Walk] = []

    def counted(walk: Walk) -> PageFacts:
        looked_at.append(walk)
        return facts_from(walk)

    monkeypatch.setattr("clinicsite.check.site.facts_from", counted)
    bad = MAIN + '<a href="/no/">Fees</a><a href="/b/#a">Sit</a>'
    whole = Whole(SiteFiles(()), BaseUrl.parse("https://clinic.test/"))
    counts = []
    for words in ("", "<p>Open on Sundays.</p>", '<a href="/never/">Prices</a>'):
        html = framed(bad, after=AFTER + words)
        site = [replace(page(route=f"/{name}/"), html=html) for name in "ab"]
        expected = check_site(site, whole)
        looked_at.clear()
        with Memo(tmp_path / "memo.sqlite") as memo:
            assert check_site(site, whole, memo) == expected
        counts.append(len(looked_at))

    assert counts == [2, 0, 2]
