"""A drawing in the language of the page that shows it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from html import escape

from clinicsite.languages import DEFAULT_LANGUAGE, Language
from clinicsite.read.drawing_texts import DrawingTexts, texts_of
from clinicsite.read.fields import Bilingual


def drawing_in(name: str, svg: str, language: Language, texts: DrawingTexts) -> str:
    """The drawing with its words in this language; as it stands in its file for English.

    A text that has no translation stays as it is: reading the file has reported it.
    """
    if language is DEFAULT_LANGUAGE or name not in texts:
        return svg
    return _translated(svg, texts[name], language)


@lru_cache(maxsize=64)
def _translated(svg: str, texts: tuple[Bilingual, ...], language: Language) -> str:
    """Done once a drawing and language, however many pages show it."""
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        waiting[text.en].append(text.in_(language))
    pieces = []
    done = 0
    for drawn in texts_of(svg):
        translations = waiting.get(drawn.words)
        if translations:
            # The first of several belongs to the first place; the last one serves for all others.
            said = translations.pop(0) if len(translations) > 1 else translations[0]
            pieces += [svg[done : drawn.start], escape(said, quote=False)]
            done = drawn.end
    return "".join([*pieces, svg[done:]])
