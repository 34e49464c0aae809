"""The rules about wording, for every text that readers see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from clinicsite.aside import Aside, begin
from clinicsite.check.claims import claims_in
from clinicsite.check.lexicon import Lexicon
from clinicsite.check.measured import familiar_words, measured_files
from clinicsite.check.published import Readable, readable_files
from clinicsite.check.reading import Readers, reading_of
from clinicsite.crew import ALONE, Crew
from clinicsite.languages import Language
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, from_json, to_json
from clinicsite.read.claims import read_claims
from clinicsite.read.config import Config
from clinicsite.read.document import Document
from clinicsite.read.medicines import read_medicines
from clinicsite.read.pages import Page
from clinicsite.read.reference import Reference
from clinicsite.read.source import decode
from clinicsite.read.tree import SourceTree

_ENOUGH = 48
"""Texts that take longer than it takes to start a process for them."""

_STEP, _GROUP, _GROUPED = "texts", 32, "groups of texts"
"""Texts that are remembered together, too: after an edit only those of its group are asked for one
by one, which spares a big site a thousand questions to the memo.
"""
_NONE = to_json(())


def begin_texts(
    tree: SourceTree,
    pages: Sequence[Page],
    reference: Reference,
    config: tuple[Config, Document],
    memo: Memo = FORGETFUL,
    crew: Crew = ALONE,
) -> Callable[[], tuple[Problem, ...]]:
    """Begins to judge the texts that nobody remembers, beside what else there is to do.

    What is returned gives, once, what the texts must not say and what is hard to read in them.
    """
    facts, facts_document = config
    claims, problems = read_claims(tree, memo)
    titles = tuple(source.title for source in reference.sources.values())
    drawings = tree.below("content/figures", ".svg").items()
    drawn = (decode(path, data)[0] for path, data in drawings)
    readable = readable_files(pages, reference, facts_document, drawn)
    medicines, found = read_medicines(tree, memo)
    rules = _Rules(
        Lexicon(claims, facts, titles),
        familiar_words(reference.glossary, medicines),
        tuple(_texts(readable, measured_files(pages, reference))),
    )
    begun = _Begun.judging(rules, memo, crew)
    return lambda: problems + found + tuple(_problems(begun, memo))


class _Text(Struct, frozen=True):
    """A file: what readers see of it, and for whom that is measured, once for each language."""

    readable: Readable
    measured: Sequence[Readers]

    def key(self, rules: bytes) -> bytes:
        """The digest of all that its problems depend on, after that of the rules."""
        readers = [f"{one.language} {one.plain} {one.agreed}" for one in self.measured]
        source = self.readable.source
        digest = sha256(rules)
        digest.update(f"{self.readable.service} {readers} {source.path}\0".encode())
        digest.update(source.text.encode())
        return digest.digest()


class _Rules(Struct, frozen=True):
    """What is looked for, and the files in which it is."""

    lexicon: Lexicon
    familiar: Mapping[Language, tuple[str, ...]]
    texts: tuple[_Text, ...]

    def keys(self) -> Iterator[bytes]:
        """For each text what changes whenever it might be judged in another way."""
        words = repr(self.familiar).encode()
        shared = sha256(self.lexicon.digest + words).digest()
        return (text.key(shared) for text in self.texts)


def _texts(readable: Iterable[Readable], measured: Iterable[Readers]) -> Iterator[_Text]:
    by_path: dict[str, list[Readers]] = {}
    for one in measured:
        by_path.setdefault(one.source.path, []).append(one)
    for file in readable:
        yield _Text(file, by_path.get(file.source.path, ()))


class _Begun(Struct, frozen=True):
    """Texts of which some are known, and the others are being judged."""

    keys: Sequence[bytes]
    """Of all texts."""
    groups: Sequence[bytes | None]
    """The problems of each group of texts that is remembered."""
    alone: Mapping[int, bytes]
    """The problems of remembered texts in the other groups, by their numbers."""
    unknown: Sequence[int]
    """The numbers of the texts of which nothing is remembered."""
    found: Aside[list[bytes]]
    """The problems of these, in the same order."""

    @classmethod
    def judging(cls, rules: _Rules, memo: Memo, crew: Crew) -> _Begun:
        """All texts of these rules."""
        keys = tuple(rules.keys())
        groups = memo.recall_all(_GROUPED, (keys[part] for part in _parts(keys)))
        numbers = [number for number in range(len(keys)) if groups[number // _GROUP] is None]
        recalled = zip(numbers, memo.recall_all(_STEP, [(keys[n],) for n in numbers]), strict=True)
        alone = {number: problems for number, problems in recalled if problems is not None}
        unknown = [number for number in numbers if number not in alone]
        beside = crew.size > 1 and (crew.always or len(unknown) >= _ENOUGH)
        texts = [rules.texts[number] for number in unknown]
        found = begin(lambda: [_found_in(text, rules) for text in texts], beside=beside)
        return cls(keys, groups, alone, unknown, found)


def _parts(keys: Sequence[bytes]) -> list[slice]:
    """Where the groups of texts stand."""
    return [slice(at, at + _GROUP) for at in range(0, len(keys), _GROUP)]


def _problems(begun: _Begun, memo: Memo) -> Iterator[Problem]:
    """The problems of every text: remembered with those of its group, alone, or found anew."""
    of_text = dict(begun.alone)
    for number, found in zip(begun.unknown, begun.found.result(), strict=True):
        of_text[number] = memo.keep(found, _STEP, begun.keys[number])
    numbers = range(len(begun.keys))
    for part, problems in zip(_parts(begun.keys), begun.groups, strict=True):
        if problems is None:
            those = [problem for n in numbers[part] for problem in from_json(of_text[n])]
            yield from from_json(memo.keep(to_json(those), _GROUPED, *begun.keys[part]))
        elif problems != _NONE:
            yield from from_json(problems)


def _found_in(text: _Text, rules: _Rules) -> bytes:
    """The problems of one text, for the memo."""
    problems = [*claims_in(text.readable, rules.lexicon)]
    for file in text.measured:
        problems += reading_of(file, rules.familiar[file.language])
    return to_json(problems)
