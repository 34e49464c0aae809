"""Takes the pictures of this folder from the shipped site: `make screenshots`.

The placeholders of `config.yaml` stay in view: a picture shows nothing that is not true.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from clinicsite.publish.folder import publish  # noqa: E402  # the project's folder comes first
from tests.browser.chromium import find_chromium, is_root  # noqa: E402
from tests.browser.conftest import QUIET  # noqa: E402
from tests.browser.hosts import served  # noqa: E402
from tests.test_shipped_site import shipped  # noqa: E402

PHONE, DESKTOP = (375, 760), (1280, 760)
SIZES = (PHONE, DESKTOP)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGES = {
    "home": "",
    "cause": "causes/overuse/",
    "when-to-get-help": "when-to-get-help/",
    "self-check": "self-check/",
}
_SHEET = """<body style="margin:0;padding:24px;display:flex;gap:24px;background:#d8d4ca">
<img width="375" src="{}"><img width="1280" src="{}">"""


def main() -> int:
    """The pictures are as the site is now; 2 when there is no browser."""
    executable = find_chromium()
    if executable is None:
        print("No browser was found; `make browser` installs one.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        publish(shipped().files, site, protected=[])
        browser = playwright.chromium.launch(
            executable_path=executable, args=QUIET, chromium_sandbox=not is_root()
        )
        with served(site) as address:
            for name, path in PAGES.items():
                for scheme in SCHEMES:
                    pictures = [_picture(browser, address + path, size, scheme) for size in SIZES]
                    _sheet(browser, pictures, Path(__file__).with_name(f"{name}-{scheme}.png"))
        browser.close()
    return 0


def _picture(
    browser: Browser, address: str, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> str:
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.goto(address)
    page.reload()  # the font is at hand from the second page on
    data = base64.b64encode(page.screenshot()).decode()
    page.close()
    return f"data:image/png;base64,{data}"


def _sheet(browser: Browser, pictures: list[str], path: Path) -> None:
    """The pictures side by side, on one sheet."""
    width = PHONE[0] + DESKTOP[0] + 3 * 24
    page = browser.new_page(viewport={"width": width, "height": PHONE[1] + 2 * 24})
    page.set_content(_SHEET.format(*pictures))
    page.screenshot(path=path)


if __name__ == "__main__":
    sys.exit(main())
