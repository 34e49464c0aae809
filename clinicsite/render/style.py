"""The one style sheet: all layers joined, made small, and named by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping

import rcssmin
from markupsafe import Markup

from clinicsite.problems import Problem
from clinicsite.read.source import decode
from clinicsite.render.views import StyleView

_FONT = ".woff2"
_OWN_FILE = re.compile(r"""url\((?P<quote>["']?)(?P<route>/(?!/)[^"'()\s]*)(?P=quote)\)""")


def join_styles(
    files: Mapping[str, bytes], href: Callable[[str], str]
) -> tuple[StyleView, tuple[Problem, ...]]:
    """The style sheets in the order of their paths as one; same files, same hash.

    The sheet stands inside pages of every depth, so it names files by their routes,
    `url(/fonts/a.woff2)`; `href` makes of them the addresses where the site is published.

    The hash stands in each page's own policy, beside the sheet it allows: a stale hash in a
    server's header would unstyle the site at the next change.
    """
    texts: list[str] = []
    problems: list[Problem] = []
    for path in sorted(files):
        source, found = decode(path, files[path])
        problems += found
        if "</" in source.text:
            offset = source.text.index("</")
            message = "a style sheet may not contain </"
            problems.append(source.problem("file", source.place(offset), message))
        texts.append(source.text)
    fonts: dict[str, None] = {}

    def published(found: re.Match[str]) -> str:
        address = href(found["route"])
        if found["route"].endswith(_FONT):
            fonts[address] = None
        return f"url({found['quote']}{address}{found['quote']})"

    css = _OWN_FILE.sub(published, rcssmin.cssmin("\n".join(texts)))
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return StyleView(Markup(css), f"sha256-{digest}", tuple(fonts)), tuple(problems)
