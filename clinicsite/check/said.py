"""What the structured data of a page says in words, held against the words that readers meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from clinicsite.check.locate import plain
from clinicsite.value_json import from_json

NOT_IN_WORDS = frozenset(
    (
        # the vocabulary itself, and words of it that stand for a choice
        *("@context", "@type", "@id", "aspect", "audienceType"),
        # addresses: of the page, of pages above it, of sources and films, which the page links to
        *("url", "item", "contentUrl", "thumbnailUrl"),
        # shown in another form: as days and times in words, as the language of the whole page
        *("datePublished", "lastReviewed", "uploadDate", "duration", "inLanguage", "openingHours"),
        # digits alone, where readers see brackets and a hyphen between them
        "telephone",
    )
)
"""Keys whose values readers do not meet word by word."""

_ACCENTS = re.compile("[\u0300-\u036f]+")


def unsaid(texts: Sequence[str], page: str) -> tuple[str, ...]:
    """The words of these data that are not among the words of the page, each once."""
    said = _said(tuple(texts))
    # What stands there letter by letter need not be looked for in tidied words.
    doubtful = [value for value in said if value not in page or not _is_tidy(value)]
    if not doubtful:
        return ()
    shown = _tidied(page)
    doubtful = [value for value in doubtful if value not in shown]
    bare = _bare(shown) if doubtful else ""
    return tuple(value for value in doubtful if _bare(value) not in bare)


def stand_in(texts: Sequence[str], words: str) -> bool:
    """Whether all words of these data stand in the given ones, letter by letter."""
    return all(value in words and _is_tidy(value) for value in _said(tuple(texts)))


@lru_cache(maxsize=4)
def _said(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of these data, each once."""
    return tuple(dict.fromkeys(value for text in texts for value in _words(text)))


@lru_cache(maxsize=4)
def read_data(text: str) -> object:
    """The data, which are not to be changed; `ValueError` when they cannot be read."""
    return from_json(object, text.encode())


def _tidied(words: str) -> str:
    return " ".join(words.split())


def _is_tidy(words: str) -> bool:
    plain = words.isprintable() and "  " not in words and words[:1] != " " != words[-1:]
    return plain or words == _tidied(words)


def _bare(words: str) -> str:
    """For comparison, without accents too: Los Ángeles is the Los Angeles of `config.yaml`."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", plain(words)))


def _words(text: str) -> Iterator[str]:
    """Every value that is told in words; none of data that cannot be read."""
    try:
        waiting = [read_data(text)]
    except ValueError:
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [inner for key, inner in value.items() if key not in NOT_IN_WORDS][::-1]
        elif isinstance(value, list):
            waiting += value[::-1]
