"""What each Spanish page was translated from: `content/data/translations.yaml`.

    content/es/autoevaluacion.md:
      content/en/self-check.md:
        "top of the page": 0f3a51d2c977
        "Do this today": 88c0de51b0fa

`python build.py translated` writes the digests. Comments, the order of the pages and everything
that stands about other pages stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.data_file import read_document
from clinicsite.read.document import Document
from clinicsite.read.fields import Text
from clinicsite.read.nodes import quoted
from clinicsite.read.source import SourceText
from clinicsite.read.tree import SourceTree

PATH = "content/data/translations.yaml"
Originals: TypeAlias = Mapping[str, Mapping[str, str]]
"""Path of an English page → its sections when it was translated, each with its digest."""
Translations: TypeAlias = Mapping[str, Originals]
"""Path of a Spanish page → what it was translated from."""

_START = """\
# What each Spanish page was translated from, and how the English text read then. Written by
#
#     python build.py translated PAGE
"""
_KEY = re.compile(r"[\"']?(?P<path>[^\s#\"'].*?)[\"']?:(?:\s|$)")


def read_translations(
    tree: SourceTree, memo: Memo = FORGETFUL
) -> tuple[Translations | None, Document, tuple[Problem, ...]]:
    """The translations; None on a site that keeps no such file, or when it is faulty."""
    if PATH not in tree.files:
        return None, Document(SourceText(PATH, ""), ""), ()
    return read_document(tree, PATH, dict[str, dict[str, dict[str, Text]]], memo)


def with_translation(text: str, path: str, originals: Originals) -> str:
    """The text of the file with these originals for the Spanish page, and nothing else changed.

    Remarks inside what is replaced move to its top. A new page stands where the alphabet has it.
    """
    lines = (text or _START).splitlines(keepends=True)
    starts = {found["path"]: n for n, line in enumerate(lines) if (found := _KEY.match(line))}
    if path in starts:
        start = starts[path]
        end = _end(lines, start)
        remarks = [line for line in lines[start + 1 : end] if line.lstrip().startswith("#")]
        head = [lines[start], *remarks]
    else:
        start = end = min((n for key, n in starts.items() if key > path), default=len(lines))
        head = [f"{path}:\n"]
        if start == len(lines):
            head = ["\n", *head]
    tail = ["\n"] if path not in starts and end < len(lines) else []
    return "".join([*lines[:start], *head, *_lines(originals), *tail, *lines[end:]])


def _end(lines: list[str], start: int) -> int:
    """Where the part that begins at `start` ends, the empty lines below it not included."""
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0].isspace()):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _lines(originals: Originals) -> Iterator[str]:
    for original, sections in originals.items():
        yield f"  {original}:\n"
        yield from (f"    {quoted(name)}: {digest}\n" for name, digest in sections.items())
