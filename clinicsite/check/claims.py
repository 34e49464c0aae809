"""Words that the site does not use, because nobody could keep what they promise.

Which ones stands in `content/data/claims.yaml`; who works here stands in `config.yaml`. What the
clinic may say of itself follows from both (brief, decision 16).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from clinicsite.check.lexicon import Lexicon, Phrase, folded, hits_in, phrases_of
from clinicsite.check.published import Published, Readable
from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.claims import Claim, Credential
from clinicsite.read.config import LicensedProfessional

_END_OF_SENTENCE = re.compile(r"[.!?]\s")


def claims_in(file: Readable, lexicon: Lexicon) -> Iterator[Problem]:
    """A problem for each word of the file that the site does not use."""
    pieces = tuple(file.pieces())
    text = folded("\n".join([piece.words.text for piece in pieces]))
    languages = {language for piece in pieces for language in piece.languages}
    near = {language: lexicon.near(language, text) for language in languages}
    if not any(near.values()):
        return
    whole = text.replace("\n", " ")
    for piece, words in zip(pieces, text.split("\n"), strict=True):
        for language in piece.languages:
            for hit in hits_in(words, near[language]):
                found = _Found(file, piece, language, hit, lexicon)
                if not found.is_allowed(whole):
                    yield found.problem(whole)


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
        quoted = [title for title in self.lexicon.quoted if self.hit[0] in title and title in text]
        allowed = [
            *(span for one in self._allowed() for span in one.spans_in(text)),
            *(found.span() for title in quoted for found in re.finditer(re.escape(title), text)),
        ]
        return any(first <= begin and end <= last for first, last in allowed)

    def _allowed(self) -> tuple[Phrase, ...]:
        return phrases_of(self.claim.allowed.in_(self.language))

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
