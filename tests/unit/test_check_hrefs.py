"""Addresses as a browser reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.addresses import BaseUrl
from clinicsite.check.hrefs import (
    as_read,
    forbidden_scheme,
    host_of,
    is_elsewhere,
    scheme_of,
    srcset_addresses,
    style_addresses,
)

BASE = BaseUrl.parse("https://clinic.test/clinic/")


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScript:alert(1)",
        "java\tscript:alert(1)",
        "java\n\rscript\n:alert(1)",
        "\x01javascript:alert(1)",
        "java\x00script:x",
        "java\u200bscript:x",
        "\u00a0javascript:x",
    ],
)
def test_a_program_is_found_behind_every_disguise(href: str) -> None:
    """Letter case, spaces and control characters hide nothing."""
    assert forbidden_scheme(href) == "javascript:"


@pytest.mark.parametrize("href", ["/javascript:/", "#data:", "https://x.org/data:", "tel:911"])
def test_an_ordinary_address_is_no_program(href: str) -> None:
    """A scheme stands at the beginning."""
    assert forbidden_scheme(href) == ""


@pytest.mark.parametrize(
    ("href", "host"),
    [
        ("https://www.NIH.gov/a", "www.nih.gov"),
        ("//x.org", "x.org"),
        ("/\\x.org/a", "x.org"),
        ("\t/\n/x.org", "x.org"),
        ("https:x.org", "x.org"),
        ("https:////x.org/", "x.org"),
        ("https://name:word@x.org:8080/", "x.org:8080"),
        ("https://clinic.test@x.org/", "x.org"),
        ("/a//b", ""),
        ("a.png", ""),
        ("mailto:a@x.org", ""),
        ("https://[", "["),
    ],
)
def test_the_host_is_the_one_that_a_browser_asks(href: str, host: str) -> None:
    """Backslashes, missing slashes and user names change nothing."""
    assert host_of(href) == host


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("/a.png", False),
        ("https://clinic.test/a.png", False),
        ("//CLINIC.test/a.png", False),
        ("data:image/png;base64,x", False),
        ("//x.org/a.png", True),
        ("\\\\x.org\\a.png", True),
        ("https:", True),
        ("ftp://x.org/a", True),
        ("file:///C:/a.png", True),
    ],
)
def test_what_the_site_does_not_hold_comes_from_elsewhere(address: str, elsewhere: bool) -> None:  # noqa: FBT001
    """Only the site's own host, and what stands in the page itself, is not elsewhere."""
    assert is_elsewhere(address, BASE) is elsewhere


def test_every_picture_of_a_srcset_is_found() -> None:
    """Commas may stand in addresses, as the standard has it."""
    assert srcset_addresses(" /a.png 1x,/b,c.png 2x , /d.png,/e.png") == (
        "/a.png",
        "/b,c.png",
        "/d.png,/e.png",
    )
    assert srcset_addresses("") == ()


@pytest.mark.parametrize(
    ("css", "addresses"),
    [
        ("a { b: url(/x.png) }", ("/x.png",)),
        ("a { b: URL( '//x.org/a' ) }", ("//x.org/a",)),
        ('@import "//x.org/a.css";', ("//x.org/a.css",)),
        ("@import url(//x.org/a.css);", ("//x.org/a.css",)),
        (r"a { b: \75 rl(//x.org) }", ("//x.org",)),
        (r"a { b: u\rl(//x.org) }", ("//x.org",)),
        (r'a { b: url("\2f\2fx.org") }', ("//x.org",)),
        ('a { b: image-set("https://x.org/a" 1x) }', ("https://x.org/a",)),
        ("/* url(//x.org) */ a { content: 'url(/y)' }", ()),
        ("@namespace 'http://www.w3.org/2000/svg'; a { b: url(#c) }", ("#c",)),
        ("a{b:url(\"data:image/svg+xml,<svg xmlns='http://w.org'/>\")}",
         ("data:image/svg+xml,<svg xmlns='http://w.org'/>",)),
    ],
)  # fmt: skip
def test_what_a_style_sheet_fetches_is_found(css: str, addresses: tuple[str, ...]) -> None:
    """Escapes hide nothing; comments and quoted words fetch nothing."""
    assert style_addresses(css) == addresses


@given(st.text())
def test_no_address_makes_its_reading_fail(text: str) -> None:
    """Every text is an address of some kind."""
    assert not as_read(text).startswith(" ")
    assert scheme_of(text) == scheme_of(text).lower()
    assert isinstance(is_elsewhere(text, BASE), bool)
    assert "" not in srcset_addresses(text)
    assert "" not in style_addresses(text)
