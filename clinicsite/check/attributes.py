"""What the attributes of any element tell about its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinicsite.check.fetched import (
    fetched_by,
    fetched_by_paint,
    forbidden_in,
    is_strange,
    may_be_forbidden,
    may_fetch,
)
from clinicsite.check.page_facts import Forbidden, Identity, Invitation, Load
from clinicsite.check.walk import Element, Teller, Walk

_PLAIN = frozenset(
    "class cx cy d height points r rx ry scope stroke-linecap stroke-linejoin stroke-width type "
    "viewbox width x x1 x2 y y1 y2".split()
)
"""Attributes that name no address; most parts of a drawing have no others."""


def tellers_of(tag: str, names: tuple[str, ...]) -> Iterator[Teller]:
    """What remembers something of an element because of its attributes."""
    if may_be_forbidden(tag, names):
        yield _forbidden
    if may_fetch(tag, names):
        yield _loads
    yield from (_BY_ATTRIBUTE[name] for name in _BY_ATTRIBUTE if name in names)


def tellers_in_drawings(tag: str, names: tuple[str, ...]) -> Iterator[Teller]:
    """What remembers something more of it in a drawing."""
    if is_strange(tag) or not _PLAIN.issuperset(names):
        yield _paint


def _forbidden(walk: Walk, element: Element) -> None:
    for name, value in forbidden_in(element.tag, element.attributes):
        walk.keep(Forbidden(name, value, walk.spot(element.scope)))


def _loads(walk: Walk, element: Element) -> None:
    for attribute, address in fetched_by(element.tag, element.attributes):
        walk.keep(Load(element.tag, attribute, address, walk.spot(element.scope)))


def _paint(walk: Walk, element: Element) -> None:
    for attribute, address in fetched_by_paint(element.attributes):
        walk.keep(Load(element.tag, attribute, address, walk.spot(element.scope)))


def _identity(walk: Walk, element: Element) -> None:
    walk.keep(Identity(element.attributes["id"], element.tag, walk.spot(element.scope)))


def _invites_to_call(walk: Walk, element: Element) -> None:
    walk.keep(Invitation("call", element.scope.within, walk.spot(element.scope)))


def _invites_to_come(walk: Walk, element: Element) -> None:
    walk.keep(Invitation("visit", element.scope.within, walk.spot(element.scope)))


def _current(_: Walk, element: Element) -> None:
    if element.scope.step is not None:
        element.scope.step.current = True


_BY_ATTRIBUTE: Mapping[str, Teller] = {
    "id": _identity,
    "data-call": _invites_to_call,
    "data-visit": _invites_to_come,
    "aria-current": _current,
}
