"""The clinic's own films, and links to films elsewhere (design.md 7.13)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup

from clinicsite.problems import Problem
from clinicsite.read.document import Document
from clinicsite.render.blocks import VideoOptions
from clinicsite.render.component_views import Video
from clinicsite.render.links import picture_at, resolve
from clinicsite.render.page_parts import PageParts

_NEEDED = ("file", "captions", "poster", "width", "height")
_FILES = _NEEDED[:3]


def film(
    options: VideoOptions, document: Document, title: str, transcript: Markup, parts: PageParts
) -> tuple[Video | None, tuple[Problem, ...]]:
    """A film only with all that makes it usable: no dead player, no film without captions."""
    given = [key for key in _NEEDED if getattr(options, key)]
    if options.url and not given:
        host = (urlsplit(options.url).hostname or "").removeprefix("www.")
        film = Video(
            title, transcript, outside_url=options.url, outside_host=host, length=options.length
        )
        return film, ()
    if options.url or len(given) < len(_NEEDED):
        message = "a film of our own needs file, captions, poster, width and height"
        hint = "Or give only `url`, for a film on another site."
        return None, (document.problem("block", (), message, hint),)
    urls = {key: _url(getattr(options, key), parts) for key in _FILES}
    film = Video(
        title,
        transcript,
        file_url=urls["file"],
        captions_url=urls["captions"],
        captions_language=parts.language,
        poster_url=urls["poster"],
        width=options.width or 0,
        height=options.height or 0,
        length=options.length,
    )
    return film, tuple(_missing(options, document, urls, parts))


def _url(address: str, parts: PageParts) -> str:
    context = parts.context
    return resolve(address, parts.page, context.site_map, context.base, context.photos)


def _missing(
    options: VideoOptions, document: Document, urls: dict[str, str], parts: PageParts
) -> Iterator[Problem]:
    context = parts.context
    for key, url in urls.items():
        picture = picture_at(getattr(options, key), parts.page, context.site_map)
        if not picture and context.base.route(url) not in context.site_map.files:
            message = f"there is no file `{getattr(options, key)}` beside the page or in static/"
            yield document.problem("reference", (key,), message)
