"""A drawing is one file with English words; Spanish pages show it with their own."""

from __future__ import annotations

from clinicsite.languages import Language
from clinicsite.read.fields import Bilingual
from clinicsite.render.drawings import drawing_in
from tests.small_sites import build, messages

SVG = """<svg viewBox="0 0 9 9" aria-labelledby="t" data-note="Neck > head">
<!-- Neck -->
<title id="t">Bones &amp; ribs</title>
<text x="1">Neck</text><text><tspan>Upper</tspan> bone</text>
<text>Lower bone</text><text> bone </text><text>T1</text>
</svg>"""
SITE = """\
-- content/figures/spine.svg --
<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>The spine</title><text>Neck</text></svg>
-- content/data/drawing-texts.yaml --
spine:
  - {en: The spine, es: La columna}
  - {en: Neck, es: Cuello}
-- content/en/spine.md --
---
title: Spine
description: How to sit and stand so that your upper back has less to carry on a long day.
kind: text
call_to_action: none
published: 2026-11-22
last_reviewed: 2026-11-22
next_review: 2027-11-22
---

The spine.

## Its parts

/// figure
    drawing: spine

Its parts.
///
"""


def texts(**translations: str | tuple[str, ...]) -> dict[str, tuple[Bilingual, ...]]:
    """The translations of one drawing, its English texts as names with `_` for a space."""
    entries = []
    for english, spanish in translations.items():
        for one in (spanish,) if isinstance(spanish, str) else spanish:
            entries.append(Bilingual(en=english.replace("_", " "), es=one))
    return {"spine": tuple(entries)}


def test_english_pages_show_the_file_as_it_is() -> None:
    """Byte for byte, whatever the translations say."""
    assert drawing_in("spine", SVG, Language.EN, texts(Neck="Cuello")) == SVG


def test_a_drawing_without_translations_stays_as_it_is() -> None:
    """Spanish pages show it in English; reading the files has reported it."""
    assert drawing_in("spine", SVG, Language.ES, {}) == SVG


def test_words_change_and_nothing_else_does() -> None:
    """Attributes, remarks and texts without a translation keep their words."""
    shown = drawing_in("spine", SVG, Language.ES, texts(Neck="Cuello", Upper="De arriba"))

    changed = SVG.replace(">Neck<", ">Cuello<").replace(">Upper<", ">De arriba<")
    assert shown == changed


def test_signs_of_svg_in_a_text_are_read_and_written() -> None:
    """An editor writes `&` and `<` as they are read."""
    english = {"Bones & ribs": "Huesos < & > costillas"}

    shown = drawing_in("spine", SVG, Language.ES, texts(**english))

    assert '<title id="t">Huesos &lt; &amp; &gt; costillas</title>' in shown


def test_a_text_that_stands_twice_may_say_two_things() -> None:
    """The first translation belongs to the first place, the last one to all that follow."""
    twice = drawing_in("spine", SVG, Language.ES, texts(bone=("arriba", "abajo")))
    once = drawing_in("spine", SVG, Language.ES, texts(bone="hueso"))

    assert "</tspan> arriba</text>" in twice
    assert "<text> abajo </text>" in twice
    assert once.count("hueso") == 2
    assert "<text> hueso </text>" in once


def test_a_page_shows_the_drawing_in_its_own_language() -> None:
    """The Spanish twin of a page shows the same drawing with Spanish words."""
    spanish = SITE[SITE.index("-- content/en/") :].replace("content/en/", "content/es/")

    built = build(SITE + spanish.replace("kind: text", "kind: text\nwarning: none"))

    assert b"<title>The spine</title><text>Neck</text>" in built.files["spine/index.html"]
    assert b"<title>La columna</title><text>Cuello</text>" in built.files["es/spine/index.html"]
    assert "translation" not in messages(built)


def test_a_site_may_have_no_translations_of_drawings() -> None:
    """Without the file, drawings are in English and nothing is missing."""
    alone = SITE[: SITE.index("-- content/data/")] + SITE[SITE.index("-- content/en/") :]

    assert messages(build(alone)) == ""
