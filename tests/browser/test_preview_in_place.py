"""A saved page takes the place of the old one without being loaded: it is what loading makes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.site_pages import finished_files, site_pages
from tests.browser.writing import STYLE, Writing, page_of
from tests.previews import before_long, previewing

LINES = "<p>line</p>" * 200
TABLE = "<table><tr><td>1</td></tr><tr><td>2</td></tr></table>"
DRAWING = '<svg viewBox="0 0 9 9"><path d="M0 0h{}"/></svg>'
FIELDS = "<label>A <input name=a></label><input type=checkbox name=b value=b><p id=p>{}</p>"


@pytest.fixture
def writing(tmp_path: Path, writers_tab: Page) -> Iterator[Writing]:
    """A preview of one page, and a tab to look at it."""
    writing = Writing(tmp_path, writers_tab)
    with previewing(writing.build, tmp_path) as writing.running:
        assert before_long(lambda: bool(writing.running and writing.running.said))
        yield writing


# --- what loading makes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one", "two"),
        ("<p>a<p>b<p>c", "<p>a<p>new<p>b<p>c"),
        ("<p>a<p>b<p>c", "<p>a<p>c"),
        ("<p>a<p>b<p>c", "<p>c<p>b<p>a"),
        ("<p>a<p>b", "<ul><li>a<li>b</ul>"),
        ("<p class=x id=y>a", "<p title=z id=y>a"),
        ("<p>a <em>b</em> c", "<p>a b <!-- d --><strong>c</strong>"),
        (TABLE, TABLE.replace("2", "3").replace("<table>", "<table><caption>c</caption>")),
        (DRAWING.format(1), DRAWING.format(2) + DRAWING.format(1)),
        ("<details open><summary>a</summary>b</details>", "<details><summary>a</summary>c"),
        (FIELDS.format(1), FIELDS.format(2)),
        ("", LINES),
        (LINES, ""),
    ],
)
def test_a_page_in_place_is_the_page_that_loading_makes(
    writing: Writing, before: str, after: str
) -> None:
    """Whatever an edit adds, takes away or moves; nothing of the old page is left."""
    writing.opened(page_of(before))

    writing.save(page_of(after))

    assert not writing.was_loaded()
    assert writing.is_what_loading_makes()


def test_title_language_and_description_are_taken_over(writing: Writing) -> None:
    """What stands around the text is part of the page, too."""
    head = '<meta name="description" content="{}">'
    writing.opened(page_of("one", head=head.format("one")))

    page = page_of("two", head=head.format("two"), language="es").replace("<title>A", "<title>B")
    writing.save(page)

    expect(writing.tab).to_have_title("B page")
    assert writing.tab.evaluate("document.documentElement.lang") == "es"
    assert not writing.was_loaded()
    assert writing.is_what_loading_makes()


@pytest.mark.audit
def test_any_page_of_the_site_can_take_the_place_of_any_other(writing: Writing) -> None:
    """The greatest edit there is. Only pages of another kind, with another style, are loaded."""
    pages = sorted(site_pages(), key=lambda page: page.kind)[::3]
    writing.files = {path: bytes(content) for path, content in finished_files().items()}
    writing.opened(pages[0].html.decode())
    loaded = []

    for page in pages[1:]:
        writing.save(page.html.decode())
        loaded.append(writing.was_loaded())
        assert writing.is_what_loading_makes(), page
        writing.tab.evaluate("window.notLoaded = true")

    assert loaded.count(False) > len(pages) / 3


def test_a_save_that_comes_while_the_page_is_fetched_is_not_lost(writing: Writing) -> None:
    """What is on its way is old by then, so the page is fetched once more."""
    held: list[tuple[Route, APIResponse]] = []
    writing.opened(page_of("<p>one"))
    writing.tab.route(writing.tab.url, lambda route: held.append((route, route.fetch())), times=1)
    writing.save_unseen({"index.html": page_of("<p>two")})
    while not held:
        writing.tab.wait_for_timeout(10)

    writing.save_unseen({"index.html": page_of("<p>three")})
    writing.tab.wait_for_timeout(100)  # the browser is told meanwhile
    route, old = held[0]
    route.fulfill(response=old)

    expect(writing.tab.locator("p")).to_have_text("three", timeout=20_000)
    assert not writing.was_loaded()
    assert writing.is_what_loading_makes()


# --- what stays ----------------------------------------------------------------------------


def test_what_one_reads_stays_where_it_is(writing: Writing) -> None:
    """Neither the place in the page nor the focus is lost."""
    link = '<a href="/">here</a>'
    before, after = (
        "".join(f"<p>{word} {number}" for number in range(200)) for word in ("before", "after")
    )
    writing.opened(page_of(f"{before}<p>{link}{after}"))
    writing.tab.locator("a").focus()
    place = writing.tab.evaluate("scrollY")

    writing.save(page_of(f"{before.replace('before 7', 'new')}<p>{link}{after}<p>more"))

    expect(writing.tab.locator("p").nth(7)).to_have_text("new")
    assert writing.tab.evaluate("scrollY") == place > 1000
    expect(writing.tab.locator("a")).to_be_focused()
    assert not writing.was_loaded()


def test_what_was_typed_and_ticked_stays(writing: Writing) -> None:
    """Whoever tries out the self-check does not begin anew after a save."""
    writing.opened(page_of(FIELDS.format(1)))
    writing.tab.locator("[name=a]").fill("typed")
    writing.tab.locator("[name=b]").check()

    writing.save(page_of(FIELDS.format(2)))

    expect(writing.tab.locator("p")).to_have_text("2")
    expect(writing.tab.locator("[name=a]")).to_have_value("typed")
    expect(writing.tab.locator("[name=b]")).to_be_checked()
    assert not writing.was_loaded()


def test_the_place_that_an_address_names_stays_marked(writing: Writing) -> None:
    """Also when it becomes something else, which no program can mark: then the page is loaded."""
    marked = writing.tab.locator(":target")
    writing.opened(page_of("<p id=x>one"), "#x")

    writing.save(page_of("<p id=x>two"))

    expect(marked).to_have_text("two")
    assert not writing.was_loaded()

    writing.save(page_of("<ul id=x><li>three</ul>"))

    expect(marked).to_have_text("three")
    assert writing.was_loaded()


# --- what has to be loaded -----------------------------------------------------------------


def test_a_changed_style_is_seen(writing: Writing) -> None:
    """The old page's policy would forbid the new style; the new page's own gives leave for it."""
    heading = writing.tab.locator("h1")
    writing.opened(page_of("one"))
    expect(heading).to_have_css("color", "rgb(0, 0, 1)")

    writing.save(page_of("one", style=STYLE.replace("1)", "2)")))

    expect(heading).to_have_css("color", "rgb(0, 0, 2)")
    assert writing.was_loaded()


@pytest.mark.parametrize("path", ["style.css", "picture.svg"])
def test_a_changed_file_that_the_page_shows_is_seen(writing: Writing, path: str) -> None:
    """Its name in the page may be the same as before."""
    head = '<link rel="stylesheet" href="/style.css">'
    page = page_of('<img src="/picture.svg" alt="">', head=head)
    writing.files = {
        "style.css": "h1 { font-size: 10px }",
        "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    }
    writing.opened(page)

    writing.save(page, **{path: str(writing.files[path]).replace("10", "20")})

    heading, picture = writing.tab.locator("h1"), writing.tab.locator("img")
    expect(heading).to_have_css("font-size", "20px" if path == "style.css" else "10px")
    expect(picture).to_have_js_property("naturalWidth", 20 if path == "picture.svg" else 10)
    assert writing.was_loaded()


def test_a_changed_policy_is_in_force(writing: Writing) -> None:
    """An open page can only be forbidden more; what is new may also be allowed."""
    page = page_of("one")
    writing.opened(page)

    writing.save(page.replace("img-src 'self'", "img-src 'self' data:"))

    assert writing.was_loaded()
    assert writing.is_what_loading_makes()


@pytest.mark.parametrize(
    "strange",
    [
        "<noscript>a</noscript>",
        "<template>a</template>",
        "<script>1</script>",
        '<p style="color: red">a',
        '<p onclick="a()">a',
        "<my-own>a</my-own>",
        "<style>p { color: red }</style>",
        '<object data="/x"></object>',
    ],
)
def test_what_acts_while_a_page_loads_is_loaded(writing: Writing, strange: str) -> None:
    """Put into an open page it would not act, or act where the policy forbids it."""
    one, two, three = (
        page_of(body).replace("http-equiv", "name") for body in ("one", strange, "three")
    )
    writing.opened(one)

    writing.save(two)
    loaded = writing.was_loaded()
    writing.tab.evaluate("window.notLoaded = true")
    writing.save(three)

    assert loaded
    assert writing.was_loaded()


def test_a_deleted_page_is_loaded_and_so_is_one_that_comes_back(writing: Writing) -> None:
    """What stands at its address is another page, with another status."""
    heading = writing.tab.locator("h1")
    writing.files["404.html"] = page_of("").replace("<h1>A page", "<h1>Not here")
    page = page_of("one")
    writing.opened(page)

    del writing.files["index.html"]
    writing.save_unseen({})

    expect(heading).to_have_text("Not here", timeout=20_000)
    assert writing.was_loaded()

    writing.save(page)

    expect(heading).to_have_text("A page")
    assert writing.is_what_loading_makes()


def test_the_last_page_of_a_stopped_preview_stays(tmp_path: Path, writers_tab: Page) -> None:
    """Who ends the preview keeps looking at the page, not at an error of the browser."""
    writing = Writing(tmp_path, writers_tab)
    with previewing(writing.build, tmp_path) as writing.running:
        writing.opened(page_of("one"))
        writing.save(page_of("two"))

    expect(writers_tab.locator("h1")).to_have_text("A page")
    assert not writing.was_loaded()
