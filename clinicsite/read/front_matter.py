"""Front matter: what a page says about itself before its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.document import Document
from clinicsite.read.fields import Day, Flag, Number, Route, Routes, Strict, Text, Texts
from clinicsite.read.nodes import Mapping
from clinicsite.read.schema import keys_of, validate
from clinicsite.read.source import Place, SourceText

_FENCE = re.compile(r"^---[^\S\n]*$", re.MULTILINE)
_MAX_BYTES = 64 * 1024
_TOP = Place(1, 1)


class Kind(StrEnum):
    """What sort of page it is; each kind has its template `templates/kinds/<kind>.html`."""

    HOME = "home"
    HUB = "hub"
    ARTICLE = "article"
    TREATMENT = "treatment"
    SERVICE = "service"
    EMERGENCY = "emergency"
    VISIT = "visit"
    SELF_CHECK = "self-check"
    HANDOUT = "handout"
    TEXT = "text"
    SOURCES = "sources"
    GLOSSARY = "glossary"
    A_TO_Z = "a-z"
    NOT_FOUND = "not-found"

    @property
    def informs_on_health(self) -> bool:
        """Whether the page makes health statements, which need sources and review dates."""
        return self in {
            Kind.HOME, Kind.HUB, Kind.ARTICLE, Kind.TREATMENT, Kind.SERVICE, Kind.EMERGENCY,
            Kind.SELF_CHECK, Kind.HANDOUT,
        }  # fmt: skip


class Level(StrEnum):
    """Whether the page is about an emergency, and so carries no invitation at all."""

    ROUTINE = "routine"
    EMERGENCY = "emergency"


class CallToActionKind(StrEnum):
    """Which Massage Rx section the page carries (brief, decision 5)."""

    NONE = "none"
    SOFT = "soft"
    BOOK = "book"
    INFO = "info"


class WarningPlace(StrEnum):
    """How the page warns: one line on top, cards in its lead block, or not at all."""

    BANNER = "banner"
    CARD = "card"
    NONE = "none"


class Aspect(StrEnum):
    """Which side of its topics a page on health looks at, in the words of schema.org."""

    CAUSES = "causes"
    SYMPTOMS = "symptoms"
    TREATMENT = "treatment"
    PREVENTION = "prevention"


class FrontMatter(Strict, frozen=True, kw_only=True):
    """The keys that a page may carry."""

    title: Text
    """The page's main heading, and its name in the browser's tab."""
    description: Text
    """One or two sentences for search results and hub cards."""
    kind: Kind
    """What sort of page it is; this decides how it is laid out."""
    call_to_action: CallToActionKind
    """The Massage Rx section: `book` invites, `soft` puts the safety check first, `info` gives
    facts only, `none` leaves it out."""
    level: Level = Level.ROUTINE
    """`emergency` for a page about an emergency: it carries no invitation at all."""
    warning: WarningPlace = WarningPlace.BANNER
    """`banner` is one line on top, `card` an emergency card in the lead."""
    nav_label: Text = ""
    """The page's short name in the header; only with `nav_order`."""
    nav_order: Number | None = None
    """The page's place in the header, 1 to 5."""
    footer_order: Number | None = None
    """The page's place in the footer; pages without it are not linked there."""
    order: Number | None = None
    """The page's place on its hub; pages without it come last, by title."""
    sensitive: Flag = False
    """Whether a misunderstanding could do harm, as on a page about medicines: such a page is easier
    to read and is checked more often. Pages about emergencies and the self-check always are."""
    draft: Flag = False
    """`yes` keeps the page out of the site; the preview still shows it."""
    published: Day
    """The day on which the page went online first, such as 2026-11-22."""
    last_reviewed: Day
    """The day on which somebody checked it last."""
    next_review: Day
    """The day by which it is to be checked again: within 12 months, 6 where harm could be done."""
    reviewer: Text = ""
    """Name and license of the clinician who checked the page; empty while nobody has."""
    translator: Text = ""
    """The native medical translator who checked the page; empty while nobody has."""
    sources: Texts = ()
    """Sources used without a mark in the text."""
    about: Texts = ()
    """Ids of `health-topics.yaml`: what search engines are told that the page is about."""
    aspect: Aspect | None = None
    """Which side of it the page looks at."""
    aliases: Routes = ()
    """Earlier addresses, which lead here."""
    parent: Route | None = None
    """The page above this one, when its own address names none."""
    twin: Route | None = None
    """The address of the same page in the other language."""

    @property
    def is_sensitive(self) -> bool:
        """Whether a misunderstanding could do harm on this page."""
        return (
            self.sensitive
            or self.level is Level.EMERGENCY
            or self.kind in (Kind.SELF_CHECK, Kind.HANDOUT)
        )


class SplitPage(Struct, frozen=True):
    """A page's file in its two parts."""

    document: Document
    body: str
    body_line: int
    """The line of the file on which the body begins, from 1."""


def split_page(source: SourceText) -> tuple[SplitPage | None, tuple[Problem, ...]]:
    """Front matter and body, not yet read; None with a problem when it is not clear where one
    ends and the other begins.
    """
    text = source.text
    opening = _FENCE.match(text)
    if opening is None:
        return None, (source.problem("front-matter", _TOP, *_beginning(text)),)
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        hint = "Write --- on a line of its own after the last key."
        message = "this --- opens the front matter, and no second --- closes it"
        return None, (source.problem("front-matter", _TOP, message, hint),)
    keys = text[opening.end() + 1 : closing.start()] or "\n"
    body = text[closing.end() + 1 :]
    line = text.count("\n", 0, closing.start()) + 1
    following = _first_line(body)
    if following.partition(":")[0] in keys_of(FrontMatter) and ":" in following:
        message = "this --- ends the front matter, but more of its keys follow"
        return None, (source.problem("front-matter", Place(line, 1), message, "remove this line"),)
    if len(keys.encode()) > _MAX_BYTES:
        message = "the front matter is over 64 KB; is the closing --- in the right place?"
        return None, (source.problem("front-matter", _TOP, message),)
    document = Document(source, keys, first_line=2, start=_TOP)
    return SplitPage(document, body, line + 1), ()


def _beginning(text: str) -> tuple[str, str]:
    """What is wrong with the beginning of a page, and what to do about it."""
    empty = not text.partition("\n")[0].strip()
    if empty and _FENCE.match(_first_line(text)):
        return "an empty line stands before the --- that begins the page", "remove this line"
    hint = "Put the page's title and the other keys on top, between two lines of ---."
    return "the page does not begin with --- and its title", hint


def _first_line(text: str) -> str:
    """The first line that is not empty, with the spaces before it; empty when there is none."""
    words = text.lstrip()
    start = text.rfind("\n", 0, len(text) - len(words)) + 1
    return text[start:].partition("\n")[0] if words else ""


def read_front_matter(
    document: Document, missing: Callable[[str], str], memo: Memo = FORGETFUL
) -> tuple[FrontMatter | None, tuple[Problem, ...]]:
    """The front matter, or None with a problem for everything wrong with it."""
    front, problems = validate(FrontMatter, document, missing=missing, memo=memo)
    if front is None and not isinstance(document.node, Mapping):
        message = "the front matter is not made of `key: value` lines"
        place = document.node.place if document.node else _TOP
        return None, (document.source.problem("front-matter", place, message),)
    return front, problems
