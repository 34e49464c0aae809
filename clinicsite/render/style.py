"""The style sheets: all layers joined, made small, and named by their hashes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, product
from string import ascii_letters

import rcssmin
from markupsafe import Markup

from clinicsite.problems import Problem
from clinicsite.read.front_matter import Kind
from clinicsite.read.source import decode
from clinicsite.render.colors import plain_colors
from clinicsite.render.drawing_style import RULES, TOKENS, drawing_style
from clinicsite.render.style_layers import in_layers
from clinicsite.render.views import GALLERY, SheetView, StyleView
from clinicsite.style_hash import style_hash

FOLDER = "static/css/"
COMPONENTS = FOLDER + "components/"
_LETTERS = (COMPONENTS + "letters.css",)
_HANDOUT = (COMPONENTS + "handout.css",)
_SELF_CHECK = (*_HANDOUT, COMPONENTS + "self-check.css")
_HOME = (COMPONENTS + "home.css",)
OWN_SHEETS: Mapping[str, tuple[str, ...]] = {
    Kind.HOME: _HOME,
    Kind.SELF_CHECK: _SELF_CHECK,
    Kind.HANDOUT: _HANDOUT,
    Kind.GLOSSARY: _LETTERS,
    Kind.A_TO_Z: _LETTERS,
    GALLERY: (*_HANDOUT, *_HOME, *_LETTERS, *_SELF_CHECK[1:]),
}
"""What only one kind of page shows is no burden for the others. The gallery shows everything."""
_FONT = ".woff2"
_OWN_FILE = re.compile(r"""url\((?P<quote>["']?)(?P<route>/(?!/)[^"'()\s]*)(?P=quote)\)""")
_TOKEN = re.compile(r"(?<![\w-])--[a-zA-Z][\w-]*")
# Spaces that rcssmin keeps: around a slash, a number times a token, and in a range of widths.
_LOOSE = re.compile(r"""("[^"]*"|'[^']*')| (/|(?<=\d )\*(?= var\()|(?<=width )<) """)
_NEEDLESS_ZERO = re.compile(r"(?<![\w.\-])(-?)0\.(?=\d)")


def join_styles(
    files: Mapping[str, bytes], href: Callable[[str], str]
) -> tuple[StyleView, tuple[Problem, ...]]:
    """The style sheets in the order of their paths as one, and what only some kinds of pages show
    in sheets of their own; same files, same hash.

    A sheet stands inside pages of every depth, so it names files by their routes,
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

    names = _short_names(_small("\n".join(texts.values())))

    def sheet(paths: Iterable[str]) -> SheetView:
        css = in_layers(_small("\n".join(texts[path] for path in paths if path in texts)))
        css = _OWN_FILE.sub(published, _TOKEN.sub(lambda token: names[token[0]], css))
        return SheetView(Markup(css), style_hash(css))

    special = {path for paths in OWN_SHEETS.values() for path in paths}
    every_page = sheet(path for path in texts if path not in special)
    own = {kind: sheet(paths) for kind, paths in OWN_SHEETS.items()}
    own = {kind: one for kind, one in own.items() if one.css}
    drawing = drawing_style(*(_small(texts.get(path, "")) for path in (TOKENS, RULES)))
    return StyleView(every_page, own, tuple(fonts), drawing), tuple(problems)


def _small(css: str) -> str:
    """The same rules without remarks, and without spaces and zeros that mean nothing."""
    css = _NEEDLESS_ZERO.sub(r"\1.", rcssmin.cssmin(css))
    return _LOOSE.sub(lambda found: found[1] or found[2], css)


def _short_names(css: str) -> Mapping[str, str]:
    """A name of a letter or two for each token, the shortest for the most used ones."""
    uses = Counter(_TOKEN.findall(css))
    ranked = sorted(uses, key=lambda name: (-uses[name], name))
    return dict(zip(ranked, _names(), strict=False))


def _names() -> Iterator[str]:
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            yield "--" + "".join(letters)
