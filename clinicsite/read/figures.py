"""The drawings of `content/figures/`, which are shown inside the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.source import decode
from clinicsite.read.tree import SourceTree

_STEP = "sound drawings"


def read_figures(
    tree: SourceTree, memo: Memo = FORGETFUL
) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Name → SVG of each drawing; a problem for each that cannot be shown.

    Drawings without a fault are remembered together, and not looked at again.
    """
    figures: dict[str, str] = {}
    paths: dict[str, str] = {}
    problems: list[Problem] = []
    files = tree.below("content/figures", ".svg")
    arguments = [part for path, data in files.items() for part in (path.encode(), data)]
    sound = memo.recall(_STEP, *arguments) is not None
    for path, data in files.items():
        source, found = decode(path, data)
        svg = source.text.strip()
        name = path.rsplit("/", 1)[1].removesuffix(".svg")
        figures[name] = svg
        first = paths.setdefault(name, path)
        problems += found or ([] if sound else _faults(svg, path, first))
    if not problems:
        memo.keep(b"", _STEP, *arguments)
    return figures, tuple(problems)


def _faults(svg: str, path: str, first: str) -> Iterator[Problem]:
    if not _is_one_drawing(svg):
        message = "this drawing is not closed, or holds more than a drawing"
        yield Problem("file", message, path, hint="Save it again as plain SVG.")
    if first != path:
        message = f"a drawing of this name is already in {first}"
        yield Problem("file", message, path, hint="Give one of the two another name.")


def _is_one_drawing(svg: str) -> bool:
    """Whether browsers, which read it as a part of the page, see one whole drawing in it."""
    try:
        expat.ParserCreate().Parse(svg, True)  # noqa: FBT003  # the parser takes no keywords
    except expat.ExpatError:
        return False
    page = LexborHTMLParser(f"<!doctype html><figure>{svg}<figcaption>").css_first("figure")
    parts = (part.tag for part in page.iter()) if page else ()
    return [tag for tag in parts if tag != "-comment"] == ["svg", "figcaption"]
