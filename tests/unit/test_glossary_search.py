"""Words of the glossary are found wherever they stand, and nowhere else."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clinicsite.render.glossary_search import ExplainedWord, Search

NAMES = st.sampled_from(
    (
        *("ER", "CT", "C7", "ER visit", "er nurse", "rhomboid", "Rhomboid muscle", "X-ray"),
        *(
            "spinal cord",
            "spine",
            "médula",
            "Ácido úrico",
            "7th",
            "St. John",
            "-itis",
            "İz",
            "muse",
        ),
    )
)
TEXTS = st.lists(
    NAMES
    | NAMES.map(str.upper)
    | NAMES.map(lambda name: f"{name}s")
    | NAMES.map(lambda name: name.replace(" ", "es\n"))
    | st.sampled_from(
        (" ", " ", ", ", "-", "\0", "é", "İ", "\u017f", "\u212a", "_", "er", "Er", "ES")
    ),
    max_size=12,
).map("".join)


def plainly(text: str, names: list[str]) -> list[tuple[int, int]]:
    """The same, name by name and place by place."""
    found = []
    for name in names:
        alone = name.isupper()
        spelled = r"\s".join(
            re.escape(part if alone else in_small_letters(part)) + "(?:e?s)?"
            for part in name.split()
        )
        whole = re.compile(rf"(?<=[^\w-]){spelled}(?![\w-])")
        shown = text if alone else in_small_letters(text)
        places = (whole.match(shown, start) for start in range(1, len(text)))
        found += [(one.start(), -one.end()) for one in places if one]
    ends = [0]
    for start, end in sorted(found):
        if start >= ends[-1]:
            ends += [start, -end]
    return list(zip(ends[1::2], ends[2::2], strict=True))


def in_small_letters(text: str) -> str:
    """Each letter for itself, where it stays one letter."""
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


@given(TEXTS, st.lists(NAMES, min_size=1, max_size=6, unique=True))
@example(" Go to the ERs, ER visit", ["ER", "ER visit", "visit"])
@example(" İz and IZ", ["İz"])
def test_every_use_is_found_and_nothing_else(text: str, names: list[str]) -> None:
    """All names at once find what each of them finds alone, the longest first."""
    words = tuple(ExplainedWord(name, (name,), "") for name in names)

    found = list(Search.of(words).uses_in(text))

    assert [(use.start, use.end) for use in found] == plainly(text, names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" the ER.", [("emergency", False, "ER")]),
        (" the er, Er", []),
        (" two ERs", [("emergency", False, "ERs")]),
        (" Emergency\nRooms", [("emergency", True, "Emergency\nRooms")]),
        (" emergencies", []),
        (
            " a rhomboid,rhomboids",
            [("rhomboid", True, "rhomboid"), ("rhomboid", True, "rhomboids")],
        ),
    ],
)
def test_a_use_tells_its_word(text: str, expected: list[tuple[str, bool, str]]) -> None:
    """Which word it is, whether it is the term itself, and where it stands."""
    words = (
        ExplainedWord("emergency", ("emergency room", "ER"), ""),
        ExplainedWord("rhomboid", ("rhomboid",), ""),
    )

    found = Search.of(words).uses_in(text)

    assert [(use.word.id, use.is_term, text[use.start : use.end]) for use in found] == expected
