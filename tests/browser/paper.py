"""Pages as they come out of the printer, read back from the PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pypdfium2
from playwright.sync_api import Page

Format = Literal["Letter", "A4"]
FORMATS: tuple[Format, ...] = ("Letter", "A4")
_VIEW_TOP = 1  # where `XYZ` destinations keep the distance from the bottom edge
_SLACK = 2.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, as the outline of the PDF has it."""

    text: str
    sheet: int
    """From 0."""
    top: float
    """Distance from the bottom edge of the sheet, in points."""


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text on a sheet."""

    text: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Print:
    """A printed page: its sheets of text, and its headings."""

    sheets: tuple[tuple[Line, ...], ...]
    headings: tuple[Heading, ...]
    text: str
    """All its letters, without what stands between them."""

    def orphans(self) -> list[str]:
        """Headings with nothing but themselves below them on their sheet."""
        return [
            f"“{heading.text}” ends sheet {heading.sheet + 1}"
            for heading in self.headings
            if self._is_orphan(heading)
        ]

    def _is_orphan(self, heading: Heading) -> bool:
        below = [line for line in self.sheets[heading.sheet] if line.top <= heading.top + _SLACK]
        below.sort(key=lambda line: -line.top)
        rest = bare("".join(line.text for line in below))
        # A heading may itself go on with the next sheet.
        return bare(heading.text).startswith(rest)


def printed(tab: Page, size: Format) -> Print:
    """The page in the tab as the browser prints it, without backgrounds as it does by itself."""
    tab.emulate_media(media="print", color_scheme="light", forced_colors="none")
    data = tab.pdf(format=size, outline=True, tagged=True, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(data) as document:
        sheets = tuple(_lines(page) for page in document)
        text = bare("".join(page.get_textpage().get_text_range() for page in document))
        headings = []
        for mark in document.get_toc():
            target = mark.get_dest()
            if target is not None:
                _, view = target.get_view()
                sheet = target.get_index() or 0
                headings.append(Heading(mark.get_title(), sheet, view[_VIEW_TOP]))
    return Print(sheets, tuple(headings), text)


def bare(text: str) -> str:
    """The letters and digits of a text: what is between them is set anew on paper."""
    return re.sub(r"[\W_]", "", text.casefold())


def _lines(page: pypdfium2.PdfPage) -> tuple[Line, ...]:
    text = page.get_textpage()
    lines = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        said = text.get_text_bounded(left, bottom, right, top)
        if said.strip():
            lines.append(Line(said, top, bottom))
    return tuple(lines)
