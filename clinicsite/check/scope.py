"""What an element of a finished page is inside of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Tags of headings, with their levels."""
_TEMPLATE_CLASSES = frozenset(
    (
        *("badge", "banner", "bar", "care", "cta", "drawing", "letter", "map", "mark", "sheet"),
        *("sources", "stamp", "term"),
    )
)

_SCOPED_TAGS = frozenset((*HEADINGS, "aside", "details", "header", "main", "nav", "svg"))
_PARTS = frozenset({"lead", "body"})
_HIDING = frozenset({"aria-hidden", "hidden"})

Attributes = Mapping[str, str]
"""Attributes of an element: names in small letters, no value is the empty text."""


class OpenCard(Struct, eq=False):
    """A care card whose end has not come yet."""

    heading: str = ""
    calls_911: bool = False
    other_links: list[str] = field(default_factory=list)


class OpenStep(Struct, eq=False):
    """A step of the breadcrumb whose end has not come yet."""

    href: str = ""
    current: bool = False


class OpenBanner(Struct, eq=False):
    """A banner whose end has not come yet."""

    href: str = ""


class OpenDrawing(Struct, eq=False):
    """An outermost `svg` whose end has not come yet."""

    known: bool = False
    """Whether its beginning has gone by; an `svg` inside it is part of it."""
    title: str = ""


class Scope(Struct, frozen=True, cache_hash=True):
    """What an element is inside of, itself included."""

    main: bool = False
    lead: bool = False
    body: bool = False
    top: bool = False
    """In the header of the page."""
    box: str = ""
    """The level of a box of the self-check."""
    template: bool = False
    """In a part of the lead or the body that a template or a data file wrote."""
    hidden: bool = False
    navigation: bool = False
    breadcrumb: bool = False
    heading: bool = False
    stamp: bool = False
    tucked: str = ""
    """`details` or `aside`."""
    within: str = ""
    """`cta`, `bar` or `mark`."""
    own: bool = False
    """Whether a text here is the page's own: written, or in one of its care cards."""
    card: OpenCard | None = None
    step: OpenStep | None = None
    banner: OpenBanner | None = None
    drawing: OpenDrawing | None = None

    @property
    def plain(self) -> bool:
        """Whether it is neither a breadcrumb nor a drawing."""
        return not self.breadcrumb and self.drawing is None

    @property
    def written(self) -> bool:
        """Whether an editor wrote what stands here."""
        return (self.lead or self.body) and not self.template


def is_scoped(tag: str, names: Iterable[str], classes: tuple[str, ...]) -> bool:
    """Whether the scope of such an element may be another than that around it.

    So may be that of every item of a list in the breadcrumb.
    """
    return (
        tag in _SCOPED_TAGS
        or not _TEMPLATE_CLASSES.isdisjoint(classes)
        or not _HIDING.isdisjoint(names)
        or (tag == "div" and not _PARTS.isdisjoint(classes))
    )


def scope_of(tag: str, attributes: Attributes, classes: tuple[str, ...], outer: Scope) -> Scope:
    """The scope of an element that stands in the outer one."""
    inner = _inside(tag, classes, outer)
    changes: dict[str, object] = {}
    if tag == "li" and outer.breadcrumb:
        changes["step"] = OpenStep()
    if tag == "svg" and outer.drawing is None:
        changes["drawing"] = OpenDrawing()
    if "care" in classes:
        changes["card"] = OpenCard()
        changes["own"] = inner.lead or inner.body
        if tag == "fieldset":
            changes["box"] = attributes.get("data-level", "")
    if "banner" in classes:
        changes["banner"] = OpenBanner()
    if attributes.get("aria-hidden") == "true" or "hidden" in attributes:
        changes["hidden"] = True
    return replace(inner, **changes) if changes else inner


@lru_cache(maxsize=1024)
def _inside(tag: str, classes: tuple[str, ...], outer: Scope) -> Scope:
    """What tag and classes make of the outer scope; pages have the same few over and over."""
    changes = _by_tag(tag, classes, outer) | _by_class(classes)
    inner = replace(outer, **changes)
    own = inner.written or (inner.card is not None and (inner.lead or inner.body))
    return replace(inner, own=own)


def _by_tag(tag: str, classes: tuple[str, ...], outer: Scope) -> dict[str, object]:
    if tag == "main":
        return {"main": True}
    if tag == "header" and not outer.main:
        return {"top": True}
    if tag == "div" and outer.main:
        return dict.fromkeys(_PARTS.intersection(classes), True)
    if tag == "nav":
        return {"navigation": True, "template": True, "breadcrumb": "breadcrumb" in classes}
    if tag == "svg" and outer.drawing is None:
        return {"template": True}
    if tag in HEADINGS:
        return {"heading": True}
    return {"tucked": tag} if tag in ("details", "aside") else {}


def _by_class(classes: tuple[str, ...]) -> dict[str, object]:
    changes: dict[str, object] = {}
    if not _TEMPLATE_CLASSES.isdisjoint(classes):
        changes["template"] = True
    for name in ("cta", "bar", "mark"):
        if name in classes:
            changes["within"] = name
    if "stamp" in classes:
        changes["stamp"] = True
    return changes
