"""Words that the site does not use are looked for only where they can stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check.lexicon import Lexicon, folded, hits_in, phrase_of
from clinicsite.languages import Language
from clinicsite.read.claims import Claim, read_claims
from clinicsite.read.config import read_config
from clinicsite.read.fields import Localized, LocalizedTexts
from tests.test_shipped_site import shipped_tree

LETTERS = "abé*-.A _1"
PHRASES = (
    st.text(alphabet=LETTERS, max_size=8).map(lambda text: " ".join(text.split())).filter(bool)
)
TEXTS = st.text(alphabet="abé-.Ax _1\u2019", max_size=40)


def lexicon_of(*claims: list[str]) -> Lexicon:
    """A lexicon with these words for each claim."""
    config, _, _ = read_config(shipped_tree())
    assert config is not None
    made = (
        Claim(id="x", words=LocalizedTexts(en=tuple(words)), why="w", instead=Localized(en="i"))
        for words in claims
    )
    return Lexicon(tuple(made), config, ())


def all_at_once(lexicon: Lexicon) -> re.Pattern[str]:
    """One pattern of all words, by claim, of each claim the longest first."""
    groups = []
    for number, claim in enumerate(lexicon.claims):
        words = sorted(claim.words.en, key=len, reverse=True)
        for name, those in (
            ("C", [word for word in words if word.isupper()]),
            ("c", [word for word in words if not word.isupper()]),
        ):
            if those:
                patterns = "|".join(phrase_of(word).pattern for word in those)
                groups.append(f"(?P<{name}{number}>{patterns})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})")


def found(hits: object) -> list[tuple[tuple[int, int], str | None]]:
    """Place and claim of each hit."""
    return [(hit.span(), hit.lastgroup) for hit in hits]  # type: ignore[attr-defined]


@given(st.lists(st.lists(PHRASES, min_size=1, max_size=4), min_size=1, max_size=4), TEXTS)
def test_nothing_is_overlooked(claims: list[list[str]], text: str) -> None:
    """Whatever the words are, the few that are looked for find what all together would find."""
    lexicon = lexicon_of(*claims)
    words = folded(text)

    hits = hits_in(words, lexicon.near(Language.EN, words))

    assert found(hits) == found(all_at_once(lexicon).finditer(words))


def test_the_words_of_the_shipped_site_are_all_found() -> None:
    """Each of the site's own words is near a text that has it, in any of the texts around it."""
    claims, _ = read_claims(shipped_tree())
    lexicon = replace(lexicon_of(["x"]), claims=claims)
    for language in Language:
        for claim in claims:
            for word in claim.words.in_(language):
                text = folded(f"no ({word.replace('*', 'x')}) here")
                assert list(hits_in(text, lexicon.near(language, text))), word


@given(PHRASES, TEXTS)
def test_a_phrase_stands_where_its_pattern_is_found(typed: str, text: str) -> None:
    """Looking for the letters of a phrase finds the same as the pattern for it."""
    phrase, words = phrase_of(typed), folded(text)

    spans = list(phrase.spans_in(words))

    assert spans == [hit.span() for hit in re.finditer(phrase.pattern, words)]


def test_folding_reads_each_letter_alone() -> None:
    """The first part of a letter, in small: its accents are the other parts."""
    letters = [chr(code) for code in range(0x3000)]

    small = [unicodedata.normalize("NFD", letter)[0].lower() for letter in letters]

    assert folded("".join(letters)) == "".join(
        one if len(one) == 1 else letter for one, letter in zip(small, letters, strict=True)
    )
