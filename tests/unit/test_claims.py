"""Words that the site does not use, and who makes them true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check.lexicon import folded
from tests.small_sites import build, small_page

CERTIFIED = (
    "-- config.yaml (edited) --\n<   city: Los Angeles\n>   city: Los Angeles\n> therapists:\n"
)
LICENSED = CERTIFIED.replace("therapists:", "licensed_professionals:")
ANA = '>   - name: Ana Ruiz\n>     camtc_number: "12345"\n'
LEE = ">   - name: Lee Park\n"
CHIROPRACTOR = ">   - name: Ana Ruiz\n>     license: chiropractor\n>     number: DC 777\n"


def refused(body: str, config: str = "", kind: str = "text") -> list[str]:
    """The words of a page that are refused."""
    page = small_page("content/en/posture.md", body=body).replace("kind: text", f"kind: {kind}")
    if kind == "service":
        page = page.replace("---\n\n", "sources: [S19]\nreviewer: A. Person\n---\n\n", 1)
    problems = build(page + config).problems
    assert {problem.rule for problem in problems} <= {"claims"}
    return [problem.message.split("“")[1].split("”")[0] for problem in problems]


@pytest.mark.parametrize(
    "body",
    [
        "Massage cures pain.",
        "Massage CURES pain.",
        "Massage **cu**res pain.",
        "It [cures](/sources/) you.",
        "Cures\nfor pain.",
        "## It cures\n\nText.",
        "- cures",
        "| A | B |\n|---|---|\n| it cures | c |",
        "## Part\n\n/// note | It cures\nText.\n///",
        "It cures.[^S19]",
    ],
)
def test_words_are_found_wherever_they_stand(body: str) -> None:
    """Marks, letter case, links, lists, tables and blocks hide nothing."""
    assert [word.lower() for word in refused(body)] == ["cures"]


@pytest.mark.parametrize(
    "body",
    [
        "Most pain is obscure.",
        "A curette is a tool.",
        "Is this physical therapy? No.",
        "Our ptarmigan and pt of view.",
        "We do not:\n\n- adjust the spine",
        "| Who | What |\n|---|---|\n| Chiropractor | Adjust the spine |",
    ],
)
def test_words_that_claim_nothing_are_left_alone(body: str) -> None:
    """Parts of other words, sentences on the list, and small letters where capitals are meant."""
    assert refused(body) == []


def test_the_title_of_a_source_is_quoted_as_it_is() -> None:
    """What others have called their work is no claim of ours."""
    source = "-- content/data/sources.yaml (edited) --\n<   title: Upper back pain\n"
    source += ">   title: What heals a back\n"

    assert refused("We read “What heals a back” and heals a back.", source) == ["heals"]


@pytest.mark.parametrize(
    ("body", "therapists", "expected"),
    [
        ("We are CAMTC-certified.", "", ["CAMTC-certified"]),
        ("We are CAMTC-certified.", CERTIFIED + LEE, ["CAMTC-certified"]),
        ("We are CAMTC-certified.", CERTIFIED + ANA, []),
        ("We are CAMTC-certified.", CERTIFIED + ANA + LEE, ["CAMTC-certified"]),
        ("Ana Ruiz is certified. Lee is not.", CERTIFIED + ANA + LEE, []),
        ("Ana Ruiz is here. Lee Park is certified.", CERTIFIED + ANA + LEE, ["certified"]),
    ],
)
def test_certified_is_said_of_those_with_a_number(
    body: str, therapists: str, expected: list[str]
) -> None:
    """Of all when all have one, else of those whom the sentence names (brief, decision 16)."""
    assert refused(body, therapists) == expected


@pytest.mark.parametrize(
    ("body", "config", "kind", "expected"),
    [
        ("Ana Ruiz, DC 777, will adjust the spine.", LICENSED + CHIROPRACTOR, "service", []),
        (
            "Ana Ruiz, DC 777, will adjust the spine.",
            LICENSED + CHIROPRACTOR,
            "text",
            ["adjust the spine"],
        ),
        (
            "Ana Ruiz will adjust the spine.",
            LICENSED + CHIROPRACTOR,
            "service",
            ["adjust the spine"],
        ),
        (
            "Ana Ruiz, DC 777, gives physical therapy.",
            LICENSED + CHIROPRACTOR,
            "service",
            ["physical therapy"],
        ),
        ("Ana Ruiz, DC 777, will adjust the spine.", "", "service", ["adjust the spine"]),
        ("Ana Ruiz, DC 777, cures pain.", LICENSED + CHIROPRACTOR, "service", ["cures"]),
    ],
)
def test_a_licensed_service_is_that_persons_own(
    body: str, config: str, kind: str, expected: list[str]
) -> None:
    """Only on a service page that names person and number, and only what the license allows."""
    assert refused(body, config, kind) == expected


def test_spanish_pages_have_their_own_words() -> None:
    """With or without accents."""
    page = small_page("content/es/postura.md", body="Ofrecemos terapia fisica y fisioterapia.")

    words = [
        problem.message.split("“")[1].split("”")[0]
        for problem in build(page).problems
        if problem.rule == "claims"
    ]

    assert words == ["terapia fisica", "fisioterapia"]


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    """A folded text is as long as it was, so that a place in one is a place in the other."""
    assert len(folded(text)) == len(text)
