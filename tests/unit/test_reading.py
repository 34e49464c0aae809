"""How easy texts are to read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check.pieces import pieces_of
from clinicsite.check.prose import Words, words_of
from clinicsite.check.reading import PASSAGE, SCALES, passages, score_of
from clinicsite.check.sentences import Reader, known_words, known_words_in, standing
from clinicsite.languages import Language

EASY = "Sit well and walk a bit when you can do it.\n\n"
_TEXTS = st.lists(
    st.sampled_from(
        [EASY, "## Part\n\n", "- walk\n", "Sit. Stand! Walk?\n\n", "| a | b c d e |\n"]
    ),
    max_size=40,
).map("".join)


def sentences(text: str) -> list[str]:
    """The sentences of one piece of text."""
    return [one.text for one in Reader(Language.EN).sentences(words_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sit well. Walk.", ["Sit well.", "Walk."]),
        ("Is it? It is! So.", ["Is it?", "It is!", "So."]),
        ("See Dr. Lee at 9.30 a.m. today.", ["See Dr. Lee at 9.30 a.m. today."]),
        ("Call 911. Do not wait.", ["Call 911.", "Do not wait."]),
        ('She said "Stop." Then she left.', ['She said "Stop."', "Then she left."]),
        ("About 100.4 °F (38 °C) or more", ["About 100.4 °F (38 °C) or more"]),
        ("Ask R. Diaz. ¿Le duele? Sí.", ["Ask R. Diaz.", "¿Le duele?", "Sí."]),
        ("...", []),
    ],
)
def test_a_text_is_divided_where_a_reader_stops(text: str, expected: list[str]) -> None:
    """Abbreviations, numbers and initials end no sentence."""
    assert sentences(text) == expected


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    """0.39 words a sentence + 11.8 syllables a word - 15.59."""
    (one,) = Reader(Language.EN).sentences(words_of("The doctor sees a patient today."))

    assert (one.words, one.syllables) == (6, 9)
    assert score_of([one], SCALES[Language.EN]) == pytest.approx(0.39 * 6 + 11.8 * 9 / 6 - 15.59)


def test_spanish_has_its_own_scale() -> None:
    """INFLESZ counts down: 206.835 - 62.3 syllables a word - words a sentence."""
    (one,) = Reader(Language.ES).sentences(words_of("Vea a su doctora mañana."))

    assert (one.words, one.syllables) == (5, 10)
    assert SCALES[Language.ES].said(score_of([one], SCALES[Language.ES])) == "INFLESZ 77.2"


def test_a_word_counts_as_short_once_the_page_has_explained_it() -> None:
    """The first acetaminophen has six syllables, the next ones have two."""
    reader = Reader(Language.EN, known_words(("acetaminophen", "facet joint")))
    text = (
        "Acetaminophen. Acetaminophen. A facet joint. Facet joints. A facet. How (fuh-SET) to say."
    )

    counted = [one.syllables for one in reader.sentences(words_of(text))]

    assert counted == [6, 2, 4, 3, 3, 3]


def test_short_sections_join_their_neighbors() -> None:
    """No passage but the only one has fewer words than a formula needs."""
    text = (
        "## A\n\n" + EASY * 5 + "## B\n\n" + EASY * 5 + "## C\n\n" + EASY * 10 + "## D\n\n" + EASY
    )

    found = passages(pieces_of(text, 1), Reader(Language.EN))

    assert [sum(one.words for one in passage) for passage in found] == [110, 121]


def test_labels_in_tables_are_no_sentences() -> None:
    """A cell of three words would make every table look easy."""
    text = "| Who | What |\n|---|---|\n| A doctor | Gives care with exercise |"

    (passage,) = passages(pieces_of(text, 1), Reader(Language.EN))

    assert [one.text for one in passage] == ["Gives care with exercise"]


@given(_TEXTS)
def test_no_sentence_is_lost_in_passages(text: str) -> None:
    """Passages hold the sentences of the page in their order; a short one stands alone."""
    pieces = pieces_of(text, 1)
    found = passages(pieces, Reader(Language.EN))

    offsets = [one.offset for passage in found for one in passage]
    assert offsets == sorted(set(offsets))
    if len(found) > 1:
        assert min(sum(one.words for one in passage) for passage in found) >= PASSAGE


@given(st.text(alphabet="aA .?!\"'(1", max_size=60))
def test_sentences_keep_every_word(text: str) -> None:
    """Dividing a text drops no word and repeats none."""
    words = Words(text, (0,), (0,))

    divided = " ".join(one.text for one in Reader(Language.EN).sentences(words))

    assert [w for w in divided.split() if any(map(str.isalnum, w))] == [
        w for w in text.split() if any(map(str.isalnum, w))
    ]


@given(st.text(alphabet="aZ09_'.- !(\n", max_size=60))
def test_words_are_the_same_beside_a_letter_beyond_ascii(text: str) -> None:
    """A quicker search in plain texts counts what the other one counts."""
    plain, other = Words(text, (0,), (0,)), Words(f"{text} ¿", (0,), (0,))
    count = Reader(Language.EN).sentences

    assert [(one.words, one.syllables) for one in count(plain)] == [
        (one.words, one.syllables) for one in count(other)
    ]


NAMES = st.lists(st.text(alphabet="abs -.", min_size=1, max_size=4), max_size=5)


@given(NAMES, st.text(alphabet="abs -.A_\n", max_size=40))
def test_known_words_are_found_wherever_they_stand(names: list[str], text: str) -> None:
    """The longest of those that begin in one place, also in plural, but not inside other words."""
    longest_first = sorted({name.lower() for name in names}, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first)) or "(?!)"
    small = text.lower()

    near = known_words_in(text, tuple(names))

    found = re.finditer(rf"(?<!\w)(?:{pattern})s?(?!\w)", small)
    assert list(standing(near, small)) == [one.span() for one in found]
