"""Care cards: warning signs stand where they help, in the order of danger."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.hrefs import as_read
from clinicsite.check.page_facts import CareCard
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.places import card_place, key_place

_ORDER = {"emergency": 0, "urgent": 1, "non-urgent": 2, "massage": 3}


def check_care_cards(site: Site) -> Iterator[Finding]:
    """Care cards that are missing, late, hidden or incomplete."""
    for one in site.written_pages():
        if one.page.warning == "card" and not any(map(_warns_first, one.facts.cards)):
            yield _missing(one)
        yield from _in_order(one)
        for card in one.facts.cards:
            yield from _single(card, one)


def _warns_first(card: CareCard) -> bool:
    return card.spot.lead and card.level == "emergency"


def _missing(one: CheckedPage) -> Finding:
    message = "the page says warning: card, but no emergency card stands before its first heading"
    hint = "put a block /// care-card with level: emergency before the first heading"
    return Finding("safety", one.page, message, hint, place=key_place("warning", one.page))


def _in_order(one: CheckedPage) -> Iterator[Finding]:
    worst = -1
    for card in one.facts.cards:
        rank = _ORDER.get(card.level, -1)
        if 0 <= rank < worst:
            message = f"the card of the level {card.level} stands after a less urgent one"
            hint = "move it up: emergency cards come first, then urgent, then non-urgent ones"
            yield _about(card, one, message, hint)
        worst = max(worst, rank)


def _single(card: CareCard, one: CheckedPage) -> Iterator[Finding]:
    late = card.spot.main and not card.spot.lead and not card.spot.box
    if one.page.call_to_action == "book" and late:
        message = "a care card stands after the first heading of a page that invites to book"
        hint = "move the card before the first heading, or write call_to_action: soft"
        yield _about(card, one, message, hint)
    if card.tucked:
        message = "a care card is tucked away where readers can miss it"
        hint = "move it out of the question or the aside, into the text"
        yield _about(card, one, message, hint)
    if card.level == "emergency" and not card.calls_911:
        message = "the heading of an emergency card has no link that calls 911"
        hint = "fill in heading and action of the level in content/data/warning-signs.yaml"
        yield _about(card, one, message, hint)
    others = [href for href in card.other_links if as_read(href).lower() != "tel:911"]
    if card.level == "emergency" and others:
        where = ", ".join(dict.fromkeys(others))
        message = f"an emergency card holds a link besides the call to 911: {where}"
        yield _about(card, one, message, TEMPLATE_HINT)


def _about(card: CareCard, one: CheckedPage, message: str, hint: str) -> Finding:
    return Finding("safety", one.page, message, hint, card.spot, card_place(card, one))
