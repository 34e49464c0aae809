"""Saving a file changes the page in a real browser, and mistakes are seen there."""

from __future__ import annotations

import time

from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.previews import LINK, Running, Site, previewing


def heading_is(page: Page, text: str) -> None:
    """The page in the browser has this heading before long."""
    expect(page.locator("h1")).to_have_text(text, timeout=20_000)


def top(element: Locator) -> float:
    """Where the element begins on the page."""
    box = element.bounding_box()
    assert box
    return box["y"]


def test_a_saved_file_is_seen_at_once(running: Running, project: Site, writers_tab: Page) -> None:
    """Nobody presses a key; the page's own strict policy does not stand in the way."""
    writers_tab.goto(running.url)
    heading_is(writers_tab, "first")

    project.write("content/index.html", "second")

    heading_is(writers_tab, "second")


def test_no_save_is_dropped(running: Running, project: Site, writers_tab: Page) -> None:
    """livereload itself forgets every reload within three seconds of another."""
    writers_tab.goto(running.url)
    heading_is(writers_tab, "first")
    begun = time.monotonic()
    saves = 0

    while time.monotonic() < begun + 2 or saves < 5:
        saves += 1
        project.write("content/index.html", f"save {saves}")
        heading_is(writers_tab, f"save {saves}")

    assert (time.monotonic() - begun) / saves < 3


def test_a_build_that_ends_while_the_page_loads_is_not_missed(
    running: Running, project: Site, writers_tab: Page
) -> None:
    """Between the page and its socket there is a moment in which nobody could tell it."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    writers_tab.route("**/livereload.js*", hold, times=1)
    writers_tab.goto(running.url, wait_until="commit")
    heading_is(writers_tab, "first")
    project.write("content/index.html", "second")
    assert running.shows("second")

    held[0].continue_()

    heading_is(writers_tab, "second")


def test_problems_are_seen_in_the_page_until_they_are_mended(
    running: Running, project: Site, writers_tab: Page
) -> None:
    """Place, sentence, line, caret and what to do: styled, at the top, and gone afterwards."""
    writers_tab.goto(running.url)
    heading_is(writers_tab, "first")
    panel = writers_tab.locator("#clinicsite-preview")

    project.problems = (LINK,)
    project.write("content/index.html", "second")

    expect(panel).to_contain_text("content/en/x.md:3:5: error: there is no page", timeout=20_000)
    expect(panel).to_have_css("border-top-width", "4px")
    assert top(panel) < top(writers_tab.locator("h1"))
    heading_is(writers_tab, "second")

    project.problems = ()
    project.write("content/index.html", "third")

    heading_is(writers_tab, "third")
    expect(panel).to_have_count(0)


def test_problems_are_seen_wherever_one_reads(
    running: Running, project: Site, writers_tab: Page
) -> None:
    """A browser keeps its place when a page loads again; what is at the top must come along."""
    project.write("content/index.html", "first" + "<p>line</p>" * 200)
    assert running.shows("line")
    writers_tab.goto(running.url)
    writers_tab.mouse.wheel(0, 2000)
    writers_tab.wait_for_function("scrollY > 1000")

    project.problems = (LINK,) * 50
    project.write("content/index.html", "second" + "<p>line</p>" * 200)

    panel = writers_tab.locator("#clinicsite-preview")
    expect(panel).to_be_in_viewport(timeout=20_000)
    assert writers_tab.evaluate("scrollY") > 1000
    assert (panel.bounding_box() or {"height": 0})["height"] < writers_tab.evaluate("innerHeight")


def test_a_project_that_never_built_appears_when_it_is_mended(
    project: Site, writers_tab: Page
) -> None:
    """The page that stands for all others loads again like any other."""
    project.problems, project.makes_pages = (LINK,), False
    with previewing(project.build, project.root) as running:
        writers_tab.goto(running.url)
        expect(writers_tab.locator("#clinicsite-preview")).to_contain_text("no page at /x/")

        project.problems, project.makes_pages = (), True
        project.write("content/index.html", "second")

        heading_is(writers_tab, "second")


def test_a_broken_build_is_told_in_the_page(
    running: Running, project: Site, writers_tab: Page
) -> None:
    """The page stays, with a sentence on top, and the next save mends it."""
    writers_tab.goto(running.url)
    heading_is(writers_tab, "first")
    panel = writers_tab.locator("#clinicsite-preview")

    project.raises = SystemExit(2)
    project.write("content/index.html", "second")
    expect(panel).to_contain_text("mistake in the program", timeout=20_000)
    heading_is(writers_tab, "first")

    project.raises = None
    project.write("content/index.html", "third")
    heading_is(writers_tab, "third")


def test_a_deleted_page_turns_into_the_404_page(
    running: Running, project: Site, writers_tab: Page
) -> None:
    """Who looks at a page that is being deleted sees that it is gone."""
    project.write("content/about/index.html", "about")
    assert running.shows("about", "/about/")
    writers_tab.goto(f"{running.url}about")
    heading_is(writers_tab, "about")
    assert writers_tab.url == f"{running.url}about/"

    (project.root / "content/about/index.html").unlink()

    heading_is(writers_tab, "not here")


def test_a_preview_that_was_started_again_is_found_again(project: Site, writers_tab: Page) -> None:
    """The tab of yesterday's preview shows today's text by itself."""
    with previewing(project.build, project.root) as running:
        writers_tab.goto(running.url)
        heading_is(writers_tab, "first")
        port = int(running.url.rstrip("/").rpartition(":")[2])

    project.write("content/index.html", "second")
    with previewing(project.build, project.root, port=port):
        heading_is(writers_tab, "second")


def test_many_tabs_are_reloaded(running: Running, project: Site, browser: Browser) -> None:
    """A telephone-sized window beside a large one, for example."""
    with browser.new_context() as context:
        tabs = [context.new_page() for _ in range(3)]
        for tab in tabs:
            tab.goto(running.url)
            heading_is(tab, "first")

        project.write("content/index.html", "second")

        for tab in tabs:
            heading_is(tab, "second")
