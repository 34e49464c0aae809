"""What the preview shows: finished pages with the problems on top, and how to find a page.

Everything here is a copy made for one request. The built files are never changed, so none of
this can end up in a published site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from mimetypes import MimeTypes
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from clinicsite.addresses import NOT_FOUND_ROUTE, output_path
from clinicsite.problems import Problem, has_errors
from clinicsite.publish.preview_panel import STYLE, STYLE_HASH, Origin, origin_bar, panel

HTML: Final = "text/html; charset=utf-8"


class Preview(Struct, frozen=True):
    """What a build made, to be looked at."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """Relative path in the output folder → content; empty when the build made none."""
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    """What broke the build, in plain sentences; empty when it went through."""
    earlier: frozenset[str] = frozenset()
    """The paths whose content is of an earlier build, because this one could not make them."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Path of a page → where it comes from."""
    unchecked: str = ""
    """In one sentence: what was not looked at, and why; empty when everything was."""

    def on_top_of(self, before: Preview | None) -> Preview:
        """This preview, with the earlier pages where mistakes kept new ones from being made.

        After a build without mistakes nothing earlier is left: what is not there was removed.
        """
        if before is None or (not self.failure and not has_errors(self.problems, release=False)):
            return self
        earlier = before.files.keys() - self.files.keys()
        return replace(
            self,
            files={**before.files, **self.files},
            earlier=frozenset(earlier),
            origins={**before.origins, **self.origins},
        )

    def with_pages(self, pages: Mapping[str, bytes]) -> Preview:
        """This preview with some pages of now, whose problems are not known yet."""
        return replace(self, files={**self.files, **pages}, earlier=self.earlier.difference(pages))


def differ_in_pages_alone(one: Preview, other: Preview) -> bool:
    """Whether every file that a page may show, such as a picture, is the same in both."""
    changed = one.files.keys() ^ other.files.keys()
    changed |= {
        path
        for path in one.files.keys() & other.files.keys()
        if one.files[path] != other.files[path]
    }
    return all(_content_type(path) in _NEVER_PART_OF_A_PAGE for path in changed)


class Found(Struct, frozen=True):
    """What an address leads to."""

    status: int
    content_type: str = ""
    body: bytes = b""
    location: str = ""
    """The route to go to instead, for status 301."""


class Reloading(Struct, frozen=True):
    """How the script in a page finds the server that reloads it."""

    host: str
    """Host and port as the browser wrote them, such as `127.0.0.1:8000`."""
    script: str
    """The address of the script, on this host."""


def find(preview: Preview, route: str | None, reloading: Reloading) -> Found:
    """What a web server would send for the route, made ready for the preview.

    `/about` leads to `/about/` where that is a page, as static hosts do. None is an address
    outside the site.
    """
    if not preview.files:
        return Found(503, HTML, _page_of_its_own(preview, reloading))
    if route is not None:
        path = output_path(route)
        if path in preview.files:
            return _sent(preview, 200, path, reloading)
        if output_path(route + "/") in preview.files:
            return Found(301, location=route + "/")
    return _sent(preview, 404, output_path(NOT_FOUND_ROUTE), reloading)


def _sent(preview: Preview, status: int, path: str, reloading: Reloading) -> Found:
    content_type = _content_type(path)
    body = preview.files.get(path, _NO_404_PAGE)
    if content_type == HTML:
        note = "The page below is as it was before." if path in preview.earlier else ""
        above = panel(preview.problems, preview.failure, preview.unchecked, note) + origin_bar(
            preview.origins.get(path)
        )
        body = _prepared(body, above, reloading)
    return Found(status, content_type, body)


_NO_404_PAGE: Final = b"<!doctype html>\n<title>Not found</title>\n<h1>There is no such page</h1>\n"

# --- kinds of files ------------------------------------------------------------------------

# Not every Python knows these. What the machine believes (on Windows, often that scripts are
# plain text) is not asked.
_TYPES: Final = MimeTypes()
for _type, _suffix in (
    ("application/manifest+json", ".webmanifest"),
    ("font/woff2", ".woff2"),
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("text/vtt", ".vtt"),
):
    _TYPES.add_type(_type, _suffix)
_TEXTUAL: Final = re.compile(r"text/|.*[/+](javascript|json|xml)$")


def _content_type(path: str) -> str:
    name = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{name}; charset=utf-8" if _TEXTUAL.match(name) else name


_NEVER_PART_OF_A_PAGE: Final = {HTML, _content_type("sitemap.xml"), _content_type("robots.txt")}

# --- a page made ready ---------------------------------------------------------------------

_HEAD_END: Final = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY: Final = re.compile(r"<body(\s[^>]*)?>", re.IGNORECASE)
_META: Final = re.compile(r"<meta\s[^>]*>", re.IGNORECASE)
_IS_POLICY: Final = re.compile(r"http-equiv\s*=\s*[\"']?content-security-policy", re.IGNORECASE)
_CONTENT: Final = re.compile(r"\scontent\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def _prepared(body: bytes, added: str, reloading: Reloading) -> bytes:
    """The page with the problems on top, and with leave to run the one script that reloads it."""
    page = body.decode("utf-8", "surrogateescape")
    end = _HEAD_END.search(page)
    head, rest = (page[: end.start()], page[end.start() :]) if end else ("", page)
    head = _META.sub(lambda meta: _relaxed_meta(meta[0], reloading.host), head)
    start = _BODY.search(rest)
    above, below = (rest[: start.end()], rest[start.end() :]) if start else ("", rest)
    style = f"<style>{STYLE}</style>\n" if added else ""
    whole = head + style + _script(reloading) + above + added + below
    return whole.encode("utf-8", "surrogateescape")


def _page_of_its_own(preview: Preview, reloading: Reloading) -> bytes:
    """The page that stands for all others as long as there is no site to show."""
    above = panel(preview.problems, preview.failure, preview.unchecked, _NOTHING_YET)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>The site cannot be shown yet</title>\n"
        f"<style>{STYLE}</style>\n{_script(reloading)}</head>\n"
        f"<body>\n{above}</body>\n</html>\n"
    ).encode()


_NOTHING_YET: Final = "There is no page to show until this is mended. Then save the file."


def _script(reloading: Reloading) -> str:
    return f'<script src="{escape(reloading.script)}" async></script>\n'


def _relaxed_meta(meta: str, host: str) -> str:
    content = _CONTENT.search(meta)
    if not _IS_POLICY.search(meta) or not content:
        return meta
    relaxed = _relaxed(unescape(content[1][1:-1]), host)
    return f'{meta[: content.start()]} content="{escape(relaxed)}"{meta[content.end() :]}'


def _relaxed(policy: str, host: str) -> str:
    """The page's own policy, which stays in force, with leave for what the preview adds."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    directives = {name.lower(): values for name, *values in parts}
    for name, more in (
        ("script-src", ["'self'"]),
        ("connect-src", ["'self'", f"ws://{host}"]),
        ("style-src", [STYLE_HASH]),
    ):
        before = directives.get(name, directives.get("default-src"))
        if before is not None:
            directives[name] = [value for value in before if value != "'none'"] + more
    return "; ".join(" ".join([name, *values]) for name, values in directives.items())
