"""Reference data under `content/data/`: warning signs, sources, glossary and wording.

Each fact stands in one file and every page, card and list is made from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from clinicsite.languages import Language
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.data_file import read_document
from clinicsite.read.document import Document
from clinicsite.read.fields import (
    Bilingual,
    Day,
    Flag,
    Localized,
    LocalizedTexts,
    Name,
    Strict,
    Text,
    Texts,
    WebAddress,
)
from clinicsite.read.schema import did_you_mean
from clinicsite.read.source import SourceText
from clinicsite.read.tree import SourceTree
from clinicsite.read.wording import SOURCE_KIND, missing_texts, unfit_texts

DATA = "content/data/"
MAX_ZONES = 8


class CareLevel(StrEnum):
    """How urgent a warning sign is, most urgent first (content.md Part 3: T1, T2, T3)."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NON_URGENT = "non-urgent"


class LevelText(Strict, frozen=True, kw_only=True):
    """What the care card of one level says."""

    tier: Text
    word: Bilingual
    heading: Bilingual
    action: Bilingual | None = None
    """The words of the heading that call 911."""
    intro: Bilingual
    closing: Bilingual


class WarningSign(Strict, frozen=True, kw_only=True):
    """One sign, and how soon someone who has it needs help."""

    id: Name
    level: CareLevel
    short: Bilingual
    full: Bilingual
    article_items: Texts = ()
    sources: Texts = ()


class WarningSigns(Strict, frozen=True, kw_only=True):
    """All of `warning-signs.yaml`."""

    levels: dict[CareLevel, LevelText]
    signs: tuple[WarningSign, ...]
    massage_ok: tuple[Bilingual, ...]
    massage_ok_result: Bilingual
    ask_first: tuple[Bilingual, ...]
    call_911: Bilingual


class Source(Strict, frozen=True, kw_only=True):
    """A law, guideline, study or page that the site's statements rest on."""

    id: Name
    kind: Text
    author: Text = ""
    title: Text
    language: Language = Language.EN
    """What it is written in."""
    publication: Text = ""
    year: Text = ""
    url: WebAddress
    checked: Day | None = None
    """The day on which somebody read the publisher's own text."""
    verified: Flag
    note: Text = ""
    """For staff; never shown."""


class Linking(StrEnum):
    """Which names of a word lead to the glossary where a page first uses them."""

    ALL = "all"
    TERM = "term"
    """The term alone: its other names are everyday words."""
    NO = "no"


class Term(Strict, frozen=True, kw_only=True):
    """A word of the glossary."""

    id: Name
    term: Localized
    say: Localized | None = None
    also: LocalizedTexts | None = None
    link: Linking = Linking.ALL
    definition: Localized


class Zone(Strict, frozen=True, kw_only=True):
    """A place where it can hurt, and the page that says more."""

    name: Localized
    link: Localized


class BodyZones(Strict, frozen=True, kw_only=True):
    """All of `body-map.yaml`, in the order of their numbers in the drawing."""

    zones: tuple[Zone, ...]


class Reference(Struct, frozen=True):
    """The reference data of a site, each file with the places of its values."""

    warning_signs: WarningSigns
    signs_document: Document
    sources: Mapping[str, Source]
    sources_document: Document
    glossary: tuple[Term, ...]
    glossary_document: Document
    wording: Mapping[str, Localized]
    wording_document: Document
    zones: tuple[Zone, ...]
    """Of the body map; none on a site that has no such map."""
    zones_document: Document


def read_reference(
    tree: SourceTree, memo: Memo = FORGETFUL
) -> tuple[Reference | None, tuple[Problem, ...]]:
    """The reference data, or None with problems when a file is missing or faulty."""
    signs, signs_document, problems = read_document(
        tree, DATA + "warning-signs.yaml", WarningSigns, memo
    )
    sources, sources_document, found = read_document(
        tree, DATA + "sources.yaml", tuple[Source, ...], memo
    )
    problems += found
    glossary, glossary_document, found = read_document(
        tree, DATA + "glossary.yaml", tuple[Term, ...], memo
    )
    problems += found
    wording, wording_document, found = read_document(
        tree, DATA + "wording.yaml", dict[str, Localized], memo
    )
    problems += found
    zones, zones_document, found = _zones(tree, memo)
    problems += found
    if signs is None or sources is None or glossary is None or wording is None:
        return None, problems
    problems += tuple(_repeated(signs_document, ("signs",), [sign.id for sign in signs.signs]))
    problems += tuple(_repeated(sources_document, (), [source.id for source in sources]))
    problems += tuple(_repeated(glossary_document, (), [term.id for term in glossary]))
    by_id = {source.id: source for source in sources}
    problems += tuple(_contradictions(signs, signs_document, by_id))
    problems += tuple(_unknown_kinds(sources, sources_document, wording))
    problems += tuple(missing_texts(wording, wording_document))
    problems += tuple(unfit_texts(wording, wording_document))
    if any(problem.rule == "field" for problem in problems):
        return None, problems
    reference = Reference(
        signs,
        signs_document,
        by_id,
        sources_document,
        glossary,
        glossary_document,
        wording,
        wording_document,
        zones,
        zones_document,
    )
    return reference, problems


def _zones(tree: SourceTree, memo: Memo) -> tuple[tuple[Zone, ...], Document, tuple[Problem, ...]]:
    path = DATA + "body-map.yaml"
    if path not in tree.files:
        return (), Document(SourceText(path, ""), ""), ()
    value, document, problems = read_document(tree, path, BodyZones, memo)
    zones = value.zones if value else ()
    if len(zones) > MAX_ZONES:
        message = f"a body map has at most {MAX_ZONES} places"
        problems += (document.problem("field", ("zones", MAX_ZONES), message),)
    return zones, document, problems


def _unknown_kinds(
    sources: tuple[Source, ...], document: Document, wording: Mapping[str, Localized]
) -> Iterable[Problem]:
    kinds = [key.removeprefix(SOURCE_KIND) for key in wording if key.startswith(SOURCE_KIND)]
    for number, source in enumerate(sources):
        if source.kind not in kinds:
            near = did_you_mean(source.kind, kinds)
            keys = (number, "kind")
            hint = document.line_with(keys, near) if near else f"Use one of: {', '.join(kinds)}."
            message = f"there is no kind of source `{source.kind}`"
            yield document.problem("field", keys, message, hint)


def _repeated(document: Document, where: tuple[str, ...], ids: list[str]) -> Iterable[Problem]:
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name.lower() in seen:
            yield document.problem(
                "reference",
                (*where, number, "id"),
                f"the id `{name}` stands here a second time",
                "Give one of the two another id.",
            )
        seen.add(name.lower())


def _contradictions(
    signs: WarningSigns, document: Document, sources: Mapping[str, Source]
) -> Iterable[Problem]:
    for level in CareLevel:
        if level not in signs.levels:
            yield document.problem("field", ("levels",), f"the level `{level}` is missing")
    for number, sign in enumerate(signs.signs):
        for language in ("en", "es"):
            if len(getattr(sign.short, language).split()) > 8:
                yield document.problem(
                    "field",
                    ("signs", number, "short", language),
                    "a short warning sign has at most 8 words",
                )
        for place, source in enumerate(sign.sources):
            if source not in sources:
                yield document.problem(
                    "reference",
                    ("signs", number, "sources", place),
                    f"`{source}` is not in sources.yaml",
                )
    for level, text in signs.levels.items():
        for language in ("en", "es"):
            heading = getattr(text.heading, language)
            if text.action and getattr(text.action, language) not in heading:
                yield document.problem(
                    "field",
                    ("levels", level.value, "action", language),
                    "the words of `action` do not stand in `heading`",
                    f"Use some of its words: {heading}",
                )
