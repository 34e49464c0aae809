"""The finished HTML and CSS, as the W3C's checker reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.publish.folder import publish
from clinicsite.render.colors import plain_colors
from tests.nu_checker import NO_JAVA, Message, errors, find_java, with_tokens, without_layers
from tests.programs import in_ci
from tests.test_shipped_site import shipped, shipped_tree

LAYERS_UNREAD = "CSS: Unrecognized at-rule “@layer”"
"""On every page; the style sheet is read by itself, without its layers."""

KEPT_IN_SPITE = (
    "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, "
    "“datetime-local”, “email”, “hidden”, “month”, “number”, “password”, “range”, “search”, “tel”, "
    "“text”, “time”, “url”, or “week”."
)
"""On the lines of the self-check: Firefox forgets a ticked box in no other way."""

NOT_KNOWN_YET = {
    "CSS: “container-type”: Property “container-type” doesn't exist.",  # container queries
    "CSS: “reading-flow”: Property “reading-flow” doesn't exist.",  # Tab follows the eye
    "CSS: Unrecognized at-rule “@view-transition”",  # pages fade into each other
    "CSS: Parse Error.",  # ::view-transition-group()
    "CSS: Unknown pseudo-element or pseudo-class “::view-transition”.",
    "CSS: Unknown pseudo-element or pseudo-class “::details-content”.",  # answers open on paper
}
"""Sound CSS that the checker does not know. What it no longer says must leave this list."""


@pytest.fixture(scope="session")
def java() -> Path:
    """The Java of this machine; CI must have one."""
    found = find_java()
    if found is None:
        if in_ci():
            pytest.fail(NO_JAVA, pytrace=False)
        pytest.skip(NO_JAVA)
    return found


@pytest.mark.audit
def test_the_html_of_every_page_is_without_error(java: Path, tmp_path: Path) -> None:
    """0 errors, stubs and the 404 page included."""
    publish(shipped().files, tmp_path / "site", protected=[])

    found = errors(java, tmp_path / "site")

    faults = [one for one in found if not one.is_about_style and not _is_kept(one)]
    assert [str(one) for one in faults] == []
    assert {one.text for one in found if one.is_about_style} <= {LAYERS_UNREAD}


def _is_kept(message: Message) -> bool:
    return message.text == KEPT_IN_SPITE and '<input type="checkbox"' in message.extract


@pytest.mark.audit
def test_the_style_sheet_is_without_error(java: Path, tmp_path: Path) -> None:
    """But for what the checker does not know yet, which is listed word by word."""
    files = shipped_tree().below("static/css", ".css")
    written = "\n".join(plain_colors(files[path].decode()) for path in sorted(files))
    sheet = tmp_path / "css" / "style.css"
    sheet.parent.mkdir()
    sheet.write_text(without_layers(with_tokens(written)), encoding="utf-8")

    assert {one.text for one in errors(java, sheet.parent, css=True)} == NOT_KNOWN_YET


@pytest.mark.audit
def test_the_checker_finds_faults(java: Path, tmp_path: Path) -> None:
    """In HTML and, once the layers are away, in CSS."""
    for folder, name, text in (
        ("html", "index.html", "<!doctype html><title>x</title><p><li>stray</li><p id=''>"),
        ("css", "style.css", without_layers("@layer a, b; @layer a { p { colour: red } }")),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")

    html = errors(java, tmp_path / "html")
    css = errors(java, tmp_path / "css", css=True)

    assert any("li" in one.text for one in html)
    assert {one.file for one in html} == {"index.html"}
    assert [one.text for one in css] == ["CSS: “colour”: Property “colour” doesn't exist."]


def test_layers_are_taken_away_and_their_rules_kept() -> None:
    """Nested and empty layers, too; container queries become media queries."""
    css = "@layer a,b;@layer a{p{x:1}@media(c){q{x:2}}}@layer b{@container(d){r{x:3}}}s{x:4}"

    assert without_layers(css) == "p{x:1}@media(c){q{x:2}}@media(d){r{x:3}}s{x:4}"


def test_tokens_are_written_out() -> None:
    """The light value of each, through other tokens; an unknown one is left as it is."""
    tokens = ":root {\n  --a: 1px;\n  --b: max(var(--a), env(safe-area-inset-left));\n}\n"
    css = tokens + "p {\n  x: var(--b) var(--c);\n}\n"

    assert with_tokens(css).endswith("p {\n  x: max(1px, 0px) var(--c);\n}\n")


def test_a_chosen_java_is_the_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`JAVA` is taken at its word: when it names no program, no other is used instead."""
    monkeypatch.setenv("JAVA", str(tmp_path / "nothing"))

    assert find_java() is None
