"""Words that the site does not use, because nobody could keep what they promise.

Which ones stands in `content/data/claims.yaml`; who works here stands in `config.yaml`. What the
clinic may say of itself follows from both (brief, decision 16).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from msgspec import Struct

from clinicsite.check.prose import typewritten
from clinicsite.check.published import Published, Readable
from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.claims import Claim, Credential
from clinicsite.read.config import Config, LicensedProfessional
from clinicsite.value_json import to_json as value_to_json

_END_OF_SENTENCE = re.compile(r"[.!?]\s")


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
    def _patterns(self) -> dict[Language, re.Pattern[str]]:
        return {}

    def words(self, language: Language) -> re.Pattern[str]:
        """What finds the words of a language; the group tells the claim."""
        if language not in self._patterns:
            self._patterns[language] = _any_claim(self.claims, language)
        return self._patterns[language]

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """The titles of sources, for comparison."""
        return tuple(folded(typewritten(title)) for title in self.titles)


def claims_in(file: Readable, lexicon: Lexicon) -> Iterator[Problem]:
    """A problem for each word of the file that the site does not use."""
    pieces = tuple(file.pieces())
    whole = folded(" ".join(piece.words.text for piece in pieces))
    for piece in pieces:
        words = folded(piece.words.text)
        for language in piece.languages:
            for hit in lexicon.words(language).finditer(words):
                found = _Found(file, piece, language, hit, lexicon)
                if not found.is_allowed(whole):
                    yield found.problem(whole)


def folded(text: str) -> str:
    """The text in small letters without accents, as long as it was."""
    return text.translate(_FOLDED)


class _Folded(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = letter if len(letter) == 1 else chr(code)
        return self[code]


_FOLDED = _Folded()


def _any_claim(claims: Sequence[Claim], language: Language) -> re.Pattern[str]:
    """What finds any of the words in a folded text.

    Groups are named after the number of the claim, with a capital for words in capitals.
    """
    parts = []
    for number, claim in enumerate(claims):
        words = claim.words.in_(language)
        for name, chosen in (
            ("C", [word for word in words if word.isupper()]),
            ("c", [word for word in words if not word.isupper()]),
        ):
            if chosen:
                longest_first = sorted(chosen, key=len, reverse=True)
                parts.append(f"(?P<{name}{number}>{'|'.join(map(_spelled, longest_first))})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})" if parts else r"(?!)")


def _spelled(word: str) -> str:
    """The pattern of a word or a few, with a star for any ending."""
    pattern = re.escape(folded(typewritten(" ".join(word.split())))).replace(r"\*", r"\w*")
    pattern = pattern.replace(r"\ ", "[ -]")
    return pattern + (r"(?!\w)" if word[-1].isalnum() else "")


class _Found(Struct, frozen=True):
    """One of the words, in its sentence."""

    file: Readable
    piece: Published
    language: Language
    hit: re.Match[str]
    lexicon: Lexicon

    @property
    def claim(self) -> Claim:
        return self.lexicon.claims[int((self.hit.lastgroup or "c0")[1:])]

    @property
    def words(self) -> str:
        return self.piece.words.text[slice(*self.hit.span())]

    def is_allowed(self, whole: str) -> bool:
        """Whether the words are true here, or only talked about."""
        capitals = (self.hit.lastgroup or "").startswith("C")
        return (
            (capitals and not self.words.isupper())
            or self._is_discussed()
            or self._is_certified()
            or bool(self._licensed() and self.file.service and self._named(whole))
        )

    def _is_discussed(self) -> bool:
        """Inside a sentence that claims nothing, or inside the title of a source."""
        lead = f"{self.piece.lead}: ".replace(":: ", ": ") if self.piece.lead else ""
        text = folded(lead) + self.hit.string
        begin, end = (len(lead) + at for at in self.hit.span())
        phrases = [_spelled(phrase) for phrase in self.claim.allowed.in_(self.language)]
        phrases += [re.escape(title) for title in self.lexicon.quoted if self.hit[0] in title]
        return any(
            found.start() <= begin and end <= found.end()
            for phrase in phrases
            for found in re.finditer(phrase, text)
        )

    def _is_certified(self) -> bool:
        """With a number on file for everybody, or for the one whom the sentence names."""
        therapists = self.lexicon.config.therapists
        certified = [one for one in therapists if one.camtc_number]
        if Credential.CAMTC not in self.claim.needs or not certified:
            return False
        sentence = self._sentence()
        return len(certified) == len(therapists) or any(
            folded(one.name) in sentence for one in certified
        )

    def _sentence(self) -> str:
        text, (begin, end) = self.hit.string, self.hit.span()
        ends = [found.end() for found in _END_OF_SENTENCE.finditer(text)]
        first = max((at for at in ends if at <= begin), default=0)
        return text[first : min((at for at in ends if at >= end), default=len(text))]

    def _licensed(self) -> list[LicensedProfessional]:
        """Those on file of whom the words may be said."""
        needs = {str(need) for need in self.claim.needs}
        return [one for one in self.lexicon.config.licensed_professionals if one.license in needs]

    def _named(self, whole: str) -> bool:
        return any(
            folded(one.name) in whole and folded(one.number) in whole for one in self._licensed()
        )

    def problem(self, whole: str) -> Problem:
        """Where the words stand, why they are not said, and what to say."""
        source, offset = self.file.source, self.piece.words.offset(self.hit.start())
        message = f"the site does not say “{self.words}”: {self.claim.why}{self._missing(whole)}"
        return source.problem("claims", source.place(offset), message, self._hint(offset))

    def _missing(self, whole: str) -> str:
        """What is not on file, or not on the page."""
        if Credential.CAMTC in self.claim.needs:
            names = [one.name for one in self.lexicon.config.therapists if one.camtc_number]
            if not names:
                return " (config.yaml has none)"
            return f" (say it of {' or '.join(names)}, by name, in the same sentence)"
        if not self.claim.needs:
            return ""
        one = next(iter(self._licensed()), None)
        if one is None:
            return " (config.yaml names nobody with that license)"
        if self._named(whole):
            return f" (only a page of the kind service may say what {one.name} does)"
        return f" (this page does not name {one.name}, {one.license}, license {one.number})"

    def _hint(self, offset: int) -> str:
        source = self.file.source
        place = source.place(offset)
        line, start = source.line(place.line), place.column - 1
        instead = self.claim.write.get(self.words.lower())
        if instead and line.startswith(self.words, start):
            instead = instead[:1].upper() + instead[1:] if self.words[:1].isupper() else instead
            return f"write: {line[:start]}{instead}{line[start + len(self.words) :]}"
        return f"Say instead: {self.claim.instead.in_(self.language)}."
