"""Structured data is well formed and says nothing that the page does not say (content.md, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.page_facts import PageFacts, Spot
from clinicsite.check.pages import Site
from clinicsite.check.said import read_data

FORBIDDEN_TYPES = frozenset(
    (
        *("AggregateRating", "Chiropractic", "CriticReview", "Dentist", "DiagnosticLab"),
        *("DiagnosticProcedure", "EmployerAggregateRating", "EndorsementRating", "Hospital"),
        *("IndividualPhysician", "MedicalBusiness", "MedicalClinic", "MedicalOrganization"),
        *("MedicalProcedure", "MedicalSpecialty", "MedicalTherapy", "Optician"),
        *("PalliativeProcedure", "Pharmacy", "PhysicalExam", "PhysicalTherapy", "Physician"),
        *("PhysiciansOffice", "Physiotherapy", "Rating", "Review", "SearchAction"),
        *("SurgicalProcedure", "TherapeuticProcedure", "UserReview"),
    )
)
"""Professions and ratings that the clinic has not supplied."""
FORBIDDEN_KEYS = frozenset(
    (
        *("aggregateRating", "medicalSpecialty", "priceRange", "review", "reviews"),
        *("starRating",),
    )
)
_WATCHED = frozenset({"@type", "hasCredential"})
_NEEDED = {"VideoObject": ("name", "transcript", "uploadDate", "thumbnailUrl")}

_Found = tuple[str, str, object]
"""Type of the object that holds it, key, value."""


def check_structured_data(site: Site) -> Iterator[Finding]:
    """What the structured data of a page must not say, or says without the page."""
    for one in site.written_pages():
        for text in one.facts.json_ld:
            for message in dict.fromkeys(_troubles(text, one.facts)):
                yield Finding("structured-data", one.page, message, TEMPLATE_HINT, Spot())
        for words in one.facts.unsaid:
            message = f"the data for search engines says “{words}”, and the page does not"
            yield Finding("structured-data", one.page, message, TEMPLATE_HINT, Spot())


def _troubles(text: str, facts: PageFacts) -> Iterator[str]:
    try:
        data = read_data(text)
    except ValueError:
        yield "the page's data for search engines cannot be read"
        return
    if not isinstance(data, dict | list) or not data:
        yield "the page's data for search engines is empty"
        return
    for kind, key, value in _entries(data):
        yield from _of_entry(kind, key, value)
        if key == "lastReviewed":
            yield from _review_date(value, facts)


def _entries(data: object) -> Iterator[_Found]:
    """Every key and every item of the data with what it holds."""
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        kind, value = waiting.pop()
        if isinstance(value, dict):
            kind = _types(value.get("@type"))[0]
            for key, inner in value.items():
                yield kind, str(key), inner
            yield kind, "", value
            waiting += [(kind, inner) for inner in value.values()][::-1]
        elif isinstance(value, list):
            for inner in value:
                yield kind, "an entry of a list", inner
            waiting += [(kind, inner) for inner in value][::-1]


def _types(value: object) -> tuple[str, ...]:
    """The names of types, without the address of the vocabulary; at least one, maybe empty."""
    if isinstance(value, str):
        return (_last_word(value),)
    values = value if isinstance(value, list) else ()
    return tuple(_last_word(one) for one in values if isinstance(one, str)) or ("",)


@lru_cache(maxsize=1024)
def _last_word(address: str) -> str:
    return address.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def _of_entry(kind: str, key: str, value: object) -> Iterable[str]:
    if not key:
        return _lacks(kind, value) if kind in _NEEDED else ()
    empty = not value.strip() if isinstance(value, str) else value is None or value in ([], {})
    if not (empty or key in _WATCHED or _last_word(key) in FORBIDDEN_KEYS):
        return ()
    return _of_watched(key, value, empty=empty)


def _lacks(kind: str, value: object) -> Iterator[str]:
    for name in _NEEDED[kind]:
        if isinstance(value, dict) and name not in value:
            yield f"the data for search engines names a {kind} without {name}"


def _of_watched(key: str, value: object, *, empty: bool) -> Iterator[str]:
    if empty:
        yield f"“{key}” is empty in the page's data for search engines"
    if key == "@type":
        for name in FORBIDDEN_TYPES.intersection(_types(value)):
            yield f"the data for search engines claims to describe a {name}"
    if _last_word(key) in FORBIDDEN_KEYS:
        yield f"the data for search engines holds “{key}”, which this clinic does not claim"
    if key == "hasCredential" and not _has_number(value):
        yield "the data for search engines names a certificate without its number"


def _has_number(credential: object) -> bool:
    many = credential if isinstance(credential, list) else [credential]
    return all(isinstance(one, dict) and one.get("identifier") for one in many)


def _review_date(value: object, facts: PageFacts) -> Iterator[str]:
    shown = [day.value for day in facts.days if day.name == "last-reviewed"]
    if shown != [value]:
        visible = " and ".join(shown) or "no day"
        yield f"the last review was on {value} for search engines, on {visible} for readers"
