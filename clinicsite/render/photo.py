"""What is known of the pictures beside pages before any page is rendered."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

COLUMN = 704
"""Width of the text column in CSS pixels; no picture is shown wider or taller."""


class Photo(Struct, frozen=True):
    """What pages have to know of a picture."""

    width: int
    """As it is shown at most, in CSS pixels."""
    height: int
    sizes: tuple[tuple[int, str], ...]
    """Width in pixels → route of the WebP, the smallest first."""
    plain: str
    """Route of the JPEG or PNG for everybody else, and for links."""

    @property
    def routes(self) -> tuple[str, ...]:
        """The routes of all its files."""
        return (*(route for _, route in self.sizes), self.plain)


class Photos(Struct, frozen=True):
    """The pictures that pages name."""

    known: Mapping[str, Photo] = field(default_factory=dict)
    """By the path of the picture's file."""
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of a page → paths of the pictures whose names stand in its text."""

    def on_page(self, path: str) -> bytes:
        """Changes whenever a picture does that this page may show."""
        return repr([(name, self.known.get(name)) for name in self.named.get(path, ())]).encode()
