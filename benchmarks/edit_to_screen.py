"""Times what a person at the keyboard waits for: from saving a page to its new text on the screen.

    python benchmarks/edit_to_screen.py             the shipped site, and one of 1,000 pages
    python benchmarks/edit_to_screen.py 100 200     sites of so many pages; 0 is the shipped one

A real preview, as `python build.py serve` starts it, is looked at with Chromium. The clock starts
when the file is written and stops at the first frame that shows the new text.
"""

from __future__ import annotations

import argparse
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.pages import copy_sources, fill  # noqa: E402  # found from any folder
from benchmarks.results import SHIPPED  # noqa: E402
from tests.browser.chromium import NO_BROWSER, find_chromium, is_root  # noqa: E402

ROUNDS = 21
EDITED = "content/en/upper-back.md"
ROUTE = "upper-back/"
LIMITS = {SHIPPED: 150, 1000: 250}
"""Milliseconds that were promised."""
_MARK = "Saved number {}."
# Before each frame the page is looked at; when the next one begins, this one was on the screen.
_WHEN_SHOWN = """
(function look(before) {
  const found = document.body && document.body.textContent.match(/Saved number \\d+[.]/);
  const mark = found ? found[0] : "";
  requestAnimationFrame(() => {
    if (mark != before) window.shown = [mark, performance.timeOrigin + performance.now()];
    look(mark);
  });
})("");
"""
_SHOWN = "mark => window.shown && window.shown[0] == mark && window.shown[1]"


def main(arguments: Sequence[str] | None = None) -> int:
    sizes = _options().parse_args(arguments).pages or [SHIPPED, 1000]
    chromium = find_chromium()
    if chromium is None:
        print(NO_BROWSER, file=sys.stderr)
        return 1
    print(f"{'median of ' + str(ROUNDS):<32}{'median':>10}{'fastest':>10}{'slowest':>10}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--disable-gpu"], chromium_sandbox=not is_root()
        )
        for pages in sizes:
            with browser.new_context() as context, site_of(pages) as root, preview(root) as url:
                page = context.new_page()
                page.add_init_script(_WHEN_SHOWN)
                page.goto(url + ROUTE, timeout=120_000)
                name = "the shipped site" if pages == SHIPPED else f"{pages} pages"
                print(row(name, saves(page, root / EDITED), LIMITS.get(pages)))
        browser.close()
    return 0


class _Options(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line says what is wrong, and where to read what is right."""
        self.exit(2, f"{message}; --help says what can be asked for\n")


def _options() -> argparse.ArgumentParser:
    parser = _Options(description="Time a save until its new text is on the screen.")
    words = f"numbers of pages, such as 100 200; {SHIPPED} is the shipped site (default: 0 1000)"
    parser.add_argument("pages", type=_pages, nargs="*", help=words)
    return parser


def _pages(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of pages")
    return int(text)


def saves(page: Page, file: Path) -> list[float]:
    """Milliseconds from each save to the screen; the first, which warms up, is left out."""
    text, times = file.read_text(encoding="utf-8"), []
    for number in range(ROUNDS + 1):
        mark = _MARK.format(number)
        time.sleep(0.3)  # whoever reads what they wrote saves no faster
        begun = time.time()
        file.write_text(f"{text}\n{mark}\n", encoding="utf-8")
        shown = page.wait_for_function(_SHOWN, arg=mark, timeout=60_000).json_value()
        times.append(shown - 1000 * begun)
    return times[1:]


def row(name: str, times: list[float], limit: int | None) -> str:
    figures = (statistics.median(times), min(times), max(times))
    promised = f"   (promised: {limit} ms)" if limit else ""
    return f"{name:<32}" + "".join(f"{figure:>7.0f} ms" for figure in figures) + promised


@contextmanager
def site_of(pages: int) -> Iterator[Path]:
    """The shipped site's sources, with pages that are made for it until there are so many."""
    with tempfile.TemporaryDirectory(prefix="clinicsite-bench-") as folder:
        root = Path(folder, "site")
        copy_sources(root)
        fill(root, pages)
        yield root


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """The address of a preview that runs meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serve = [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(root)]
    process = subprocess.Popen(
        [*serve, "--port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int) -> None:
    """The preview accepts connections; it answers them when its first build is done."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the preview did not start")


if __name__ == "__main__":
    raise SystemExit(main())
