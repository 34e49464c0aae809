"""The finished site in a real browser, served as static hosts serve it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
)

from clinicsite.publish.folder import publish
from tests.browser.conftest import ServeFolder
from tests.small_sites import PROJECT, build
from tests.test_shipped_site import shipped, shipped_tree

# One page of each kind.
KINDS = {
    "home": "",
    "hub": "causes/",
    "article": "symptoms/",
    "treatment": "treatments/massage/",
    "service": "services/upper-back-massage/",
    "emergency": "when-to-get-help/",
    "visit": "about-contact/",
    "sources": "sources/",
    "glossary": "glossary/",
    "a-z": "a-z/",
    "not-found": "404.html",
}
WIDTHS = (320, 375, 768, 1280)


@pytest.fixture(scope="session")
def site_in_folder(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The address of the shipped site under `/clinic/`."""
    folder = tmp_path_factory.mktemp("hosts") / "clinic"
    built = build(shipped_tree(), base_url="https://clinic-of-the-tests.net/clinic/")
    publish(built.files, folder, protected=[])
    return serve_folder(folder, "/clinic/")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a small phone that remembers what went wrong on it."""
    yield from _page(browser, width=360, height=740)


def _page(browser: Browser, *, width: int, height: int = 800, **options: Any) -> Iterator[Page]:
    size: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=size, **options)
    page = context.new_page()
    troubles: list[str] = []

    def note_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before the answer came
            troubles.append(f"{request.failure}: {request.url}")

    def note_answer(answer: Response) -> None:
        if not answer.ok and answer.request.resource_type != "document":
            troubles.append(f"{answer.status}: {answer.url}")

    def note_message(message: ConsoleMessage) -> None:
        if not message.text.startswith("Failed to load resource"):  # noted as an answer
            troubles.append(f"console: {message.text}")

    page.on("console", note_message)
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("requestfailed", note_failure)
    page.on("response", note_answer)
    yield page
    context.close()
    assert troubles == []


def _sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_is_styled_and_asks_for_nothing_else(
    kind: str, site: str, phone: Page
) -> None:
    """The policy allows the style, nothing is refused or missing, nothing scrolls sideways."""
    hosts: set[str] = set()
    phone.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    phone.goto(site + KINDS[kind])

    assert phone.evaluate("getComputedStyle(document.body).fontSize") != "16px"
    assert _sideways(phone) <= 0
    assert hosts == {site.split("/")[2]}
    assert phone.context.cookies() == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_at_320_pixels(kind: str, site: str, browser: Browser) -> None:
    """The narrowest phone, and a page zoomed to 400 percent, read downwards only."""
    for page in _page(browser, width=320, height=568):
        page.goto(site + KINDS[kind])

        assert _sideways(page) <= 0


def test_the_emergency_card_is_on_the_first_screen_of_the_home_page(site: str, phone: Page) -> None:
    """On a small phone the heading, its 911 link and four signs show without scrolling."""
    phone.goto(site)

    bottoms = phone.evaluate(
        """Array.from(document.querySelectorAll('.lead .care h2, .lead .care li'))
        .slice(0, 5).map(element => element.getBoundingClientRect().bottom)"""
    )
    assert len(bottoms) == 5
    assert max(bottoms) <= 740
    assert phone.locator(".lead .care a[href='tel:911']").is_visible()


def test_the_404_page_is_whole_three_levels_deep(site_in_folder: str, phone: Page) -> None:
    """An address that never existed shows the styled page, and its links lead home."""
    answer = phone.goto(site_in_folder + "no/such/page/")

    assert answer is not None
    assert answer.status == 404
    assert phone.evaluate("getComputedStyle(document.body).fontSize") != "16px"
    phone.click("a.brand")
    assert phone.url == site_in_folder


def test_every_link_of_every_page_works_under_a_folder(
    site_in_folder: str, browser: Browser
) -> None:
    """Followed one by one, every address inside the site answers with 200."""
    waiting, seen = [site_in_folder], {site_in_folder}
    for page in _page(browser, width=1280):
        while waiting:
            answer = page.goto(waiting.pop())
            assert answer is not None
            assert answer.ok, answer.url
            links = page.evaluate("Array.from(document.links, link => link.href)")
            for address in (link.partition("#")[0] for link in links):
                if address.startswith(site_in_folder) and address not in seen:
                    seen.add(address)
                    waiting.append(address)

    assert len(seen) >= len(KINDS) - 1


def test_a_keyboard_reaches_the_main_text_in_two_steps(site: str, phone: Page) -> None:
    """The first stop is the skip link; it leads past the header."""
    phone.goto(site + "symptoms/")

    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.getAttribute('href')") == "#main"
    phone.keyboard.press("Enter")

    assert phone.evaluate("document.activeElement.id") == "main"


def test_an_alias_leads_on_without_a_script(
    browser: Browser, serve_folder: ServeFolder, tmp_path: Path
) -> None:
    """Someone who comes by an old address lands on the new one."""
    page_text = (PROJECT / "tests/sites/alias.txt").read_text(encoding="utf-8")
    publish(build(page_text).files, tmp_path / "site", protected=[])
    address = serve_folder(tmp_path / "site")

    for page in _page(browser, width=375):
        page.goto(address + "old/place/")
        page.wait_for_url(address + "sources/")

        assert page.locator("h1").inner_text() == "Our sources"


@pytest.mark.audit
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_every_screen(width: int, scheme: str, site: str, browser: Browser) -> None:
    """No page scrolls sideways or complains, on any screen, light or dark."""
    names = [name for name in shipped().files if name.endswith(".html")]
    for page in _page(browser, width=width, color_scheme=scheme):
        for name in names:
            page.goto(site + name.removesuffix("index.html"))
            assert _sideways(page) <= 0, name


@pytest.mark.audit
def test_every_page_fits_with_forced_colors_and_doubled_text(site: str, browser: Browser) -> None:
    """With the system's own colors and text of 200 percent, nothing scrolls sideways."""
    names = [name for name in shipped().files if name.endswith(".html")]
    for page in _page(browser, width=640, forced_colors="active"):
        for name in names:
            page.goto(site + name.removesuffix("index.html"))
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert _sideways(page) <= 0, name
