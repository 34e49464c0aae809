"""The colors of the site: enough contrast in both modes, and written so that all browsers paint."""

from __future__ import annotations

import math
import re

import pytest

from clinicsite.render.colors import oklch_to_hex, plain_colors
from tests.test_shipped_site import shipped_tree

# The contrast table of the design brief (3.2): what stands on what, how much it needs at least,
# and how much it has in light and in dark, rounded down.
TABLE = """
ink            paper        7  15.21  15.89
ink            surface      7  15.85  14.39
ink            tint         7  13.93  12.96
ink            brand-soft   7  13.43  11.12
muted          paper        7   8.03  10.58
muted          surface      7   8.36   9.59
muted          tint         7   7.35   8.63
muted          brand-soft   7   7.08   7.41
link           paper        7   8.30  11.87
link           surface      7   8.65  10.76
link           tint         7   7.60   9.68
link           brand-soft   7   7.33   8.31
link-hover     paper        7  12.53  15.15
visited        paper        7   9.16  11.35
visited        tint         7   8.38   9.26
on-brand       brand        7   8.97  10.85
on-brand       brand-hover  7  11.91  13.50
brand          paper        7   8.61  10.88
brand          surface      7   8.97   9.86
brand          brand-soft   7   7.60   7.62
copper-ink     paper        7   8.37  11.92
copper-ink     tint         7   7.66   9.72
copper         paper        3   3.89   7.81
copper         surface      3   4.06   7.07
copper         tint         3   3.56   6.37
edge           paper        3   4.44   5.96
edge           surface      3   4.62   5.40
edge           tint         3   4.06   4.86
edge           brand-soft   3   3.91   4.17
on-info        info         7   8.87   8.87
on-urgent      urgent       7   8.12   8.12
on-emerg       emerg        7  10.34  10.34
on-emerg-body  emerg-body   7  16.93  19.90
info-edge      paper        3   8.51   8.60
urgent-edge    paper        3   7.79   6.97
urgent-edge    surface      3   8.12   6.31
do             surface      7   8.04  10.03
dont           surface      7   8.12   9.16
focus-ink      focus        7  14.47  14.47
focus          emerg-body   3  13.52  15.89
focus          urgent       3   6.48   6.48
focus          info         3   7.08   7.08
"""
PAIRS = [tuple(line.split()) for line in TABLE.split("\n") if line]
ALIASES = dict.fromkeys(("on-info", "on-urgent", "on-emerg", "on-emerg-body"), "on-alert")
COLOR = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"
TEXT_NEEDS, GRAPHIC_NEEDS = 7, 3


def tokens() -> dict[str, tuple[str, str]]:
    """The colors of the token file by name, light and dark, in hex."""
    text = shipped_tree().files["static/css/tokens.css"].decode()
    found = {}
    for name, value in re.findall(r"--([\w-]+): (.*oklch.*);", text):
        hexes = [oklch_to_hex(*map(float, color)) for color in re.findall(COLOR, value)]
        found[name] = (hexes[0], hexes[-1])
    return found


def luminance(color: str) -> float:
    """Relative luminance of a color in hex, as WCAG 2 defines it."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colors, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("front", "back", "needs", "light", "dark"), PAIRS)
def test_every_pair_has_the_contrast_of_the_table(
    front: str, back: str, needs: str, light: str, dark: str
) -> None:
    """Recomputed from the token file: never below what it needs, and just as the table says."""
    known = tokens()
    ours = [
        contrast(one, other)
        for one, other in zip(known[ALIASES.get(front, front)], known[back], strict=True)
    ]

    assert min(ours) >= int(needs)
    assert [math.floor(value * 100) / 100 for value in ours] == [float(light), float(dark)]


def test_no_text_pair_is_left_out_of_the_table() -> None:
    """What is written in a color stands in the table with the contrast that text needs."""
    needs = {(front, back): int(least) for front, back, least, _, _ in PAIRS}

    assert set(needs.values()) == {TEXT_NEEDS, GRAPHIC_NEEDS}
    for text in ("ink", "muted", "link"):
        for back in ("paper", "surface", "tint", "brand-soft"):
            assert needs[text, back] == TEXT_NEEDS


def test_one_of_the_two_focus_rings_shows_on_every_background() -> None:
    """Yellow and near-black: the better of the two is never below 6.4 to 1."""
    known = tokens()
    backs = ("paper", "surface", "tint", "brand-soft", "brand", "info", "urgent", "emerg-body")
    for mode in (0, 1):
        for back in backs:
            rings = [
                contrast(known[ring][mode], known[back][mode]) for ring in ("focus", "focus-ink")
            ]
            assert max(rings) >= 6.4, back


def test_the_table_reads_the_whole_token_file() -> None:
    """No color escapes its parser, and no pair is asked for that has no token."""
    text = shipped_tree().files["static/css/tokens.css"].decode()
    names = {ALIASES.get(name, name) for pair in PAIRS for name in pair[:2]}

    assert len(re.findall(COLOR, text)) == text.count("oklch(")
    assert names <= tokens().keys()
    assert tokens().keys() - names == {"line"}


def test_pairs_become_hex_with_the_dark_ones_in_a_media_query() -> None:
    """Browsers without OKLCH and light-dark() get all colors; paper gets the light ones."""
    css = ":root { --ink: light-dark(oklch(0 0 0), oklch(1 0 0)); --round: 8px; }\nbody { top: 0 }"

    assert plain_colors(css) == (
        ":root { --ink: #000000; --round: 8px; }\n"
        "@media screen and (prefers-color-scheme: dark) { :root { --ink: #ffffff; } }\n"
        "body { top: 0 }"
    )


def test_a_style_without_pairs_is_left_alone() -> None:
    """Another site may have a style of its own."""
    assert plain_colors("a { color: red }") == "a { color: red }"


def test_what_is_not_understood_stays_as_it_was_written() -> None:
    """A new browser may understand it."""
    css = "a { color: light-dark(red, blue); fill: oklch(50% 0.1 none) }"

    assert plain_colors(css) == css
