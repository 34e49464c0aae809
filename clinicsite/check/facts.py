"""Facts of a finished page: all that the rules ask, found in one walk through its HTML."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from clinicsite.check.elements import form_of
from clinicsite.check.page_facts import (
    CallToAction,
    CareCard,
    Day,
    Forbidden,
    Heading,
    HeadLink,
    Identity,
    Invitation,
    Link,
    Load,
    PageFacts,
    Picture,
    Step,
    Style,
)
from clinicsite.check.said import stand_in, unsaid
from clinicsite.check.walk import Walk


def walk_through(html: bytes) -> Walk:
    """A walk that has gone through the whole page; bytes of any kind are a page."""
    page = LexborHTMLParser(html)
    walk = Walk(page)
    if page.root is not None:
        walk.through(page.root, form_of)
    return walk


def facts_from(walk: Walk) -> PageFacts:
    """What the rules need to know about a page, as the walk through it has found out."""
    data = walk.noted("json-ld")
    said_in_main = stand_in(data, walk.said_in_main)
    return PageFacts(
        language=_first(walk, "language"),
        title=_first(walk, "title"),
        description=_first(walk, "description"),
        robots=_first(walk, "robots"),
        links=walk.kept(Link),
        head_links=walk.kept(HeadLink),
        ids=walk.kept(Identity),
        headings=walk.kept(Heading),
        pictures=walk.kept(Picture),
        loads=walk.kept(Load),
        forbidden=walk.kept(Forbidden),
        refreshes=walk.noted("refresh"),
        policies=walk.noted("content-security-policy"),
        styles=walk.kept(Style),
        json_ld=data,
        said_in_main=said_in_main,
        unsaid=() if said_in_main else unsaid(data, _first(walk, "said")),
        cards=walk.kept(CareCard),
        calls_to_action=walk.kept(CallToAction),
        own_words=walk.own_words,
        invitations=walk.kept(Invitation),
        banners=walk.noted("banner"),
        breadcrumb=walk.kept(Step),
        days=walk.kept(Day),
        characters=walk.characters(),
    )


def _first(walk: Walk, kind: str) -> str:
    return next(iter(walk.noted(kind)), "")
