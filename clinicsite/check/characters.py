"""Every character that readers see is in the site's font.

A browser takes a missing character from another font of the reader's device: it stays readable
and looks foreign. The finished pages say which characters are shown; where somebody wrote them
is looked for only when one is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import islice

from msgspec import Struct

from clinicsite.characters import code
from clinicsite.check.findings import TEMPLATE_HINT
from clinicsite.check.pages import CheckedPage, FinishedPage
from clinicsite.problems import Problem
from clinicsite.read.source import SourceText, decode
from clinicsite.read.tree import CONFIG, SourceTree

CHARACTERS = "static/fonts/characters.txt"
"""Every visible character of the font, made together with it."""

_SHARED = (CONFIG, "content/data/", "content/figures/", "templates/")
_MOST = 10
"""Problems of one file: a text in another script is one mistake."""


class Font(Struct, frozen=True):
    """What the site's font can show, and the files besides pages that give pages their words."""

    characters: frozenset[str]
    shared: Mapping[str, bytes]

    @classmethod
    def of(cls, tree: SourceTree) -> Font | None:
        """The font of the site; None for a site that does not say what its font can show."""
        data = tree.files.get(CHARACTERS)
        if data is None:
            return None
        text = decode(CHARACTERS, data)[0].text
        shared = {path: one for path, one in tree.files.items() if path.startswith(_SHARED)}
        return cls(frozenset(text), shared)


def check_characters(
    pages: Sequence[FinishedPage], showing: Mapping[str, Sequence[FinishedPage]], font: Font
) -> Iterator[Problem]:
    """A warning for each missing character in each file that has it.

    `showing` has the pages that show each of these characters.
    """
    if not showing:
        return
    texts = [_text(page) for page in pages if page.path]
    elsewhere = [decode(path, data)[0] for path, data in font.shared.items()]
    elsewhere += [_front_matter(page) for page in pages if page.path]
    told: dict[str, list[Problem]] = {}
    for character, those in showing.items():
        own = {page.path for page in those}
        suspects = [text for text in texts if text.path in own]
        if not all(_offset(character, _text(page)) is not None for page in those):
            suspects += elsewhere
        found = {problem.path: problem for problem in _problems(character, suspects, font)}
        for path, problem in (found or {"": _from_program(character, those)}).items():
            told.setdefault(path, []).append(problem)
    for problems in told.values():
        yield from islice(problems, _MOST)


def lacking(one: CheckedPage, font: Font) -> str:
    """The characters that the page draws and the font does not have."""
    if one.page.stub:
        return ""
    return "".join(each for each in one.facts.characters if each not in font.characters)


def _text(page: FinishedPage) -> SourceText:
    return SourceText(page.path, page.text)


def _front_matter(page: FinishedPage) -> SourceText:
    """The lines above the page's text: its title and description stand on other pages too."""
    lines = page.text.split("\n")
    return SourceText(page.path, "\n".join(lines[: max(page.body_line - 1, 0)]))


def _problems(character: str, texts: Sequence[SourceText], font: Font) -> Iterator[Problem]:
    """A problem for each of the texts that has the character, at its first place."""
    for text in texts:
        offset = _offset(character, text)
        if offset is not None:
            place, hint = text.place(offset), _hint(character, font)
            yield text.problem("font", place, _message(character), hint)


def _from_program(character: str, those: Sequence[FinishedPage]) -> Problem:
    first = min(those, key=lambda page: (page.path, page.route))
    return Problem("font", _message(character), first.path, hint=TEMPLATE_HINT)


def _message(character: str) -> str:
    return f"the site's font has no “{character}” ({code(character)}), so another font shows it"


# --- what to write instead -----------------------------------------------------------------

_WORDS = {
    "→": "to",
    "←": "from",
    "≥": "at least",
    "≤": "at most",
    "≈": "about",
    "≠": "not",
    "±": "plus or minus",
    "€": "euros",
    "£": "pounds",
    "„": "“",
    "\N{SINGLE LOW-9 QUOTATION MARK}": "‘",
    **dict.fromkeys("\N{ACUTE ACCENT}\N{PRIME}", "’"),
    **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}", "-"),
    **dict.fromkeys("\N{FIGURE DASH}\N{HORIZONTAL BAR}", "–"),
}
_SAME_WORDS = ("<compat>", "<wide>", "<narrow>")


def _hint(character: str, font: Font) -> str:
    words = _WORDS.get(character, "")
    if not words and unicodedata.decomposition(character).startswith(_SAME_WORDS):
        words = unicodedata.normalize("NFKC", character)
    if words and font.characters.issuperset(words.replace(" ", "")):
        return f"Write “{words}” instead."
    if character.isalpha():
        return "Is it spelled right? In a name it can stay."
    return "Write it in words; a list or a block draws dots, check marks and crosses."


# --- where it was written ------------------------------------------------------------------

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,40});")
_REMARKS = {
    ".yaml": re.compile(r"(?m)(?:^|(?<=\s))#.*$"),
    ".html": re.compile(r"(?s)\{#.*?#\}|<!--.*?-->"),
    ".svg": re.compile(r"(?s)<!--.*?-->"),
}


def _offset(character: str, text: SourceText) -> int | None:
    """Where the file has the character for the first time, written in whatever way."""
    remark = next((one for end, one in _REMARKS.items() if text.path.endswith(end)), None)
    written = remark.sub(lambda found: " " * len(found[0]), text.text) if remark else text.text
    for form in (character, unicodedata.normalize("NFD", character)):
        at = written.find(form)
        if at >= 0:
            return at
    for entity in _ENTITY.finditer(written):
        if unescape(entity[0]) == character:
            return entity.start()
    return None
