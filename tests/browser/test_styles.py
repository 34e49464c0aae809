"""The style sheet, as a browser understands it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from clinicsite.render.style import join_styles
from tests.test_shipped_site import shipped_tree

_RULES = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return Array.from(sheet.cssRules, rule => rule.cssText);
}"""


def _rules(browser: Browser, css: str) -> list[str]:
    """Every rule of a style sheet, in the browser's own spelling.

    Spaces after commas and colons mean nothing; the browser keeps them as typed in some places,
    such as `env()` and the condition of `@supports`.
    """
    page = browser.new_page()
    try:
        rules: list[str] = page.evaluate(_RULES, css)
    finally:
        page.close()
    return [rule.replace(", ", ",").replace(": ", ":") for rule in rules]


@pytest.mark.browser
def test_making_the_style_small_changes_no_rule(browser: Browser) -> None:
    """The minifier drops spaces; inside `@layer` it has been seen to drop one too many."""
    files = shipped_tree().below("static/css", ".css")
    written = "\n".join(files[path].decode() for path in sorted(files))
    style, problems = join_styles(files, str)

    assert problems == ()
    assert len(style.css) < len(written)
    assert _rules(browser, str(style.css)) == _rules(browser, written)
