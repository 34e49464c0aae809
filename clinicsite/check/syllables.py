"""Syllables of English words, as they are spoken, counted from how they are written.

Rules, and a list of words that follow none of them. Hyphenation patterns do not do: they find two
syllables in acetaminophen, and so would call a hard text easy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PARTS = re.compile(r"[a-z]+(?:'[a-z]+)*")
_SPELLED_OUT = re.compile(r"(?:[B-DF-HJ-NP-TV-XZ]{2,5}|UK|US|ER|CEO|CPR)s?")

# The e in the middle of a word made of two: movement, useful, sometimes.
_INNER_E = (
    r"(?<=[aeiouy])(?:[bcdfgklmnprstvz]|st|th|ng|rs|rc|nc)e(?=(?:ly|ful|less|ness|ment|thing"
    r"|times?$|where|what$|place$|body|day$|how$|ways?$|work|room|line|sheet|port|side|house|hold"
    r"|ball|made$|fore$|one$|head|book|man$|men$|land|some$|style|long$))"
)
# Applied in this order: letters that make no syllable of their own. Each begins with letters that
# a word must have for the rest to be looked at.
_SILENT: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (letters, re.compile(pattern), instead)
    for letters, pattern, instead in (
        ("n't", r"(?<=[erwo])n't$|(?<=ca)n't$", "nt"),  # aren't, don't
        ("n't", r"n't$", "nit"),  # isn't, couldn't
        ("'", r"'.*$", ""),
        ("every", r"^every(?!$)", "evry"),
        ("business", r"^business", "bisness"),
        ("ically", r"ically$", "icly"),
        ("e", _INNER_E, "t"),
        ("ed", r"(?<=[^aeiouyl]l)ed$", "d"),  # settled has as many as settle
        ("ed", r"(?<![tdl])(?<!kn|cr)ed(?=$|ly$)|(?<=[aeiouyrl]l)ed(?=$|ly$)", "d"),
        ("ld", r"(?<=[^aeiouyrlw]l)d$", "ed"),
        ("es", r"(?<![cgsxz])(?<!sh|ch)(?<![^aeiouyrl]l)es$", "s"),
        ("e", r"(?<![^aeiouyrl]l)(?<=[a-z]{2})e$", ""),
    )
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
# The second of two vowels that have a syllable each.
_APART = re.compile(
    r"""
    (?<=i)(?: (?<![ctsgx]i)(?: a(?!ges?$) | o | u[ms] ) | o(?![nu]) )
        (?<!ssi.)(?<!lli.)(?<!nio(?=n))(?<!shi.)
    | (?<=[ct]i)a(?=t)                                             # associate, initiate
    | (?<=i)e(?= t | nc | nt(?!io) | ty | r$ | rs$ | st )(?<!tie(?=n))(?<!cie(?=nt$|nc[eiy]))
        (?<!die(?=r))(?<!nie(?=nt))
    | (?<=e)(?: o(?!u|pl) | u[ms] )(?<!geo(?=n))
    | (?<=cre)a(?=t(?!ur)) | (?<=re)(?: a(?=ct|l[il]|dj) | i(?=n) ) | (?<=the)a(?=t)
    | (?<=u)(?: a(?!r[dt]|d) | e(?=nc|l$) | i(?=n$|n[eg]|d|c(?!e)|ty|tous) | ou )(?<![qg]u.)
    | (?<=[oaeiy])ing(?<!oing(?=t)) | (?<=po)e(?=t|m) | (?<=o)a(?=l[ei])
    | (?<=[ao]y)[aeiou] | (?<=sci)e(?=nt|nc)
    """,
    re.VERBOSE,
)
_BEATS = re.compile(r"(?:s|th)ms?$")  # spasm, rhythm


def syllables(word: str) -> int:
    """How many syllables the word has when it is read aloud; at least one."""
    if _SPELLED_OUT.fullmatch(word):
        return len(word.rstrip("s")) + 2 * word.count("W")
    return max(sum(map(_of_part, _PARTS.findall(word.lower()))), 1)


def _of_part(part: str) -> int:
    known = _KNOWN.get(part)
    if known is not None:
        return known
    for letters, pattern, instead in _SILENT:
        if letters in part:
            part = pattern.sub(instead, part)
    groups = _VOWELS.findall(part)
    apart = _APART.findall(part) if max(map(len, groups), default=0) > 1 else ()
    beats = _BEATS.findall(part) if "m" in part else ()
    return len(groups) + len(apart) + len(beats) or 1


_BY_NUMBER = {
    1: """
        ache aches clothes drawer drawers juice league loan pier plague please priest priests
        rogue tongue tongues vague
    """,
    2: """
        acre acres antique aspirin awesome being beyond bracelet buyer buyers carriage chaos
        chocolate choir colleague colleagues colonel create creates crooked crying cushion
        diamond diamonds diet diets doing drawer dying elsewhere empire evening evenings fashion
        fiber genius giant giants going gonna hatred heroin hundred juicy junior liar lion lying
        marriage maybe naive naked nsaid nsaids ok okay opera people persuade poem poems quiet
        really ruin ruined ruins sacred safety savior science sciences seeing senior technique
        techniques tired trying tying unique wicked wretched
    """,
    3: """
        acquire acquired alien aliens alliance angeles anyone anyway aorta aortic area areas
        arguing behavior camtc catholic cereal created creating creative desire desired desires
        disabled element elements entire entitled everyone familiar heroic hideous idea ideas
        inspired involvement italian italians museum nausea nuclear pancreas peculiar poetic
        recipe reunion ruining scientist theater theatre vegetable vegetables whoever
    """,
    4: """
        california civilian coincidence coordinate coordinates creativity diabetes diarrhea
        emotionally entirely european ibuprofen laboratory occasionally retirement scientific
        supposedly trapezius whatsoever
    """,
    5: """
        enthusiasm ideology initiative radioactive
    """,
    6: """
        acetaminophen
    """,
}
_KNOWN: Mapping[str, int] = {
    word: number for number, words in _BY_NUMBER.items() for word in words.split()
}
