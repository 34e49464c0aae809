"""No word of the texts is misspelt, as far as dictionaries can tell.

The dictionaries know common words. Names, short forms and medical words that they lack stand in
`spelling/en.txt` and `spelling/es.txt`, one a line. After a new word, type

    UPDATE_WORDS=1 python -m pytest tests/test_spelling.py

and read every line in the diff: is it really written like that? The English dictionary comes with a
package. The Spanish one of that package knows no plurals and no verb forms, so Spanish words are
looked up by Hunspell: `make browser` installs it, and CI must have it.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest
from spellchecker import SpellChecker

from clinicsite.check.published import Published, of_config, of_data, of_drawing, of_page
from clinicsite.languages import Language
from clinicsite.read.config import read_config
from clinicsite.read.drawing_texts import read_drawing_texts
from clinicsite.read.figures import read_figures
from clinicsite.read.pages import read_pages
from clinicsite.read.source import decode
from tests.hunspell import NO_HUNSPELL, find_hunspell, unknown
from tests.programs import in_ci
from tests.small_sites import TODAY
from tests.test_shipped_site import reference, shipped_tree

WORDS = Path(__file__).parent / "spelling"
MISTAKES = {
    Language.EN: "adress alot definately messsage muscels recieve shouder teh",
    Language.ES: "músclos espladas dolro tambien medicamneto haci columan señles",
}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NO_WORDS = re.compile(r"\S+@\S+|https?:\S+|\b[\w-]+(?:\.[\w-]+)+\b|\{[a-z_]+\}|/[a-z/-]+")
_SPOKEN = re.compile(r"\((?=[^)]*[A-Z]{2})[A-Za-z-]+(?: [A-Za-z-]+)*\)")
"""How a word is spoken, as in `(thuh-RASS-ik)`, or a short form."""


def texts(language: Language) -> Iterator[tuple[str, str]]:
    """File and text of everything in the language that readers see."""
    tree = shipped_tree()
    data = reference()
    _, config, _ = read_config(tree)
    for page in read_pages(tree, today=TODAY, drafts=True).pages:
        yield from _of(page.path, of_page(page), language)
    for document in (
        data.signs_document,
        data.glossary_document,
        data.wording_document,
        data.zones_document,
    ):
        yield from _of(document.source.path, of_data(document), language)
    yield from _of("config.yaml", of_config(config), language)
    if language is Language.EN:
        for path, svg in tree.below("content/figures", ".svg").items():
            yield from _of(path, of_drawing(decode(path, svg)[0]), language)
    else:
        drawings, _ = read_drawing_texts(tree, read_figures(tree)[0])
        for name, words in drawings.items():
            yield from ((f"the drawing {name}", one.es) for one in words)


def _of(path: str, pieces: Iterator[Published], language: Language) -> Iterator[tuple[str, str]]:
    return ((path, piece.words.text) for piece in pieces if language in piece.languages)


@functools.cache
def words_used(language: Language) -> Mapping[str, str]:
    """Each word of the texts, with the first file that has it."""
    found: dict[str, str] = {}
    for path, text in texts(language):
        plain = _NO_WORDS.sub(" ", _SPOKEN.sub(" ", text))
        for word in _WORD.findall(plain):
            found.setdefault(word.removesuffix("'s"), path)
    return found


def unknown_to_dictionary(language: Language, words: Collection[str]) -> set[str]:
    """Those of the words that the dictionary of the language lacks, in small letters.

    Skips the test without a Spanish dictionary, and fails it in CI.
    """
    if language is Language.EN:
        return {*SpellChecker(language="en").unknown(words)}
    command = find_hunspell()
    if not command:
        if in_ci():
            pytest.fail(NO_HUNSPELL, pytrace=False)
        pytest.skip(NO_HUNSPELL)
    return {word.lower() for word in unknown(command, words)}


@functools.cache
def unknown_words(language: Language) -> Mapping[str, str]:
    """Each word that the dictionary lacks, in small letters, with the first file that has it."""
    used = words_used(language)
    lacking = unknown_to_dictionary(language, used.keys())
    found: dict[str, str] = {}
    for word, path in used.items():
        if word.lower() in lacking:
            found.setdefault(word.lower(), path)
    return dict(sorted(found.items()))


def listed_words(language: Language) -> list[str]:
    """The words of the project's own list, in its order."""
    return _list(language).read_text(encoding="utf-8").split("\n")[:-1]


def _list(language: Language) -> Path:
    return WORDS / f"{language.value}.txt"


@pytest.mark.parametrize("language", list(Language))
def test_every_word_is_in_the_dictionary_or_on_the_list(language: Language) -> None:
    """A word that nobody knows is a mistake, or belongs on the list."""
    if "UPDATE_WORDS" in os.environ:
        lines = "".join(f"{word}\n" for word in unknown_words(language))
        _list(language).write_text(lines, encoding="utf-8")

    listed = set(listed_words(language))
    mistakes = {word: path for word, path in unknown_words(language).items() if word not in listed}

    assert mistakes == {}


@pytest.mark.parametrize("language", list(Language))
def test_the_list_is_in_order_and_holds_nothing_that_is_not_needed(language: Language) -> None:
    """One word a line, sorted, each used by a text and unknown to the dictionary."""
    listed = listed_words(language)

    assert listed == sorted(set(listed))
    assert [word for word in listed if word not in unknown_words(language)] == []


@pytest.mark.parametrize("language", list(Language))
def test_the_dictionary_knows_common_mistakes(language: Language) -> None:
    """A dictionary that takes everything would find nothing, and so would texts nobody reads."""
    wrong = MISTAKES[language].split()

    assert unknown_to_dictionary(language, wrong) == set(wrong)
    assert len(words_used(language)) > 1_000
