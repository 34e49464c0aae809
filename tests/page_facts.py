"""The facts of a page that nobody has walked through yet."""

from __future__ import annotations

from clinicsite.check.facts import facts_from, walk_through
from clinicsite.check.page_facts import PageFacts


def facts_of(html: bytes) -> PageFacts:
    """What the rules need to know about the page; bytes of any kind give facts."""
    return facts_from(walk_through(html))
