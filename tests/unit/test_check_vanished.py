"""Which page an address that would be lost has most likely become, and what to write."""

from __future__ import annotations

import pytest

from clinicsite.pipeline import BuildOptions, build_tree
from tests.releases import ROOT_URL
from tests.small_sites import TODAY, small_page, small_site

SITTING = "content/en/causes/sitting.md"
HUB = small_page("content/en/causes/index.md", title="Causes")
OTHERS = ("/", "/when-to-get-help/", "/sources/", "/causes/", "/404.html")


def _said(*online: str, site: str = "") -> list[tuple[str, str]]:
    """File and hint of each problem with an address."""
    tree = small_site(HUB + small_page(SITTING) + site)
    options = BuildOptions(TODAY, ROOT_URL, previous=(*OTHERS, *online))
    problems = build_tree(tree, options).problems
    return [(p.path, p.hint) for p in problems if p.rule == "vanished"]


@pytest.mark.parametrize(
    "route", ["/sitting/", "/reasons/sitting/", "/causes/sitting-long/", "/cause/siting/"]
)
def test_a_new_page_with_a_like_address_is_probably_the_one(route: str) -> None:
    """The same name in another folder, or nearly the same address."""
    assert _said(route) == [(SITTING, f"add: aliases: [{route}]")]


def test_two_addresses_of_one_page_make_one_line() -> None:
    """Following either hint is enough."""
    hint = "add: aliases: [/a/sitting/, /b/sitting/]"

    assert _said("/b/sitting/", "/a/sitting/") == [(SITTING, hint)] * 2


def test_an_alias_that_is_there_stays_in_the_line() -> None:
    """The whole list is named."""
    page = small_page(SITTING, more="aliases: [/sit/]\n")

    assert _said("/a/sitting/", site=page) == [(SITTING, "Write aliases: [/sit/, /a/sitting/]")]


@pytest.mark.parametrize("route", ["/es/sitting/", "/sitting.html", "/withdrawn-advice/"])
def test_an_address_that_no_page_can_have_become_was_removed(route: str) -> None:
    """Another language, a page that is a file, or nothing like it."""
    hint = f"If it was removed on purpose, write gone: [{route}]"

    assert _said(route) == [("config.yaml", hint)]


def test_addresses_that_lead_somewhere_are_not_missed() -> None:
    """Pages, aliases, addresses that are said to be gone, and the page for lost addresses."""
    page = small_page(SITTING, more="aliases: [/sit/]\n")
    config = small_site().files["config.yaml"].decode() + "gone: [/old/, /es/404.html]\n"

    assert _said("/sit/", "/causes/sitting/", site=page) == []
    assert _said("/old/", site=f"-- config.yaml --\n{config}") == []
    assert _said("/es/404.html") == []


def test_a_page_that_was_there_before_is_no_new_name() -> None:
    """It has its own address still."""
    said = _said("/causes/sitting/", "/sitting/")

    assert said == [("config.yaml", "If it was removed on purpose, write gone: [/sitting/]")]
