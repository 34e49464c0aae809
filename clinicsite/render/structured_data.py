"""JSON-LD that says nothing the page does not say (content.md Part 8).

A massage practice is a `HealthAndBeautyBusiness`. Types that belong to licensed professionals,
ratings and reviews are never used.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from clinicsite.languages import Language
from clinicsite.read.config import Config
from clinicsite.read.front_matter import Kind
from clinicsite.read.hours import schema_hours
from clinicsite.render.component_views import ClinicView, Link, Question, Stamp
from clinicsite.render.context import RenderContext
from clinicsite.render.json_ld import Json, as_script
from clinicsite.render.list_views import SourceEntry
from clinicsite.render.routes import RoutedPage

_SERVICE = {Language.EN: "Massage", Language.ES: "Masaje"}
_SHOWS_THE_CLINIC = frozenset({Kind.HOME, Kind.VISIT, Kind.SERVICE})


class Shown(Struct, frozen=True):
    """What a reader sees on the page, and so what its structured data may say."""

    title: str
    topics: list[Json]
    """What it is about."""
    stamp: Stamp | None
    breadcrumb: tuple[Link, ...]
    sources: tuple[SourceEntry, ...]
    questions: tuple[Question, ...]
    clinic: ClinicView


def structured_data(context: RenderContext, page: RoutedPage, shown: Shown) -> Markup:
    """The page's JSON-LD, safe inside a script element."""
    front = page.page.front
    home = context.base.absolute("/")
    address = context.base.absolute(page.route)
    organization = home + "#clinic"
    graph: list[Json] = [_page(context, page, shown)]
    if front.kind in _SHOWS_THE_CLINIC:
        graph.append(_business(context.config, organization, home, shown.clinic))
    if front.kind is Kind.HOME:
        graph.append(
            {
                "@type": "WebSite",
                "@id": address + "#site",
                "url": address,
                "name": context.config.site.name,
                "inLanguage": page.page.language.tag,
            }
        )
    if front.kind is Kind.SERVICE:
        graph.append(
            {
                "@type": "Service",
                "name": shown.title,
                "serviceType": _SERVICE[page.page.language],
                "provider": {"@id": organization},
                "areaServed": context.config.clinic.city,
            }
        )
    graph += _faq(shown.questions)
    return as_script(graph)


def _page(context: RenderContext, page: RoutedPage, shown: Shown) -> Json:
    front = page.page.front
    informs = front.kind.informs_on_health
    address = context.base.absolute(page.route)
    node: dict[str, Json] = {
        "@type": "MedicalWebPage" if informs else "WebPage",
        "@id": address,
        "url": address,
        "name": shown.title,
        "inLanguage": page.page.language.tag,
        "isPartOf": {"@id": context.base.absolute(page.page.language.home) + "#site"},
        "breadcrumb": _trail(context, shown.breadcrumb),
    }
    if informs:
        node["about"] = shown.topics
        node["aspect"] = front.aspect.value if front.aspect else None
    if informs and shown.stamp:
        node["audience"] = {"@type": "MedicalAudience", "audienceType": "Patient"}
        node["datePublished"] = shown.stamp.published.isoformat()
        node["lastReviewed"] = shown.stamp.last_reviewed.isoformat()
        node["citation"] = [_citation(source) for source in shown.sources]
    return node


def _citation(source: SourceEntry) -> Json:
    return {
        "@type": "CreativeWork",
        "name": source.title,
        "author": source.author,
        "datePublished": source.year,
        "url": source.url,
    }


def _business(config: Config, name: str, home: str, clinic: ClinicView) -> Json:
    address = config.clinic.address
    hours = [text for day, hours in config.clinic.hours.days() for text in schema_hours(day, hours)]
    return {
        "@type": "HealthAndBeautyBusiness",
        "@id": name,
        "name": clinic.name,
        "url": home,
        "telephone": clinic.phone_url.removeprefix("tel:"),
        "areaServed": config.clinic.city,
        "email": clinic.email,
        "openingHours": list(hours),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "addressLocality": address.city,
            "addressRegion": address.state,
            "postalCode": address.postal_code,
        }
        if address.street
        else None,
    }


def _trail(context: RenderContext, breadcrumb: Iterable[Link]) -> Json:
    items: list[Json] = [
        {
            "@type": "ListItem",
            "position": number,
            "name": step.text,
            "item": context.base.origin + step.url,
        }
        for number, step in enumerate(breadcrumb, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items} if items else None


def _faq(questions: Iterable[Question]) -> list[Json]:
    entries: list[Json] = [
        {
            "@type": "Question",
            "name": question.question,
            "acceptedAnswer": {"@type": "Answer", "text": _plain(question.answer)},
        }
        for question in questions
    ]
    return [{"@type": "FAQPage", "mainEntity": entries}] if entries else []


def _plain(html: Markup) -> str:
    """The words of an answer, without the numbers of its source marks."""
    fragment = LexborHTMLParser(html)
    for mark in fragment.css("sup.mark"):
        mark.decompose()
    return " ".join((fragment.body.text() if fragment.body else "").split())
