"""The colors of the style sheet, as every browser understands them.

The source names each color once, by lightness, chroma and hue, and pairs light with dark:
`light-dark(oklch(1 0 0), oklch(0.2 0.02 200))`. Browsers from before May 2024 know no pairs, older
ones no OKLCH, and a color that a browser does not know is no color at all: white words on a white
card. So the build writes hex, and the dark colors into a media query. Nothing is lost: all colors
of the site lie inside sRGB.
"""

from __future__ import annotations

import math
import re

_OKLCH = re.compile(r"oklch\(([\d.]+)\s+([\d.]+)\s+([\d.]+)\)")
_PAIR = re.compile(r"(--[\w-]+):\s*light-dark\((#[\da-f]+),\s*(#[\da-f]+)\)")
_DARK = "@media screen and (prefers-color-scheme: dark) {{ :root {{ {} }} }}"

# From OKLab to linear light by way of cone responses (Björn Ottosson, 2020).
_TO_CONES = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_TO_LIGHT = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_LINEAR_PART = 0.0031308


def plain_colors(css: str) -> str:
    """The same colors in hex; the dark ones of all pairs stand behind the rule of the last pair."""
    css = _OKLCH.sub(lambda color: oklch_to_hex(*map(float, color.groups())), css)
    pairs = list(_PAIR.finditer(css))
    if not pairs:
        return css
    end = css.index("}", pairs[-1].end()) + 1
    dark = _DARK.format(" ".join(f"{pair[1]}: {pair[3]};" for pair in pairs))
    return _PAIR.sub(r"\1: \2", css[:end]) + "\n" + dark + css[end:]


def oklch_to_hex(lightness: float, chroma: float, hue: float) -> str:
    """The color in sRGB, eight bits a channel."""
    angle = math.radians(hue)
    lab = (lightness, chroma * math.cos(angle), chroma * math.sin(angle))
    cones = [_dot(row, lab) ** 3 for row in _TO_CONES]
    return "#" + "".join(f"{_channel(_dot(row, cones)):02x}" for row in _TO_LIGHT)


def _dot(row: tuple[float, ...], values: list[float] | tuple[float, ...]) -> float:
    return sum(one * other for one, other in zip(row, values, strict=True))


def _channel(light: float) -> int:
    """Linear light from 0 to 1, as the 8-bit number that stands for it."""
    light = min(1.0, max(0.0, light))
    curved = 12.92 * light if light <= _LINEAR_PART else 1.055 * light ** (1 / 2.4) - 0.055
    return round(curved * 255)
