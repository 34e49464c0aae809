"""What is wrong with a page's text alone, whatever the rest of the site is like."""

from __future__ import annotations

from clinicsite.problems import Problem
from clinicsite.read.pages import Page, UnreadablePage
from clinicsite.render.block_scan import scan_blocks
from clinicsite.render.text_scan import scan_text


def text_faults(page: Page | UnreadablePage) -> tuple[Problem, ...]:
    """Misused blocks and Markdown. These are told even while the page cannot be rendered, because
    an editor wants all mistakes of a run at once (peer-pain.md 7)."""
    scanned = scan_blocks(page.source, page.body, page.body_line)
    return (*scanned.problems, *scan_text(page.source, page.body, page.body_line))
