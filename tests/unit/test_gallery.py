"""The page of all components: in the preview and in tests, never in a build."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree
from tests.small_sites import PROJECT, TODAY, messages, small_site
from tests.test_shipped_site import shipped, shipped_tree

COMPONENTS = sorted(path.stem for path in (PROJECT / "templates/components").glob("*.html"))
PAGE = "_components/index.html"


@functools.cache
def with_gallery() -> BuiltSite:
    """The shipped site as the preview shows it."""
    return build_tree(shipped_tree(), BuildOptions(TODAY, gallery=True))


@functools.cache
def gallery() -> LexborHTMLParser:
    """The page of all components."""
    return LexborHTMLParser(with_gallery().files[PAGE])


def test_a_build_never_holds_the_gallery() -> None:
    """Visitors meet components on pages, search engines meet no page of examples."""
    assert not any("_components" in name for name in shipped().files)
    assert b"_components" not in shipped().files["sitemap.xml"]


def test_the_preview_adds_the_gallery_and_nothing_else() -> None:
    """All other files are those of the build."""
    files = dict(with_gallery().files)
    del files[PAGE]

    assert files == dict(shipped().files)
    assert with_gallery().problems == shipped().problems


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_has_an_example(component: str) -> None:
    """What can be looked at is looked at."""
    assert Path(PROJECT / f"templates/examples/{component}.yaml").is_file()
    assert gallery().css(f"[data-example^='{component}: ']")


def test_no_example_is_left_of_a_component_that_is_gone() -> None:
    """Examples stand for what there is."""
    examples = {path.stem for path in (PROJECT / "templates/examples").glob("*.yaml")}

    assert examples - set(COMPONENTS) == {"shared"}


def test_every_level_and_variant_has_an_example() -> None:
    """What differs on the site differs in the gallery."""
    page = gallery()

    for level in ("emergency", "urgent", "non-urgent"):
        assert page.css(f".care[data-level='{level}']"), level
    for level in ("good", "some", "limited", "expert", "not-shown"):
        assert page.css(f"[data-evidence='{level}']"), level
    for variant in ("full", "compact", "info"):
        assert page.css(f".cta[data-variant='{variant}']"), variant
    for kind in ("do", "dont"):
        assert page.css(f".list[data-kind='{kind}']"), kind
    assert page.css("[lang='es-US'] .cta")


def test_a_mistake_in_an_example_is_told_like_any_other() -> None:
    """The template's line is named, and the preview goes on."""
    tree = small_site("-- templates/examples/note.yaml --\n- name: empty\n")

    built = build_tree(tree, BuildOptions(TODAY, gallery=True))

    assert "templates/components/note.html:3: error: `note` is not known here" in messages(built)
    assert PAGE in built.files
