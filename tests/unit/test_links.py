"""Links as editors write them, turned into links that work on the finished site."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.addresses import BaseUrl
from clinicsite.read.pages import read_pages
from clinicsite.render.links import resolve
from clinicsite.render.routes import SiteMap, map_site
from tests.small_sites import TODAY, small_page, small_site

ROOT = BaseUrl.parse("https://host/")
FOLDER = BaseUrl.parse("https://host/clinic/")
SITE = (
    small_page("content/en/causes/index.md", title="Causes")
    + small_page("content/en/causes/overuse.md", title="Overuse")
    + small_page("content/es/index.md", title="Inicio")
    + "-- content/en/causes/desk one.jpg --\nx\n-- content/en/chair.jpg --\nx\n"
)


@functools.cache
def site() -> SiteMap:
    """The addresses of the small site of these tests."""
    tree = small_site(SITE)
    return map_site(read_pages(tree, today=TODAY, drafts=False), tree)[0]


def on_page(address: str, base: BaseUrl = ROOT, route: str = "/causes/overuse/") -> str:
    """The address as it stands on the finished page."""
    return resolve(address, site().pages[route], site(), base)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/sources/", "/clinic/sources/"),
        ("/sources/?a=b#how", "/clinic/sources/?a=b#how"),
        ("/nowhere/", "/clinic/nowhere/"),
        ("/", "/clinic/"),
        ("index.md", "/clinic/causes/"),
        ("overuse.md#signs", "/clinic/causes/overuse/#signs"),
        ("../sources.md", "/clinic/sources/"),
        ("../index.md", "/clinic/"),
        ("../../es/index.md", "/clinic/es/"),
        ("../chair.jpg", "/clinic/chair.jpg"),
        ("./desk%20one.jpg", "/clinic/causes/desk%20one.jpg"),
        ("desk one.jpg", "/clinic/causes/desk%20one.jpg"),
    ],
)
def test_an_address_inside_the_site_gets_the_folder_it_is_published_in(
    address: str, expected: str
) -> None:
    """From the root or beside the page's own file; the link works in a sub-folder too."""
    assert on_page(address, FOLDER) == expected
    assert on_page(address) == expected.removeprefix("/clinic")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#signs",
        "?a=b",
        "https://www.nih.gov/pain",
        "//cdn.net/a.js",
        "tel:911",
        "mailto:a@b.co",
        "javascript:alert(1)",
        "gone.md",
        "gone.jpg",
        "Chair.jpg",
        "sources/",
        "../../../../etc/passwd",
        "../../../config.yaml",
        "https://[",
    ],
)
def test_what_leads_elsewhere_or_nowhere_is_left_as_it_is(address: str) -> None:
    """The check of the finished pages judges it, and shows it as the editor wrote it."""
    assert on_page(address, FOLDER) == address


@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(
            st.sampled_from(["/", "..", ".", "a", ".md", "#", "?", "%2F", "%", ":", "[", "é"])
        ).map("".join),
    ),
    st.sampled_from(["/", "/causes/overuse/", "/es/", "/404.html"]),
)
def test_no_address_leads_out_of_the_site_by_itself(address: str, route: str) -> None:
    """Whatever is written, the answer is that address, or a page or file of this site."""
    found = on_page(address, FOLDER, route)

    assert found == address or found.startswith("/clinic/")


@given(st.sampled_from(["/", "/causes/overuse/", "/es/", "/404.html"]))
def test_every_page_can_link_to_every_page_by_its_address(route: str) -> None:
    """The same words work on every page, also on the one for addresses that lead nowhere."""
    for target in site().pages:
        assert FOLDER.route(on_page(target, FOLDER, route)) == target
