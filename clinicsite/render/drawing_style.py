"""The style of a drawing that is a file of its own, taken from the site's style sheets.

A file that is shown as a picture sees nothing of the page around it: no style, no font. So it
carries the rules of all drawings with the tokens that they name, light and dark.
"""

from __future__ import annotations

import re

from clinicsite.render.style_layers import layers_of

TOKENS = "static/css/tokens.css"
RULES = "static/css/components/drawing.css"
# What a drawing inside a page has from the page: its font, and what it is painted on. With forced
# colors, browsers may paint a picture in other system colors than the page, so it needs its own.
_PAGE = (
    ".drawing{font-family:var(--font)}@media (forced-colors:active){.drawing{background:Canvas}}"
)
_USED = re.compile(r"var\((--[\w-]+)\)")
_DEFINITION = re.compile(r"(?<=[{;])(--[\w-]+):([^;{}]*);?")
_EMPTY = re.compile(r"[^{};]*\{\}")


def drawing_style(tokens: str, rules: str) -> str:
    """The rules with the tokens they use, both given small, in their layers; empty without rules.

    A drawing in a file stands in no container: its own width says the same.
    """
    drawn = layers_of(rules)[0].get("components", "")
    if not drawn:
        return ""
    said = _PAGE + drawn.replace("@container", "@media")
    defined = layers_of(tokens)[0].get("tokens", "")
    wanted = _with_those_they_name(set(_USED.findall(said)), defined)
    kept = _DEFINITION.sub(lambda one: one[0] if one[1] in wanted else "", defined)
    return _without_empty_rules(kept.replace(";}", "}")) + said


def _with_those_they_name(tokens: set[str], defined: str) -> set[str]:
    """The tokens, and those that stand in their values."""
    found: set[str] = set()
    while tokens > found:
        found = tokens
        named = (_USED.findall(one[2]) for one in _DEFINITION.finditer(defined) if one[1] in found)
        tokens = found.union(*named)
    return tokens


def _without_empty_rules(css: str) -> str:
    shorter = _EMPTY.sub("", css)
    return shorter if shorter == css else _without_empty_rules(shorter)
