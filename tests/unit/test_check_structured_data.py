"""Structured data."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check.said import stand_in
from tests.unit.test_check_site import body, page, problems

STAMP = '<dl class="stamp"><dd><time datetime="2026-11-22" data-date="last-reviewed">x</time></dl>'


def found(data: object, main: str = "") -> list[str]:
    """What is wrong with a page with this structured data, besides what its reader cannot see."""
    return [one for one in told_of(data, main) if "and the page does not" not in one]


def told_of(data: object, main: str = "") -> list[str]:
    """All that is wrong with it."""
    text = data if isinstance(data, str) else json.dumps(data)
    head = f'<script type="application/ld+json">{text}</script>'
    told = problems(page(main, head=head))
    assert {problem.rule for problem in told} <= {"structured-data"}
    return [problem.message for problem in told]


def test_honest_data_is_fine() -> None:
    """What the page shows may be said."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "MedicalWebPage", "lastReviewed": "2026-11-22", "name": "Causes"},
            {"@type": "HealthAndBeautyBusiness", "hasCredential": {"identifier": "12"}},
            {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Is it “bad”?"}]},
        ],
    }

    assert found(data, STAMP + body("<details><summary>Is it “bad”?</summary>No.</details>")) == []


@pytest.mark.parametrize(
    "text", ["", "{", "{'a': 1}", '{"a": NaN}', "[" * 100_000, "1" * 5_000, "{}", "1"]
)
def test_data_that_cannot_be_read_is_told(text: str) -> None:
    """Not even a hostile text stops the checks."""
    (message,) = found(text)

    assert message.startswith("the page's data for search engines ")


@pytest.mark.parametrize("value", ["", " ", None, [], {}, [""], {"x": None}])
def test_an_empty_value_is_told(value: object) -> None:
    """What is not known is left out."""
    assert any("is empty in the page's data" in message for message in found({"a": value}))


@pytest.mark.parametrize(
    "name",
    [
        *("AggregateRating", "Review", "MedicalBusiness", "MedicalClinic", "Physiotherapy"),
        *("Physician", "PhysicalTherapy", "MedicalProcedure", "https://schema.org/Review"),
        *("schema:Physician", "http://schema.org/#MedicalClinic"),
    ],
)
def test_a_type_that_the_clinic_is_not_is_refused(name: str) -> None:
    """At any depth, among other types, by whatever name."""
    for kind in (name, ["Thing", name]):
        (message,) = found({"@graph": [{"about": {"@type": kind}}]})
        assert message.startswith("the data for search engines claims to describe a ")


@pytest.mark.parametrize("key", ["aggregateRating", "review", "medicalSpecialty", "priceRange"])
def test_a_claim_that_nobody_supplied_is_refused(key: str) -> None:
    """Ratings, specialties and prices are never guessed."""
    (message,) = found({"@type": "Thing", key: "x"})

    assert f"“{key}”" in message


def test_a_certificate_has_its_number() -> None:
    """Anybody can check it then."""
    assert len(found({"hasCredential": "CAMTC"})) == 1
    assert len(found({"hasCredential": [{"identifier": "1"}, {"name": "CAMTC"}]})) == 1


def test_a_film_is_real() -> None:
    """A film has its words, its day and its picture."""
    messages = found({"@type": "VideoObject", "name": "A session", "uploadDate": "2026-11-22"})

    assert messages == [
        "the data for search engines names a VideoObject without thumbnailUrl",
        "the data for search engines names a VideoObject without transcript",
    ]


def test_the_day_of_the_review_is_the_one_that_readers_see() -> None:
    """Search engines are told nothing that readers are not."""
    data = {"@type": "MedicalWebPage", "lastReviewed": "2026-11-23"}

    assert found(data, STAMP) == [
        "the last review was on 2026-11-23 for search engines, on 2026-11-22 for readers"
    ]
    assert found(data) == [
        "the last review was on 2026-11-23 for search engines, on no day for readers"
    ]


def test_what_search_engines_are_told_stands_on_the_page() -> None:
    """Word by word, whatever marks, quotes, accents and letter case are around it."""
    data = {
        "@graph": [
            {"@type": "Question", "name": "Is it 'bad'?", "acceptedAnswer": {"text": "No. Or so."}},
            {"@type": "MedicalSymptom", "name": "upper back pain", "cause": ["overuse", "lifting"]},
            {"areaServed": "Los Angeles", "telephone": "+13235550100", "url": "https://a.test/"},
        ]
    }
    main = (
        "<h2>Is it ‘bad’?</h2><p>No.<sup class='mark'>3</sup> <b>Or</b> so.</p>"
        "<p>Upper back\npain in Los Ángeles can come from <i>overuse</i>{}.</p>"
    )

    assert told_of(data, body(main.format(" and lifting"))) == []
    assert told_of(data, body(main.format(""))) == [
        "the data for search engines says “lifting”, and the page does not"
    ]


@given(st.text(st.sampled_from("aB é\u00a0\u2003\n\t\x1f")))
def test_only_words_as_a_reader_meets_them_count_letter_by_letter(words: str) -> None:
    """One space stands between two words and none around them."""
    data = json.dumps({"name": words})

    assert stand_in((data,), words) is (words == " ".join(words.split()))


def test_the_same_fault_on_many_pages_is_told_once() -> None:
    """It comes from a template."""
    head = '<script type="application/ld+json">{"telephone": ""}</script>'

    (problem,) = problems(page(head=head), page(head=head, route="/b/"))

    assert problem.message == (
        "“telephone” is empty in the page's data for search engines (on 2 pages)"
    )
