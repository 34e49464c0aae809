"""Words that `python build.py new` writes, on pages that are no drafts any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clinicsite.problems import Problem
from clinicsite.read.pages import Page

DESCRIPTION = (
    "Say here in one or two sentences what readers find on this page.",
    "Diga aquí en una o dos frases lo que se encuentra en esta página.",
)
LEAD = (
    "Say the most important thing here, in one or two short sentences.",
    "Diga aquí lo más importante, en una o dos frases cortas.",
)
TEXT = (
    "Write the text here. Leave an empty line between two paragraphs.",
    "Escriba aquí el texto. Deje una línea vacía entre dos párrafos.",
)


def check_unwritten(pages: Iterable[Page]) -> tuple[Problem, ...]:
    """A problem for each sentence that only holds the place of one that nobody has written."""
    return tuple(problem for page in pages if not page.front.draft for problem in _left_in(page))


def _left_in(page: Page) -> Iterator[Problem]:
    for words in (*DESCRIPTION, *LEAD, *TEXT):
        at = page.source.text.find(words)
        if at >= 0:
            message = "these words only hold the place for yours"
            hint = "Write your own words here, or give the page the line: draft: yes"
            yield page.source.problem("placeholder", page.source.place(at), message, hint)
