"""No word of the English texts is misspelt, as far as a dictionary can tell.

The dictionary knows common words. Names, short forms and medical words that it lacks stand in
`spelling/words.txt`, one a line. After a new word, type

    UPDATE_WORDS=1 python -m pytest tests/test_spelling.py

and read every line in the diff: is it really written like that? The dictionary's Spanish list knows
no plurals and no verb forms, so Spanish texts are not looked at here.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from spellchecker import SpellChecker

from clinicsite.check.published import Published, of_config, of_data, of_drawing, of_page
from clinicsite.languages import Language
from clinicsite.read.config import read_config
from clinicsite.read.pages import read_pages
from clinicsite.read.reference import read_reference
from clinicsite.read.source import decode
from tests.small_sites import TODAY
from tests.test_shipped_site import shipped_tree

WORDS = Path(__file__).parent / "spelling/words.txt"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NO_WORDS = re.compile(r"\S+@\S+|https?:\S+|\b[\w-]+(?:\.[\w-]+)+\b|\{[a-z_]+\}|/[a-z/-]+")
_SPOKEN = re.compile(r"\((?=[^)]*[A-Z]{2})[A-Za-z-]+(?: [A-Za-z-]+)*\)")
"""How a word is spoken, as in `(thuh-RASS-ik)`, or a short form."""


def english() -> Iterator[tuple[str, str]]:
    """File and text of everything in English that readers see."""
    tree = shipped_tree()
    reference, _ = read_reference(tree)
    _, config, _ = read_config(tree)
    assert reference is not None
    for page in read_pages(tree, today=TODAY, drafts=True).pages:
        yield from _of(page.path, of_page(page))
    for document in (
        reference.signs_document,
        reference.glossary_document,
        reference.wording_document,
    ):
        yield from _of(document.source.path, of_data(document))
    yield from _of("config.yaml", of_config(config))
    for path, data in tree.below("content/figures", ".svg").items():
        yield from _of(path, of_drawing(decode(path, data)[0]))


def _of(path: str, pieces: Iterator[Published]) -> Iterator[tuple[str, str]]:
    return ((path, piece.words.text) for piece in pieces if Language.EN in piece.languages)


@functools.cache
def unknown_words() -> Mapping[str, str]:
    """Each word that the dictionary lacks, in small letters, with the first file that has it."""
    dictionary = SpellChecker(language="en")
    found: dict[str, str] = {}
    for path, text in english():
        plain = _NO_WORDS.sub(" ", _SPOKEN.sub(" ", text))
        for word in _WORD.findall(plain):
            found.setdefault(word.lower().removesuffix("'s"), path)
    unknown = dictionary.unknown(found)
    return {word: found[word] for word in sorted(unknown)}


def listed_words() -> list[str]:
    """The words of the project's own list, in its order."""
    return WORDS.read_text(encoding="utf-8").split("\n")[:-1]


def test_every_word_is_in_the_dictionary_or_on_the_list() -> None:
    """A word that nobody knows is a mistake, or belongs on the list."""
    if "UPDATE_WORDS" in os.environ:
        WORDS.write_text("".join(f"{word}\n" for word in unknown_words()), encoding="utf-8")

    mistakes = {w: path for w, path in unknown_words().items() if w not in listed_words()}

    assert mistakes == {}


def test_the_list_is_in_order_and_holds_nothing_that_is_not_needed() -> None:
    """One word a line, sorted, each used by a text and unknown to the dictionary."""
    assert listed_words() == sorted(set(listed_words()))
    assert [word for word in listed_words() if word not in unknown_words()] == []


def test_the_dictionary_knows_common_mistakes() -> None:
    """A dictionary that takes everything would find nothing."""
    wrong = ["adress", "alot", "definately", "messsage", "muscels", "recieve", "shouder", "teh"]

    assert SpellChecker(language="en").unknown(wrong) == set(wrong)
