"""The body map: the list is the control, the drawing repeats it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from tests.small_sites import build, messages, small_page

DRAWING = """\
-- content/figures/back.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-labelledby="back-title">
<title id="back-title">A back</title>
<g class="zone-1"><path class="subject" d="M0 0h4v9z"/></g>
<path class="subject zone-2" d="M5 0h4v9z"/>
<text x="2" y="5">1</text>
</svg>
"""
ZONES = """\
-- content/data/body-map.yaml --
zones:
  - name: {en: The left, es: La izquierda}
    link: {en: "/when-to-get-help/#now"}
  - name: {en: The right, es: La derecha}
    link: {en: /when-to-get-help/}
"""
BLOCK = "## Where\n\n/// body-map\n    drawing: back\n///\n\n## Now {#now}\n\nRest."
PAGE = small_page("content/en/map.md", "warning: card\n", body=BLOCK)


def shown(*parts: str, page: str = PAGE) -> LexborHTMLParser:
    """The page with the map."""
    built = build("".join((*parts, page)))
    return LexborHTMLParser(built.files["map/index.html"])


def test_the_list_names_each_place_and_leads_on() -> None:
    """Someone who never sees the drawing misses nothing."""
    links = shown(DRAWING, ZONES).css(".map ol li a")

    assert [(link.text(), link.attributes["href"]) for link in links] == [
        ("The left", "/when-to-get-help/#now"),
        ("The right", "/when-to-get-help/"),
    ]


def test_the_drawing_is_for_those_who_point() -> None:
    """Its zones lead to the same places; neither speech nor the keyboard meets them."""
    (drawing,) = shown(DRAWING, ZONES).css(".map svg")
    links = drawing.css("a")

    assert drawing.attributes["aria-hidden"] == "true"
    assert "role" not in drawing.attributes
    assert drawing.css("title, desc") == []
    assert [link.attributes["href"] for link in links] == [
        "/when-to-get-help/#now",
        "/when-to-get-help/",
    ]
    assert {link.attributes["tabindex"] for link in links} == {"-1"}
    assert [len(link.css(f".zone-{n}")) for n, link in enumerate(links, start=1)] == [1, 1]


def test_a_place_without_a_translated_link_is_plain_words() -> None:
    """A Spanish page never leads to an English one without saying so."""
    page = small_page("content/es/map.md", "warning: card\n", body=BLOCK)
    built = build(DRAWING + ZONES + page)
    (first, _) = LexborHTMLParser(built.files["es/map/index.html"]).css(".map ol li")

    assert first.text() == "La izquierda"
    assert first.css("a") == []


def test_every_place_leads_to_a_page_that_begins_with_the_emergency_card() -> None:
    """Where it hurts does not tell why: the warning comes first."""
    zones = ZONES.replace("/when-to-get-help/}", "/sources/}")

    said = messages(build(DRAWING + zones + PAGE))

    assert "body-map.yaml:5:16: error: /sources/ does not begin with an emergency card" in said


def test_a_drawing_has_every_zone_of_the_list() -> None:
    """Pointing at a line never does nothing."""
    drawing = DRAWING.replace("zone-2", "zone-3")

    said = messages(build(drawing + ZONES + PAGE))

    assert "the drawing `back` has no `zone-2` for a place of body-map.yaml" in said


def test_a_map_without_places_says_where_they_belong() -> None:
    """The block alone is not enough."""
    said = messages(build(DRAWING + PAGE))

    assert "no place of the body map is known" in said
    assert "List them in content/data/body-map.yaml." in said


def test_more_places_than_a_drawing_can_tell_apart_are_refused() -> None:
    """The style sheet fills eight."""
    more = "  - name: {en: One more}\n    link: {en: /when-to-get-help/}\n" * 7

    said = messages(build(DRAWING + ZONES + more + PAGE))

    assert "body-map.yaml:18:5: error: a body map has at most 8 places" in said


def test_a_broken_drawing_is_named() -> None:
    """It cannot be given links."""
    said = messages(build(DRAWING.replace("</g>", "") + ZONES + PAGE))

    assert "the drawing `back` cannot be read; save it again as plain SVG" in said


def test_a_drawing_that_is_not_there_says_which_was_meant() -> None:
    """As with figures."""
    page = PAGE.replace("drawing: back", "drawing: bakc")

    assert "write:     drawing: back" in messages(build(DRAWING + ZONES + page))
