"""The digest of everything that a page is rendered from, besides its own text.

It takes in more than a page needs (every template, every page's front matter), never less: a
page that is rendered once too often costs milliseconds, a stale one costs trust.
"""

from __future__ import annotations

import hashlib

from clinicsite.read.tree import SourceTree
from clinicsite.render.context import RenderContext

_WHOLE = (
    *("config.yaml", "content/data/", "content/figures/", "templates/", "static/css/"),
    "static/social/",
)


def fingerprint(context: RenderContext, tree: SourceTree) -> bytes:
    """Changes whenever another page than its own text says might have to look different."""
    digest = hashlib.sha256()

    def take(*parts: str | bytes) -> None:
        for part in parts:
            data = part.encode() if isinstance(part, str) else part
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)

    take(context.base.origin, context.base.prefix, context.today.isoformat())
    for path, data in tree.files.items():
        if path.startswith(_WHOLE):
            take(path, data)
    for route, page in context.site_map.pages.items():
        text = page.page.source.text
        take("\0".join((route, page.page.path, text[: len(text) - len(page.page.body)])))
    site_map = context.site_map
    for route in (*site_map.files, *site_map.pictures, *sorted(site_map.unreadable)):
        take(route)
    return digest.digest()
