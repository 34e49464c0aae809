"""Drawings beyond what fits into a page: files of their own, which say and look the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinicsite.memo import Memo
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree
from clinicsite.read.drawings import fault_in_drawing
from clinicsite.render.drawing_files import INLINE_BYTES, MOST_FILES, beyond_budget
from tests.small_sites import TODAY, build, messages, small_page, small_site

HALF = INLINE_BYTES // 2
SVG = "{http://www.w3.org/2000/svg}"


def drawing(name: str, size: int = HALF, *, says: str = "", sides: str = "") -> str:
    """A drawing of so many bytes, as a part of a small site."""
    says = says or (
        f'<title id="{name}-title">The back &amp; {name}</title>\n'
        f'<desc id="{name}-desc">A line\n goes up.</desc>'
    )
    sides = sides or 'width="40" height="20.4px"'
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 40 20" {sides}'
        f' role="img" aria-labelledby="{name}-title {name}-desc">\n{says}\n<path class="bone" d="'
    )
    end = '"/>\n</svg>'
    path = "M0 0h4".ljust(size - len(start) - len(end))
    return f"-- content/figures/{name}.svg --\n{start}{path}{end}\n"


def figures(*names: str, path: str = "content/en/many.md", title: str = "Posture") -> str:
    """A page that shows these drawings."""
    blocks = [f"/// figure\n    drawing: {name}\n\nA caption.\n\n///" for name in names]
    return small_page(path, title=title, body="\n\n".join(["Sit well.", "## Drawings", *blocks]))


def shown(built: BuiltSite, name: str = "many/index.html") -> list[LexborNode]:
    """The drawings of the page, inside it or not, in their order."""
    return LexborHTMLParser(built.files[name]).css(".figure > .drawing")


def tags(built: BuiltSite, name: str = "many/index.html") -> list[str | None]:
    """How each drawing stands there: `svg` inside the page, `img` as a file."""
    return [node.tag for node in shown(built, name)]


def files(built: BuiltSite) -> Mapping[str, bytes]:
    """The published drawings."""
    return {name: data for name, data in built.files.items() if "figures/" in name}


THREE = drawing("one") + drawing("two") + drawing("three")


def test_drawings_within_the_budget_stand_inside_their_page() -> None:
    """They are there with the first words, and no file is published for them."""
    built = build(drawing("one") + drawing("two") + figures("one", "two"))

    assert messages(built) == ""
    assert tags(built) == ["svg", "svg"]
    assert files(built) == {}


def test_drawings_beyond_the_budget_are_files() -> None:
    """The first ones stay inside; the page names the others, and they are published."""
    built = build(THREE + figures("one", "two", "three"))

    assert messages(built) == ""
    assert tags(built) == ["svg", "svg", "img"]
    assert list(files(built)) == ["figures/three.svg"]


def test_a_page_with_one_drawing_has_it_inside() -> None:
    """However large it is: a reader sees it with the text."""
    built = build(drawing("one", 3 * INLINE_BYTES) + figures("one"))

    assert tags(built) == ["svg"]


def test_a_file_is_published_only_when_a_page_shows_it() -> None:
    """A drawing that no page uses, or that all pages hold inside, costs nothing."""
    built = build(THREE + figures("three", "one"))

    assert files(built) == {}


@pytest.mark.parametrize(
    ("sizes", "beyond"),
    [
        ((), ()),
        ((INLINE_BYTES,), ()),
        ((INLINE_BYTES + 1,), ()),
        ((HALF, HALF), ()),
        ((HALF, HALF, 1), (2,)),
        ((HALF, INLINE_BYTES, 1), (1, 2)),
        ((INLINE_BYTES, *[1] * MOST_FILES), tuple(range(1, MOST_FILES + 1))),
        ((INLINE_BYTES, *[1] * 9), tuple(range(10 - MOST_FILES, 10))),
        ((INLINE_BYTES, *[2] * MOST_FILES, 1, 1), tuple(range(1, MOST_FILES + 1))),
    ],
)
def test_the_first_drawings_use_the_budget_up(
    sizes: tuple[int, ...], beyond: tuple[int, ...]
) -> None:
    """In the order of the page; never more files than a first visit may ask for, the largest."""
    assert beyond_budget(sizes) == beyond


def test_a_file_is_described_like_a_drawing_inside_a_page() -> None:
    """Its title is the words in its place, its description is read aloud right after."""
    (*_, image) = shown(build(THREE + figures("one", "two", "three")))

    assert dict(image.attributes) == {
        "class": "drawing",
        "src": "/figures/three.svg",
        "width": "40",
        "height": "20",
        "alt": "The back & three",
        "loading": "lazy",
        "decoding": "async",
    }
    after = image.next
    while after is not None and after.tag == "-text":
        after = after.next
    assert after is not None
    assert (after.tag, after.attributes["class"]) == ("p", "hide")
    assert after.text() == "A line goes up."


def test_a_file_without_a_description_has_no_empty_one() -> None:
    """Nothing is read where nothing is said."""
    big = drawing("two", INLINE_BYTES, says='<title id="two-title">Two</title>')
    built = build(drawing("one") + big + figures("one", "two"))

    assert tags(built) == ["svg", "img"]
    assert b'class="hide">' not in built.files["many/index.html"].partition(b"<figure")[2]


@pytest.mark.parametrize(
    "odd",
    [
        drawing("two", INLINE_BYTES, says="<desc>No title.</desc>"),
        drawing("two", INLINE_BYTES, sides='width="100%"'),
        drawing("two", INLINE_BYTES, sides=f'width="{"9" * 400}" height="0.2"'),
        drawing("two", INLINE_BYTES, says='<title id="two-title">T</title><script>1</script>'),
        drawing("two", INLINE_BYTES, says="<title>T</title><style>a{b:url(/c)}</style>"),
        drawing("two", 90_000, says="<title>T</title>" + "<g>" * 5_000 + "</g>" * 5_000),
    ],
    ids=["no title", "no size", "an odd size", "a program", "a load", "too deep"],
)
def test_a_drawing_that_cannot_be_a_file_stays_where_checks_look(odd: str) -> None:
    """What is wrong with it is told as for every drawing inside a page."""
    built = build(drawing("one") + odd + figures("one", "two"))

    assert files(built) == {}
    assert messages(built) == messages(build(odd + figures("two")))


def test_a_body_map_stays_inside_and_counts() -> None:
    """Its zones are links, which a picture cannot hold."""
    zones = "-- content/data/body-map.yaml --\nzones:\n  - name: {en: Neck, es: Cuello}\n"
    zones += "    link: {en: /when-to-get-help/}\n"
    body = "Sit well.\n\n## Where\n\n/// body-map\n    drawing: map\n///\n\n"
    body += "/// figure\n    drawing: two\n\nA caption.\n\n///"
    page = small_page("content/en/many.md", body=body)
    built = build(
        drawing("map", INLINE_BYTES).replace("bone", "zone-1") + drawing("two") + zones + page
    )

    assert messages(built) == ""
    assert LexborHTMLParser(built.files["many/index.html"]).css(".map > svg")
    assert tags(built) == ["img"]


def test_the_file_stands_alone() -> None:
    """It holds its style, its language and its words, and nothing that points into a page."""
    built = build(THREE + figures("one", "two", "three"))
    data = built.files["figures/three.svg"]
    root = ET.fromstring(data)  # noqa: S314  # our own file

    assert fault_in_drawing(data) == ""
    assert root.tag == SVG + "svg"
    assert root.get("lang") == "en-US"
    assert [root.get(name) for name in ("viewBox", "width", "height")] == ["0 0 40 20", "40", "20"]
    assert {"role", "aria-labelledby"}.isdisjoint(root.keys())
    assert root.findtext(SVG + "title") == "The back & three"
    style = root.findtext(SVG + "style") or ""
    for part in (
        ".bone{fill:var(",
        "prefers-color-scheme:dark",
        "forced-colors:active",
        "prefers-contrast:more",
        "Arial,sans-serif",
    ):
        assert part in style


def test_the_style_of_a_file_names_what_it_uses() -> None:
    """Every token is defined in it and used in it."""
    built = build(THREE + figures("one", "two", "three"))
    style = built.files["figures/three.svg"].decode().split("style>")[1]

    defined = set(re.findall(r"(--\w+):", style))
    assert defined == set(re.findall(r"var\((--\w+)\)", style)) != set()


def test_a_site_without_style_sheets_has_plain_files() -> None:
    """As inside its pages, a drawing then has the colors of the browser."""
    built = build("-- static/css (deleted) --\n" + THREE + figures("one", "two", "three"))

    assert messages(built) == ""
    assert b"<style" not in built.files["figures/three.svg"]


def test_every_language_has_its_own_files() -> None:
    """A drawing may have other words there."""
    spanish = figures("one", "two", "three", path="content/es/muchos.md", title="Postura")
    built = build(THREE + figures("one", "two", "three") + spanish)

    assert list(files(built)) == ["es/figures/three.svg", "figures/three.svg"]
    assert b'lang="es-US"' in built.files["es/figures/three.svg"]
    assert shown(built, "es/muchos/index.html")[2].attributes["src"] == "/es/figures/three.svg"


def test_files_are_found_in_the_folder_of_the_site() -> None:
    """And under names that are not letters and digits alone."""
    odd = drawing("two parts 1", INLINE_BYTES)
    text = drawing("one") + odd + figures("one", "two parts 1")
    built = build(text, base_url="https://clinic-of-the-tests.net/sub/")

    assert messages(built) == ""
    assert list(files(built)) == ["figures/two parts 1.svg"]
    assert shown(built)[1].attributes["src"] == "/sub/figures/two%20parts%201.svg"


def test_the_address_of_a_drawing_belongs_to_it() -> None:
    """Another file of that address is refused while both can be told apart."""
    built = build(drawing("one") + "-- static/figures/one.svg --\n<svg/>\n")

    (problem,) = built.problems
    assert problem.path == "content/figures/one.svg"
    assert "/figures/one.svg also belongs to static/figures/one.svg" in problem.message


def _remembered(text: str, memo: Path) -> BuiltSite:
    with Memo(memo) as kept:
        return build_tree(small_site(text), BuildOptions(TODAY), memo=kept)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sit well.", "Sit as you like."),
        ("drawing: three", "drawing: two"),
        ("A line\n goes up", "A line\n goes in"),
        ('class="bone"', 'class="hair"'),
        ("", ""),
    ],
    ids=["the text", "which drawing", "its words", "its shape", "nothing"],
)
def test_a_remembered_page_keeps_its_files(old: str, new: str, tmp_path: Path) -> None:
    """After any edit a build with the memo publishes what a build without it does."""
    first = THREE + figures("one", "two", "three") + small_page("content/en/other.md", title="X")
    after = first.replace(old, new)

    _remembered(first, tmp_path / "memo.sqlite")
    remembered = _remembered(after, tmp_path / "memo.sqlite")

    assert dict(remembered.files) == dict(build(after).files)
    assert [*files(remembered)] == (
        ["figures/two.svg"] if "three" in old else ["figures/three.svg"]
    )


def test_workers_and_one_process_make_the_same_files() -> None:
    """What a page needs comes back from its worker."""
    text = THREE + figures("one", "two", "three")

    assert build(text, jobs=2) == build(text, jobs=1)
