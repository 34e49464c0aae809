"""Words of the glossary lead to it where a page first uses them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from clinicsite.render.glossary_links import Glossary
from clinicsite.render.glossary_search import ExplainedWord
from clinicsite.render.markup import convert
from tests.small_sites import build, small_page

GLOSSARY = Glossary(
    "/glossary/",
    (
        ExplainedWord("rhomboid", ("rhomboid",), "ROM-boyd"),
        ExplainedWord("spinal-cord", ("spinal cord",), ""),
        ExplainedWord("myelopathy", ("myelopathy", "pressure on the spinal cord"), "my-uh-LOP"),
        ExplainedWord("emergency-room", ("emergency room", "ER"), ""),
        ExplainedWord("strain", ("strain",), ""),
    ),
)
PIECES = (
    *("The rhomboid", "rhomboids", "spinal cord", "pressure on the spinal cord", "ER", "strains"),
    *(" ", ".", "\n\n", "## ", "- ", "**", "*", "[a strain](/x/)", "`strain`"),
    "| a | b |\n|---|---|\n",
)  # fmt: skip


def linked(text: str, glossary: Glossary = GLOSSARY) -> str:
    """The HTML of the text."""
    return convert(text, lambda address: address, "Source {n}", glossary).html


def links(text: str) -> list[tuple[str, str]]:
    """Id and words of each link to the glossary."""
    return re.findall(r'<a class="term" href="/glossary/#([^"]+)">([^<]+)</a>', linked(text))


def test_the_first_use_is_linked_and_says_how_it_is_spoken() -> None:
    """Once: the second rhomboid is plain text."""
    assert linked("The rhomboid is thin. A rhomboid moves.") == (
        '<p>The <a class="term" href="/glossary/#rhomboid">rhomboid</a> (ROM-boyd) is thin.'
        " A rhomboid moves.</p>"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pressure on the spinal cord.", [("myelopathy", "Pressure on the spinal cord")]),
        ("Two *Rhomboids*\nand strains.", [("rhomboid", "Rhomboids"), ("strain", "strains")]),
        ("Go to the ER. Her er.", [("emergency-room", "ER")]),
        ("her, strained, spinal cords-man", []),
        ("## Rhomboid\n\nA rhomboid.", [("rhomboid", "rhomboid")]),
        ("[Rhomboid](/x/) and rhomboid and a rhomboids", [("rhomboid", "rhomboids")]),
        ("`rhomboid`", []),
        ("| Strain | b |\n|---|---|\n| strain | c |", [("strain", "strain")]),
        ("- rest\n- strain", [("strain", "strain")]),
    ],
)
def test_words_are_found_where_they_may_be_linked(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """The longest first, plurals too; not in headings, links, code and heads of tables."""
    assert links(text) == expected


def test_a_word_that_the_editor_has_spoken_is_not_spoken_again() -> None:
    """Nor is another name of the word, which is spoken in another way."""
    assert "(ROM-boyd) (ROM" not in linked("The rhomboid (ROM-boyd) is thin.")
    assert "LOP" not in linked("It is pressure on the spinal cord.")


def test_other_links_and_marks_stay_as_they_are() -> None:
    """Emphasis, links and citations around a word keep their place."""
    html = linked("See **the strain, [more](/x/)** here.[^S1] Then the spinal cord.")

    assert html == (
        '<p>See <strong>the <a class="term" href="/glossary/#strain">strain</a>,'
        ' <a href="/x/">more</a></strong> here.<sup class="mark"><a aria-label="Source 1"'
        ' href="#source-1" id="mark-1">1</a></sup> Then the'
        ' <a class="term" href="/glossary/#spinal-cord">spinal cord</a>.</p>'
    )


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_linking_keeps_the_text(text: str) -> None:
    """Whatever stands on a page: without the links and the spoken words it is what it was."""
    plain = linked(text, Glossary())

    taken_out = re.sub(
        r'<a class="term"[^>]*>([^<]*)</a>( \(ROM-boyd\)| \(my-uh-LOP\))?', r"\1", linked(text)
    )

    assert taken_out == plain
    ids = [found for found, _ in links(text)]
    assert len(ids) == len(set(ids))


def test_a_page_is_linked_to_the_glossary_of_its_language() -> None:
    """Only where there is one; the glossary does not link to itself."""
    text = small_page("content/en/posture.md", body="It is the thoracic spine.")
    spanish = small_page("content/es/postura.md", body="Es la columna torácica.")
    page = small_page("content/en/glossary.md", body="The thoracic spine.", title="Words")
    glossary = page.replace("kind: text", "kind: glossary")

    alone = build(text).files["posture/index.html"]
    built = build(text + spanish + glossary, base_url="https://h.test/clinic/").files

    assert b'class="term"' not in alone
    (link,) = LexborHTMLParser(built["posture/index.html"]).css("a.term")
    assert link.attributes["href"] == "/clinic/glossary/#thoracic-spine"
    assert b'class="term"' not in built["es/postura/index.html"] + built["glossary/index.html"]


@pytest.mark.parametrize(
    ("link", "expected"),
    [("all", ["upper back", "thoracic spine"]), ("term", ["thoracic spine"]), ("no", [])],
)
def test_the_glossary_says_which_words_are_linked(link: str, expected: list[str]) -> None:
    """Everyday words would be everywhere: `term` leaves other names alone, `no` all of them."""
    terms = "-- content/data/glossary.yaml --\n"
    terms += "- id: a\n  term: {en: thoracic spine}\n  also: {en: [upper back]}\n"
    terms += f"  link: {link}\n  definition: {{en: A part of the spine.}}\n"
    page = small_page("content/en/glossary.md", title="Words").replace(
        "kind: text", "kind: glossary"
    )
    for words in expected or ["upper back", "thoracic spine"]:
        text = small_page("content/en/posture.md", body=f"It is the {words}.")
        html = build(text + terms + page).files["posture/index.html"].decode()
        assert (f'#a">{words}</a>' in html) is (words in expected)
