"""Links as editors write them, turned into links that work on the finished site."""

from __future__ import annotations

import functools
import posixpath
from hashlib import blake2b
from urllib.parse import quote, unquote, urlsplit

from clinicsite.addresses import BaseUrl
from clinicsite.languages import Language
from clinicsite.render.context import RenderContext
from clinicsite.render.routes import RoutedPage, SiteMap, route_of


def resolve(address: str, page: RoutedPage, site_map: SiteMap, base: BaseUrl) -> str:
    """The address for an `href` or `src` on the finished page.

    `/causes/` gets the base path; `overuse.md` and `room.jpg` are looked up beside the page's
    file. What leads nowhere is left as it is: the check of the finished pages reports it.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme or parts.netloc or not parts.path:
        return address
    ending = (f"?{parts.query}" if parts.query else "") + (
        f"#{parts.fragment}" if parts.fragment else ""
    )
    if parts.path.startswith("/"):
        return base.href(parts.path) + ending
    route = _beside(unquote(parts.path), page)
    if route in site_map.pages or route in site_map.files:
        return base.href(quote(route)) + ending
    return address


@functools.lru_cache(maxsize=1)
def addresses(context: RenderContext) -> bytes:
    """Changes whenever the same link on the same page might lead elsewhere."""
    routes = [*context.site_map.pages, "", *context.site_map.files]
    text = "\n".join([context.base.origin, context.base.prefix, *routes])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).digest()


def _beside(path: str, page: RoutedPage) -> str:
    """The route of a file that is named relative to the page's own file."""
    source = posixpath.normpath(posixpath.join(posixpath.dirname(page.page.path), path))
    folders = tuple(f"content/{language}/" for language in Language)
    if not source.startswith(folders):
        return ""
    if source.endswith(".md"):
        return route_of(source)
    _, language, inner = source.split("/", 2)
    return Language(language).home + inner
