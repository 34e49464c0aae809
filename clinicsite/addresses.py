"""Addresses: routes inside the site, the base they are published under, the files they become.

A *route* is always an address inside the site and begins with a slash: `/causes/overuse/`.
A *path* is always a file. Nothing else in the program joins addresses.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct

NOT_FOUND_ROUTE = "/404.html"
_FOLDERS = re.compile(r"(?:/[\w~-][\w.~-]*)*/?")


class BaseUrl(Struct, frozen=True):
    """Where the site is published: `https://host` and, on sub-folder hosting, `/clinic`."""

    origin: str
    """Scheme and host without a slash at the end."""
    prefix: str = ""
    """Empty, or a path that begins with a slash and does not end with one."""

    @classmethod
    def parse(cls, address: str) -> BaseUrl:
        """The base written as `https://host/` or `https://host/sub/`.

        Raises `ValueError` with a sentence for the person who typed it when the address is not
        absolute, or carries a query, a fragment or a user name.
        """
        try:
            parts = urlsplit(address.strip())
            whole = parts.scheme in ("http", "https") and parts.port != 0
        except ValueError:
            parts, whole = urlsplit(""), False
        if not whole or not re.fullmatch(r"[\w.-]+(?::\d+)?", parts.netloc.rpartition("@")[2]):
            raise ValueError("write the whole address, such as https://www.example.com/")
        if (
            parts.query
            or parts.fragment
            or "@" in parts.netloc
            or not _FOLDERS.fullmatch(parts.path)
        ):
            raise ValueError("write only the host and the folder, such as https://host/folder/")
        return cls(f"{parts.scheme}://{parts.netloc.lower()}", parts.path.rstrip("/"))

    def href(self, route: str) -> str:
        """The route as a link inside the site writes it."""
        return self.prefix + route

    def absolute(self, route: str) -> str:
        """The route as the rest of the world writes it."""
        return self.origin + self.prefix + route

    def route(self, href: str) -> str | None:
        """The route that a link leads to, percent signs decoded; None when it leads outside.

        The fragment and the query are not part of a route.
        """
        if href.startswith(self.origin + "/") or href == self.origin:
            href = href.removeprefix(self.origin) or "/"
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return None
        path = unquote(parts.path)
        if self.prefix and path != self.prefix and not path.startswith(self.prefix + "/"):
            return None
        return path.removeprefix(self.prefix) or "/"


def output_path(route: str) -> str:
    """The file, relative to the output folder, that a web server sends for the route."""
    inner = route.removeprefix("/")
    return inner + "index.html" if not inner or inner.endswith("/") else inner


def route_at(path: str) -> str:
    """The route for which a web server sends this file: `output_path` the other way round."""
    name = path.rpartition("/")[2]
    return "/" + (path.removesuffix(name) if name == "index.html" else path)
