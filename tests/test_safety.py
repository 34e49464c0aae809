"""Safety before booking, on every page of the shipped site and in both languages."""

from __future__ import annotations

import functools

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.read.front_matter import CallToActionKind, Kind, Level
from clinicsite.read.pages import Page, read_pages
from tests.small_sites import TODAY
from tests.test_shipped_site import pages, shipped, shipped_tree

CHECKS = ("self-check/index.html", "es/autoevaluacion/index.html")
QUESTIONS = {
    "faq/index.html": (
        *("Is it serious?", "Should I rest?", "Ice or heat?", "Can massage fix it?"),
        *("Do you crack or adjust the spine?", "Is this physical therapy?"),
        *("Are your therapists licensed?", "Does massage increase blood flow?", "Will it hurt?"),
        *("How many sessions do I need?", "May I have a massage if I am pregnant?"),
        "May I have a massage if I take blood thinners?",
        *("May I have a massage after a crash or a fall?", "Do I need a doctor’s note?"),
        "Do you speak Spanish?",
    ),
    "es/preguntas/index.html": (
        *("¿Es grave?", "¿Debo guardar reposo?", "¿Hielo o calor?"),
        *("¿El masaje puede arreglar el problema?", "¿Truenan o ajustan la columna?"),
        *("¿Esto es terapia física?", "¿Sus masajistas tienen licencia?"),
        *("¿El masaje hace que circule más sangre?", "¿Va a doler?", "¿Cuántas sesiones necesito?"),
        "¿Puedo recibir un masaje si estoy embarazada?",
        "¿Puedo recibir un masaje si tomo anticoagulantes?",
        "¿Puedo recibir un masaje después de un choque o una caída?",
        *("¿Necesito una nota del doctor?", "¿Hablan español?"),
    ),
}
"""The fifteen questions of content.md, page note 24."""
INVITATIONS = (
    "[data-call], [data-visit], .cta, .bar, a[href^='tel:+'], a[href^='sms:'], a[href^='mailto:']"
)


@functools.cache
def sources() -> tuple[Page, ...]:
    """The shipped pages as they were written."""
    return read_pages(shipped_tree(), today=TODAY, drafts=False).pages


def file_of(page: Page) -> str:
    """The finished file of a page."""
    route = page.path.removeprefix("content/").removeprefix("en/").removesuffix(".md")
    if page.front.kind is Kind.NOT_FOUND:
        return f"{route}.html"
    return "index.html" if route == "index" else route.removesuffix("/index") + "/index.html"


EMERGENCIES = [file_of(page) for page in sources() if page.front.level is Level.EMERGENCY]


def tree(name: str) -> LexborHTMLParser:
    """A finished page."""
    return LexborHTMLParser(shipped().files[name])


def test_the_emergency_pages_are_those_that_the_brief_names() -> None:
    """Help, accident, inside the body and the sheet, each with its twin (decision 6)."""
    assert sorted(EMERGENCIES) == [
        "causes/accident-or-collision/index.html",
        "causes/inside-the-body/index.html",
        "es/causas/dentro-del-cuerpo/index.html",
        "es/causas/despues-de-un-accidente/index.html",
        "es/cuando-pedir-ayuda/index.html",
        "es/hoja-de-seguridad/index.html",
        "print/safety-sheet/index.html",
        "when-to-get-help/index.html",
    ]


@pytest.mark.parametrize("name", EMERGENCIES)
def test_an_emergency_page_invites_to_nothing(name: str) -> None:
    """No call to us, no number, no hours, no menu: brand and language only in its header."""
    page = tree(name)

    assert page.css(INVITATIONS) == []
    assert "555-0100" not in (page.body.text() if page.body else "")
    assert page.css("header nav") == []
    assert len(page.css("header a.language")) == 1


@pytest.mark.parametrize("name", EMERGENCIES)
def test_an_emergency_page_begins_with_911(name: str) -> None:
    """The first card is the 911 card, and its call is a real link."""
    first = tree(name).css_first("main .care")

    assert first is not None
    assert first.attributes["data-level"] == "emergency"
    assert first.css("a[href='tel:911']")


@pytest.mark.parametrize("name", pages())
def test_cards_stand_in_the_order_of_danger_and_911_is_a_link(name: str) -> None:
    """In the lead of any page the card of 911 comes first; every such card can be tapped."""
    lead = [card.attributes["data-level"] for card in tree(name).css(".lead .care")]

    assert not lead or lead[0] == "emergency"
    for card in tree(name).css(".care[data-level='emergency']"):
        assert card.css("a[href='tel:911']")


@pytest.mark.parametrize("name", CHECKS)
def test_the_self_check_asks_for_911_first_and_invites_last(name: str) -> None:
    """Nothing leads to the clinic above or outside of the fourth box, in either language."""
    page = tree(name)
    levels = [box.attributes["data-level"] for box in page.css(".check > fieldset")]
    html = shipped().files[name].decode()
    above = LexborHTMLParser(html[: html.index('data-level="massage"')])
    calls = page.css("main [data-call]")

    assert levels == ["emergency", "urgent", "non-urgent", "massage"]
    assert above.css(INVITATIONS) == []
    assert page.css("[data-level='emergency'] .result a[href='tel:911']")
    assert len(calls) == len(page.css("main [data-level='massage'] [data-call]")) == 1


def test_medicine_and_glossary_invite_to_nothing() -> None:
    """What `call_to_action: none` promises, on every page that says so but the self-checks."""
    for page in sources():
        if page.front.call_to_action is CallToActionKind.NONE:
            assert tree(file_of(page)).css("main :is(.cta, .bar, [data-call])") == [], page.path


@pytest.mark.parametrize("name", QUESTIONS)
def test_all_fifteen_questions_are_answered(name: str) -> None:
    """Those that nobody may miss as headings, the others to be opened; none without words."""
    found = {node.text(strip=True) for node in tree(name).css("h2, h3, summary")}

    assert len(QUESTIONS[name]) == 15
    assert [question for question in QUESTIONS[name] if question not in found] == []


@pytest.mark.parametrize("name", ["a-z/index.html", "es/a-z/index.html"])
def test_the_list_from_a_to_z_is_whole(name: str) -> None:
    """Every page of the language, each once, but for the one for lost addresses."""
    listed = [link.attributes["href"] or "" for link in tree(name).css(".letter li a")]
    files = [f"{route.strip('/')}/index.html".lstrip("/") for route in listed]
    language = "es" if name.startswith("es/") else "en"

    assert sorted(files) == sorted(
        file_of(page)
        for page in sources()
        if page.language.value == language and page.front.kind is not Kind.NOT_FOUND
    )
