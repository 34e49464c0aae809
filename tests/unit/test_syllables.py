"""Syllables, counted as the words are spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check.spanish_syllables import spanish_syllables
from clinicsite.check.syllables import syllables

ENGLISH = {
    1: """
        ache aches back bath bed blade bone bones breathe breathed bruise burned calm cause cord
        cough crash desk don't due eased eyes fall health heat help hurts joint joints knees lead
        lean let's limb lungs lymph make makes moved nerve nerves once pain place reach rest ribs
        serve smooth spine sprain squeezed stiff strain stretched tense through tight touch use
        used walked weight whole worse years blocked please clear league they're
    """,
    2: """
        able aching advice ankle answer appear aspirin being bladder body breathing bruises causes
        cautious chronic clinic couldn't cushion doctor doesn't doing easy enough evening facet
        feeling fever fingers fracture going headache healthy into isn't itchy joining knowledge
        lasted lifting little lying massage measure morning movement muscle muscles needed needle
        numbness nurses people pillow posture pregnant pressure pulses quiet really rested rhythm
        safely shingles shoulder simple sitting sneezes sometimes spasm special station steady
        stiffness stomach surgeon swollen tension tingles tissue treated turning twisting useful
        vessel viral walking weakness settled handled tired business aren't careful symptoms
    """,
    3: """
        abdomen adjustment already another aorta area artery balancing certified condition
        contagious discomfort disorder everyday exercise family ligament massaging medical
        medicine national numerous nutrition oxygen physician position possible pregnancy recover
        rotation sensation several therapist therapy thoracic tiredness together vertebra violent
        warfarin naproxen creating
    """,
    4: """
        activity appropriate capillary certificate chiropractor diabetes diarrhea emergency
        ibuprofen information irritation lymphedema manipulate operation particular radiation
        temperature trapezius usually community osteopath
    """,
    5: """
        electricity inactivity osteopathic physiology refrigerator university cardiology
    """,
    6: """
        acetaminophen osteoporosis responsibility susceptibility cardiovascular
    """,
}
SPANISH = {
    1: """
        a dos pie bien hay ley buey fui quien mal sol ve y
    """,
    2: """
        cuello dolor guerra hombro hueso aire ahí país raíz río oír baúl cuatro agua queso siete
        caer leer cuerpo nervio pausa peine estar prohibir
    """,
    3: """
        cabeza espalda médico músculo síntoma doctora columna mañana cintura rodilla alcohol
        toalla creencia lesiones descansar médula pingüino vértebra cuídate
    """,
    4: """
        autobuses cuidadosa hormigueo masajista omóplato energía debilidad hinchazones emergencias
    """,
    5: """
        articulación evacuaciones medicamento paracaídas enfermedades
    """,
    6: """
        adormecimiento acetaminofén osteoporosis
    """,
}


def listed(by_number: dict[int, str]) -> list[tuple[str, int]]:
    """Each word with its number."""
    return [(word, number) for number, words in by_number.items() for word in words.split()]


@pytest.mark.parametrize(("word", "number"), listed(ENGLISH))
def test_english_words_have_the_syllables_that_people_speak(word: str, number: int) -> None:
    """Two hundred words of these pages and of their subject, checked by ear and by dictionary."""
    assert syllables(word) == number


@pytest.mark.parametrize(("word", "number"), listed(SPANISH))
def test_spanish_words_have_the_syllables_that_people_speak(word: str, number: int) -> None:
    """Diphthongs are one, vowels in hiatus two, and an h between vowels changes nothing."""
    assert spanish_syllables(word) == number


@pytest.mark.parametrize(
    ("word", "number"), [("NSAID", 2), ("CPR", 3), ("MD", 2), ("DO", 1), ("low-back", 2), ("X", 1)]
)
def test_short_forms_are_spelled_out(word: str, number: int) -> None:
    """Capitals without a vowel are spoken one by one; parts of a word count together."""
    assert syllables(word) == number


@given(st.text(min_size=1))
def test_every_word_has_a_syllable(word: str) -> None:
    """Whatever is typed: at least one, and no more than it has letters."""
    for count in (syllables(word), spanish_syllables(word)):
        assert 1 <= count <= 3 * len(word)


@given(st.sampled_from(listed(SPANISH)), st.sampled_from(listed(SPANISH)))
def test_spanish_syllables_add_up(one: tuple[str, int], other: tuple[str, int]) -> None:
    """Words divided by a hyphen have the syllables of both."""
    assert spanish_syllables(f"{one[0]}-{other[0]}") == one[1] + other[1]
