"""What each element tells about its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from clinicsite.check.fetched import (
    fetched_by,
    fetched_by_link,
    fetched_by_paint,
    forbidden_in,
    holds_data,
    is_plain_relation,
    is_strange,
)
from clinicsite.check.hrefs import as_read, style_addresses
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
    Picture,
    Step,
    Style,
)
from clinicsite.check.scope import HEADINGS, Scope
from clinicsite.check.walk import Close, Element, Walk
from clinicsite.style_hash import style_hash

_HARMLESS = frozenset(
    "class cx cy d height points r rx ry scope stroke-linecap stroke-linejoin stroke-width type "
    "viewbox width x x1 x2 y y1 y2".split()
)
"""Attributes that by themselves load, run, name and say nothing; most elements have no others."""


def tell(walk: Walk, element: Element) -> Iterator[Close]:
    """Remember what the element tells; yield what to do where it ends."""
    if not _HARMLESS.issuperset(element.attributes) or is_strange(element.tag):
        _attributes(walk, element)
    handlers = [_BY_CLASS[name] for name in element.classes if name in _BY_CLASS]
    if element.tag in _BY_TAG:
        handlers.append(_BY_TAG[element.tag])
    for handle in handlers:
        close = handle(walk, element)
        if close is not None:
            yield close


def _attributes(walk: Walk, element: Element) -> None:
    """What can stand on any element."""
    attributes, scope = element.attributes, element.scope
    for name, value in forbidden_in(element.tag, attributes):
        walk.keep(Forbidden(name, value, walk.spot(scope)))
    for attribute, address in fetched_by(element.tag, attributes):
        walk.keep(Load(element.tag, attribute, address, walk.spot(scope)))
    if scope.drawing is not None:
        for attribute, address in fetched_by_paint(attributes):
            walk.keep(Load(element.tag, attribute, address, walk.spot(scope)))
    if "id" in attributes:
        walk.keep(Identity(attributes["id"], element.tag, walk.spot(scope)))
    for kind in ("call", "visit"):
        if f"data-{kind}" in attributes:
            walk.keep(Invitation(kind, scope.within, walk.spot(scope)))
    if scope.step is not None and "aria-current" in attributes:
        scope.step.current = True


# --- elements known by their class ---------------------------------------------------------


def _banner(walk: Walk, element: Element) -> Close | None:
    banner = element.scope.banner
    return None if banner is None else lambda: walk.note("banner", banner.href)


def _bar(walk: Walk, element: Element) -> None:
    walk.keep(Invitation("bar", "", walk.spot(element.scope)))


def _call_to_action(walk: Walk, element: Element) -> None:
    walk.keep(CallToAction(walk.spot(element.scope), walk.own_words))


def _card(walk: Walk, element: Element) -> Close | None:
    card, spot, tucked = element.scope.card, walk.spot(element.scope), element.scope.tucked
    if card is None:
        return None
    level = element.attributes.get("data-level", "")
    return lambda: walk.keep(
        CareCard(level, spot, card.heading, card.calls_911, tuple(card.other_links), tucked)
    )


# --- elements known by their tag -----------------------------------------------------------


def _link(walk: Walk, element: Element) -> Close | None:
    attributes, scope = element.attributes, element.scope
    href = attributes.get("href", attributes.get("xlink:href"))
    if href is None:
        return None
    _tell_around(href, scope)
    spot = walk.spot(scope)
    number = walk.count("link", href) if scope.written else 0
    label = attributes.get("aria-label", attributes.get("alt", "")).strip()
    flags = (scope.hidden, scope.navigation, scope.breadcrumb, scope.within)
    return walk.collect(lambda words: walk.keep(Link(href, label or words, spot, number, *flags)))


def _tell_around(href: str, scope: Scope) -> None:
    """Tell the card, the step and the banner around a link of it."""
    if scope.card is not None:
        if scope.heading and not scope.card.calls_911 and as_read(href).lower() == "tel:911":
            scope.card.calls_911 = True
        else:
            scope.card.other_links.append(href)
    if scope.step is not None:
        scope.step.href = href
    if scope.banner is not None:
        scope.banner.href = href


def _headline(walk: Walk, element: Element) -> Close:
    scope, spot = element.scope, walk.spot(element.scope)

    def close(words: str) -> None:
        level = HEADINGS[element.tag]
        walk.keep(Heading(level, words, element.attributes.get("id", ""), spot))
        if scope.main and not scope.navigation:
            walk.heading = words
        if scope.card is not None:
            scope.card.heading = scope.card.heading or words

    return walk.collect(close)


def _image(walk: Walk, element: Element) -> None:
    attributes, scope = element.attributes, element.scope
    alt = attributes.get("alt")
    walk.hear(f" {alt} " if alt else "", scope)
    walk.keep(
        Picture(
            tag="img",
            source=attributes.get("src", ""),
            alt=alt,
            decorative="data-decorative" in attributes,
            hidden=scope.hidden,
            role=attributes.get("role", ""),
            title="",
            spot=walk.spot(scope),
            bare_occurrence=walk.count("bare") if alt == "" and scope.written else 0,
        )
    )


def _drawing(walk: Walk, element: Element) -> Close | None:
    drawing, spot = element.scope.drawing, walk.spot(element.scope)
    if drawing is None or drawing.known:
        return None
    drawing.known = True
    hidden, role = element.scope.hidden, element.attributes.get("role", "")
    return lambda: walk.keep(
        Picture("svg", "", None, False, hidden, role, drawing.title, spot, 0)  # noqa: FBT003
    )


def _title(walk: Walk, element: Element) -> Close | None:
    drawing = element.scope.drawing
    if drawing is None:
        return walk.collect(lambda words: walk.note("title", words))
    if element.parent != "svg" or drawing.title:
        return None

    def close(words: str) -> None:
        drawing.title = words

    return walk.collect(close)


def _head_link(walk: Walk, element: Element) -> None:
    relations = tuple(element.attributes.get("rel", "").lower().split())
    if is_plain_relation(relations):
        walk.keep(HeadLink(relations, element.attributes.get("href", "")))
        return
    for attribute, address in fetched_by_link(element.attributes):
        walk.keep(Load("link", attribute, address, walk.spot(element.scope)))


def _meta(walk: Walk, element: Element) -> None:
    content = element.attributes.get("content", "")
    if element.attributes.get("property", "").strip().lower() == "og:image":
        walk.keep(Load("meta", "content", content, walk.spot(element.scope)))
    for attribute in ("name", "http-equiv"):
        name = element.attributes.get(attribute, "").strip().lower()
        if name in ("description", "robots", "refresh", "content-security-policy"):
            walk.note(name, content)


def _script(walk: Walk, element: Element) -> None:
    if holds_data(element.tag, element.attributes):
        walk.note("json-ld", element.content)


def _style(walk: Walk, element: Element) -> None:
    spot = walk.spot(element.scope)
    after_policy = bool(walk.noted("content-security-policy"))
    walk.keep(Style(style_hash(element.content), after_policy))
    for address in style_addresses(element.content):
        walk.keep(Load("style", "url", address, spot))


def _document(walk: Walk, element: Element) -> None:
    walk.note("language", element.attributes.get("lang", ""))


def _step(walk: Walk, element: Element) -> Close | None:
    step = element.scope.step
    if step is None or not element.scope.breadcrumb:
        return None
    return walk.collect(lambda words: walk.keep(Step(words, step.href, step.current)))


def _day(walk: Walk, element: Element) -> None:
    if element.scope.stamp:
        name = element.attributes.get("data-date", "")
        walk.keep(Day(name, element.attributes.get("datetime", "")))


def _break(walk: Walk, element: Element) -> None:
    walk.hear(" ", element.scope)


_Handler = Callable[[Walk, Element], Close | None]
_BY_CLASS: Mapping[str, _Handler] = {
    "banner": _banner,
    "bar": _bar,
    "care": _card,
    "cta": _call_to_action,
}
_BY_TAG: Mapping[str, _Handler] = {
    "a": _link,
    "area": _link,
    "br": _break,
    "html": _document,
    "img": _image,
    "li": _step,
    "link": _head_link,
    "meta": _meta,
    "script": _script,
    "style": _style,
    "svg": _drawing,
    "time": _day,
    "title": _title,
    **dict.fromkeys(HEADINGS, _headline),
}
