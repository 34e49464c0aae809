"""The site's font, and what stands in for it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from clinicsite.publish.folder import publish
from tests.browser.conftest import ServeFolder
from tests.small_sites import build
from tests.test_shipped_site import shipped_tree

PAGES = ("", "symptoms/", "when-to-get-help/")
_LOADED = "Array.from(document.fonts).filter(f => f.status === 'loaded').map(f => f.family)"
_WIDTH = """([family, weight]) => {
    const line = document.createElement('span');
    line.textContent = 'Chest pain, trouble breathing, or weakness? Call 911. 0123456789';
    line.setAttribute('hidden', '');
    document.body.append(line);
    line.attributeStyleMap.set('display', 'inline-block');
    line.attributeStyleMap.set('white-space', 'pre');
    line.attributeStyleMap.set('font-family', family);
    line.attributeStyleMap.set('font-weight', weight);
    const width = line.getBoundingClientRect().width;
    line.remove();
    return width;
}"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The address of the shipped site in a folder of a host."""
    folder = tmp_path_factory.mktemp("hosts") / "clinic"
    built = build(shipped_tree(), base_url="https://clinic-of-the-tests.net/clinic/")
    publish(built.files, folder, protected=[])
    return serve_folder(folder, "/clinic/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a small phone; the browser must not have complained about anything."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert said == []


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_every_text_is_set_in_the_font_and_it_is_fetched_once(
    path: str, site: str, page: Page
) -> None:
    """One request serves the preload and the sheet, on the own host, under the site's folder."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(site + path)
    page.evaluate("document.fonts.load('16px Next')")

    assert page.evaluate("document.fonts.check('16px Next')")
    assert "Next" in page.evaluate(_LOADED)
    fonts = page.evaluate("getComputedStyle(document.body).fontFamily").split(",")
    assert [one.strip() for one in fonts] == ["Next", "Arial", "sans-serif"]
    assert [url for url in asked if "font" in url] == [site + "fonts/atkinson-next.woff2"]
    assert all(url.startswith(site) for url in asked)


@pytest.mark.browser
def test_weights_between_the_regular_and_the_bold_are_drawn(site: str, page: Page) -> None:
    """One file holds them all: a line grows wider with each step of weight."""
    for _ in range(10):  # a font that came late is used from a later page on
        page.goto(site)
        page.evaluate("document.fonts.load('16px Next')")
        if page.evaluate(_WIDTH, ["Next", "500"]) != page.evaluate(_WIDTH, ["None", "500"]):
            break

    widths = [page.evaluate(_WIDTH, ["Next", weight]) for weight in ("400", "500", "600", "700")]

    assert widths == sorted(set(widths))


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_a_font_that_comes_late_moves_nothing(path: str, site: str, browser: Browser) -> None:
    """The page stays in the font it began with; the next page has the font."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    late: list[Route] = []
    page.route("**/*.woff2", lambda route: late.append(route))  # noqa: PLW0108  # playwright looks into functions
    page.goto(site + path, wait_until="domcontentloaded")
    page.wait_for_timeout(500)
    before = page.evaluate("document.documentElement.scrollHeight")

    for route in late:
        route.continue_()
    page.wait_for_timeout(500)
    after = page.evaluate("document.documentElement.scrollHeight")
    context.close()

    assert late
    assert after == before
