"""How easy texts are to read (brief, decision 8): grades of passages, and lengths of sentences.

English is measured by the Flesch-Kincaid grade, Spanish by the INFLESZ scale of Flesch-Szigriszt.
Formulas are a floor and no proof: they do not see whether a text is clear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from clinicsite.check.pieces import Piece, Sort
from clinicsite.check.sentences import Reader, Sentence, known_words_in, sentences_in
from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.source import SourceText

PASSAGE = 100
"""Words that a passage needs before a formula says anything about it."""
LONG, TOO_LONG, AVERAGE = 20, 25, 15
PARAGRAPH = 4
_LABEL = 4  # a cell with fewer words is a label and no sentence
_SHOWN = 3


class Scale(Struct, frozen=True):
    """How hard a text of one language is."""

    name: str
    score: Callable[[int, int, int], float]
    """Words, sentences and syllables to a number; the higher, the harder."""
    plain: float
    """The most where a misunderstanding could do harm."""
    usual: float
    """The most elsewhere."""
    hard: float
    """What is harder than this does not go online."""

    def said(self, score: float) -> str:
        """The score as people know it."""
        return f"{self.name} {round(abs(score), 1):g}"


def _grade(words: int, sentences: int, syllables: int) -> float:
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def _inflesz(words: int, sentences: int, syllables: int) -> float:
    """The ease of Flesch-Szigriszt, turned round: 65 and more is easy, 55 is usual."""
    return -(206.835 - 62.3 * syllables / words - words / sentences)


SCALES: Mapping[Language, Scale] = {
    Language.EN: Scale("grade", _grade, plain=6, usual=8, hard=9),
    Language.ES: Scale("INFLESZ", _inflesz, plain=-65, usual=-55, hard=-50),
}


class Readers(Struct, frozen=True):
    """A file whose texts are measured."""

    source: SourceText
    language: Language
    pieces: Callable[[], Iterable[Piece]]
    """Its texts in their order, found when they are asked for."""
    plain: bool = False
    """Whether a misunderstanding could do harm here."""
    agreed: bool = False
    """Whether others decided on every word: only sentences that nobody may publish are named."""


def reading_of(file: Readers, familiar: tuple[str, ...]) -> Iterator[Problem]:
    """A problem for each passage, sentence and paragraph that is too hard for its readers.

    `familiar` are the words that count as two syllables once a page has explained them.
    """
    pieces = tuple(file.pieces())
    text = "\n".join([piece.words.text for piece in pieces])
    most = TOO_LONG if file.agreed else LONG
    for passage in passages(pieces, Reader(file.language, known_words_in(text, familiar))):
        if _length(passage) >= PASSAGE:
            yield from _hard_passage(passage, file)
        else:
            yield from _long_on_average(passage, file)
        for sentence in passage:
            if sentence.words > most:
                yield _long_sentence(sentence, file)
    for piece in pieces:
        if piece.sort is Sort.TEXT:
            yield from _long_paragraph(piece, file)


def passages(pieces: Iterable[Piece], reader: Reader) -> tuple[tuple[Sentence, ...], ...]:
    """The sentences of each passage: sections, of which short ones join their neighbors."""
    sections: list[list[Sentence]] = [[]]
    for piece in pieces:
        if piece.sort is Sort.HEADING:
            sections.append([])
        elif piece.sort is not Sort.CELL or len(piece.words.text.split()) >= _LABEL:
            sections[-1] += reader.sentences(piece.words)
    joined: list[list[Sentence]] = []
    for section in sections:
        if joined and _length(joined[-1]) < PASSAGE:
            joined[-1] += section
        else:
            joined.append(section)
    if len(joined) > 1 and _length(joined[-1]) < PASSAGE:
        last = joined.pop()
        joined[-1] += last
    return tuple(tuple(passage) for passage in joined if passage)


def score_of(sentences: Sequence[Sentence], scale: Scale) -> float:
    """How hard the sentences are together."""
    syllables = sum(sentence.syllables for sentence in sentences)
    return scale.score(_length(sentences), len(sentences), syllables)


def _length(sentences: Sequence[Sentence]) -> int:
    return sum(sentence.words for sentence in sentences)


def _hard_passage(passage: Sequence[Sentence], file: Readers) -> Iterator[Problem]:
    scale, source = SCALES[file.language], file.source
    score = round(score_of(passage, scale), 1)
    most = scale.plain if file.plain else scale.usual
    if score <= most:
        return
    rule = "hard-reading" if score > scale.hard else "reading"
    hardest = sorted(passage, key=lambda one: _weight(one, scale), reverse=True)[:_SHOWN]
    first, last = (source.place(one.offset).line for one in (passage[0], passage[-1]))
    lines = f"lines {first} to {last} read" if first < last else f"line {first} reads"
    message = f"{lines} at {scale.said(score)}; {scale.said(most)} is the limit here"
    named = (f"line {source.place(one.offset).line} (“{_begin(one)}”)" for one in hardest)
    weigh = ", ".join(dict.fromkeys(named))
    hint = f"These sentences weigh most; use shorter ones and plainer words: {weigh}."
    yield source.problem(rule, source.place(hardest[0].offset), message, hint)


def _weight(sentence: Sentence, scale: Scale) -> float:
    """How much the sentence makes its passage harder."""
    return (score_of([sentence], scale) - scale.usual) * sentence.words


def _begin(sentence: Sentence) -> str:
    words = sentence.text.split()
    return " ".join(words[:4]) + ("…" if len(words) > 4 else "")


def _long_on_average(passage: Sequence[Sentence], file: Readers) -> Iterator[Problem]:
    average = _length(passage) / len(passage)
    if average > AVERAGE:
        message = f"sentences here have {average:.0f} words on average; {AVERAGE} is the limit"
        place = file.source.place(passage[0].offset)
        yield file.source.problem("reading", place, message, "Make two sentences of a long one.")


def _long_sentence(sentence: Sentence, file: Readers) -> Problem:
    rule, most = ("long-sentence", TOO_LONG) if sentence.words > TOO_LONG else ("reading", LONG)
    message = f"this sentence has {sentence.words} words; {most} is the limit"
    place = file.source.place(sentence.offset)
    return file.source.problem(rule, place, message, "Make two sentences of it.")


def _long_paragraph(piece: Piece, file: Readers) -> Iterator[Problem]:
    text = piece.words.text
    if sum(map(text.count, ".!?")) < PARAGRAPH:
        return  # too few ends for that many sentences
    count = sentences_in(text)
    if count > PARAGRAPH:
        message = f"this paragraph has {count} sentences; {PARAGRAPH} is the limit"
        place = file.source.place(piece.words.offset(0))
        hint = "Leave an empty line where a new thought begins."
        yield file.source.problem("reading", place, message, hint)
