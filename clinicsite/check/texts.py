"""The rules about wording, for every text that readers see."""

from __future__ import annotations

from collections.abc import Sequence

from clinicsite.check.claims import Lexicon, check_claims
from clinicsite.check.measured import familiar_words, measured_files
from clinicsite.check.published import readable_files
from clinicsite.check.reading import check_reading
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.claims import read_claims
from clinicsite.read.config import Config
from clinicsite.read.document import Document
from clinicsite.read.medicines import read_medicines
from clinicsite.read.pages import Page
from clinicsite.read.reference import Reference
from clinicsite.read.source import decode
from clinicsite.read.tree import SourceTree


def check_texts(
    tree: SourceTree,
    pages: Sequence[Page],
    reference: Reference,
    config: tuple[Config, Document],
    memo: Memo = FORGETFUL,
) -> tuple[Problem, ...]:
    """What the texts must not say, and what is hard to read in them."""
    facts, facts_document = config
    claims, problems = read_claims(tree, memo)
    titles = tuple(source.title for source in reference.sources.values())
    drawings = tree.below("content/figures", ".svg").items()
    drawn = (decode(path, data)[0] for path, data in drawings)
    readable = readable_files(pages, reference, facts_document, drawn)
    problems += check_claims(readable, Lexicon(claims, facts, titles), memo)
    medicines, found = read_medicines(tree, memo)
    familiar = familiar_words(reference.glossary, medicines)
    return problems + found + check_reading(measured_files(pages, reference), familiar, memo)
