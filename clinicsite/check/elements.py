"""What each element tells about its page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from clinicsite.check.attributes import tellers_in_drawings, tellers_of
from clinicsite.check.fetched import (
    fetched_by_link,
    holds_data,
    is_plain_relation,
)
from clinicsite.check.hrefs import as_read, style_addresses
from clinicsite.check.page_facts import (
    CallToAction,
    CareCard,
    Day,
    Heading,
    HeadLink,
    Invitation,
    Link,
    Load,
    Picture,
    Step,
    Style,
)
from clinicsite.check.scope import HEADINGS, Scope, is_scoped
from clinicsite.check.walk import Close, Element, Form, Teller, Walk
from clinicsite.style_hash import style_hash


@lru_cache(maxsize=4096)
def form_of(tag: str, names: tuple[str, ...], class_names: str) -> Form:
    """What all elements with this tag, these names of attributes and this `class` have in common.

    The elements of a page, and those of other pages, have few forms.
    """
    small_tag, small_names = tag.lower(), tuple(name.lower() for name in names)
    classes = tuple(class_names.split())
    tellers = list(tellers_of(small_tag, small_names))
    tellers += [_BY_CLASS[name] for name in classes if name in _BY_CLASS]
    tellers += _BY_TAG.get(small_tag, ())
    in_drawings = [*tellers, *tellers_in_drawings(small_tag, small_names)]
    scoped = is_scoped(small_tag, small_names, classes)
    silent = not scoped and set(tellers) <= {_step}
    return Form(
        small_tag,
        classes,
        tuple(tellers),
        tuple(in_drawings),
        scoped=scoped,
        small=small_names == names,
        data=small_tag in ("script", "style"),
        landmark=small_tag in ("main", "nav"),
        mute=silent and not in_drawings,
        silent=silent,
    )


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
    number = walk.count("link", href) if spot.written else 0
    label = attributes.get("aria-label", attributes.get("alt", "")).strip()
    flags = (scope.hidden, scope.navigation, scope.breadcrumb, scope.within)
    begin = walk.collect()

    def close() -> None:
        words = walk.collected(begin)
        walk.keep(Link(href, label or words, spot, number, *flags))

    return close


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
    scope, spot, begin = element.scope, walk.spot(element.scope), walk.collect()

    def close() -> None:
        words = walk.collected(begin)
        level = HEADINGS[element.tag]
        walk.keep(Heading(level, words, element.attributes.get("id", ""), spot))
        if scope.main and not scope.navigation:
            walk.heading = words
        if scope.card is not None:
            scope.card.heading = scope.card.heading or words

    return close


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
        begin = walk.collect()
        return lambda: walk.note("title", walk.collected(begin))
    if element.parent != "svg" or drawing.title:
        return None
    begin = walk.collect()

    def close() -> None:
        drawing.title = walk.collected(begin)

    return close


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


def _main(walk: Walk, _: Element) -> Close:
    return walk.main_ends


def _step(walk: Walk, element: Element) -> Close | None:
    step = element.scope.step
    if step is None or not element.scope.breadcrumb:
        return None
    begin = walk.collect()
    return lambda: walk.keep(Step(walk.collected(begin), step.href, step.current))


def _day(walk: Walk, element: Element) -> None:
    if element.scope.stamp:
        name = element.attributes.get("data-date", "")
        walk.keep(Day(name, element.attributes.get("datetime", "")))


def _body(walk: Walk, _: Element) -> Close:
    begin = len(walk.said)
    return lambda: walk.note("said", "".join(walk.said[begin:]))


def _unsaid(walk: Walk, _: Element) -> Close:
    begin = len(walk.said)

    def close() -> None:
        del walk.said[begin:]

    return close


def _mark(walk: Walk, element: Element) -> Close | None:
    """The mark of a source: no words of the page."""
    node = element.node
    if element.attributes.get("class") == "mark":
        return _unsaid(walk, element)
    # The parser knows what else is such a mark, capitals and all.
    marks = node.css("sup.mark")
    return _unsaid(walk, element) if node.mem_id in [one.mem_id for one in marks] else None


def _break(walk: Walk, element: Element) -> None:
    walk.hear(" ", element.scope)


_BY_CLASS: Mapping[str, Teller] = {
    "banner": _banner,
    "bar": _bar,
    "care": _card,
    "cta": _call_to_action,
}
_BY_TAG: Mapping[str, tuple[Teller, ...]] = {
    "a": (_link,),
    "area": (_link,),
    "body": (_body,),
    "br": (_break,),
    "html": (_document,),
    "img": (_image,),
    "li": (_step,),
    "link": (_head_link,),
    "main": (_main,),
    "meta": (_meta,),
    "script": (_unsaid, _script),
    "style": (_unsaid, _style),
    "sup": (_mark,),
    "svg": (_drawing,),
    "time": (_day,),
    "title": (_title,),
    **dict.fromkeys(HEADINGS, (_headline,)),
}
