"""From the home page to help, as somebody in pain who has just come: on the narrowest phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

PHONE = (320, 568)


@dataclass(frozen=True, slots=True)
class Home:
    """A home page, and the words on it that lead to help."""

    route: str
    call: str
    menu: str
    door: str
    check: str
    title: str
    help: str


HOMES = (
    Home(
        "",
        "Call 911",
        "Check",
        "Check if massage is OK",
        "self-check/",
        "Is it safe to book a massage?",
        "when-to-get-help/",
    ),
    Home(
        "es/",
        "Llame al 911",
        "Revisar",
        "Revise si puede recibir un masaje",
        "es/autoevaluacion/",
        "¿Es seguro hacer una cita de masaje?",
        "es/cuando-pedir-ayuda/",
    ),
)
each_home = pytest.mark.parametrize("home", HOMES, ids=lambda home: home.route or "en/")


@pytest.fixture
def phone(browser: Browser, home: Home, site: str) -> Iterator[Page]:
    """The home page on it, just opened."""
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    page.goto(site + home.route)
    yield page
    context.close()


@each_home
def test_911_is_one_tap_away(phone: Page, home: Home) -> None:
    """A real link on the first screen; nothing has to be scrolled or opened first."""
    call = phone.locator("main a[href='tel:911']").first

    expect(call).to_have_text(home.call)
    expect(call).to_be_in_viewport(ratio=1)


@each_home
def test_the_self_check_is_one_tap_away(phone: Page, home: Home) -> None:
    """From the header without scrolling, and from the first of the three doors."""
    menu = phone.locator("header nav a", has_text=home.menu)
    expect(menu).to_be_in_viewport(ratio=1)
    menu.tap()
    expect(phone.locator("h1")).to_have_text(home.title)
    phone.go_back()

    phone.locator(".body a", has_text=home.door).first.tap()

    expect(phone).to_have_url(re.compile(f"/{home.check}$"))
    first = phone.locator(".check fieldset").first
    assert first.get_attribute("data-level") == "emergency"
    expect(first.locator(".result a[href='tel:911']")).to_be_visible()


@each_home
def test_who_needs_a_doctor_is_one_tap_away(phone: Page, home: Home) -> None:
    """The second sentence of the page leads to the signs, sorted by whom to call."""
    link = phone.locator(f".lead > p a[href='/{home.help}']")
    expect(link).to_be_in_viewport(ratio=1)
    link.tap()

    expect(phone).to_have_url(re.compile(f"/{home.help}$"))
    levels = [card.get_attribute("data-level") for card in phone.locator("main .care").all()]
    assert levels == ["emergency", "urgent", "non-urgent"]
