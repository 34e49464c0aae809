"""The sections of a page's text, each with a digest that changes when its words do.

A digest is of the text as an editor wrote it. How its lines are broken makes no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import blake2b

from clinicsite.read.pages import Page

TOP = "top of the page"
"""The name of what stands before the first section: title, description and lead."""

_HEADING = re.compile(r"(?m)^##(?!#)[ \t]*(?P<words>.*?)[ \t]*(?:\{#[^}]*\})?[ \t]*#*[ \t]*$")
_DIGEST_BYTES = 6


def sections_of(page: Page) -> Mapping[str, str]:
    """Name of a section → digest of its text, in the order of the page."""
    seen: Counter[str] = Counter()
    digests: dict[str, str] = {}
    for name, text in _parts(page):
        seen[name] += 1
        digests[name if seen[name] == 1 else f"{name} ({seen[name]})"] = _digest(text)
    return digests


def _parts(page: Page) -> Iterator[tuple[str, str]]:
    name, start = TOP, 0
    text = f"{page.front.title}\n{page.front.description}\n"
    for heading in _HEADING.finditer(page.body):
        yield name, text + page.body[start : heading.start()]
        name = " ".join(heading["words"].split())
        text, start = f"{name}\n", heading.end()  # without `{#id}`, which nobody reads
    yield name, text + page.body[start:]


def _digest(text: str) -> str:
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return blake2b(words.encode(), digest_size=_DIGEST_BYTES).hexdigest()
