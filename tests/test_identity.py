"""The font that this project ships."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.characters import drawn
from clinicsite.pipeline import BuiltSite
from tests.small_sites import PROJECT, build, messages, small_page
from tests.test_shipped_site import shipped, shipped_tree

FONT = "static/fonts/atkinson-next.woff2"


def head(built: BuiltSite, name: str = "index.html") -> LexborHTMLParser:
    """A page of the site, for questions about its head."""
    return LexborHTMLParser(built.files[name])


# --- the font ------------------------------------------------------------------------------


def test_the_list_of_characters_is_the_list_of_the_font() -> None:
    """The build believes the list, browsers show the font; both were made by one command."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(shipped_tree().files[FONT]))
    listed = shipped_tree().files["static/fonts/characters.txt"].decode()

    has = {one for one in map(chr, font.getBestCmap()) if not one.isspace()}
    assert set(listed.replace("\n", "")) == has
    assert {" ", "\u00a0"} <= set(map(chr, font.getBestCmap()))
    (weight,) = font["fvar"].axes
    assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 700)
    features = {
        one.FeatureTag for t in ("GSUB", "GPOS") for one in font[t].table.FeatureList.FeatureRecord
    }
    assert {"kern", "tnum"} <= features


def test_the_font_has_all_of_ascii_and_of_spanish() -> None:
    """What the checks take for granted, and what both languages are written with."""
    listed = set(shipped_tree().files["static/fonts/characters.txt"].decode())

    assert set(map(chr, range(0x21, 0x7F))) <= listed
    assert set("ÁÉÍÓÚÜÑáéíóúüñ¿¡«»ªº–—‘’“”…·×°½©®") <= listed


def test_the_font_is_small_and_its_note_is_true() -> None:
    """At most 14,000 bytes; size and digest stand in the note, the licence beside the font."""
    data = shipped_tree().files[FONT]
    note = (PROJECT / "docs/identity/README.md").read_text(encoding="utf-8")

    assert len(data) <= 14_000
    assert f"{len(data):,} bytes" in note
    assert hashlib.sha256(data).hexdigest() in note
    assert b"SIL OPEN FONT LICENSE Version 1.1" in shipped().files["fonts/OFL.txt"]
    assert "fonts/characters.txt" not in shipped().files


def test_the_shipped_site_needs_no_other_font() -> None:
    """Neither its pages nor what its style sheet draws holds a character that the font lacks."""
    listed = set(shipped_tree().files["static/fonts/characters.txt"].decode())
    css = "".join(data.decode() for data in shipped_tree().below("static/css").values())

    assert [problem for problem in shipped().problems if problem.rule == "font"] == []
    assert "".join(drawn("".join(re.findall(r"content:[^;}]*", css))) - listed) == ""


@pytest.mark.parametrize("base", ["https://clinic.test/", "https://host.test/deep/clinic/"])
def test_every_page_asks_for_the_font_where_it_is(base: str) -> None:
    """The preload and the sheet name one address, in whatever folder the site is published."""
    site = small_page("content/en/a/index.md") + small_page("content/en/a/b.md", title="Rest")
    built = build(site, base_url=base)
    address = base.removeprefix("https://").partition("/")[2] + "fonts/atkinson-next.woff2"

    assert messages(built) == ""
    assert "fonts/atkinson-next.woff2" in built.files
    for name in ("index.html", "a/b/index.html", "404.html"):
        link = head(built, name).css_first("link[rel='preload'][as='font'][crossorigin]")
        assert link is not None
        assert link.attributes["href"] == f"/{address}"
        assert f"url(/{address})".encode() in built.files[name]


def test_a_font_that_is_missing_stops_the_build() -> None:
    """It is told once, not once a page."""
    said = messages(build(f"-- {FONT} (deleted) --"))

    assert said.count("error") == 1
    assert "the file /fonts/atkinson-next.woff2 cannot be shown" in said
