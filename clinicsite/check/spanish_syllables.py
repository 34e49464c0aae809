"""Syllables of Spanish words: one for each group of vowels that are spoken together.

Two strong vowels (a, e, o), or a strong one beside an í or ú, are spoken apart; all others
together. An h between them changes nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_VOWELS = "aeiouáéíóúü"
_STRONG = frozenset("aeoáéó")
_STRESSED_WEAK = frozenset("íú")
_SILENT_U = re.compile(r"(?<=q)u(?=[eéií])|(?<=g)u(?=[eéií])")
_SILENT_H = re.compile(rf"(?<=[{_VOWELS}])h(?=[{_VOWELS}])")
_VOWEL_Y = re.compile(rf"y(?![{_VOWELS}])")
_GROUP = re.compile(f"[{_VOWELS}]+")


def spanish_syllables(word: str) -> int:
    """How many syllables the word has when it is read aloud; at least one."""
    spoken = _VOWEL_Y.sub("i", _SILENT_H.sub("", _SILENT_U.sub("", word.lower())))
    return max(sum(map(_in_group, _GROUP.findall(spoken))), 1)


@lru_cache(maxsize=256)
def _in_group(vowels: str) -> int:
    return 1 + sum(_are_apart(first, second) for first, second in pairwise(vowels))


def _are_apart(first: str, second: str) -> bool:
    if first in _STRONG and second in _STRONG:
        return True
    if first == second:
        return True
    return (first in _STRONG and second in _STRESSED_WEAK) or (
        first in _STRESSED_WEAK and second in _STRONG
    )
