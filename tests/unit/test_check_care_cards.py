"""Care cards."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.unit.test_check_site import CARD, FRONT, body, lead, page, problems

EMERGENCY = CARD.format(level="emergency")
URGENT = CARD.format(level="urgent")
LATER = CARD.format(level="non-urgent")
CALL = '<section class="cta"><h2>Talk to us</h2></section>'
BLOCK = "/// care-card\n    level: {}\n    signs: all\n///\n\n"


def test_a_page_that_promises_a_card_has_it_in_its_lead() -> None:
    """A card further down does not count, nor does one of another level."""
    assert problems(page(lead(EMERGENCY), warning="card")) == ()
    for main in ("", lead(URGENT), lead("x") + body(EMERGENCY)):
        (problem,) = problems(page(main, warning="card"))
        assert "no emergency card stands before its first heading" in problem.message


def test_a_missing_card_is_told_at_the_line_that_promises_it() -> None:
    """The front matter says `warning: card`."""
    text = FRONT.replace("title: Causes", "warning: card")

    (problem,) = problems(replace(page(warning="card"), text=text))

    assert (problem.line, problem.excerpt) == (2, "warning: card")


def test_cards_stand_in_the_order_of_danger() -> None:
    """The late card is told at its own line."""
    html = lead(EMERGENCY + LATER) + body(URGENT)
    markdown = "".join(map(BLOCK.format, ("emergency", "non-urgent", "urgent")))

    (problem,) = problems(page(html, markdown=markdown))

    assert problem.message == "the card of the level urgent stands after a less urgent one"
    assert (problem.line, problem.excerpt) == (14, "/// care-card")
    assert problems(page(lead(EMERGENCY + URGENT) + body(URGENT + LATER))) == ()


def test_a_page_that_sells_has_all_its_cards_in_the_lead() -> None:
    """The bar of such a page could cover a later card."""
    late = page(lead("x") + body(URGENT) + CALL, call_to_action="book")

    (problem,) = problems(late)

    assert "after the first heading of a page that invites to book" in problem.message
    for kind in ("soft", "info"):
        assert problems(page(body(URGENT) + CALL, call_to_action=kind)) == ()


@pytest.mark.parametrize("tag", ["details", "aside"])
def test_a_card_is_never_tucked_away(tag: str) -> None:
    """Readers in danger open nothing."""
    (problem,) = problems(page(body(f"<{tag}><div>{URGENT}</div></{tag}>")))

    assert problem.message.startswith("a care card is tucked away")


def test_the_heading_of_an_emergency_card_calls_911() -> None:
    """A link further down, or to another number, is not enough."""
    start = '<section class="care" data-level="emergency">'

    def found(inner: str) -> list[str]:
        return [p.message for p in problems(page(body(f"{start}{inner}</section>")))]

    silent = "the heading of an emergency card has no link that calls 911 (under “Causes”)"
    assert found('<h2><a href="tel:911">Call 911</a></h2>') == []
    assert found("<h2>Call 911</h2>") == [silent]
    assert silent in found('<h2>Call</h2><a href="tel:911">Call 911</a>')
    assert silent in found('<h2><a href="tel:112">Call 911</a></h2>')


def test_an_emergency_card_holds_no_other_link() -> None:
    """One action only."""
    card = EMERGENCY.replace("<p>", '<p><a href="/causes/">Causes</a> ')

    (problem,) = problems(page(body(card)))

    assert problem.message == (
        "an emergency card holds a link besides the call to 911: /causes/ (under “Causes”)"
    )


def test_an_emergency_card_may_call_911_twice() -> None:
    """The self-check says it in the heading and in the result."""
    assert (
        problems(page(body(EMERGENCY.replace("<p>", '<p><a href="tel:911">Call 911</a> ')))) == ()
    )


def test_the_box_about_massage_stands_last() -> None:
    """No box with warning signs comes after the one that lets readers book."""
    box = '<fieldset class="care" data-level="massage"><h2>Massage may be OK</h2></fieldset>'

    (problem,) = problems(page(box + LATER))

    assert "the card of the level non-urgent stands after a less urgent one" in problem.message
    assert problems(page(LATER + box)) == ()


def test_the_boxes_of_the_self_check_may_stand_on_a_page_that_invites() -> None:
    """They are its text, and it has no bar that could cover them."""
    boxes = '<fieldset class="care" data-level="urgent"><h2>Today</h2></fieldset>'

    assert problems(page(boxes + CALL, call_to_action="book")) == ()
