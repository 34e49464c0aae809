"""The self-check and the safety sheet of the shipped site: complete, safe, and as the data say."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
import segno
from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinicsite.read.reference import CareLevel, WarningSign
from clinicsite.read.tree import SourceTree
from clinicsite.render.typography import typographic
from tests.small_sites import build, small_page
from tests.test_shipped_site import page, reference, shipped, shipped_tree

CHECK, SHEET = "/self-check/", "/print/safety-sheet/"
SIGNS = reference().warning_signs.signs
LEVELS = ("emergency", "urgent", "non-urgent", "massage")
SPANISH = """\
title: ¿Puedo reservar un masaje?
description: Cuatro cuadros para marcar que dicen quién necesita ayuda y quién puede reservar.
kind: self-check
call_to_action: none
warning: none
published: 2026-11-22
last_reviewed: 2026-11-22
next_review: 2027-05-22
sources: [S19]
"""


def boxes(tree: LexborHTMLParser) -> list[LexborNode]:
    """The boxes of the self-check, in their order."""
    return tree.css(".check > fieldset")


def words(node: LexborNode | None) -> str:
    """The words inside, with single spaces."""
    return " ".join((node.text() if node else "").split())


def spanish() -> LexborHTMLParser:
    """The self-check in Spanish, from the shipped data."""
    files = dict(shipped_tree().files)
    files["content/es/autoevaluacion.md"] = f"---\n{SPANISH}---\n\nMarque.\n".encode()
    built = build(SourceTree(dict(sorted(files.items()))))
    return LexborHTMLParser(built.files["es/autoevaluacion/index.html"])


def test_the_boxes_stand_in_the_order_of_danger() -> None:
    """Who must call 911 is asked first in the page itself, not by style."""
    assert tuple(box.attributes["data-level"] for box in boxes(page(CHECK))) == LEVELS


@pytest.mark.parametrize("record", SIGNS, ids=lambda sign: sign.id)
def test_every_sign_can_be_ticked_in_its_box(record: WarningSign) -> None:
    """Each record in full, word by word, with a checkbox of its own; and on the sheet, too."""
    box = boxes(page(CHECK))[LEVELS.index(record.level)]
    card = page(SHEET).css_first(f"section.care[data-level='{record.level}']")

    assert record.full.en in [words(label) for label in box.css("label")]
    assert box.css_first(f"label[for='{record.id.lower()}'] input#{record.id.lower()}")
    assert card is not None
    assert record.full.en in [words(item) for item in card.css("li")]


def test_the_boxes_are_complete_in_spanish() -> None:
    """The Spanish data fill a Spanish self-check: every sign, every result, no English word."""
    signs = reference().warning_signs
    tree = spanish()
    first, second, third, last = boxes(tree)

    assert tree.root is not None
    for box, level in zip((first, second, third), CareLevel, strict=True):
        expected = [typographic(sign.full.es) for sign in signs.signs if sign.level is level]
        assert [words(label) for label in box.css("label")] == expected
    assert [words(label) for label in last.css("label")] == [
        typographic(text.es) for text in signs.massage_ok
    ]
    assert words(first.css_first(".result a")) == "Llame al 911 ahora"
    assert words(second.css_first(".result h3")) == "Busque atención médica hoy"
    assert [words(item) for item in third.css(".ask li")] == [
        typographic(text.es) for text in signs.ask_first
    ]


def test_each_box_has_its_result_below_its_lines() -> None:
    """911 is a link; the third result holds the list, the last one does not promise anything."""
    first, second, third, last = boxes(page(CHECK))

    for box in (first, second, third, last):
        html = box.html or ""
        assert html.rindex('type="checkbox"') < html.index('class="result"')
    (call,) = first.css(".result a")
    assert (call.attributes["href"], words(call)) == ("tel:911", "Call 911 now")
    assert words(second.css_first(".result h3")) == "Get medical help today"
    assert words(third.css_first(".result h3")) == "See a doctor before you book"
    assert len(third.css(".ask li")) == len(reference().warning_signs.ask_first)
    assert words(last.css_first(".result h3")) == "Massage may be OK for you"
    assert "cannot tell you what is wrong" in words(last.css_first(".result"))
    assert "see a doctor before you book" in words(last.css_first(".result"))


def test_every_checkbox_has_its_words_and_tells_nobody() -> None:
    """A label each; no name, no form, nothing that a browser could send or keep."""
    tree = page(CHECK)
    fields = tree.css("input")

    assert len(fields) == len(SIGNS) + len(reference().warning_signs.massage_ok)
    for field in fields:
        assert set(field.attributes) == {"type", "id", "autocomplete"}
        assert field.attributes["type"] == "checkbox"
        assert field.attributes["autocomplete"] == "off"
        (label,) = tree.css(f"label[for='{field.attributes['id']}']")
        assert words(label)
    assert (
        tree.css("form, button, select, textarea, script:not([type='application/ld+json'])") == []
    )


def test_nothing_invites_above_the_last_box() -> None:
    """No call, no booking, no way to the clinic before it; in the main text only in it."""
    html = shipped().files["self-check/index.html"].decode()
    before = html[: html.index('data-level="massage"')].partition("<body")[2]

    for sign in ("data-call", "data-visit", 'class="cta"', 'class="bar"', "tel:+1", "mailto:"):
        assert sign not in before
    main = page(CHECK).css_first("main")
    assert main is not None
    assert len(main.css("[data-call]")) == len(main.css("[data-level='massage'] [data-call]")) == 1


def test_the_page_says_how_to_use_it_and_what_it_cannot_do() -> None:
    """The three instructions stand on top, the limit above the first box and below the last."""
    tree = page(CHECK)
    limits = reference().wording["check_limits"].en

    lead = words(tree.css_first(".lead"))
    assert "Check what fits you. Stop at the first box where you check anything." in lead
    assert "Not sure? Check it." in lead
    assert [words(text) for text in tree.css(".check > p")][:2] == [limits, limits]


def test_start_again_is_a_link_to_the_page_itself() -> None:
    """No answer ever shows in an address: no query, no fragment."""
    (again,) = (link for link in page(CHECK).css("a") if words(link) == "Start again")

    assert again.attributes["href"] == CHECK


@pytest.mark.parametrize("route", [CHECK, SHEET, "/services/upper-back-massage/"])
def test_when_massage_may_be_ok_is_told_in_the_words_of_the_data(route: str) -> None:
    """On the check, the sheet and the page of the service: the same five conditions."""
    found = {words(item) for item in page(route).css("main li")}

    for text in reference().warning_signs.massage_ok:
        assert typographic(text.en) in found


def test_the_home_page_and_every_call_lead_to_the_check() -> None:
    """The first door, and the link beside each call button, each to the check of its language."""
    doors = {words(link): link.attributes["href"] for link in page("/").css(".body a")}

    assert doors["Check if massage is OK"] == CHECK
    for name, data in shipped().files.items():
        check = "/es/autoevaluacion/" if name.startswith("es/") else CHECK
        for section in LexborHTMLParser(data).css("section.cta") if name.endswith(".html") else []:
            if section.attributes["data-variant"] in ("full", "compact"):
                assert section.css(f"a[href='{check}']"), name


def test_the_sheet_calls_911_first_and_sells_nothing() -> None:
    """Three cards in their order, no call, no number, no hours, no address but its own line."""
    tree = page(SHEET)

    levels = [card.attributes["data-level"] for card in tree.css("section.care")]
    assert levels == ["emergency", "urgent", "non-urgent"]
    assert tree.css("[data-call], [data-visit], .cta, .bar, a[href^='tel:+']") == []
    assert [link.attributes["href"] for link in tree.css(".breadcrumb a")] == [
        "/",
        "/when-to-get-help/",
    ]
    assert [words(line) for line in tree.css(".blank")] == ["My doctor:", "My next visit:"]


def test_the_sheet_shows_the_address_under_its_last_box_only() -> None:
    """Once, below the last list, as soon as the clinic has given it; never its number."""
    files = dict(shipped_tree().files)
    config = files["config.yaml"].decode().replace("    street:", "    street: 12 Elm Street")
    files["config.yaml"] = config.encode()
    html = build(SourceTree(files)).files["print/safety-sheet/index.html"].decode()
    visible = html.partition("<body")[2]

    assert visible.count("12 Elm Street") == 1
    assert visible.index('class="ask"') < visible.index("12 Elm Street")
    assert "555-0100" not in visible
    assert "12 Elm Street" not in shipped().files["print/safety-sheet/index.html"].decode()


@pytest.mark.parametrize("base", ["https://clinic.test/", "https://clinic.test/folder/"])
def test_the_code_on_the_sheet_is_the_address_of_the_sheet(base: str) -> None:
    """Module by module what the address makes, with an empty edge of four on each side."""
    built = build(shipped_tree(), base_url=base)
    tree = LexborHTMLParser(built.files["print/safety-sheet/index.html"])
    drawing = tree.css_first(".sheet svg")
    assert drawing is not None
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing.html or ""):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}

    address = f"{base}print/safety-sheet/"
    matrix = segno.make(address, error="m", micro=False).matrix
    assert dark == {
        (x + 4, y + 4) for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    }
    assert drawing.attributes["viewBox"] == f"0 0 {len(matrix) + 8} {len(matrix) + 8}"
    assert words(tree.css_first(".sheet .address")) == address


def test_a_page_may_name_its_parent() -> None:
    """It stands below that page in the breadcrumb, and on it when it is a hub."""
    hub = small_page("content/en/aids/index.md", title="Aids").replace("kind: text", "kind: hub")
    hub = hub.replace("---\n\n", "sources: [S19]\n---\n\n", 1)
    built = build(hub + small_page("content/en/print/sheet.md", "parent: /aids/\n"))

    steps = LexborHTMLParser(built.files["print/sheet/index.html"]).css(".breadcrumb a")
    cards = LexborHTMLParser(built.files["aids/index.html"]).css(".card a")
    assert [step.attributes["href"] for step in steps] == ["/", "/aids/"]
    assert [card.attributes["href"] for card in cards] == ["/print/sheet/"]


def test_the_outline_of_the_check_skips_no_level() -> None:
    """Someone who jumps from heading to heading meets the boxes one by one."""
    levels = [int((node.tag or "h1")[1]) for node in page(CHECK).css("h1, h2, h3, h4")]

    assert all(below <= above + 1 for above, below in pairwise(levels))
