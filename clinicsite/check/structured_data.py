"""Structured data is well formed and says nothing that the page does not say (content.md, 8)."""

from __future__ import annotations

from collections.abc import Iterator
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
_NEEDED = {"VideoObject": ("name", "transcript", "uploadDate", "thumbnailUrl")}


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
    waiting: list[object] = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield from _of_object(value, facts)
            waiting += [*value.values()][::-1]
        elif isinstance(value, list):
            if any(map(_is_empty, value)):
                yield _EMPTY.format("an entry of a list")
            waiting += value[::-1]


_EMPTY = "“{}” is empty in the page's data for search engines"


def _of_object(entries: dict[str, object], facts: PageFacts) -> Iterator[str]:
    for key, value in entries.items():
        if _is_empty(value):
            yield _EMPTY.format(key)
        if _last_word(key) in FORBIDDEN_KEYS:
            yield f"the data for search engines holds “{key}”, which this clinic does not claim"
    kinds = _types(entries.get("@type"))
    for name in FORBIDDEN_TYPES.intersection(kinds):
        yield f"the data for search engines claims to describe a {name}"
    for name in _NEEDED.get(kinds[0], ()):
        if name not in entries:
            yield f"the data for search engines names a {kinds[0]} without {name}"
    if "hasCredential" in entries and not _has_number(entries["hasCredential"]):
        yield "the data for search engines names a certificate without its number"
    if "lastReviewed" in entries:
        yield from _review_date(entries["lastReviewed"], facts)


def _is_empty(value: object) -> bool:
    return not value.strip() if isinstance(value, str) else value is None or value in ([], {})


def _types(value: object) -> tuple[str, ...]:
    """The names of types, without the address of the vocabulary; at least one, maybe empty."""
    if isinstance(value, str):
        return (_last_word(value),)
    values = value if isinstance(value, list) else ()
    return tuple(_last_word(one) for one in values if isinstance(one, str)) or ("",)


@lru_cache(maxsize=1024)
def _last_word(address: str) -> str:
    return address.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def _has_number(credential: object) -> bool:
    many = credential if isinstance(credential, list) else [credential]
    return all(isinstance(one, dict) and one.get("identifier") for one in many)


def _review_date(value: object, facts: PageFacts) -> Iterator[str]:
    shown = [day.value for day in facts.days if day.name == "last-reviewed"]
    if shown != [value]:
        visible = " and ".join(shown) or "no day"
        yield f"the last review was on {value} for search engines, on {visible} for readers"
