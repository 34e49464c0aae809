"""The self-check and the safety sheet as somebody in pain meets them: ticked, typed and printed."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from clinicsite.publish.folder import publish
from clinicsite.read.tree import SourceTree
from tests.browser.conftest import ServeFolder
from tests.small_sites import build
from tests.test_shipped_site import shipped_tree

CHECK, SHEET = "self-check/", "print/safety-sheet/"
FITS = """Array.from(document.querySelectorAll('.result'), result => {
    const label = getComputedStyle(result, '::before').content;
    return label.startsWith('"') ? label.slice(1, -1) : '';
})"""


@functools.cache
def _with_every_fact() -> SourceTree:
    """The shipped site of a clinic that has given its address and its hours."""
    files = dict(shipped_tree().files)
    config = files["config.yaml"].decode()
    facts = {"street": "12345 North Long Beach Avenue", "city": "Los Angeles", "state": "CA"}
    for key, fact in facts.items():
        config = re.sub(rf"(?m)^    {key}:$", f"    {key}: {fact}", config)
    config = re.sub(r"(?m)^    (\w+day):$", r"    \1: 9:00 am - 5:00 pm", config)
    files["config.yaml"] = config.encode()
    return SourceTree(files)


@pytest.fixture(scope="module")
def full_site(tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    """The same with every fact of the clinic filled in, which takes the most paper."""
    folder = tmp_path_factory.mktemp("full") / "site"
    publish(build(_with_every_fact()).files, folder, protected=[])
    return serve_folder(folder)


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """The self-check on the narrowest phone."""
    context = browser.new_context(viewport={"width": 320, "height": 568})
    page = context.new_page()
    page.goto(site + CHECK)
    yield page
    context.close()


def test_the_result_of_a_ticked_box_is_marked(phone: Page) -> None:
    """In words and by a heavier border; all other results stay as they were, fully shown."""
    border = "getComputedStyle(document.querySelectorAll('.result')[1]).borderTopWidth"
    shown = "Array.from(document.querySelectorAll('.result'), r => getComputedStyle(r).opacity)"
    assert phone.evaluate(FITS) == ["", "", "", ""]
    light = phone.evaluate(border)

    phone.locator("label[for=f14]").click()

    assert phone.evaluate(FITS) == ["", "This fits you. Stop here.", "", ""]
    assert float(phone.evaluate(border)[:-2]) > float(light[:-2])
    assert phone.evaluate(shown) == ["1"] * 4
    assert all(result.is_visible() for result in phone.locator(".result").all())


def test_the_most_urgent_box_wins(phone: Page) -> None:
    """Whoever ticks lines in several boxes is told one thing: that of the first."""
    for name in ("ok-1", "f25", "f1"):
        phone.check(f"#{name}")

    assert phone.evaluate(FITS) == ["This fits you. Stop here.", "", "", ""]


def test_massage_may_be_ok_only_when_every_line_is_true(phone: Page) -> None:
    """Four of five are not enough, and a warning sign above takes it away."""
    lines = phone.locator("[data-level=massage] input").all()
    for line in lines[:-1]:
        line.check()
    assert phone.evaluate(FITS) == ["", "", "", ""]

    lines[-1].check()
    assert phone.evaluate(FITS) == ["", "", "", "All of this fits you."]

    phone.check("#f28")
    assert phone.evaluate(FITS) == ["", "", "This fits you. Stop here.", ""]


def test_start_again_and_a_reload_clear_every_tick(phone: Page) -> None:
    """The browser keeps nothing, and the address says nothing."""
    address = phone.url
    for leave in (lambda: phone.get_by_text("Start again").click(), phone.reload):
        phone.check("#f1")
        leave()
        phone.wait_for_load_state()
        assert phone.locator(":checked").count() == 0
        assert phone.url == address


def test_a_keyboard_ticks_and_reaches_every_line(phone: Page) -> None:
    """The space bar ticks; the stops come in the order of the page, the call last."""
    phone.focus("#box-1 a")
    stops = []
    for _ in range(len(phone.locator("input").all()) + 1):
        phone.keyboard.press("Tab")
        phone.keyboard.press("Space")
        stops.append(phone.evaluate("document.activeElement.id || 'call 911'"))

    ids = phone.evaluate("Array.from(document.querySelectorAll('input'), input => input.id)")
    assert [stop for stop in stops if stop != "call 911"] == ids
    assert stops.index("call 911") == stops.index("f11") - 1
    assert phone.locator("input:not(:checked)").count() == 0


def test_every_line_is_large_enough_for_a_finger(phone: Page) -> None:
    """44 pixels at least, on the narrowest phone and on a wide screen."""
    sizes = """Array.from(document.querySelectorAll('.check label, .check .result a'), element => {
        const box = element.getBoundingClientRect();
        return Math.min(box.width, box.height);
    })"""
    for width in (320, 1280):
        phone.set_viewport_size({"width": width, "height": 800})
        assert min(phone.evaluate(sizes)) >= 44


def test_the_header_has_its_five_items_in_one_line(phone: Page) -> None:
    """At 320 pixels, each 44 pixels at least in both directions, none over another."""
    boxes = [link.bounding_box() for link in phone.locator(".menu a").all()]

    found = [box for box in boxes if box]
    assert len(found) == 5
    assert len({box["y"] for box in found}) == 1
    assert min(min(box["width"], box["height"]) for box in found) >= 44
    for left, right in pairwise(found):
        assert left["x"] + left["width"] <= right["x"]
    assert found[-1]["x"] + found[-1]["width"] <= 320


def test_the_first_box_begins_on_the_first_screen(browser: Browser, site: str) -> None:
    """On a phone the way to 911 shows before anybody has scrolled."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site + CHECK)

    bottom = page.evaluate("document.getElementById('box-1').getBoundingClientRect().bottom")
    context.close()
    assert bottom <= 740


def test_the_check_works_without_styles(phone: Page) -> None:
    """Every line can be ticked, every result stands below its lines, in the same order."""
    phone.evaluate("document.querySelector('style').remove()")

    tops = phone.evaluate(
        """Array.from(document.querySelectorAll('fieldset h2, input, .result'),
        element => element.getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)
    for field in phone.locator("input").all():
        field.check()
    assert phone.locator(":checked").count() == len(tops) - 8


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize(("route", "most"), [(CHECK, 1), (SHEET, 2)])
def test_they_fit_on_their_paper(
    route: str, most: int, paper: str, full_site: str, browser: Browser
) -> None:
    """The check on one page, the sheet on two, with all that the clinic may fill in."""
    page = browser.new_page()
    page.goto(full_site + route)
    data = page.pdf(format=paper)
    page.close()

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", data)) == most


@pytest.mark.parametrize("route", [CHECK, SHEET])
def test_what_is_printed_has_every_sign_and_no_invitation(
    route: str, full_site: str, browser: Browser
) -> None:
    """No line is lost on the way to the paper, and nothing sells there."""
    page = browser.new_page()
    page.goto(full_site + route)
    page.emulate_media(media="print")
    signs = page.locator(".care li").all()
    hidden = [sign.inner_text() for sign in signs if not sign.is_visible()]
    selling = [one for one in page.locator(".cta, .button, .hours").all() if one.is_visible()]
    page.close()

    assert len(signs) >= 28
    assert hidden == []
    assert selling == []
