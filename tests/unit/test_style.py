"""The one style sheet and the files that it names."""

from __future__ import annotations

import base64
import hashlib

import pytest

from clinicsite.addresses import BaseUrl
from clinicsite.render.style import join_styles
from clinicsite.render.views import StyleView


def style(css: str, base: str = "https://clinic.test/clinic/") -> StyleView:
    """The style sheet of a site that is published there."""
    joined, problems = join_styles({"static/css/a.css": css.encode()}, BaseUrl.parse(base).href)
    assert problems == ()
    return joined


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("url(/fonts/a.woff2)", "url(/clinic/fonts/a.woff2)"),
        ('url("/fonts/a.woff2")', 'url("/clinic/fonts/a.woff2")'),
        ("url('/a.svg#b')", "url('/clinic/a.svg#b')"),
        ("url( /fonts/a.woff2 )", "url(/clinic/fonts/a.woff2)"),
    ],
)
def test_a_file_is_named_by_its_route_whatever_the_folder_of_the_site(
    written: str, published: str
) -> None:
    """The sheet stands inside pages of every depth, so only a whole address is right on all."""
    assert published in style(f"a {{ background: {written} }}").css


@pytest.mark.parametrize(
    "address", ["url(//host.test/a.woff2)", "url(#a)", "url(a.woff2)", "url(https://host.test/a)"]
)
def test_other_addresses_are_left_for_the_checks(address: str) -> None:
    """What is no route stays as it was written, and the checks of finished pages refuse it."""
    assert address in style(f"a {{ background: {address} }}").css


def test_each_font_is_told_once_in_the_order_of_the_sheet() -> None:
    """Pages ask for the fonts before they have read the sheet."""
    css = """@font-face { font-family: B; src: url(/b.woff2) }
    @font-face { font-family: A; src: url("/a.woff2") }
    @font-face { font-family: C; src: url(/b.woff2) }
    p { background: url(/p.png) }"""

    assert style(css).fonts == ("/clinic/b.woff2", "/clinic/a.woff2")


def test_the_hash_is_of_the_sheet_as_it_is_published() -> None:
    """The policy of a page allows the bytes that stand on it, folder and all."""
    css = "@font-face { src: url(/a.woff2) }"
    one, other = style(css), style(css, "https://clinic.test/")

    for sheet in (one, other):
        digest = hashlib.sha256(str(sheet.css).encode()).digest()
        assert sheet.csp_hash == "sha256-" + base64.b64encode(digest).decode()
    assert one.csp_hash != other.csp_hash


def test_a_component_keeps_its_layer_after_one_with_rules_for_print() -> None:
    """What a file says of paper must not take the files behind it into the layer of print."""
    files = {
        "static/css/00-layers.css": b"@layer components, print;",
        "static/css/a.css": b"@layer components { a { top: 0 } }\n@layer print { a { top: 1px } }",
        "static/css/b.css": b"@layer components { b { top: 2px } }",
    }
    joined, _ = join_styles(files, str)

    assert joined.css == ("@layer components{a{top:0}b{top:2px}}@layer print{a{top:1px}}")


def test_the_layers_rank_as_they_are_listed_wherever_their_rules_stand() -> None:
    """One block a layer, the lowest first; rules outside of layers win as before."""
    css = "@layer low, high, empty; p { top: 3px } @layer high { p { top: 2px } }"
    css += '@layer low { p::after { content: "}@layer high{" } }'

    assert style(css).css == (
        '@layer low{p::after{content:"}@layer high{"}}@layer high{p{top:2px}}p{top:3px}'
    )
