"""Safety comes before booking.

An emergency page invites to nothing; elsewhere warning signs stand before every invitation. The
self-check invites in its last box, where no sign has fitted, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.hrefs import as_read, scheme_of
from clinicsite.check.locate import Place, locate_block
from clinicsite.check.page_facts import CallToAction, Invitation, Link, Spot
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.places import key_place, link_place

_INVITATIONS = {
    "call": "a button or a number to call the clinic",
    "visit": "hours, prices or the way to the clinic",
    "bar": "the bar that invites to call",
}


def check_safety(site: Site) -> Iterator[Finding]:
    """Invitations that stand where none may stand, and warnings that are missing."""
    for one in site.written_pages():
        if one.page.emergency:
            yield from _emergency_page(one, site)
        elif one.page.self_check:
            yield from _self_check(one, site)
        elif one.page.call_to_action == "none":
            for call in one.facts.calls_to_action:
                yield _unwanted_call(call, one, "this page is to have no Massage Rx section")
        else:
            yield from _missing_call(one)
        yield from _lead(one)
        if one.page.warning == "banner" and not any(map(str.strip, one.facts.banners)):
            yield _missing_banner(one)


def _emergency_page(one: CheckedPage, site: Site) -> Iterator[Finding]:
    for call in one.facts.calls_to_action:
        yield _unwanted_call(call, one, "an emergency page has no Massage Rx section")
    for invitation in one.facts.invitations:
        if not invitation.within:
            what = _INVITATIONS[invitation.kind]
            yield _invitation(invitation, one, f"an emergency page does not show {what}")
    for link in one.facts.links:
        if _calls_the_clinic(link):
            yield _other_number(link, one, site, "an emergency page")


def _calls_the_clinic(link: Link) -> bool:
    """Whether a link that stands alone calls anyone but 911."""
    other = scheme_of(link.href) == "tel" and as_read(link.href).lower() != "tel:911"
    return other and link.within not in ("cta", "bar")


_LAST_BOX = "massage"


def _self_check(one: CheckedPage, site: Site) -> Iterator[Finding]:
    """Whatever invites outside of the last box; only the footer may, as on every page."""
    for call in one.facts.calls_to_action:
        if call.spot.box != _LAST_BOX and not call.spot.lead:
            message = "the self-check invites in its last box only, and this section stands outside"
            yield _unwanted_call(call, one, message)
    for invitation in one.facts.invitations:
        if not invitation.within and _outside(invitation.spot):
            what = _INVITATIONS[invitation.kind]
            message = f"the self-check shows {what} in its last box only"
            yield _invitation(invitation, one, message)
    for link in one.facts.links:
        if _calls_the_clinic(link) and link.spot.written:
            yield _other_number(link, one, site, "the text of the self-check")
    if one.page.call_to_action != "none" and not one.facts.calls_to_action:
        yield _no_call(one)


def _outside(spot: Spot) -> bool:
    return spot.top or (spot.main and spot.box != _LAST_BOX)


def _unwanted_call(call: CallToAction, one: CheckedPage, message: str) -> Finding:
    if not (call.spot.lead or call.spot.body):
        return Finding("safety", one.page, message, TEMPLATE_HINT, call.spot)
    place = _call_block(call, one)
    hint = "take the block /// call and its closing /// out of the text"
    return Finding("safety", one.page, message, hint, call.spot, place)


def _call_block(call: CallToAction, one: CheckedPage) -> Place | None:
    """The line that begins the block of a call to action in the text."""
    calls = [other for other in one.facts.calls_to_action if other.spot.lead or other.spot.body]
    number = next(n for n, other in enumerate(calls, start=1) if other is call)
    return locate_block(one.page.text, one.page.body_line, "call", number, total=len(calls))


def _invitation(invitation: Invitation, one: CheckedPage, message: str) -> Finding:
    hint = "take it out of the text" if invitation.spot.written else TEMPLATE_HINT
    return Finding("safety", one.page, message, hint, invitation.spot)


def _other_number(link: Link, one: CheckedPage, site: Site, where: str) -> Finding:
    message = f"{where} calls 911 only, and the link “{link.text}” calls {link.href[4:]}"
    hint = "write the number without a link, or leave it out"
    if not link.spot.written:
        hint = TEMPLATE_HINT
    return Finding("safety", one.page, message, hint, link.spot, link_place(link, one, site))


def _missing_call(one: CheckedPage) -> Iterator[Finding]:
    page, facts = one.page, one.facts
    if any(call.words_before == facts.own_words for call in facts.calls_to_action):
        return
    if facts.calls_to_action and page.call_to_action == "info":
        return  # facts invite to nothing: who comes for the address may find it first
    if facts.calls_to_action:
        message = "the Massage Rx section stands before the end of the page's own text"
        spot = facts.calls_to_action[-1].spot
        yield Finding("safety", page, message, TEMPLATE_HINT, spot)
        return
    yield _no_call(one)


def _no_call(one: CheckedPage) -> Finding:
    page = one.page
    place = key_place("call_to_action", page)
    says = f"call_to_action: {page.call_to_action}"
    message = f"the page has no Massage Rx section, though it says {says}"
    hint = "write: call_to_action: none" if place else TEMPLATE_HINT
    return Finding("safety", page, message, hint, place=place)


def _lead(one: CheckedPage) -> Iterator[Finding]:
    """Nothing before the first heading invites to anything."""
    for call in one.facts.calls_to_action:
        if call.spot.lead and not one.page.emergency and one.page.call_to_action != "none":
            message = "an invitation stands before the first heading, where warnings belong"
            place = _call_block(call, one)
            hint = "move the block /// call below the first heading"
            yield Finding("safety", one.page, message, hint, call.spot, place)
    for invitation in one.facts.invitations:
        alone = invitation.kind == "call" and invitation.within != "cta"
        if alone and invitation.spot.lead and not one.page.emergency:
            message = "a number to call the clinic stands before the first heading"
            yield _invitation(invitation, one, message)


def _missing_banner(one: CheckedPage) -> Finding:
    message = "the page says warning: banner, but it has no line that leads to the warning signs"
    hint = "name the page “When to get help” in config.yaml, under site, signposts, help"
    return Finding("safety", one.page, message, hint, Spot())
