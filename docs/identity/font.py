"""Makes the site's font smaller: `make font ARGS=path/to/the/whole-font.woff2`.

`static/fonts/` then holds the woff2 and, in `characters.txt`, every visible character that is in
it; the build warns about characters that are not. The same font and the same versions of
fonttools and brotli give the same bytes.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parents[2] / "static/fonts"
WEIGHTS = (400, 400, 700)  # lightest, the one without a wish, boldest
FEATURES = ["kern", "tnum"]  # pairs of letters, and digits that line up
ASCII = "".join(map(chr, range(0x20, 0x7F)))
SPANISH = "ÁÉÍÓÚÜÑáéíóúüñ¿¡«»ªº"
SIGNS = "–—‘’“”…·×°½©®\N{NO-BREAK SPACE}"
_A_LINE = 32


def main(arguments: list[str]) -> int:
    """The smaller font is in its place; 2 when no font was named."""
    if len(arguments) != 1:
        print(__doc__.split("\n", 1)[0], file=sys.stderr)
        return 2
    data = smaller(Path(arguments[0]).read_bytes())
    (FONTS / "atkinson-next.woff2").write_bytes(data)
    (FONTS / "characters.txt").write_text(characters(data), encoding="utf-8", newline="\n")
    print(f"{len(data):,} bytes")
    return 0


def smaller(whole: bytes) -> bytes:
    """The font with our characters, weights and features alone."""
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # the names and the license
    options.drop_tables += ["STAT"]  # menus of desktop programs
    subsetter = Subsetter(options)
    subsetter.populate(text=ASCII + SPANISH + SIGNS)
    font = _read(whole)
    subsetter.subset(font)
    font.flavor = None
    font = instantiateVariableFont(_read(_written(font)), {"wght": WEIGHTS})
    font.flavor = "woff2"
    return _written(font)


def characters(font: bytes) -> str:
    """The visible characters of the font, in the order of their numbers."""
    visible = "".join(sorted(map(chr, _read(font).getBestCmap()))).replace(" ", "")
    visible = visible.replace("\N{NO-BREAK SPACE}", "")
    lines = [visible[at : at + _A_LINE] for at in range(0, len(visible), _A_LINE)]
    return "\n".join([*lines, ""])


def _read(data: bytes) -> TTFont:
    return TTFont(BytesIO(data), recalcTimestamp=False)


def _written(font: TTFont) -> bytes:
    file = BytesIO()
    font.save(file)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
