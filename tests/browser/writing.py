"""Somebody who writes: a preview of files that a test sets, and a tab in which it is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from clinicsite.publish.preview import Preview
from clinicsite.style_hash import style_hash
from tests.previews import Running, before_long

STYLE = "h1 { color: rgb(0, 0, 1) }"
POLICY = "default-src 'none'; img-src 'self'; style-src 'self' {}"
# The script says which build the page shows.
SHOWN = "document.querySelector('script[src^=\"/livereload.js\"]').src"
IS_NEW = f"old => document.readyState == 'complete' && {SHOWN} != old"


def page_of(body: str, *, head: str = "", language: str = "en", style: str = STYLE) -> str:
    """A page with a policy as strict as those of the site."""
    policy = POLICY.format(f"'{style_hash(style)}'")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>A page</title>\n<style>{style}</style>\n{head}</head>\n"
        f"<body>\n<h1>A page</h1>\n{body}\n</body>\n</html>\n"
    )


class Writing:
    """Somebody saves a page and looks at it."""

    def __init__(self, root: Path, tab: Page) -> None:
        self.files: dict[str, str | bytes] = {"index.html": page_of("")}
        self.tab = tab
        self.running: Running | None = None
        self._config = root / "config.yaml"
        self._config.write_text("", encoding="utf-8")
        self._saves = 0

    def build(self, *_: object) -> Preview:
        """What was saved last."""
        files = {
            path: text.encode() if isinstance(text, str) else text
            for path, text in self.files.items()
        }
        return Preview(files)

    def opened(self, page: str, fragment: str = "") -> None:
        """The page is open, connected to the preview, and marked until it is loaded again."""
        assert self.running
        self.save_unseen({"index.html": page})
        with self.tab.expect_websocket() as opening:
            self.tab.goto(self.running.url + fragment)
        opening.value.wait_for_event("framereceived")
        self.tab.evaluate("window.notLoaded = true")

    def save(self, page: str, **others: str) -> None:
        """The page is saved, with other files or without, and the browser shows it."""
        shown = self.tab.evaluate(SHOWN)
        self.save_unseen({"index.html": page, **others})
        self.tab.wait_for_function(IS_NEW, arg=shown, timeout=20_000)

    def save_unseen(self, files: dict[str, str]) -> None:
        """The files are saved, and the preview has built them."""
        assert self.running
        self.files.update(files)
        self._saves += 1
        said = len(self.running.said)
        self._config.write_text(str(self._saves), encoding="utf-8")
        assert before_long(lambda: self.running is not None and len(self.running.said) > said)

    def was_loaded(self) -> bool:
        """Whether the tab was not content to put the new page in the place of the old one."""
        return bool(self.tab.evaluate("!window.notLoaded"))

    def is_what_loading_makes(self) -> bool:
        """Whether the page is the same, to the last character, when it is loaded again."""
        now = self.markup()
        self.tab.reload()
        return bool(self.markup() == now)

    def markup(self) -> Any:
        """Everything that the page consists of now."""
        return self.tab.evaluate("document.documentElement.outerHTML")
