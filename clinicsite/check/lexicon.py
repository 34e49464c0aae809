"""The words that the site does not use, and how they are found in a text.

A text has hundreds of words, and few that begin any of these. So it is asked first which of them
can stand in it, by the one of their words that tells most, and only those are looked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from clinicsite.check.prose import typewritten
from clinicsite.check.sentences import goes_on, words_in
from clinicsite.languages import Language
from clinicsite.read.claims import Claim
from clinicsite.read.config import Config
from clinicsite.value_json import to_json as value_to_json

_BEGIN_OF_WORD = re.compile(r"(?<![\w*])\w+")
_HEAD = 5
"""So many letters tell most words apart."""


class Phrase(NamedTuple):
    """A word or a few, with a star for any ending."""

    text: str
    """As it is compared: folded, with plain quotes and one space between words."""
    ends: bool
    """Whether no letter may follow."""
    claim: str = ""
    """The number of its claim after a `c`, a capital one for words that are meant in capitals."""

    @property
    def pattern(self) -> str:
        """What finds it in a folded text."""
        pattern = re.escape(self.text).replace(r"\*", r"\w*").replace(r"\ ", "[ -]")
        return pattern + (r"(?!\w)" if self.ends else "")

    @property
    def word(self) -> tuple[str, bool]:
        """Its longest word, or the beginning of one, and whether it is a whole word.

        Wherever the phrase stands, there is such a word. Empty when nothing is sure.
        """
        begun = [(found[0], self._ends_at(found.end())) for found in self._begun()]
        return max(begun, key=lambda one: len(one[0]), default=("", False))

    def _begun(self) -> Iterator[re.Match[str]]:
        return _BEGIN_OF_WORD.finditer(self.text)

    def _ends_at(self, end: int) -> bool:
        return self.text[end] != "*" if end < len(self.text) else self.ends

    @property
    def parts(self) -> tuple[str, ...]:
        """What stands between its stars, with spaces for hyphens."""
        return tuple(self.text.replace("-", " ").split("*"))

    def spans_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the phrase stands in a folded text, also at the end of a longer word."""
        if "*" in self.text:
            yield from (found.span() for found in re.finditer(self.pattern, text))
            return
        plain, (wanted,) = text.replace("-", " "), self.parts
        begin = plain.find(wanted)
        while begin >= 0:
            end = begin + len(wanted)
            if self._is(text[begin:end]) and not (self.ends and goes_on(text[end : end + 1])):
                yield begin, end
                begin = end - 1
            begin = plain.find(wanted, begin + 1)

    def _is(self, text: str) -> bool:
        """Whether hyphens stand where they have to; a text may have one in the place of a space."""
        typed = zip(text, self.text, strict=True)
        return all(sign == wanted for sign, wanted in typed if wanted == "-")


def phrase_of(words: str, claim: str = "") -> Phrase:
    """The phrase that is typed like this."""
    text = folded(typewritten(" ".join(words.split())))
    return Phrase(text, words[-1].isalnum(), claim)


@dataclass(frozen=True)
class Lexicon:
    """The words, who is on file, and the titles of sources, which are quoted as they are."""

    claims: tuple[Claim, ...]
    config: Config
    titles: tuple[str, ...]

    @cached_property
    def digest(self) -> bytes:
        """Changes whenever the same text might be judged in another way."""
        staff = (self.config.therapists, self.config.licensed_professionals)
        return blake2b(value_to_json((self.claims, *staff, self.titles)), digest_size=20).digest()

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """The titles of sources, for comparison."""
        return tuple(folded(typewritten(title)) for title in self.titles)

    @cached_property
    def _indexes(self) -> dict[Language, _Index]:
        return {}

    def near(self, language: Language, text: str) -> tuple[Near, ...]:
        """What may stand in this folded text."""
        if language not in self._indexes:
            self._indexes[language] = _Index.of(_phrases(self.claims, language))
        return self._indexes[language].near(text)


class Near(NamedTuple):
    """A phrase that may stand in a text."""

    number: int
    """Where two phrases stand in one place, the one with the lower number is found."""
    phrase: Phrase
    parts: tuple[str, ...]
    """Those of the phrase."""

    def is_near(self, plain: str) -> bool:
        """Whether all parts are in this text, which has spaces for hyphens."""
        return all([part in plain for part in self.parts])  # noqa: C419  # no generator to start


class _Index(Struct, frozen=True):
    """Phrases by a word that stands wherever they do."""

    whole: dict[str, list[Near]]
    begun: dict[str, list[Near]]
    """By the first letters of a word that may go on."""
    head: int
    """How many letters these are."""

    @staticmethod
    def of(phrases: Sequence[Phrase]) -> _Index:
        """The index of these phrases."""
        words = [phrase.word for phrase in phrases]
        head = min([_HEAD, *(len(word) for word, is_whole in words if not is_whole)])
        index = _Index({}, {}, head)
        for number, (phrase, (word, is_whole)) in enumerate(zip(phrases, words, strict=True)):
            near = Near(number, phrase, phrase.parts)
            if is_whole:
                index.whole.setdefault(word, []).append(near)
            else:
                index.begun.setdefault(word[:head], []).append(near)
        return index

    def near(self, text: str) -> tuple[Near, ...]:
        """The phrases that may stand in this folded text, in their order."""
        words = words_in(text)
        heads = {"", *[word[: self.head] for word in words]}
        found = [one for word in self.whole.keys() & words for one in self.whole[word]]
        found += [one for head in self.begun.keys() & heads for one in self.begun[head]]
        plain = text.replace("-", " ")
        return tuple(sorted([one for one in found if one.is_near(plain)]))


def _phrases(claims: Sequence[Claim], language: Language) -> list[Phrase]:
    """Of the words that fit in one place, the first is found: by claim, the longest first."""
    phrases = []
    for number, claim in enumerate(claims):
        words = sorted(claim.words.in_(language), key=len, reverse=True)
        phrases += [phrase_of(word, f"C{number}") for word in words if word.isupper()]
        phrases += [phrase_of(word, f"c{number}") for word in words if not word.isupper()]
    return phrases


def hits_in(text: str, near: Sequence[Near]) -> Iterator[re.Match[str]]:
    """Where phrases stand in a folded text; the last group is named after the claim."""
    if not near:
        return iter(())
    plain = text.replace("-", " ")
    phrases = [one.phrase for one in near if one.is_near(plain)]
    return _any_of(tuple(phrases)).finditer(text) if phrases else iter(())


@lru_cache(maxsize=512)
def _any_of(phrases: tuple[Phrase, ...]) -> re.Pattern[str]:
    """What finds any of the phrases; these are few, and few are ever found together."""
    groups = (
        f"(?P<{claim}>{'|'.join(phrase.pattern for phrase in those)})"
        for claim, those in groupby(phrases, key=attrgetter("claim"))
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})")


@lru_cache(maxsize=64)
def phrases_of(typed: tuple[str, ...]) -> tuple[Phrase, ...]:
    """The phrases that are typed like this."""
    return tuple(map(phrase_of, typed))


def folded(text: str) -> str:
    """The text in small letters without accents, as long as it was."""
    return text.translate(_FOLDED)


class _Folded(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = letter if len(letter) == 1 else chr(code)
        return self[code]


_FOLDED = _Folded()
