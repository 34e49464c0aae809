"""What pages must not load, run or send."""

from __future__ import annotations

import pytest

from tests.unit.test_check_site import body, page, problems


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<script>1</script>", "a program (script)"),
        ('<script type="module" src="/a.js"></script>', "a program (script)"),
        ('<script type="application/ld+json" src="/a.js"></script>', "a program (script)"),
        ("<svg aria-hidden='true'><script>1</script></svg>", "a program (script)"),
        ('<iframe src="https://x.org/"></iframe>', "from another place inside itself (iframe)"),
        ('<object data="/a"></object>', "from another place inside itself (object)"),
        ('<embed src="/a">', "from another place inside itself (embed)"),
        ("<form></form>", "a form, which would send what visitors type (form)"),
        ('<base href="/">', "a line that changes where all its links lead (base)"),
        ("<template><script>1</script></template>", "text that browsers hide (template)"),
        ('<p onclick="1">x</p>', "a program that waits for the visitor (onclick)"),
        ('<p ONMOUSEOVER="1">x</p>', "a program that waits for the visitor (onmouseover)"),
        ('<p style="color: red">x</p>', "a style written into a single element"),
        ('<a href="/causes/" target="_blank">Causes</a>', "a link that opens a new window"),
        ('<a href="/causes/" ping="https://x.org">Causes</a>', "reports visitors"),
        ('<meta http-equiv="set-cookie" content="a=b">', "stores something"),
        (
            '<svg aria-hidden="true"><set attributeName="href" to="javascript:x"/></svg>',
            "a drawing that changes what a click does (set)",
        ),
        (
            '<svg aria-hidden="true"><set attributeName=" onclick" to="x()"/></svg>',
            "a drawing that changes what a click does (set)",
        ),
    ],
)
def test_what_runs_or_sends_is_refused(html: str, what: str) -> None:
    """Wherever it stands, however it is written."""
    (problem,) = problems(page(body(html)))

    assert problem.rule == "foreign"
    assert problem.message.startswith("the page holds ")
    assert what in problem.message


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"@type": "WebPage"}</script>',
        '<a href="https://www.nih.gov/">The agency</a>',
        '<a href="/causes/" target="_self">Causes</a>',
        '<svg aria-hidden="true"><path fill="url(#a)" transform="scale(2)"/><g id="a"/></svg>',
        '<img src="https://clinic.test/a.png" alt="A back">',
    ],
)
def test_what_stays_on_the_site_is_fine(html: str) -> None:
    """Structured data runs nothing, and a link to another site is followed by a reader only."""
    assert problems(page(body(html)), files=("a.png",)) == ()


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://x.org/a.png" alt="A back">',
        '<img src="//x.org/a.png" alt="A back">',
        '<img src="/a.png" srcset="/a.png 1x, https://x.org/b.png 2x" alt="A back">',
        '<picture><source srcset="\\\\x.org\\a"><img src="/a.png" alt="A back"></picture>',
        '<video src="https://x.org/a.mp4"></video>',
        '<video src="/a.png" poster="https://x.org/a.png"></video>',
        '<video src="/a.png"><track src="https://x.org/a.vtt"></video>',
        '<svg aria-hidden="true"><use href="https://x.org/a.svg#b"></use></svg>',
        '<svg aria-hidden="true"><image xlink:href="https://x.org/a.png"></image></svg>',
        '<svg aria-hidden="true"><path fill="url(https://x.org/a.svg#b)"></path></svg>',
        '<div><table background="https://x.org/a.png"></table></div>',
    ],
)
def test_what_comes_from_another_host_is_refused(html: str) -> None:
    """Pictures, films, captions, drawings, patterns."""
    (problem,) = problems(page(body(html)), files=("a.png",))

    assert problem.rule == "foreign"
    assert "the page would load something from x.org" in problem.message


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="https://x.org/a.css">',
        '<link rel="alternate stylesheet" href="https://x.org/a.css">',
        '<link rel="preload" as="image" href="/a.png" imagesrcset="https://x.org/b.png">',
        '<link rel="preconnect" href="https://x.org">',
        '<link rel="dns-prefetch" href="//x.org">',
        '<link rel="icon" href="https://x.org/a.png">',
    ],
)
def test_the_head_of_a_page_loads_nothing_from_another_host(head: str) -> None:
    """Not even a connection is opened."""
    (problem,) = problems(page(head=head), files=("a.png",))

    assert problem.rule == "foreign"
    assert "x.org" in problem.message


def test_a_picture_from_another_host_has_its_line() -> None:
    """The editor wrote its address."""
    html = body('<img src="https://x.org/a.png" alt="A back">')

    (problem,) = problems(page(html, markdown="![A back](https://x.org/a.png)"))

    assert (problem.line, problem.column) == (4, 11)


@pytest.mark.parametrize(
    ("href", "scheme"),
    [
        ("javascript:alert(1)", "javascript:"),
        (" JAVA&#9;SCRIPT&colon;alert(1)", "javascript:"),
        ("&#1;javascript:alert(1)", "javascript:"),
        ("data:text/html,x", "data:"),
        ("vbscript:x", "vbscript:"),
    ],
)
def test_a_link_that_holds_a_program_is_refused(href: str, scheme: str) -> None:
    """It is told once, and not as a broken link as well."""
    html = body(f'<a href="{href}">Print</a>')

    (problem,) = problems(page(html, markdown=f"[Print]({href})"))

    assert problem.rule == "foreign"
    assert f"({scheme})" in problem.message


def test_search_engines_are_sent_to_no_program() -> None:
    """Whoever follows it would run it."""
    (problem,) = problems(page(head='<link rel="author" href="javascript:x">'))

    assert (problem.rule, problem.line) == ("foreign", 0)


def test_a_program_in_the_place_of_a_file_is_refused() -> None:
    """A drawing may use parts of itself only."""
    html = '<svg aria-hidden="true"><use href="javascript:x"></use></svg>'

    found = problems(page(body(html)))

    assert [problem.rule for problem in found] == ["foreign"]


def test_only_an_old_address_sends_readers_on() -> None:
    """And only to a page of this site."""
    refresh = '<meta http-equiv="Refresh" content="0; url={}">'

    def found(target: str, *, stub: bool) -> list[str]:
        sent = page(head=refresh.format(target), route="/old/", stub=stub)
        return [problem.message for problem in problems(sent, page())]

    assert found("/causes/", stub=True) == []
    assert found("https://clinic.test/causes/", stub=True) == []
    for target in ("https://x.org/", "//x.org/", "javascript:x", ""):
        assert len(found(target, stub=True)) == 1, target
    assert found("/causes/", stub=False) == [
        "the page sends its readers away by itself (meta refresh)"
    ]


def test_an_old_address_holds_nothing_foreign() -> None:
    """Stubs are pages that readers meet, too."""
    stub = page('<img src="https://x.org/a.png">', head="<script></script>", stub=True)

    assert {problem.rule for problem in problems(stub)} == {"foreign"}
    assert len(problems(stub)) == 2
