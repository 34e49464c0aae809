"""`content/data/claims.yaml`: words that the site does not use, because it could not keep them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import field

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.config import License
from clinicsite.read.data_file import read_document
from clinicsite.read.fields import Localized, LocalizedTexts, Name, Strict, Text
from clinicsite.read.tree import SourceTree

PATH = "content/data/claims.yaml"


class Credential(StrEnum):
    """What must be on file in `config.yaml` for a word to be true (brief, decision 16)."""

    CAMTC = "CAMTC"
    CHIROPRACTOR = License.CHIROPRACTOR.value
    PHYSICIAN = License.PHYSICIAN.value
    OSTEOPATHIC_PHYSICIAN = License.OSTEOPATHIC_PHYSICIAN.value
    PHYSICAL_THERAPIST = License.PHYSICAL_THERAPIST.value


class Claim(Strict, frozen=True, kw_only=True):
    """Words that promise what nobody can prove, or what the law keeps for others."""

    id: Name
    words: LocalizedTexts
    why: Text
    """Goes on from “the site does not say …”."""
    instead: Localized
    write: dict[str, str] = field(default_factory=dict)
    """Word for word, where the sentence stays right."""
    needs: tuple[Credential, ...] = ()
    """Any of these makes the words true; none, and nothing does."""
    allowed: LocalizedTexts = field(default_factory=LocalizedTexts)
    """Sentences that talk about the words and claim nothing."""


def read_claims(
    tree: SourceTree, memo: Memo = FORGETFUL
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims in the order of the file; none, with problems, when it is missing or faulty."""
    claims, _, problems = read_document(tree, PATH, tuple[Claim, ...], memo)
    return claims or (), problems
