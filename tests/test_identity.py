"""The font, the icons and the pictures for shared links that this project ships."""

from __future__ import annotations

import hashlib
import re
import struct
from io import BytesIO
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.characters import drawn
from clinicsite.languages import Language
from clinicsite.memo import Memo
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree
from clinicsite.read.config import read_config
from clinicsite.read.social_cards import read_cards
from clinicsite.read.tree import SourceTree
from tests.small_sites import PROJECT, TODAY, build, messages, small_page, small_site
from tests.test_shipped_site import pages, shipped, shipped_tree

FONT = "static/fonts/atkinson-next.woff2"
ENGLISH = "static/social/en-US.png"


def head(built: BuiltSite, name: str = "index.html") -> LexborHTMLParser:
    """A page of the site, for questions about its head."""
    return LexborHTMLParser(built.files[name])


def meta(built: BuiltSite, name: str, page: str = "index.html") -> str | None:
    """What the page says under that name."""
    found = head(built, page).css_first(f"meta[property='{name}'], meta[name='{name}']")
    return found.attributes.get("content") if found else None


def shown_pages() -> dict[str, LexborHTMLParser]:
    """The shipped pages that readers see: those that only send them on are left out."""
    parsed = {name: head(shipped(), name) for name in pages()}
    return {name: page for name, page in parsed.items() if page.css_first("main")}


def with_files(**files: bytes) -> SourceTree:
    """The small good site with further files; a double underscore stands for a slash."""
    more = {f"static/{name.replace('__', '/')}": data for name, data in files.items()}
    return small_site().with_files(more)


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


# --- icons ---------------------------------------------------------------------------------


def test_every_page_names_the_icons() -> None:
    """Drawn for new browsers, as pixels for old ones and for home screens."""
    for name, page in shown_pages().items():
        found = page.css("link[rel='icon'], link[rel='apple-touch-icon']")
        links = {one.attributes["href"]: one.attributes for one in found}
        assert list(links) == ["/favicon.ico", "/icons/favicon.svg", "/apple-touch-icon.png"], name
        assert links["/favicon.ico"]["sizes"] == "32x32"


def test_the_icons_are_what_they_say() -> None:
    """Three sizes in the old icon, 180 pixels for home screens, both colours in the drawing."""
    files = shipped_tree().files
    icon = files["static/favicon.ico"]
    count = struct.unpack_from("<HHH", icon)[2]
    touch = files["static/apple-touch-icon.png"]

    assert [icon[6 + 16 * number] for number in range(count)] == [16, 32, 48]
    assert touch.startswith(b"\x89PNG")
    assert struct.unpack_from(">II", touch, 16) == (180, 180)
    assert b"prefers-color-scheme:dark" in files["static/icons/favicon.svg"]


def test_a_site_without_icons_names_none() -> None:
    """No address leads to a file that is not there."""
    assert head(build()).css("link[rel*='icon']") == []


# --- the picture for shared links ----------------------------------------------------------


def test_each_language_has_a_card_of_the_right_size() -> None:
    """1200 by 630 pixels, at most 60 KB, and its words inside it."""
    cards, problems = read_cards(shipped_tree())

    assert problems == ()
    assert set(cards) == set(Language)
    for card in cards.values():
        assert (card.width, card.height) == (1200, 630)
        assert len(shipped_tree().files[f"static{card.route}"]) <= 60_000
        assert card.words.startswith("Massage Rx. ")


def test_every_page_shows_the_card_of_its_language() -> None:
    """With its whole address, its size and its words; the file is published."""
    words = {
        "en-US": "Massage Rx. Upper back pain: know what to do",
        "es-US": "Massage Rx. Dolor en la espalda alta: sepa qué hacer",
    }
    config = read_config(shipped_tree())[0]
    assert config is not None
    for name, page in shown_pages().items():
        root = page.css_first("html")
        language = (root.attributes.get("lang") if root else "") or ""
        assert meta(shipped(), "og:image", name) == f"{config.site.url}social/{language}.png"
        assert meta(shipped(), "og:image:width", name) == "1200"
        assert meta(shipped(), "og:image:height", name) == "630"
        assert meta(shipped(), "og:image:alt", name) == words[language]
        assert meta(shipped(), "twitter:card", name) == "summary_large_image"
    assert {"social/en-US.png", "social/es-US.png"} <= shipped().files.keys()


def test_a_spanish_page_shows_the_spanish_card() -> None:
    """The words of the card are in the language of the page."""
    card = shipped_tree().files["static/social/es-US.png"]
    tree = with_files(**{"social__es-US.png": card})
    page = small_site(small_page("content/es/index.md")).files["content/es/index.md"]
    built = build(tree.with_files({"content/es/index.md": page}))

    assert (meta(built, "og:image", "es/index.html") or "").endswith("/social/es-US.png")
    assert "espalda" in (meta(built, "og:image:alt", "es/index.html") or "")
    assert meta(built, "og:image") is None


def test_the_card_has_its_address_under_a_folder() -> None:
    """Programs that show links know nothing of the page they found it on."""
    tree = with_files(**{"social__en-US.png": shipped_tree().files[ENGLISH]})
    built = build(tree, base_url="https://host.test/clinic/")

    assert meta(built, "og:image") == "https://host.test/clinic/social/en-US.png"
    assert messages(built) == ""


def test_a_card_without_words_has_no_alternative_text() -> None:
    """A picture from another program is shown with its size; nobody guesses what it says."""
    png = shipped_tree().files[ENGLISH]
    (length,) = struct.unpack_from(">I", png, 33)
    built = build(with_files(**{"social__en-US.png": png[:33] + png[33 + 12 + length :]}))

    assert meta(built, "og:image:width") == "1200"
    assert meta(built, "og:image:alt") is None
    assert messages(built) == ""


@pytest.mark.parametrize("cut", [0, 5, 12, 30, 200, -4])
def test_a_card_that_is_no_whole_picture_is_told(cut: int) -> None:
    """A file that broke on its way, or is none of this kind, is named; no page shows it."""
    built = build(with_files(**{"social__en-US.png": shipped_tree().files[ENGLISH][:cut]}))

    assert messages(built).startswith(
        f"{ENGLISH}: error: this picture for shared links is no whole PNG picture\n"
    )
    assert meta(built, "og:image") is None


def test_a_new_card_changes_remembered_pages(tmp_path: Path) -> None:
    """Words and size come from the picture, so a page made with the old one is not taken."""
    memo = Memo(tmp_path / "memo")
    for name in ("en-US", "es-US"):
        tree = with_files(
            **{"social__en-US.png": shipped_tree().files[f"static/social/{name}.png"]}
        )
        built = build_tree(tree, BuildOptions(TODAY), memo=memo)
        assert built.files == build(tree).files
