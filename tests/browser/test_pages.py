"""The finished site in a real browser, served as static hosts serve it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from clinicsite.publish.folder import publish
from tests.browser.conftest import ServeFolder
from tests.browser.site_pages import SitePage, each_page, site_pages
from tests.browser.states import screen
from tests.browser.visits import Notes, Visitor, fresh_tab
from tests.small_sites import PROJECT, build
from tests.test_shipped_site import shipped_tree

_MOST_REQUESTS = 6
_PHONE = {"width": 360, "height": 740}

# What a page could leave behind, and the icon, which a browser without a window does not fetch.
_TRACES = "[document.cookie, localStorage.length, sessionStorage.length]"
_ICONS = "document.querySelectorAll(\"link[rel~='icon']\").length"


@pytest.fixture(scope="session")
def site_in_folder(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The address of the shipped site under `/clinic/`."""
    folder = tmp_path_factory.mktemp("hosts") / "clinic"
    built = build(shipped_tree(), base_url="https://clinic-of-the-tests.net/clinic/")
    publish(built.files, folder, protected=[])
    return serve_folder(folder, "/clinic/")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small phone on which nothing may go wrong."""
    with fresh_tab(browser, viewport=_PHONE) as (tab, notes):
        yield tab
        assert notes.troubles == []


@each_page()
def test_a_page_asks_its_own_host_for_little(page: SitePage, site: str, browser: Browser) -> None:
    """On a first visit: at most six requests, none to another host, no script, nothing kept.

    The page is styled, so the policy let its style sheet through, and it refused nothing.
    """
    with fresh_tab(browser, viewport=_PHONE) as (tab, notes):
        tab.goto(site + page.address)

        assert tab.evaluate("getComputedStyle(document.body).fontSize") != "16px"
        assert len(notes.requests) + tab.evaluate(_ICONS) <= _MOST_REQUESTS, notes.requests
        assert notes.foreign(site) == []
        assert notes.scripts == []
        assert notes.troubles == []
        assert tab.evaluate(_TRACES) == ["", 0, 0]
        assert tab.context.cookies() == []


def test_troubles_and_foreign_requests_are_noted(
    browser: Browser, tmp_path: Path, serve_folder: ServeFolder
) -> None:
    """What the test above trusts: messages, missing files, other hosts and scripts are seen."""
    (tmp_path / "own.js").write_text("console.log('said'); throw Error('thrown')", encoding="utf-8")
    (tmp_path / "index.html").write_text(
        "<!doctype html><script src='own.js'></script><img src='gone.png'>"
        "<img src='http://127.0.0.1:9/other.png'>",
        encoding="utf-8",
    )
    address = serve_folder(tmp_path)

    with fresh_tab(browser) as (tab, notes):
        tab.goto(address)

        assert _kinds(notes) == {"console: said", "error: thrown", "404", "net"}
        assert notes.foreign(address) == ["http://127.0.0.1:9/other.png"]
        assert notes.scripts == [address + "own.js"]


def _kinds(notes: Notes) -> set[str]:
    """What went wrong, without the addresses."""
    return {text.split(":")[0] if "http" in text else text for text in notes.troubles}


def test_the_404_page_is_whole_three_levels_deep(site_in_folder: str, phone: Page) -> None:
    """An address that never existed shows the styled page, and its links lead home."""
    answer = phone.goto(site_in_folder + "no/such/page/")

    assert answer is not None
    assert answer.status == 404
    assert phone.evaluate("getComputedStyle(document.body).fontSize") != "16px"
    phone.click("a.brand")
    assert phone.url == site_in_folder


@pytest.mark.audit
def test_every_link_of_every_page_works_under_a_folder(
    site_in_folder: str, browser: Browser
) -> None:
    """Followed one by one, every address inside the site answers with 200."""
    waiting, seen = [site_in_folder], {site_in_folder}
    with fresh_tab(browser) as (tab, notes):
        while waiting:
            answer = tab.goto(waiting.pop())
            assert answer is not None
            assert answer.ok, answer.url
            links = tab.evaluate("Array.from(document.links, link => link.href)")
            for address in (link.partition("#")[0] for link in links):
                if address.startswith(site_in_folder) and address not in seen:
                    seen.add(address)
                    waiting.append(address)

    assert len(seen) >= sum(page.is_published and page.kind != "not-found" for page in site_pages())
    assert notes.troubles == []


def test_a_keyboard_reaches_the_main_text_in_two_steps(site: str, phone: Page) -> None:
    """The first stop is the skip link; it leads past the header."""
    phone.goto(site + "symptoms/")

    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.getAttribute('href')") == "#main"
    phone.keyboard.press("Enter")

    assert phone.evaluate("document.activeElement.id") == "main"


def test_a_stacked_table_stays_a_table_for_screen_readers(visitor: Visitor) -> None:
    """On a phone its rows and cells lie below each other, and are still rows and cells."""
    page = next(page for page in site_pages() if b"<table" in page.html)
    tab = visitor.open(page, screen(320))
    session = tab.context.new_cdp_session(tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = {node["role"]["value"] for node in nodes if not node["ignored"]}
    session.detach()

    assert tab.locator("td").first.evaluate("cell => getComputedStyle(cell).display") == "block"
    assert {"table", "row", "columnheader", "cell"} <= roles


def test_an_alias_leads_on_without_a_script(
    phone: Page, serve_folder: ServeFolder, tmp_path: Path
) -> None:
    """Someone who comes by an old address lands on the new one."""
    page_text = (PROJECT / "tests/sites/alias.txt").read_text(encoding="utf-8")
    publish(build(page_text).files, tmp_path / "site", protected=[])
    address = serve_folder(tmp_path / "site")

    phone.goto(address + "old/place/")
    phone.wait_for_url(address + "sources/")

    assert phone.locator("h1").inner_text() == "Our sources"
