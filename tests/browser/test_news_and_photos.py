"""What staff add to the shipped site, photos and urgent news, in a real browser."""

from __future__ import annotations

import functools
from io import BytesIO

import brotli
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree
from clinicsite.publish.folder import publish
from clinicsite.read.tree import SourceTree
from tests.browser.conftest import ServeFolder
from tests.browser.paints import shifts, watch_shifts
from tests.browser.probes import probe, told
from tests.browser.site_pages import SitePage
from tests.browser.states import FIRST_SCREEN, PRINTED, STATES, enter, screen
from tests.browser.test_first_screen import CARD_PAGES, count_on_screen
from tests.browser.visits import fresh_tab
from tests.small_sites import TODAY, messages
from tests.test_shipped_site import shipped_tree

PAGE = "content/en/services/what-to-expect.md"
ROUTE = "services/what-to-expect/"
_PHOTOS = """
![A treatment room with a massage table](room.jpg)
We heat the table before you come.

## A door

![A tall door](door.jpg)

- ![decorative](room.jpg)

"""
_NOTICE = """
notices:
  - text:
      en: We are closed on December 24 and 25, and on December 26 we open an hour later than usual.
      es: Cerramos el 24 y el 25 de diciembre, y el 26 de diciembre abrimos una hora más tarde.
    last_day: 2026-12-26
    link: /about-contact/
"""


def _photo(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), (150, 110, 90)).save(file, "JPEG")
    return file.getvalue()


@functools.cache
def built() -> BuiltSite:
    """The shipped site with a notice, and photos on one of its pages."""
    files = dict(shipped_tree().files)
    config, page = files["config.yaml"].decode(), files[PAGE].decode()
    before, heading, after = page.partition("\n## ")
    files["config.yaml"] = config.replace("\nnotices:\n", _NOTICE).encode()
    files[PAGE] = (before + _PHOTOS + heading + after).encode()
    files["content/en/services/room.jpg"] = _photo(2000, 1500)
    files["content/en/services/door.jpg"] = _photo(600, 1600)
    return build_tree(SourceTree(dict(sorted(files.items()))), BuildOptions(TODAY))


@pytest.fixture(scope="session")
def lively_site(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The address of that site."""
    assert ": error:" not in messages(built())
    folder = tmp_path_factory.mktemp("hosts") / "lively"
    publish(built().files, folder, protected=[])
    return serve_folder(folder)


@pytest.mark.parametrize("group", ["light", "dark", "forced colors", "text 200 %"])
def test_a_page_with_photos_and_a_notice_holds(group: str, lively_site: str, tab: Page) -> None:
    """On every screen nothing scrolls sideways, is cut off or lies on something else."""
    found: list[str] = []
    for route in (ROUTE, "", "es/sintomas/"):
        tab.goto(lively_site + route)
        for state in STATES[group]:
            enter(tab, state)
            for name in ("sideways", "clipped", "overlap", "targets"):
                found += told(route, state, probe(tab, name))

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("page", CARD_PAGES, ids=lambda page: page.route)
def test_a_notice_moves_no_warning_sign(page: SitePage, lively_site: str, tab: Page) -> None:
    """The first screen of a small phone shows heading, 911 and four signs as it did before."""
    tab.goto(lively_site + page.address)
    enter(tab, FIRST_SCREEN)
    card = ".lead .care[data-level=emergency]"

    assert count_on_screen(tab, f"{card} > :first-child a[href='tel:911']") == 1
    assert count_on_screen(tab, f"{card} li") >= 4


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_jumps_when_photos_come(width: int, lively_site: str, browser: Browser) -> None:
    """Each photo has its place before it is there; those below come when they are near."""
    with fresh_tab(browser, viewport={"width": width, "height": 700}) as (tab, _):
        watch_shifts(tab)
        tab.goto(lively_site + ROUTE)
        for _ in range(12):
            tab.mouse.wheel(0, 600)
            tab.wait_for_function("document.readyState === 'complete'")
        tab.wait_for_function(
            "[...document.querySelectorAll('main img')].every(one => one.complete)"
        )
        assert shifts(tab) == []
        shown = tab.locator("main img").evaluate_all("all => all.map(one => one.currentSrc)")

    assert shown
    assert all(source.endswith(".webp") for source in shown)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_photo_keeps_its_shape_and_its_column(width: int, lively_site: str, tab: Page) -> None:
    """Never wider than its figure, never stretched."""
    tab.goto(lively_site + ROUTE)
    enter(tab, screen(width))

    sizes = tab.locator("main figure img").evaluate_all(
        """all => all.map(one => [one.width / one.height, one.getAttribute("width")
            / one.getAttribute("height"), one.getBoundingClientRect().right
            - one.closest("figure").getBoundingClientRect().right])"""
    )

    assert len(sizes) == 2
    for shape, meant, beyond in sizes:
        assert shape == pytest.approx(meant, rel=0.02)
        assert beyond <= 0


def test_a_notice_is_not_printed(lively_site: str, tab: Page) -> None:
    """What is news today is wrong on a sheet that somebody finds next month."""
    tab.goto(lively_site + ROUTE)
    enter(tab, PRINTED)

    assert not tab.locator(".notice").is_visible()
    assert tab.locator("main figure img").first.is_visible()


def test_a_page_with_photos_is_light() -> None:
    """Page and style stay within 14,000 bytes, whatever is said of sizes."""
    html = built().files[ROUTE + "index.html"]

    assert len(brotli.compress(html, quality=11)) <= 14_000
