"""The style sheet, as a browser understands it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser

from clinicsite.render.colors import oklch_to_hex, plain_colors
from clinicsite.render.style import OWN_SHEETS, join_styles
from tests.test_shipped_site import shipped_tree

_RULES = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return Array.from(sheet.cssRules)
        .filter(rule => !(rule instanceof CSSLayerStatementRule))
        .flatMap(rule => rule instanceof CSSLayerBlockRule
            ? Array.from(rule.cssRules, inner => [rule.name, `${rule.name}: ${inner.cssText}`])
            : [["", rule.cssText]]);
}"""
_RANKS = ("reset", "tokens", "base", "layout", "components", "utilities", "print", "")
_PAINTED = """colors => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    return colors.map(color => {
        pen.fillStyle = color;
        pen.fillRect(0, 0, 1, 1);
        return Array.from(pen.getImageData(0, 0, 1, 1).data.slice(0, 3));
    });
}"""
_TOKEN = re.compile(r"(?<![\w-])--[a-zA-Z][\w-]*")


def _rules(browser: Browser, css: str) -> list[str]:
    """Every rule of a style sheet with its layer, layer by layer, in the browser's own spelling.

    Tokens are called by the order in which they first come. Spaces after commas and colons mean
    nothing; the browser keeps them as typed in some places, such as `env()`.
    """
    page = browser.new_page()
    try:
        rules: list[tuple[str, str]] = page.evaluate(_RULES, css)
    finally:
        page.close()
    order: dict[str, str] = {}
    rules.sort(key=lambda rule: _RANKS.index(rule[0]))
    text = "\n".join(rule for _, rule in rules)
    text = _TOKEN.sub(lambda token: order.setdefault(token[0], f"--{len(order)}"), text)
    text = re.sub(r"(?<![\w.])0\.(?=\d)", ".", text)
    return re.sub(r"([,:/+*(]) +| +(?=[/+*)])", r"\1", text).split("\n")


@pytest.mark.browser
def test_making_the_style_small_changes_no_rule(browser: Browser) -> None:
    """The minifier drops spaces; inside `@layer` it has been seen to drop one too many."""
    files = shipped_tree().below("static/css", ".css")
    style, problems = join_styles(files, str)
    special = {path for paths in OWN_SHEETS.values() for path in paths}
    every_page = [path for path in sorted(files) if path not in special]

    assert problems == ()
    for kind in ("", *OWN_SHEETS):
        paths = [*every_page, *OWN_SHEETS.get(kind, ())]
        written = "\n".join(plain_colors(files[path].decode()) for path in paths)
        small = "".join(sheet.css for sheet in style.of(kind))
        assert len(small) < len(written)
        assert _rules(browser, small) == _rules(browser, written), kind


@pytest.mark.browser
def test_the_hex_colors_are_what_a_browser_makes_of_the_written_ones(browser: Browser) -> None:
    """Nobody sees another color because the build writes it in another way."""
    written = re.findall(
        r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)",
        shipped_tree().files["static/css/tokens.css"].decode(),
    )
    page = browser.new_page()
    ours = page.evaluate(_PAINTED, [oklch_to_hex(*map(float, color)) for color in written])
    its = page.evaluate(_PAINTED, [f"oklch({' '.join(color)})" for color in written])
    page.close()

    assert len(written) > 40
    for color, one, other in zip(written, ours, its, strict=True):
        assert _farthest(one, other) <= 1, color


def _farthest(one: Iterable[int], other: Iterable[int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
