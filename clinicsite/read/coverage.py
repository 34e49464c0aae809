"""`content/data/coverage.yaml`: where each point of the client's own article stands on the site.

A site that was not ordered with an article has no such file.
"""

from __future__ import annotations

from msgspec import Struct

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.data_file import read_document
from clinicsite.read.document import Document
from clinicsite.read.fields import Name, Strict, Text, Texts
from clinicsite.read.tree import SourceTree

PATH = "content/data/coverage.yaml"


class Point(Strict, frozen=True, kw_only=True):
    """One point of the article, as the site makes it."""

    says: Text
    stands: Texts
    """Addresses on this site, each of a page and a heading."""


class Coverage(Strict, frozen=True, kw_only=True):
    """All of `coverage.yaml`."""

    article: Texts
    """The points that the article makes."""
    items: dict[Name, Point]


class CoverageFile(Struct, frozen=True):
    """The coverage with the place of each of its lines."""

    coverage: Coverage
    document: Document


def read_coverage(
    tree: SourceTree, memo: Memo = FORGETFUL
) -> tuple[CoverageFile | None, tuple[Problem, ...]]:
    """The coverage; None where there is no such file, or, with problems, where it is faulty."""
    if PATH not in tree.files:
        return None, ()
    coverage, document, problems = read_document(tree, PATH, Coverage, memo)
    return (CoverageFile(coverage, document) if coverage else None), problems
