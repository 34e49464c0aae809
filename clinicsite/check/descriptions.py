"""Titles and descriptions, as search results show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.pages import Page

SHORTEST, LONGEST = 50, 160


def check_descriptions(pages: Iterable[Page]) -> tuple[Problem, ...]:
    """A problem for each description that does not fit, and each title used twice."""
    pages = tuple(pages)
    return (*_lengths(pages), *_repeated_titles(pages))


def _lengths(pages: Iterable[Page]) -> Iterator[Problem]:
    for page in pages:
        length = len(page.front.description)
        if not SHORTEST <= length <= LONGEST:
            message = f"the description has {length} characters; {SHORTEST} to {LONGEST} fit best"
            yield page.document.problem("description", ("description",), message)


def _repeated_titles(pages: Iterable[Page]) -> Iterator[Problem]:
    first: dict[tuple[Language, str], str] = {}
    for page in pages:
        path = first.setdefault((page.language, page.front.title.casefold()), page.path)
        if path != page.path:
            message = f"{path} has the same title; readers cannot tell the two apart"
            yield page.document.problem("description", ("title",), message)
