"""Single components in a real browser: the gallery, the body map, films, moving between pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from clinicsite.pipeline import BuildOptions, build_tree
from clinicsite.publish.folder import publish
from tests.browser.conftest import FILM, ServeFolder
from tests.small_sites import TODAY, messages, small_page, small_site
from tests.test_shipped_site import shipped_tree

pytestmark = pytest.mark.browser
# Made with a script: 20 frames of bars, VP8, 10 frames a second; the bars fill one by one.
FILM_PAGE = """\
## The film

/// video | What happens in a session
    file: /film/session.webm
    captions: /film/session.vtt
    poster: /film/poster.png
    width: 320
    height: 180
    length: 2 seconds

The therapist asks about your pain. You agree on a plan.
///
"""


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The address of the shipped site with the page of all components."""
    folder = tmp_path_factory.mktemp("hosts") / "gallery"
    built = build_tree(shipped_tree(), BuildOptions(TODAY, gallery=True))
    publish(built.files, folder, protected=[])
    return serve_folder(folder)


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The address of a page with a film of our own."""
    site = small_site(small_page("content/en/film.md", body=FILM_PAGE))
    files = {f"static/film/{path.name}": path.read_bytes() for path in sorted(FILM.iterdir())}
    files["static/icons/favicon.svg"] = shipped_tree().files["static/icons/favicon.svg"]
    built = build_tree(site.with_files(files), BuildOptions(TODAY))
    assert messages(built) == ""
    folder = tmp_path_factory.mktemp("hosts") / "film"
    publish(built.files, folder, protected=[])
    return serve_folder(folder) + "film/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A quiet page, in a window of its own, that may not speak to any other host."""
    yield from _page(browser)


def _page(browser: Browser, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.extend(_foreign(request.url)))
    yield page
    context.close()
    assert troubles == []


def _foreign(url: str) -> list[str]:
    return [] if url.startswith("http://127.0.0.1:") else [url]


_TOO_WIDE = """all => all
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.closest('[data-example]').dataset.example + ' ' + one.outerHTML.slice(0, 60))"""


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_example_fits_its_screen(width: int, gallery: str, browser: Browser) -> None:
    """Long words and Spanish texts included, no component is wider than the page."""
    for page in _page(browser, viewport={"width": width, "height": 740}):
        page.route("**/session.*", lambda route: route.fulfill(body=""))
        page.goto(gallery + "_components/")

        assert (
            page.locator("[data-example] *:not(.hide, .breadcrumb *)").evaluate_all(_TOO_WIDE) == []
        )


_A_POINT_OF = """zone => {
    zone.scrollIntoView({block: 'center'});
    const {left, top, width, height} = zone.getBoundingClientRect();
    for (let x = left; x < left + width; x += 3)
        for (let y = top; y < top + height; y += 3)
            if (document.elementFromPoint(x, y)?.closest('.zone-3')) return [x, y];
}"""


def test_a_line_of_the_body_map_fills_its_zone(gallery: str, page: Page) -> None:
    """Pointing at a line, stepping to it, or pointing at the zone: each shows the same place."""
    page.goto(gallery + "symptoms/")
    zone = page.locator(".map .zone-3").first
    quiet = _fill(page)
    line = page.locator(".map li:nth-child(3) a")

    line.hover()
    pointed = _fill(page)
    page.mouse.move(0, 0)
    line.focus()
    stepped = _fill(page)
    line.blur()
    page.mouse.move(*zone.evaluate(_A_POINT_OF))

    assert pointed == stepped == _fill(page) != quiet


def _fill(page: Page) -> str:
    fills = "zones => zones.map(zone => getComputedStyle(zone).fill).join()"
    return str(page.locator(".zone-3, .zone-3 *").evaluate_all(fills))


def test_a_keyboard_meets_the_list_and_not_the_drawing(gallery: str, page: Page) -> None:
    """Seven stops for seven places."""
    page.goto(gallery + "symptoms/")
    page.locator(".map li:first-child a").focus()
    for number in range(2, 8):
        page.keyboard.press("Tab")
        expect(page.locator(f".map li:nth-child({number}) a")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("!document.activeElement.closest('.map')")


def test_a_table_on_a_phone_is_a_stack_whose_cells_name_their_column(
    gallery: str, browser: Browser
) -> None:
    """The row of headings is not shown there; on paper and on wide screens it is a table."""
    for page in _page(browser, viewport={"width": 320, "height": 740}):
        page.goto(gallery + "causes/")
        heads, cell = page.locator("thead").first, page.locator("td[data-label]").first

        assert heads.evaluate("heads => getComputedStyle(heads).clipPath") != "none"
        assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") != "none"
        page.emulate_media(media="print")
        assert heads.evaluate("heads => getComputedStyle(heads).display") == "table-header-group"
        assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"


_PLAYED = """film => new Promise((done, failed) => {
    film.muted = true;
    film.addEventListener('timeupdate', () => film.currentTime > 0.2 && done());
    film.addEventListener('error', () => failed(film.error.message));
    film.play().catch(failed);
})"""
_LOADED = """track => new Promise(done =>
    track.readyState === 2 ? done() : track.addEventListener('load', done))"""


def test_a_film_of_our_own_plays_with_captions(film: str, page: Page) -> None:
    """Nothing is loaded before somebody asks; then it moves, and its words are there to read."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(film)
    player = page.locator("video")

    assert "session.webm" not in asked
    assert player.evaluate("film => [film.controls, film.autoplay, film.loop, film.preload]") == [
        True, False, False, "none",
    ]  # fmt: skip
    assert player.evaluate("film => film.clientWidth / film.clientHeight") == pytest.approx(16 / 9)
    assert player.get_attribute("poster") == "/film/poster.png"
    player.evaluate(_PLAYED)
    page.locator("track").evaluate(_LOADED)
    assert player.evaluate("film => Array.from(film.textTracks[0].cues, cue => cue.text)") == [
        "The therapist asks about your pain.",
        "You agree on a plan.",
    ]
    assert player.evaluate("film => film.textTracks[0].mode") == "showing"


def test_the_words_of_a_film_are_closed_on_the_screen_and_open_on_paper(
    film: str, page: Page
) -> None:
    """Paper cannot be pressed: the film goes, its words come."""
    page.goto(film)
    words = page.locator("details p")

    assert not words.is_visible()
    page.emulate_media(media="print")
    assert words.is_visible()
    assert words.evaluate("words => words.getBoundingClientRect().height") > 0
    assert not page.locator("video").is_visible()


MOTION = """addEventListener('pagereveal', event => {
    window.moved = event.viewTransition
        ? event.viewTransition.ready.then(() => document.getAnimations().length, () => 0)
        : Promise.resolve(-1);
});"""


def _moved(page: Page, address: str, link: str) -> int:
    """How many things move while the page behind the link comes."""
    page.goto(address)
    page.locator(link).first.click()
    page.wait_for_url(lambda url: url != address)
    moved = page.evaluate("window.moved")
    for _ in range(50):  # on a busy machine it is not there at once
        if moved is not None:
            break
        page.wait_for_timeout(100)
        moved = page.evaluate("window.moved")
    return int(moved)


def test_pages_fade_into_each_other(gallery: str, page: Page) -> None:
    """A short cross-fade between ordinary pages."""
    page.add_init_script(MOTION)

    assert _moved(page, gallery, "a[href='/symptoms/']") > 0


def test_nothing_moves_on_the_way_to_an_emergency_page(gallery: str, page: Page) -> None:
    """What to do now is there at once."""
    page.add_init_script(MOTION)

    assert _moved(page, gallery, "a[href='/when-to-get-help/']") <= 0


def test_nothing_moves_for_those_who_asked_for_less_motion(gallery: str, browser: Browser) -> None:
    """The system's setting is honored between pages, too."""
    for page in _page(browser, reduced_motion="reduce"):
        page.add_init_script(MOTION)

        assert _moved(page, gallery, "a[href='/symptoms/']") <= 0
