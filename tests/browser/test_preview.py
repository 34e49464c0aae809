"""Saving a file changes the page in a real browser, and mistakes are seen there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.unit.test_preview import LINK, Running, Site, previewing, small_site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A project of this test's own."""
    return small_site(tmp_path / "project")


@pytest.fixture
def running(site: Site) -> Iterator[Running]:
    """The preview of that project."""
    with previewing(site.build, site.root) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of its own; at the end it must have had nothing to complain about."""
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text))
        yield page
        assert [text for text in complaints if "Security" in text or "rror:" in text] == []


def heading_is(page: Page, text: str) -> None:
    """The page in the browser has this heading before long."""
    expect(page.locator("h1")).to_have_text(text, timeout=20_000)


def top(element: Locator) -> float:
    """Where the element begins on the page."""
    box = element.bounding_box()
    assert box
    return box["y"]


def test_a_saved_file_is_seen_at_once(running: Running, site: Site, page: Page) -> None:
    """Nobody presses a key; the page's own strict policy does not stand in the way."""
    page.goto(running.url)
    heading_is(page, "first")

    site.write("content/index.html", "second")

    heading_is(page, "second")


def test_no_save_is_dropped(running: Running, site: Site, page: Page) -> None:
    """livereload itself forgets every reload within three seconds of another."""
    page.goto(running.url)
    heading_is(page, "first")
    begun = time.monotonic()
    saves = 0

    while time.monotonic() < begun + 2 or saves < 5:
        saves += 1
        site.write("content/index.html", f"save {saves}")
        heading_is(page, f"save {saves}")

    assert (time.monotonic() - begun) / saves < 3


def test_a_build_that_ends_while_the_page_loads_is_not_missed(
    running: Running, site: Site, page: Page
) -> None:
    """Between the page and its socket there is a moment in which nobody could tell it."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/livereload.js*", hold, times=1)
    page.goto(running.url, wait_until="commit")
    heading_is(page, "first")
    site.write("content/index.html", "second")
    assert running.shows("second")

    held[0].continue_()

    heading_is(page, "second")


def test_problems_are_seen_in_the_page_until_they_are_mended(
    running: Running, site: Site, page: Page
) -> None:
    """Place, sentence, line, caret and what to do: styled, at the top, and gone afterwards."""
    page.goto(running.url)
    heading_is(page, "first")
    panel = page.locator("#clinicsite-preview")

    site.problems = (LINK,)
    site.write("content/index.html", "second")

    expect(panel).to_contain_text("content/en/x.md:3:5: error: there is no page", timeout=20_000)
    expect(panel).to_have_css("border-top-width", "4px")
    assert top(panel) < top(page.locator("h1"))
    heading_is(page, "second")

    site.problems = ()
    site.write("content/index.html", "third")

    heading_is(page, "third")
    expect(panel).to_have_count(0)


def test_problems_are_seen_wherever_one_reads(running: Running, site: Site, page: Page) -> None:
    """A browser keeps its place when a page loads again; what is at the top must come along."""
    site.write("content/index.html", "first" + "<p>line</p>" * 200)
    assert running.shows("line")
    page.goto(running.url)
    page.mouse.wheel(0, 2000)
    page.wait_for_function("scrollY > 1000")

    site.problems = (LINK,) * 50
    site.write("content/index.html", "second" + "<p>line</p>" * 200)

    panel = page.locator("#clinicsite-preview")
    expect(panel).to_be_in_viewport(timeout=20_000)
    assert page.evaluate("scrollY") > 1000
    assert (panel.bounding_box() or {"height": 0})["height"] < page.evaluate("innerHeight")


def test_a_project_that_never_built_appears_when_it_is_mended(site: Site, page: Page) -> None:
    """The page that stands for all others loads again like any other."""
    site.problems, site.makes_pages = (LINK,), False
    with previewing(site.build, site.root) as running:
        page.goto(running.url)
        expect(page.locator("#clinicsite-preview")).to_contain_text("no page at /x/")

        site.problems, site.makes_pages = (), True
        site.write("content/index.html", "second")

        heading_is(page, "second")


def test_a_broken_build_is_told_in_the_page(running: Running, site: Site, page: Page) -> None:
    """The page stays, with a sentence on top, and the next save mends it."""
    page.goto(running.url)
    heading_is(page, "first")
    panel = page.locator("#clinicsite-preview")

    site.raises = SystemExit(2)
    site.write("content/index.html", "second")
    expect(panel).to_contain_text("mistake in the program", timeout=20_000)
    heading_is(page, "first")

    site.raises = None
    site.write("content/index.html", "third")
    heading_is(page, "third")


def test_a_deleted_page_turns_into_the_404_page(running: Running, site: Site, page: Page) -> None:
    """Who looks at a page that is being deleted sees that it is gone."""
    site.write("content/about/index.html", "about")
    assert running.shows("about", "/about/")
    page.goto(f"{running.url}about")
    heading_is(page, "about")
    assert page.url == f"{running.url}about/"

    (site.root / "content/about/index.html").unlink()

    heading_is(page, "not here")


def test_a_preview_that_was_started_again_is_found_again(site: Site, page: Page) -> None:
    """The tab of yesterday's preview shows today's text by itself."""
    with previewing(site.build, site.root) as running:
        page.goto(running.url)
        heading_is(page, "first")
        port = int(running.url.rstrip("/").rpartition(":")[2])

    site.write("content/index.html", "second")
    with previewing(site.build, site.root, port=port):
        heading_is(page, "second")


def test_many_tabs_are_reloaded(running: Running, site: Site, browser: Browser) -> None:
    """A telephone-sized window beside a large one, for example."""
    with browser.new_context() as context:
        tabs = [context.new_page() for _ in range(3)]
        for tab in tabs:
            tab.goto(running.url)
            heading_is(tab, "first")

        site.write("content/index.html", "second")

        for tab in tabs:
            heading_is(tab, "second")
