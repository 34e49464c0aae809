"""A whole YAML file, read and validated."""

from __future__ import annotations

from typing import TypeVar

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.document import Document
from clinicsite.read.schema import validate
from clinicsite.read.source import SourceText, decode
from clinicsite.read.tree import SourceTree

_T = TypeVar("_T")


def read_document(
    tree: SourceTree, path: str, shape: type[_T], memo: Memo = FORGETFUL
) -> tuple[_T | None, Document, tuple[Problem, ...]]:
    """The file as a value of this shape; None with problems when it is missing or faulty.

    A file that the tree could not even open has its problem already.
    """
    nothing = Document(SourceText(path, ""), "")
    if path not in tree.files:
        return None, nothing, (Problem("file", "this file is missing", path),)
    source, problems = decode(path, tree.files[path])
    if problems:
        return None, nothing, problems
    document = Document(source, source.text)
    value, problems = validate(shape, document, memo=memo)
    return value, document, problems
