"""What the rules need to know about one finished page, as plain values.

Everything here is made of texts, numbers, truth values and tuples: nothing of the parser is left.
"""

from __future__ import annotations

from msgspec import Struct


class Spot(Struct, frozen=True, array_like=True):
    """Where on the page something stands."""

    main: bool = False
    """Inside `main`; everything else is the same on every page."""
    lead: bool = False
    """Before the first heading of the text."""
    body: bool = False
    """In the text after the lead."""
    written: bool = False
    """In the editor's own words: in the lead or the body, and not put there by a template."""
    heading: str = ""
    """The nearest heading above; empty when there is none."""
    box: str = ""
    """The level of the self-check's box around it; empty outside of all boxes."""
    top: bool = False
    """In the header, above everything else."""


class Link(Struct, frozen=True, array_like=True):
    """A link that a reader can follow."""

    href: str
    text: str
    """Its name: the label for speech if it has one, else its words, the pictures' included."""
    spot: Spot
    occurrence: int
    """The how-manieth written link to this address, from 1; 0 when no editor wrote it."""
    hidden: bool
    """Inside something that is hidden from speech."""
    navigation: bool
    """Inside a list of links, such as "On this page"."""
    breadcrumb: bool
    within: str
    """`cta`, `bar` or `mark` (of a source) when it stands in one; empty elsewhere."""


class HeadLink(Struct, frozen=True, array_like=True):
    """A `link` element that loads nothing."""

    relations: tuple[str, ...]
    href: str


class Identity(Struct, frozen=True, array_like=True):
    """An id on an element."""

    id: str
    tag: str
    spot: Spot


class Heading(Struct, frozen=True, array_like=True):
    """A heading of any level."""

    level: int
    text: str
    id: str
    spot: Spot


class Picture(Struct, frozen=True, array_like=True):
    """An `img`, or the outermost `svg` of a drawing."""

    tag: str
    source: str
    alt: str | None
    """None when the attribute is missing."""
    decorative: bool
    """Whether somebody decided that it is decoration."""
    hidden: bool
    role: str
    title: str
    spot: Spot
    bare_occurrence: int
    """The how-manieth written `img` with an empty alt text, from 1; 0 for all others."""


class Load(Struct, frozen=True, array_like=True):
    """An address that the browser, or a program that shows the page's link, fetches by itself."""

    tag: str
    attribute: str
    address: str
    spot: Spot


class Forbidden(Struct, frozen=True, array_like=True):
    """An element or an attribute that has no place on this site."""

    name: str
    """`script`, `iframe`…; for attributes `onclick=`, `style=`…"""
    value: str
    spot: Spot


class Style(Struct, frozen=True, array_like=True):
    """One `style` element."""

    digest: str
    """`sha256-…`, as a Content-Security-Policy names it."""
    after_policy: bool
    """Whether a policy stands before it."""


class CareCard(Struct, frozen=True, array_like=True):
    """Warning signs of one level."""

    level: str
    spot: Spot
    heading: str
    calls_911: bool
    """Whether a link in its heading calls 911."""
    other_links: tuple[str, ...]
    tucked: str
    """`details` or `aside` when it stands in one."""


class CallToAction(Struct, frozen=True, array_like=True):
    """A Massage Rx section."""

    spot: Spot
    words_before: int
    """How many texts of the page's own lead and body stand before it."""


class Invitation(Struct, frozen=True, array_like=True):
    """Something that asks the reader to call or to come."""

    kind: str
    """`call`, `visit` or `bar`."""
    within: str
    """`cta` or `bar` when it stands in one; empty when it stands alone."""
    spot: Spot


class Step(Struct, frozen=True, array_like=True):
    """One step of the breadcrumb."""

    text: str
    href: str
    """Empty when it is no link."""
    current: bool


class Day(Struct, frozen=True, array_like=True):
    """A date in the review stamp."""

    name: str
    """`last-reviewed` and the like."""
    value: str


class PageFacts(Struct, frozen=True):
    """All that the rules ask about one page, in the order of the page."""

    language: str
    title: str
    description: str
    robots: str
    links: tuple[Link, ...]
    head_links: tuple[HeadLink, ...]
    ids: tuple[Identity, ...]
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]
    loads: tuple[Load, ...]
    forbidden: tuple[Forbidden, ...]
    refreshes: tuple[str, ...]
    """The contents of `meta http-equiv="refresh"`."""
    policies: tuple[str, ...]
    """The Content-Security-Policies that the page carries."""
    styles: tuple[Style, ...]
    json_ld: tuple[str, ...]
    said_in_main: bool
    """Whether all words of that data stand in `main`, letter by letter."""
    unsaid: tuple[str, ...]
    """Words of that data that do not stand on the page."""
    cards: tuple[CareCard, ...]
    calls_to_action: tuple[CallToAction, ...]
    own_words: int
    """How many texts the page's own lead and body have."""
    invitations: tuple[Invitation, ...]
    banners: tuple[str, ...]
    """Where each banner leads; empty for one without a link."""
    breadcrumb: tuple[Step, ...]
    days: tuple[Day, ...]
    characters: str
    """Every character beyond ASCII that the page draws with its font, once each, in order."""

    @property
    def canonical(self) -> str:
        """The address that the page gives as its own; empty when it gives none."""
        return next((one.href for one in self.head_links if "canonical" in one.relations), "")
