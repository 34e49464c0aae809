"""The one style sheet: all layers joined, made small, and named by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import count, product
from string import ascii_letters

import rcssmin
from markupsafe import Markup

from clinicsite.problems import Problem
from clinicsite.read.source import decode
from clinicsite.render.colors import plain_colors
from clinicsite.render.drawing_style import RULES, TOKENS, drawing_style
from clinicsite.render.style_layers import in_layers
from clinicsite.render.views import StyleView

FOLDER = "static/css/"
_FONT = ".woff2"
_OWN_FILE = re.compile(r"""url\((?P<quote>["']?)(?P<route>/(?!/)[^"'()\s]*)(?P=quote)\)""")
_TOKEN = re.compile(r"(?<![\w-])--[a-zA-Z][\w-]*")
_NEEDLESS_ZERO = re.compile(r"(?<![\w.\-])(-?)0\.(?=\d)")


def join_styles(
    files: Mapping[str, bytes], href: Callable[[str], str]
) -> tuple[StyleView, tuple[Problem, ...]]:
    """The style sheets in the order of their paths as one; same files, same hash.

    The sheet stands inside pages of every depth, so it names files by their routes,
    `url(/fonts/a.woff2)`; `href` makes of them the addresses where the site is published.

    The hash stands in each page's own policy, beside the sheet it allows: a stale hash in a
    server's header would unstyle the site at the next change.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(files):
        source, found = decode(path, files[path])
        problems += found
        if "</" in source.text:
            offset = source.text.index("</")
            message = "a style sheet may not contain </"
            problems.append(source.problem("file", source.place(offset), message))
        texts[path] = plain_colors(source.text)
    fonts: dict[str, None] = {}

    def published(found: re.Match[str]) -> str:
        address = href(found["route"])
        if found["route"].endswith(_FONT):
            fonts[address] = None
        return f"url({found['quote']}{address}{found['quote']})"

    css = _OWN_FILE.sub(published, _short_names(in_layers(_small("\n".join(texts.values())))))
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    tokens, rules = (_small(texts.get(path, "")) for path in (TOKENS, RULES))
    drawing = _short_names(drawing_style(tokens, rules))
    return StyleView(Markup(css), f"sha256-{digest}", tuple(fonts), drawing), tuple(problems)


def _small(css: str) -> str:
    """The same rules without remarks, and without spaces and zeros that mean nothing."""
    return _NEEDLESS_ZERO.sub(r"\1.", rcssmin.cssmin(css))


def _short_names(css: str) -> str:
    """The tokens under names of a letter or two, the most used ones first."""
    uses = Counter(_TOKEN.findall(css))
    ranked = sorted(uses, key=lambda name: (-uses[name], name))
    short = dict(zip(ranked, _names(), strict=False))
    return _TOKEN.sub(lambda token: short[token[0]], css)


def _names() -> Iterator[str]:
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            yield "--" + "".join(letters)
