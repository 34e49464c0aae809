"""A drawing in a file looks as it would inside its page, in every state that readers choose."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from clinicsite.publish.folder import publish
from tests.browser.conftest import ServeFolder
from tests.small_sites import build
from tests.unit.test_drawing_files import HALF, drawing, figures

_SQUARE = 'class="bone" d="M0 0h4 '
_WHOLE = 'class="subject" d="M-9-9h99v99h-99z '
_LOADED = "image => image.decode()"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The address of a page with drawings filled with one color, the last one in a file."""
    names = ("one", "two", "three")
    drawings = "".join(drawing(name, HALF - 99) for name in names).replace(_SQUARE, _WHOLE)
    folder = tmp_path_factory.mktemp("drawings") / "site"
    publish(dict(build(drawings + figures(*names)).files), folder, protected=[])
    return serve_folder(folder) + "many/"


def _middle(page: Page, drawn: Locator) -> bytes:
    """A few pixels from the middle of the drawing."""
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] // 2, box["y"] + box["height"] // 2
    return page.screenshot(clip={"x": left // 1, "y": top // 1, "width": 8, "height": 8})


def _colors(browser: Browser, address: str, **state: Any) -> tuple[bytes, bytes]:
    """The color of a drawing inside the page, and of the one in a file."""
    context = browser.new_context(**state)
    page = context.new_page()
    page.goto(address)
    inside, outside = page.locator("svg.drawing").first, page.locator("img.drawing")
    outside.scroll_into_view_if_needed()
    outside.evaluate(_LOADED)
    colors = _middle(page, inside), _middle(page, outside)
    context.close()
    return colors


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"color_scheme": "dark"},
        {"contrast": "more"},
        {"contrast": "more", "color_scheme": "dark"},
        {"forced_colors": "active"},
    ],
    ids=["light", "dark", "contrast", "dark contrast", "forced colors"],
)
def test_a_file_has_the_colors_of_its_page(
    state: dict[str, Any], many: str, browser: Browser
) -> None:
    """It follows the light, the dark, and the colors that a reader forces."""
    inside, outside = _colors(browser, many, **state)

    assert inside == outside


def test_the_dark_of_a_file_is_another_color(many: str, browser: Browser) -> None:
    """The comparison above is not one of two empty pictures."""
    light, dark = (_colors(browser, many, color_scheme=scheme)[1] for scheme in ("light", "dark"))

    assert light != dark


def test_a_file_is_asked_for_when_a_reader_comes_near(many: str, browser: Browser) -> None:
    """Not with the page; and its place is kept free until then."""
    context = browser.new_context(viewport={"width": 320, "height": 480})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # So far down that no browser calls it near.
    page.route("**/many/", lambda route: route.fulfill(body=_far_down(route.fetch().text())))
    page.goto(many)
    page.wait_for_load_state("networkidle")
    height = page.locator("img.drawing").evaluate("image => image.getBoundingClientRect().height")
    early = [url for url in asked if url.endswith(".svg") and "/figures/" in url]

    page.locator("img.drawing").scroll_into_view_if_needed()
    page.locator("img.drawing").evaluate(_LOADED)
    after = page.locator("img.drawing").evaluate("image => image.getBoundingClientRect().height")
    context.close()

    assert early == []
    assert [url.rpartition("/")[2] for url in asked if "/figures/" in url] == ["three.svg"]
    assert height == after > 0


def _far_down(html: str) -> str:
    return html.replace("<h2", "<p>" + "<br>" * 2000 + "</p><h2", 1)
