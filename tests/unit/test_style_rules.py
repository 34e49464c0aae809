"""What the style sheets may and may not do (design.md 4)."""

from __future__ import annotations

import re

import pytest

from clinicsite.render.style import join_styles
from tests.test_shipped_site import shipped, shipped_tree

CSS = {
    path.removeprefix("static/css/"): re.sub(r"/\*.*?\*/", "", data.decode(), flags=re.DOTALL)
    for path, data in shipped_tree().below("static/css", ".css").items()
}
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")
ORDER = "00-layers.css"
COLOR = re.compile(
    r"#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|light-dark)\("
    r"|:\s*(?:black|white|red|green|blue|gr[ae]y|yellow|orange|purple|teal)\b",
    re.IGNORECASE,
)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:top|right|bottom|left)|(?:min-|max-)?(?:width|height)"
    r"|top|right|bottom|left|text-align:\s*(?:left|right))\s*:"
)
CALM = re.compile(r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n  \}", re.DOTALL)
SHEETS = sorted(CSS.keys() - {ORDER})


@pytest.mark.parametrize("name", SHEETS)
def test_a_file_holds_one_layer_and_is_named_after_it(name: str) -> None:
    """One file a layer, one a component: a rule is found by guessing."""
    layer, *others = re.findall(r"@layer (\w+) \{", CSS[name])

    assert CSS[name].strip().startswith(f"@layer {layer} {{")
    if layer == "components":
        assert name.startswith("components/")
        assert others in ([], ["print"])  # how the component prints stands beside how it looks
    else:
        assert (name, others) == (f"{layer}.css", [])


def test_the_order_of_the_layers_is_said_once_before_all_else() -> None:
    """What wins over what does not depend on the names of files."""
    assert min(CSS) == ORDER
    assert CSS[ORDER].strip() == f"@layer {', '.join(LAYERS)};"


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_forced_outside_print(name: str) -> None:
    """Layers decide what wins, not `!important`."""
    assert "!important" not in CSS[name] or name == "print.css"


@pytest.mark.parametrize("name", SHEETS)
def test_colors_are_named_in_the_token_layer_only(name: str) -> None:
    """Dark mode, contrast and the table of pairs hold because nobody mixes a color elsewhere."""
    assert name == "tokens.css" or COLOR.findall(CSS[name]) == []


@pytest.mark.parametrize("name", SHEETS)
def test_every_token_that_is_used_is_defined(name: str) -> None:
    """A token that is not there is no color, no size, nothing."""
    defined = set(re.findall(r"(--[\w-]+):", "".join(CSS.values())))

    assert set(re.findall(r"var\((--[\w-]+)\)", CSS[name])) <= defined


def test_every_token_is_used() -> None:
    """What nothing uses is paid for by every page."""
    text = "".join(CSS.values())
    defined = set(re.findall(r"(--[\w-]+):", CSS["tokens.css"]))

    assert defined - set(re.findall(r"var\((--[\w-]+)\)", text)) == set()


@pytest.mark.parametrize("name", SHEETS)
def test_breakpoints_are_the_three_of_the_design(name: str) -> None:
    """40, 48 and 64 rem; 22 for the bar on the smallest phones, and 30 for how high a window is."""
    widths = set(re.findall(r"@media[^{]*width\s*[<>=]+\s*([\d.]+rem)", CSS[name]))
    heights = set(re.findall(r"height\s*[<>=]+\s*([\d.]+rem)", CSS[name]))

    assert widths <= {"40rem", "48rem", "64rem"} | (
        {"22rem"} if name.endswith("bar.css") else set()
    )
    assert heights <= {"30rem"}


@pytest.mark.parametrize("name", SHEETS)
def test_directions_are_those_of_the_text(name: str) -> None:
    """Logical properties throughout: margin-block, inline-size."""
    assert PHYSICAL.findall(CSS[name]) == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_loads_nothing_and_turns_nothing_into_capitals(name: str) -> None:
    """No file but the font, no italics; capitals on paper only."""
    text = CSS[name].replace("src: url(/fonts/atkinson-next.woff2);", "")
    assert not re.search(r"@import|url\(|font-style:\s*italic|text-align:\s*justify", text)
    assert "uppercase" not in CSS[name] or name == "print.css"


def test_all_movement_asks_whether_it_is_wanted() -> None:
    """Everything that moves stands where nobody asked for less motion."""
    moving = re.compile(r"transition:|animation|@view-transition")
    for name, text in CSS.items():
        calm = CALM.sub("", text)
        calm = calm.replace(".emergency * { transition: none; }", "")
        assert moving.findall(calm) == [], name


def test_no_page_styles_a_single_element() -> None:
    """The pages' policy blocks `style` attributes, so there are none."""
    for name, data in shipped().files.items():
        if name.endswith(".html"):
            assert b" style=" not in data, name


def test_every_page_carries_the_same_style() -> None:
    """One hash covers the site."""
    style, _ = join_styles(shipped_tree().below("static/css", ".css"), str)
    for name, data in shipped().files.items():
        if name.endswith(".html") and b'http-equiv="refresh"' not in data:
            assert f"<style>{style.css}</style>".encode() in data, name
