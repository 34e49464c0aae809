"""Problems in the content, as data: what is wrong, where, and what to write instead.

A problem is found by a stage, collected by `pipeline` and printed by `report`. How grave it is
depends on its rule alone, by the table `RULES`; nothing else in the program asks whether this
is a release.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import astuple


class Severity(StrEnum):
    """How grave a problem is: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Rule(Struct, frozen=True):
    """One promise that the site keeps, and how grave it is to break it."""

    promise: str
    """The promise in one sentence, shown in the summary of `check`."""
    build: Severity = Severity.ERROR
    release: Severity = Severity.ERROR


_WARNING_UNTIL_RELEASE = {"build": Severity.WARNING, "release": Severity.ERROR}
_ALWAYS_WARNING = {"build": Severity.WARNING, "release": Severity.WARNING}

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        # reading
        "file": Rule("Every file can be read as text."),
        "yaml": Rule("Front matter and data files are well-formed YAML."),
        "front-matter": Rule("Front matter stands between two lines of three dashes."),
        "field": Rule("Every key is known and every value is what the key asks for."),
        "reference": Rule("Every id that is used is defined."),
        "placeholder": Rule("Facts and texts are filled in.", **_WARNING_UNTIL_RELEASE),
        # routing
        "address": Rule("Every address belongs to exactly one page."),
        "vanished": Rule("No address that is online vanishes unannounced."),
        "twin": Rule("Twins name each other."),
        "safety-twin": Rule("Safety pages are safe in both languages.", **_WARNING_UNTIL_RELEASE),
        "translation": Rule("Spanish says what English says.", **_WARNING_UNTIL_RELEASE),
        "notice": Rule("Notices are short, in both languages, and not over.", **_ALWAYS_WARNING),
        "menu": Rule("Header and footer have one page in each place, the header five."),
        # rendering
        "block": Rule("Every block is closed, known and complete."),
        "markup": Rule("The text uses only the Markdown that the site understands."),
        "list": Rule("Lists are written so that they stay lists."),
        "template": Rule("Templates use only what they are given."),
        # checking the finished pages
        "link": Rule("Every link inside the site leads to a page and a heading that exist."),
        "id": Rule("Every id stands once on its page and is not empty."),
        "outline": Rule("One main heading a page, and no level skipped."),
        "picture": Rule("Every picture says what it shows, or that it is decoration."),
        "picture-file": Rule("Every picture can be shown, and nothing but its pixels goes online."),
        "photo-metadata": Rule("No photo tells where and when it was taken.", **_ALWAYS_WARNING),
        "picture-unused": Rule("Every picture beside a page is shown.", **_ALWAYS_WARNING),
        "breadcrumb": Rule("Every step of a breadcrumb is a page."),
        "foreign": Rule("Pages load nothing from other hosts and run nothing."),
        "safety": Rule("Safety comes before booking."),
        "claims": Rule("The site promises nothing that it cannot keep."),
        "coverage": Rule("Every point of the clinic's own article stands on a page."),
        "reading": Rule("Texts are as easy to read as readers need them.", **_ALWAYS_WARNING),
        "hard-reading": Rule("No text is hard to read.", **_WARNING_UNTIL_RELEASE),
        "long-sentence": Rule("No sentence has more than 25 words."),
        "structured-data": Rule("Structured data is well formed and honest."),
        "sources": Rule("A page with health information names its sources."),
        "review-due": Rule("Every page is checked again in time.", **_ALWAYS_WARNING),
        "review-overdue": Rule("No page is past its review, where that is strictly watched."),
        # these three wait for people outside: a release must not wait with them
        "clinical-review": Rule("A licensed clinician has checked each page.", **_ALWAYS_WARNING),
        "translation-review": Rule("A translator has checked each translation.", **_ALWAYS_WARNING),
        "unverified-source": Rule("Sources are read at their publishers'.", **_ALWAYS_WARNING),
        "review-date": Rule("Review dates are in order and not too far apart."),
        # asked for with `check --external`, never part of a build
        "gone-link": Rule("Links to other sites lead somewhere."),
        "unsure-link": Rule("Somebody knows where links to other sites lead.", **_ALWAYS_WARNING),
        # never an error: a character in another font harms nobody, an unpublished correction may
        "font": Rule("Every character is in the site's font.", **_ALWAYS_WARNING),
        "description": Rule("Descriptions fit a search result.", **_ALWAYS_WARNING),
    }
)


class Problem(Struct, frozen=True):
    """One mistake that someone who edits the content can mend."""

    rule: str
    """A key of `RULES`."""
    message: str
    """What is wrong, in one sentence without a full stop, in an editor's words."""
    path: str = ""
    """The file, relative to the project's folder, with forward slashes; empty for the site."""
    line: int = 0
    """From 1; 0 when no certain line can be named."""
    column: int = 0
    """From 1, in characters; 0 when no certain column can be named."""
    excerpt: str = ""
    """The line as it stands in the file; empty when `line` is 0."""
    hint: str = ""
    """What to do, ready to follow. `write: …` is the whole line to write instead of this one,
    `add: …` a line to add to the front matter, `remove this line` is just that; anything else
    is a sentence."""

    def severity(self, *, release: bool) -> Severity:
        """How grave this is for a build, or for a release."""
        rule = RULES[self.rule]
        return rule.release if release else rule.build


def to_json(problems: Iterable[Problem]) -> bytes:
    """The problems as JSON, in their order; `from_json` gives them back."""
    return json.dumps([astuple(problem) for problem in problems]).encode()


def from_json(data: bytes) -> tuple[Problem, ...]:
    """The problems that `to_json` wrote."""
    return tuple(Problem(*values) for values in json.loads(data))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems without repetitions, sorted by file and place."""
    return tuple(
        sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.rule, p.message, p.hint))
    )


def has_errors(problems: Iterable[Problem], *, release: bool) -> bool:
    """Whether any of the problems must stop the site from being published."""
    return any(p.severity(release=release) is Severity.ERROR for p in problems)
