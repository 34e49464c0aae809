"""Makes the pictures of the brand from their drawings: `make identity`.

    static/favicon.ico            from static/icons/favicon.svg, 16, 32 and 48 pixels
    static/apple-touch-icon.png   from the mark in twelve bars, 180 pixels
    static/social/LANGUAGE.png    from card.svg, with the words below

Needs Chromium. Look at what it made before you keep it.
"""

from __future__ import annotations

import base64
import re
import struct
import sys
import zlib
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import find_chromium, is_root  # noqa: E402  # the project's own folder
from tests.browser.conftest import QUIET  # noqa: E402

STATIC = ROOT / "static"
WORDS = {
    "en-US": ("Upper back pain:", "know what to do"),
    "es-US": ("Dolor en la", "espalda alta:", "sepa qué hacer"),
}
"""What the card of each language says, in two or three lines."""
PAPER, COPPER = "#fdfaf4", "#b06f35"
_ICON_SIZES = (16, 32, 48)
_TOUCH = 180
_CARD = (1200, 630)
_LEFT, _MIDDLE, _LINE = 72, 376, 100  # where the words of a card stand
_AFTER_HEADER = 33  # the signature and the first part of a PNG


def main() -> int:
    """The pictures are as their drawings are now; 2 when there is no browser."""
    executable = find_chromium()
    if executable is None:
        print("No browser was found; `make browser` installs one.", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=QUIET, chromium_sandbox=not is_root()
        )
        icon = (STATIC / "icons/favicon.svg").read_text(encoding="utf-8")
        icons = [_picture(browser, icon, (size, size)) for size in _ICON_SIZES]
        (STATIC / "favicon.ico").write_bytes(_icon_file(icons))
        touch = _picture(browser, _touch_icon(), (_TOUCH, _TOUCH), PAPER)
        (STATIC / "apple-touch-icon.png").write_bytes(touch)
        (STATIC / "social").mkdir(exist_ok=True)
        for language, lines in WORDS.items():
            card = _picture(browser, _card(lines), _CARD, PAPER)
            words = f"Massage Rx. {' '.join(lines)}"
            (STATIC / f"social/{language}.png").write_bytes(_described(card, words))
        browser.close()
    return 0


def _picture(browser: Browser, drawing: str, size: tuple[int, int], paper: str = "") -> bytes:
    """The drawing as PNG of this size; see-through where nothing is drawn and no paper given."""
    data = base64.b64encode((STATIC / "fonts/atkinson-next.woff2").read_bytes()).decode()
    font = f"data:font/woff2;base64,{data}"
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
    page.set_content(f"""<style>
        @font-face {{ font-family: Next; font-weight: 400 700; src: url({font}) }}
        html {{ background: {paper or "transparent"} }}
        body {{ margin: 0 }}
        body > svg {{ display: block; width: 100vw; height: 100vh }}
        </style>{drawing}""")
    page.evaluate("document.fonts.ready")
    png = page.screenshot(omit_background=not paper)
    page.close()
    return png


def _bars(component: str) -> str:
    """The bars of the mark, as the pages show it."""
    text = (ROOT / "templates/components" / component).read_text(encoding="utf-8")
    return "".join(re.findall(r"<rect .*/>", text))


def _touch_icon() -> str:
    bars = _bars("logo-large.html")
    return f'<svg viewBox="-8.9 -6 60 60" fill="{COPPER}">{bars}</svg>'


def _card(lines: tuple[str, ...]) -> str:
    drawing = Path(__file__).with_name("card.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("<!-- mark -->", _bars("logo-large.html"))
    top = _MIDDLE - (len(lines) - 1) * _LINE // 2
    words = "".join(
        f'<text x="{_LEFT}" y="{top + number * _LINE}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return drawing.replace("<!-- words -->", words)


def _described(png: bytes, words: str) -> bytes:
    """The picture with its words inside: pages take their alternative text from there."""
    content = b"Description\0\0\0\0\0" + words.encode()
    check = struct.pack(">I", zlib.crc32(b"iTXt" + content))
    part = struct.pack(">I", len(content)) + b"iTXt" + content + check
    return png[:_AFTER_HEADER] + part + png[_AFTER_HEADER:]


def _icon_file(pngs: list[bytes]) -> bytes:
    """An .ico of PNG pictures, in the order of `_ICON_SIZES`."""
    entries, at = b"", 6 + 16 * len(pngs)
    for size, png in zip(_ICON_SIZES, pngs, strict=True):
        entries += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return struct.pack("<HHH", 0, 1, len(pngs)) + entries + b"".join(pngs)


if __name__ == "__main__":
    sys.exit(main())
