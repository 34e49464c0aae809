"""Facts of a finished page."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check.page_facts import PageFacts
from tests.page_facts import facts_of
from tests.unit.test_check_site import body, lead, page, soup


def facts(main: str = "", head: str = "") -> PageFacts:
    """Facts of a page with this HTML."""
    return facts_of(page(main, head=head).html)


def test_a_link_knows_where_it_stands_and_how_often_its_address_was_written() -> None:
    """Only links of the text are counted: the editor wrote no others."""
    nav = '<nav><a href="/x/">Other</a></nav>'
    links = facts(nav + lead('<a href="/x/">One</a>') + body('<a href="/x/">Two</a>')).links

    assert [(one.text, one.occurrence, one.spot.written) for one in links] == [
        ("Other", 0, False),
        ("One", 1, True),
        ("Two", 2, True),
    ]
    assert [(one.spot.lead, one.spot.body) for one in links[1:]] == [(True, False), (False, True)]


def test_what_blocks_put_into_the_text_is_not_written_by_the_editor() -> None:
    """Care cards, the Massage Rx section, source marks and lists of links come from templates."""
    html = "".join(
        f'<div class="{name}"><a href="/x/">x</a></div>'
        for name in ("care", "cta", "mark", "badge", "stamp", "bar")
    )

    assert not any(link.spot.written for link in facts(body(html)).links)


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<a href="/x/">  Two\n words </a>', "Two words"),
        ('<a href="/x/"><img alt="A back" src="/a"></a>', "A back"),
        ('<a href="/x/" aria-label="Source 3">3</a>', "Source 3"),
        ('<a href="/x/"><svg><title>Map</title></svg></a>', "Map"),
        ('<a href="/x/">A<span aria-hidden="true">→</span></a>', "A"),
        ('<a href="/x/">A<br>B</a>', "A B"),
        ('<svg><a xlink:href="/x/"><text>Neck</text></a></svg>', "Neck"),
    ],
)
def test_the_text_of_a_link_is_its_name_for_speech(html: str, name: str) -> None:
    """Labels and pictures count, what is hidden from speech does not."""
    (link,) = facts(body(html)).links

    assert (link.href, link.text) == ("/x/", name)


def test_headings_are_known_with_level_words_and_id() -> None:
    """The heading above is the one a reader has just passed."""
    known = facts(body('<h2 id="a">First <em>one</em></h2><p id="p">x</p><h3></h3>'))

    assert [(h.level, h.text, h.id, h.spot.heading) for h in known.headings] == [
        (1, "Causes", "", ""),
        (2, "First one", "a", "Causes"),
        (3, "", "", "First one"),
    ]
    assert [(one.id, one.spot.heading) for one in known.ids][1:] == [
        ("a", "Causes"),
        ("p", "First one"),
    ]


def test_the_list_on_this_page_is_no_heading_above() -> None:
    """Its title would send editors to a part that they did not write."""
    known = facts('<nav><h2>On this page</h2></nav><p id="x">x</p>')

    assert known.ids[-1].spot.heading == "Causes"


def test_a_care_card_tells_what_it_links_to() -> None:
    """The first call to 911 in the heading is the call; every other link is another link."""
    html = (
        '<section class="care" data-level="emergency"><h2>Now <a href="tel:911">call</a></h2>'
        '<a href="tel:911">again</a><a href="/x/">x</a></section>'
        '<details><section class="care" data-level="urgent"><h2>Today</h2></section></details>'
    )
    first, second = facts(body(html)).cards

    assert (first.level, first.heading, first.calls_911) == ("emergency", "Now call", True)
    assert first.other_links == ("tel:911", "/x/")
    assert (second.level, second.calls_911, second.tucked) == ("urgent", False, "details")


def test_the_frame_of_the_page_is_known() -> None:
    """Title, description, language, own address, dates, steps and banners."""
    known = facts(
        '<nav class="breadcrumb"><ol><li><a href="/">Home</a></li>'
        '<li><span aria-current="page">Here</span></li></ol></nav>'
        '<p class="banner"><a href="/help/">Help</a></p>'
        '<dl class="stamp"><dd><time datetime="2026-11-22" data-date="last-reviewed">x</time></dl>',
        head='<meta name="description" content="D"><meta name="robots" content="noindex">'
        '<link rel="canonical" href="https://x/"><link rel="stylesheet" href="/a.css">',
    )

    assert (known.language, known.title, known.description) == ("en-US", "Causes", "D")
    assert (known.canonical, known.robots) == ("https://x/", "noindex")
    assert [(one.text, one.href, one.current) for one in known.breadcrumb] == [
        ("Home", "/", False),
        ("Here", "", True),
    ]
    assert known.banners == ("/help/",)
    assert [(one.name, one.value) for one in known.days] == [("last-reviewed", "2026-11-22")]
    assert [(one.tag, one.address) for one in known.loads] == [("link", "/a.css")]


def test_scripts_are_not_taken_for_words() -> None:
    """Structured data is kept as it stands and belongs to no heading around it."""
    known = facts(body('<h2>A<script type="application/ld+json">{"a": "<b>"}</script></h2>'))

    assert known.headings[-1].text == "A"
    assert known.json_ld == ('{"a": "<b>"}',)


def test_a_picture_tells_its_words_and_whether_somebody_decided() -> None:
    """An `svg` inside a drawing is part of it, and only its own title names it."""
    html = (
        '<img src="/a"><img src="/b" alt><img src="/c" alt="" data-decorative>'
        '<svg role="img"><g><title>part</title></g><svg></svg><title>A back</title></svg>'
        '<div aria-hidden="true"><svg></svg></div>'
    )
    pictures = facts(body(html)).pictures

    assert [one.alt for one in pictures[:3]] == [None, "", ""]
    assert [one.decorative for one in pictures[:3]] == [False, False, True]
    assert [one.bare_occurrence for one in pictures[:3]] == [0, 1, 2]
    assert [(one.role, one.title, one.hidden) for one in pictures[3:]] == [
        ("img", "A back", False),
        ("", "", True),
    ]


def test_deep_nesting_is_walked_without_an_end_of_the_stack() -> None:
    """A page cannot break the walk by being deep."""
    for tag in (b"<div>", b"<nav>"):
        assert facts_of(tag * 5_000 + b"<a href=x>y</a>").links[0].text == "y"


MENUS = st.builds(
    "<{tag}><nav>{html}</nav></{tag}>".format,
    tag=st.sampled_from(("header", "footer")),
    html=st.one_of(
        soup,
        st.sampled_from(
            (
                '<svg><iframe>&lt;a href="/"&gt;x&lt;/a&gt;</iframe></svg>',
                '<svg><iframe><a href="/">x</a></iframe></svg>',
                '<div><a href="/x/">é</a><h2 id="a">e\u0301</h2></div><p hidden>x</p>',
                '<nav class="breadcrumb"><ol><li><a href="/">x</a><li aria-current>y</ol></nav>',
                '<p class="cta">x</p>',
                '<p>x<sup class="MARK">1</sup>, y<sup class="mark">2</sup></p>',
                "<nav>" * 20 + "<p>x<p>y",
            )
        ),
    ),
)


@given(
    menus=st.lists(MENUS, min_size=1, max_size=4),
    around=st.sampled_from(("{}", "<!doctype html>{}", "<a href='/'>{}</a>", "<svg>{}</svg>")),
)
def test_a_menu_that_was_seen_before_tells_the_same(menus: list[str], around: str) -> None:
    """A menu is walked through once; what it tells hangs on nothing but its HTML."""
    words = '<script type="application/ld+json">{"name": "x, y"}</script>'
    main = f"<main>{lead('Own.')}</main>{words}"
    html = around.format(main + "".join(menus)).encode()

    remembered = [facts_of(html), facts_of(html)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("clinicsite.check.walk.seen_in_menu", lambda *_: None)
        assert remembered == [facts_of(html)] * 2


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "replace")), soup))
def test_any_bytes_have_facts_that_survive_the_way_to_other_processes(html: bytes | str) -> None:
    """Facts hold nothing of the parser: they are the same after a round trip."""
    data = html if isinstance(html, bytes) else html.encode()

    known = facts_of(data)

    assert pickle.loads(pickle.dumps(known)) == known  # noqa: S301 - our own bytes
    assert facts_of(data) == known
