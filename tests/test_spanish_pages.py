"""The Spanish half of the shipped site: paired, in step, and without English left in it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinicsite.read.drawing_texts import DrawingTexts, read_drawing_texts, texts_of
from clinicsite.read.figures import read_figures
from clinicsite.read.translations import read_translations
from tests.test_shipped_site import pages, reference, shipped, shipped_tree

SPANISH = [name for name in pages() if name.startswith("es/")]
SITE = "https://massage-rx.example.org"
LONG = 60
# Words that sentences cannot do without and that the other language does not have.
ENGLISH_WORDS = frozenset(
    "the and of to in is are you your it that this for with not on or can if be when from".split()
)
SPANISH_WORDS = frozenset(
    "el la los las de del y que en un una es se su por con para si al lo no o más como le".split()
)
SPOKEN = ("aria-label", "alt", "title", "content")
BLOCKS = "p, li, td, th, dt, dd, h1, h2, h3, h4, figcaption, summary, title, desc, text, label"


@functools.cache
def tree_of(name: str) -> LexborHTMLParser:
    """One finished page."""
    return LexborHTMLParser(shipped().files[name])


def alternates(name: str) -> dict[str, str]:
    """Language → address, as the head of the page says."""
    links = tree_of(name).css("link[rel=alternate][hreflang]")
    return {link.attributes["hreflang"] or "": link.attributes["href"] or "" for link in links}


def file_of(address: str) -> str:
    """The file behind an absolute address of the site."""
    route = address.removeprefix(SITE).lstrip("/")
    return route + ("index.html" if not route or route.endswith("/") else "")


@pytest.mark.parametrize("name", SPANISH)
def test_a_spanish_page_says_so(name: str) -> None:
    """`lang` is es-US, for screen readers, hyphens and translators; so are links and data."""
    root = tree_of(name).css_first("html")
    data = tree_of(name).css_first("script")
    inside = re.findall(r'"inLanguage": ?"([^"]+)"', data.text()) if data else ["es-US"]

    assert root is not None
    assert root.attributes["lang"] == "es-US"
    assert set(inside) == {"es-US"}


@pytest.mark.parametrize("name", pages())
def test_twins_name_each_other_in_the_same_words(name: str) -> None:
    """Both heads and both entries of the sitemap name both addresses, and x-default is English."""
    named = alternates(name)
    if not named:
        return
    canonical = tree_of(name).css_first("link[rel=canonical]")
    root = tree_of(name).css_first("html")
    assert canonical is not None
    assert root is not None

    assert named.keys() == {"en-US", "es-US", "x-default"}
    assert named["x-default"] == named["en-US"]
    assert named[root.attributes["lang"] or ""] == canonical.attributes["href"]
    assert [alternates(file_of(address)) for address in named.values()] == [named] * 3
    assert in_sitemap()[canonical.attributes["href"] or ""] == named


@functools.cache
def in_sitemap() -> dict[str, dict[str, str]]:
    """Address → its alternates in `sitemap.xml`."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ET.fromstring(shipped().files["sitemap.xml"])  # noqa: S314  # our own file
    return {
        url.findtext("s:loc", "", names): {
            link.attrib["hreflang"]: link.attrib["href"]
            for link in url.findall("{http://www.w3.org/1999/xhtml}link")
        }
        for url in root.findall("s:url", names)
    }


@pytest.mark.parametrize("name", [name for name in SPANISH if name != "es/404.html"])
def test_every_spanish_page_has_its_english_one(name: str) -> None:
    """Who reads better English is led to the same page, and the other way round."""
    assert alternates(name)


@pytest.mark.parametrize("name", pages())
def test_the_switch_leads_to_the_twin_or_says_what_there_is(name: str) -> None:
    """Marked with its language; without a twin it leads to the list, and its name says so."""
    root = tree_of(name).css_first("html")
    here = root.attributes["lang"] if root else ""
    if tree_of(name).css_first(".header") is None:
        return  # an old address, which leads on by itself
    (switch,) = tree_of(name).css("a.language")
    there = "en-US" if here == "es-US" else "es-US"
    target = switch.attributes["href"] or ""

    assert (switch.attributes["lang"], switch.attributes["hreflang"]) == (there, there)
    if named := alternates(name):
        assert SITE + target == named[there]
        assert switch.text() in ("Español", "English")
    elif name == "es/404.html":
        assert (target, switch.text()) == ("/a-z/", "English: what there is in English")
    else:
        assert (target, switch.text()) == ("/es/a-z/", "Español: lo que hay en español")


def test_the_list_of_spanish_pages_is_whole_and_says_so() -> None:
    """Who comes from a page without Spanish learns it there, and finds everything there is."""
    tree = tree_of("es/a-z/index.html")
    listed = {link.attributes["href"] for link in tree.css(".letter a")}
    lead = tree.css_first(".lead")

    assert lead is not None
    assert "Esto es todo lo que hay en español." in lead.text()
    assert "todavía no está en español" in lead.text()
    assert {file_of(route or "") for route in listed} == {*SPANISH} - {"es/404.html"}


def test_the_sitemap_pairs_no_other_pages() -> None:
    """What has no twin has no alternates in the sitemap either."""
    paired = {address for address, named in in_sitemap().items() if named}

    assert paired == {address for name in pages() for address in alternates(name).values()}


def test_every_spanish_page_is_noted() -> None:
    """`translations.yaml` knows what each of them was translated from."""
    translations, _, problems = read_translations(shipped_tree())

    assert problems == ()
    assert translations is not None
    assert sorted(translations) == sorted(shipped_tree().below("content/es", ".md"))


def drawing_texts() -> DrawingTexts:
    """The translations of the shipped drawings."""
    return read_drawing_texts(shipped_tree(), read_figures(shipped_tree())[0])[0]


def test_every_drawing_is_translated() -> None:
    """Also those that no Spanish page shows yet."""
    assert drawing_texts().keys() == read_figures(shipped_tree())[0].keys()


def spanish_drawings() -> Iterator[tuple[str, str]]:
    """Each drawing on a Spanish page, inside it or as a file of its own."""
    for name in SPANISH:
        yield from ((name, node.html or "") for node in tree_of(name).css("svg.drawing"))
    for name, data in shipped().files.items():
        if name.endswith(".svg") and b'lang="es-US"' in data:
            yield name, data.decode()


def test_drawings_on_spanish_pages_say_nothing_in_english() -> None:
    """Neither their labels nor the texts for those who listen."""
    english = {one.en for texts in drawing_texts().values() for one in texts if one.en != one.es}
    english -= {one.es for texts in drawing_texts().values() for one in texts}
    said = [(name, drawn.words) for name, svg in spanish_drawings() for drawn in texts_of(svg)]

    assert len(said) > 80
    assert [text for text in said if text[1] in english] == []


def spoken(name: str) -> Iterator[str]:
    """Every text and every spoken attribute of a page, apart from what is marked as English."""
    yield from _spoken(tree_of(name).css_first("html"))


def _spoken(node: LexborNode | None) -> Iterator[str]:
    for child in node.iter(include_text=True) if node else ():
        if child.tag == "-text":
            yield " ".join((child.text() or "").split())
        elif child.tag not in ("style", "script") and not _is_english(child):
            yield from (value or "" for key, value in child.attributes.items() if key in SPOKEN)
            yield from _spoken(child)


def _is_english(node: LexborNode) -> bool:
    return (node.attributes.get("lang") or "").startswith("en")


def english_wording() -> dict[str, re.Pattern[str]]:
    """Key → what its English text looks like on a page, where Spanish says something else."""
    wording = reference().wording
    spanish = {text.es for text in wording.values()}
    return {
        key: re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text.en)))
        for key, text in wording.items()
        if text.en not in spanish and re.search(r"[A-Za-z]{3}", re.sub(r"{\w+}", "", text.en))
    }


@pytest.mark.parametrize("name", SPANISH)
def test_no_interface_text_is_english(name: str) -> None:
    """No text of `wording.yaml` stands on a Spanish page in English: button, label or line."""
    said = {text for text in spoken(name) if text}
    found = [
        (key, text)
        for key, pattern in english_wording().items()
        for text in said
        if pattern.fullmatch(text)
    ]

    assert found == []


def english_share(text: str) -> float:
    """How many of the words that tell the two languages apart are English."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    english = sum(word in ENGLISH_WORDS for word in words)
    spanish = sum(word in SPANISH_WORDS for word in words)
    return english / (english + spanish or 1)


def blocks(name: str) -> Iterator[str]:
    """The texts of paragraphs, cells and the like, without the parts that are marked as English."""
    for node in tree_of(name).css(BLOCKS):
        if not _is_english(node):
            yield " ".join(" ".join(_own_words(node)).split())
    yield from (text for text in spoken(name) if len(text) > LONG)


def _own_words(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text() or ""
        elif not _is_english(child):
            yield from _own_words(child)


@pytest.mark.parametrize("name", SPANISH)
def test_no_long_text_is_english(name: str) -> None:
    """Sentences are known by their small words; titles of English sources are marked as such."""
    assert [text for text in blocks(name) if len(text) > LONG and english_share(text) > 0.5] == []


@pytest.mark.parametrize(
    ("text", "is_english"),
    [
        ("The pain may come back, and that is not a reason to stop moving.", True),
        ("El dolor puede volver, y eso no es una razón para dejar de moverse.", False),
        ("Busque el California Massage Therapy Council (CAMTC) en la página de la ciudad.", False),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, *, is_english: bool) -> None:
    """The test above can fail, and names inside a Spanish sentence do not make it."""
    assert (english_share(text) > 0.5) == is_english


@pytest.mark.parametrize("name", SPANISH)
def test_english_sources_are_marked_as_english(name: str) -> None:
    """A screen reader changes its voice for them (WCAG 3.1.2)."""
    for entry in tree_of(name).css("li[id^=source-]"):
        link = entry.css_first("span[lang=en] a[href^=https]")
        spanish = "/spanish/" in (entry.html or "")
        assert (link is None) == spanish, entry.text()


def test_links_to_english_pages_say_so() -> None:
    """On a Spanish page, a link that leads to an English one is marked or says it in words."""
    silent = []
    for name in SPANISH:
        for link in tree_of(name).css("a[href^='/']"):
            target = file_of((link.attributes["href"] or "").partition("#")[0])
            english = target.endswith(".html") and not target.startswith("es/")
            words = link.attributes.get("aria-label") or link.text()
            if english and not _is_english(link) and "inglés" not in words:
                silent.append((name, target, words))

    assert silent == []
