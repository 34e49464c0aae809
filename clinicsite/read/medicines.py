"""`content/data/medicines.yaml`: names of medicines; a site that names none has no such file."""

from __future__ import annotations

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.data_file import read_document
from clinicsite.read.fields import LocalizedTexts
from clinicsite.read.tree import SourceTree

PATH = "content/data/medicines.yaml"


def read_medicines(
    tree: SourceTree, memo: Memo = FORGETFUL
) -> tuple[LocalizedTexts, tuple[Problem, ...]]:
    """The names by language; none, with problems, when the file is faulty."""
    if PATH not in tree.files:
        return LocalizedTexts(), ()
    names, _, problems = read_document(tree, PATH, LocalizedTexts, memo)
    return names or LocalizedTexts(), problems
