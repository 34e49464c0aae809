"""axe-core: barriers for people with disabilities, as far as a machine can find them."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

TAGS = (
    "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22a", "wcag22aa",
    "wcag22aaa", "best-practice",
)  # fmt: skip

# Rules that axe leaves out by itself, such as the contrast of AAA, are asked for by name.
_RUN = """async ([tags, without]) => {
    const wanted = axe.getRules(tags)
        .filter(rule => !rule.tags.includes("experimental") && !without.includes(rule.ruleId))
        .map(rule => rule.ruleId);
    const results = await axe.run(document, {
        runOnly: { type: "rule", values: wanted },
        resultTypes: ["violations"],
        preload: false,
    });
    return results.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 120)} `
        + [...node.any, ...node.all, ...node.none].map(check => check.message).join("; ")
    ));
}"""


def violations(tab: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """What WCAG 2.2 A, AA and AAA and best practice object to on the page as it is now."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(_script())
    found: list[str] = tab.evaluate(_RUN, [list(TAGS), list(without)])
    return found


def rules(tab: Page) -> set[str]:
    """The names of the rules that are asked for."""
    tab.evaluate(_script())
    found = tab.evaluate(f"axe.getRules({json.dumps(TAGS)}).map(rule => rule.ruleId)")
    return set(found)


@functools.cache
def _script() -> str:
    folder = Path(axe_playwright_python.__file__).parent
    # The value of the script's last statement would be sent back.
    return (folder / "axe.min.js").read_text(encoding="utf-8") + "\n;undefined"
