"""The data for search engines on the shipped site: the types of content.md Part 8, and no word more
than readers see."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.check.said import NOT_IN_WORDS
from clinicsite.check.structured_data import FORBIDDEN_KEYS, FORBIDDEN_TYPES
from clinicsite.languages import Language
from clinicsite.read.front_matter import Aspect, Kind
from clinicsite.read.health_topics import TopicKind, read_topics
from clinicsite.read.pages import Page, read_pages
from tests.small_sites import TODAY, build
from tests.test_shipped_site import pages, shipped, shipped_tree

SITE = "https://massage-rx.example.org"
TYPES = {
    *("MedicalWebPage", "WebPage", "WebSite", "BreadcrumbList", "ListItem", "CreativeWork"),
    *("HealthAndBeautyBusiness", "Service", "FAQPage", "Question", "Answer", "MedicalAudience"),
    *("MedicalSymptom", "MedicalCondition", "AnatomicalStructure", "MedicalCause"),
    *("MedicalSignOrSymptom", "MedicalRiskFactor"),
}
"""All that Part 8 names and the site has something to say of. Films: there is none."""
Value = tuple[str, str]
"""A key, and a text at it."""


@functools.cache
def tree_of(name: str) -> LexborHTMLParser:
    """One finished page."""
    return LexborHTMLParser(shipped().files[name])


@functools.cache
def graph_of(name: str) -> list[dict[str, object]]:
    """What its data describe."""
    (script,) = tree_of(name).css("script[type='application/ld+json']")
    data = json.loads(script.text())
    assert data.keys() == {"@context", "@graph"}
    found: list[dict[str, object]] = data["@graph"]
    return found


def described() -> list[str]:
    """The pages with data: all but those for lost addresses and those that lead on."""
    return [name for name in pages() if tree_of(name).css("script")]


def values(data: object, key: str = "") -> Iterator[Value]:
    """Every text in the data with the key that leads to it; numbers as texts."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from values(value, str(name))
    elif isinstance(data, list):
        for value in data:
            yield from values(value, key)
    else:
        yield key, str(data)


def bare(text: str) -> str:
    """For comparison: no letter case, no accents, one kind of quotes and spaces."""
    letters = unicodedata.normalize("NFKD", text.translate({0x2019: "'", 0x2018: "'"})).casefold()
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


@functools.cache
def visible(name: str) -> str:
    """The words of the page, without marks of sources."""
    tree = LexborHTMLParser(shipped().files[name])
    for node in tree.css("script, style, sup.mark, [hidden]"):
        node.decompose()
    assert tree.body is not None
    return bare(tree.body.text())


def days(name: str) -> dict[str, str]:
    """What each day of the review stamp is → the day."""
    times = tree_of(name).css(".stamp time")
    return {time.attributes["data-date"] or "": time.attributes["datetime"] or "" for time in times}


def is_address(name: str, value: str) -> bool:
    """Whether the page has this address of its own, or links to it."""
    tree = tree_of(name)
    links = {node.attributes.get("href") or "" for node in tree.css("a, link[rel=canonical]")}
    own = {SITE + link for link in links if link.startswith("/")} | links
    return value in own or value in {f"{SITE}/", f"{SITE}/es/"}


ELSEWHERE: dict[str, Callable[[str, str], bool]] = {
    # The vocabulary: types are looked at below, names of things lead to things of this site.
    "@type": lambda _, value: value in TYPES,
    "@id": lambda name, value: is_address(name, value.partition("#")[0]),
    # A word of schema.org that stands for a choice of ours.
    "audienceType": lambda _, value: value == "Patient",
    "aspect": lambda _, value: value in set(Aspect),
    # The language of the whole page.
    "inLanguage": lambda name, value: bool(tree_of(name).css(f"html[lang={value}]")),
    "url": is_address,
    "item": is_address,
    "position": lambda _, value: value.isdigit(),
    # In the stamp as a day in words, with the same day for machines; of a source, a year.
    "datePublished": lambda name, value: (
        value == days(name).get("published") or value in visible(name)
    ),
    "lastReviewed": lambda name, value: value == days(name)["last-reviewed"],
    # Readers see brackets and a hyphen between the digits.
    "telephone": lambda name, value: (
        value.removeprefix("+1") in re.sub(r"[^0-9a-z]", "", visible(name))
    ),
}
"""Keys whose values readers meet in another form → whether page and value agree."""


@pytest.mark.parametrize("name", described())
def test_every_value_stands_on_the_page(name: str) -> None:
    """Search engines are told nothing that readers are not, in both languages."""
    untold = [
        (key, value)
        for key, value in values(graph_of(name))
        if not (ELSEWHERE[key](name, value) if key in ELSEWHERE else bare(value) in visible(name))
    ]

    assert untold == []
    assert ELSEWHERE.keys() - NOT_IN_WORDS == {"position"}


@pytest.mark.parametrize("name", described())
def test_no_value_is_empty_and_no_type_is_borrowed(name: str) -> None:
    """What is not known is left out; ratings and other professions are not ours."""
    keys = {key for key, _ in values(graph_of(name))}

    assert [key for key, value in values(graph_of(name)) if not value.strip()] == []
    assert not re.search(r":(?:\[\]|\{\}|null|\"\")", json.dumps(graph_of(name)).replace(" ", ""))
    assert TYPES.isdisjoint(FORBIDDEN_TYPES)
    assert keys.isdisjoint(FORBIDDEN_KEYS | {"reviewedBy", "hasCredential", "code"})


def source_of(name: str) -> Page:
    """The page that this file was made from."""
    (found,) = (page for page in _sources() if _file(page) == name)
    return found


@functools.cache
def _sources() -> tuple[Page, ...]:
    return read_pages(shipped_tree(), today=TODAY, drafts=False).pages


def _file(page: Page) -> str:
    route = page.path.removeprefix("content/").removeprefix("en/").removesuffix(".md")
    return "index.html" if route == "index" else route.removesuffix("/index") + "/index.html"


def of_type(name: str, kind: str) -> list[dict[str, object]]:
    """What the page describes of this type."""
    return [node for node in graph_of(name) if node["@type"] == kind]


@pytest.mark.parametrize("name", described())
def test_a_page_on_health_says_what_it_is(name: str) -> None:
    """About, for patients, when it was checked, in which language, from which sources, and where it
    stands; by nobody, as long as nobody has checked it."""
    front = source_of(name).front
    page = graph_of(name)[0]

    assert page["@type"] == ("MedicalWebPage" if front.kind.informs_on_health else "WebPage")
    assert {"@id", "url", "name", "inLanguage", "isPartOf"} <= page.keys()
    assert ("breadcrumb" in page) == bool(tree_of(name).css(".breadcrumb"))
    if front.kind.informs_on_health:
        assert page["audience"] == {"@type": "MedicalAudience", "audienceType": "Patient"}
        assert page["lastReviewed"] == front.last_reviewed.isoformat()
        assert len(tree_of(name).css("li[id^=source-]")) <= len(list(values(page["citation"]))) / 3
        assert ("about" in page) == bool(front.about)
        assert ("aspect" in page) == bool(front.aspect)


@pytest.mark.parametrize("language", list(Language))
def test_pages_that_explain_pain_are_about_something(language: Language) -> None:
    """Causes, symptoms, treatments, exercises and emergencies; services are services."""
    explain = {Kind.HOME, Kind.ARTICLE, Kind.TREATMENT, Kind.EMERGENCY, Kind.SELF_CHECK}
    for page in _sources():
        if page.language is language and page.front.kind in explain:
            assert page.front.about, page.path
        if page.front.kind is Kind.SERVICE:
            assert not page.front.about, page.path


@pytest.mark.parametrize("name", [name for name in described() if of_type(name, "Service")])
def test_a_service_is_a_massage_by_the_clinic(name: str) -> None:
    """With its name, its provider and its place; the provider is described on the same page."""
    (service,) = of_type(name, "Service")
    (business,) = of_type(name, "HealthAndBeautyBusiness")

    assert service.keys() == {"@type", "name", "serviceType", "provider", "areaServed"}
    assert service["serviceType"] == ("Masaje" if name.startswith("es/") else "Massage")
    assert service["provider"] == {"@id": business["@id"]}
    assert service["areaServed"] == "Los Angeles"


def test_services_home_and_contact_describe_the_clinic_and_emergencies_do_not() -> None:
    """Its name, address and number on pages that show them; hours and street when supplied."""
    for name in described():
        kind = source_of(name).front.kind
        found = of_type(name, "HealthAndBeautyBusiness")
        assert bool(found) == (kind in {Kind.HOME, Kind.VISIT, Kind.SERVICE}), name
        for business in found:
            known = {"@type", "@id", "name", "url", "telephone", "areaServed"}
            assert business.keys() == known, name
    config = shipped_tree().files["config.yaml"].decode()
    config = config.replace("monday:", "monday: 9:00 am - 5:00 pm")
    built = build(shipped_tree().with_files({"config.yaml": config.encode()}))
    data = LexborHTMLParser(built.files["about-contact/index.html"]).css_first("script")
    assert data is not None
    assert '"openingHours":["Mo 09:00-17:00"]' in data.text()


@pytest.mark.parametrize("name", described())
def test_questions_are_those_that_the_page_shows(name: str) -> None:
    """Each question of the page with its whole answer, in the page's order."""
    shown = [node.text(strip=True) for node in tree_of(name).css("details > summary")]
    told = [
        str(question["name"])
        for faq in of_type(name, "FAQPage")
        for question in _list(faq["mainEntity"])
    ]

    assert told == shown


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def test_massage_is_named_as_no_treatment_of_anything() -> None:
    """What may help is what people do themselves; an illness has no such list at all."""
    topics, problems = read_topics(shipped_tree())

    assert problems == ()
    assert topics
    for topic in topics.values():
        helps = [word for text in topic.helps for word in (text.en, text.es)]
        assert not helps or topic.kind is TopicKind.SYMPTOM
        assert not any(re.search("mas+a[gj]e", word, re.IGNORECASE) for word in helps)


def test_every_fact_of_a_topic_is_told_somewhere() -> None:
    """A text that no page shows would be kept for nothing, or is misspelt, in either language."""
    topics, _ = read_topics(shipped_tree())
    told = {
        language: {
            bare(value)
            for name in described()
            if name.startswith("es/") == (language is Language.ES)
            for page in graph_of(name)[:1]
            for _, value in values(page.get("about"))
        }
        for language in Language
    }
    for topic in topics.values():
        texts = [topic.name, *topic.causes, *topic.signs, *topic.risks, *topic.helps]
        texts += [topic.place] if topic.place else []
        for language in Language:
            words = [text.in_(language) for text in texts]
            words += topic.also.in_(language) if topic.also else ()
            assert [one for one in words if bare(one) not in told[language]] == [], topic.id
