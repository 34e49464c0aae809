"""A whole YAML file, read and validated."""

from __future__ import annotations

from typing import TypeVar

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.schema import Document, validate
from clinicsite.read.source import SourceText, decode
from clinicsite.read.tree import SourceTree
from clinicsite.read.yaml_json import from_json, to_json
from clinicsite.read.yaml_nodes import Node, parse_yaml

_T = TypeVar("_T")


def read_document(
    tree: SourceTree, path: str, shape: type[_T], memo: Memo = FORGETFUL
) -> tuple[_T | None, Document, tuple[Problem, ...]]:
    """The file as a value of this shape; None with problems when it is missing or faulty.

    A file that the tree could not even open has its problem already.
    """
    nothing = Document(SourceText(path, ""), None)
    if path not in tree.files:
        return None, nothing, (Problem("file", "this file is missing", path),)
    source, problems = decode(path, tree.files[path])
    if problems:
        return None, nothing, problems
    node, problems = _nodes(source, memo)
    if problems:
        return None, nothing, problems
    document = Document(source, node)
    value, problems = validate(shape, document)
    return value, document, problems


def _nodes(source: SourceText, memo: Memo) -> tuple[Node | None, tuple[Problem, ...]]:
    """What the file holds; only what could be read is remembered."""
    text = source.text.encode()
    found = memo.recall("yaml", text)
    if found is not None:
        return from_json(found), ()
    node, problems = parse_yaml(source)
    if not problems:
        memo.keep(to_json(node), "yaml", text)
    return node, problems
