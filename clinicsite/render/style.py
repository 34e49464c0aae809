"""The one style sheet: all layers joined, made small, and named by its hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

import rcssmin
from markupsafe import Markup

from clinicsite.problems import Problem
from clinicsite.read.source import decode
from clinicsite.render.views import StyleView

FOLDER = "static/css/"


def join_styles(files: Mapping[str, bytes]) -> tuple[StyleView, tuple[Problem, ...]]:
    """The style sheets in the order of their paths as one; same files, same hash.

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
    css = rcssmin.cssmin("\n".join(texts))
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return StyleView(Markup(css), f"sha256-{digest}"), tuple(problems)
