"""The photos of a page's text, each filled in through its component."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from clinicsite.render import templates
from clinicsite.render.component_views import PhotoView
from clinicsite.render.markup import Converted
from clinicsite.render.page_parts import PageParts
from clinicsite.render.photo import COLUMN, Photo
from clinicsite.render.picture_marks import UsedPicture

_MARK = re.compile(r"<clinic-picture-(\d+)>(.*?)</clinic-picture-\1>", re.DOTALL)
_IN_COLUMN = "(min-width: 48rem) 44rem, 92vw"
_SHARE = 0.92
"""Of the width of a phone, which is what its margins leave."""


def fill_pictures(html: str, converted: Converted, parts: PageParts) -> str:
    """The HTML with every picture in it. Raises `TemplateProblem`.

    The first one of the lead is on the first screen, so it is asked for at once; all others when a
    reader comes near them.
    """
    if not converted.pictures:
        return html
    lead = html.find(f'<h2 id="{converted.first_section}">') if converted.first_section else -1
    lead = lead if lead >= 0 else len(html)
    first = _MARK.search(html, 0, lead)
    known = parts.context.photos.known

    def replace(match: re.Match[str]) -> str:
        used = converted.pictures[int(match[1])]
        now = first is not None and match.start() == first.start()
        caption = Markup(match[2].strip())  # comes from our own Markdown
        view = _view(used, known[used.path], caption, parts, lazy=not now)
        values: Mapping[str, object] = {"photo": view, "w": parts.wording, "site": parts.site}
        return templates.render(parts.context.templates, "components/photo.html", values).strip()

    return _MARK.sub(replace, html)


def _view(
    used: UsedPicture, photo: Photo, caption: Markup, parts: PageParts, *, lazy: bool
) -> PhotoView:
    base = parts.context.base
    several = len(photo.sizes) > 1
    return PhotoView(
        url=base.href(photo.plain),
        sources=", ".join(
            f"{base.href(route)} {width}w" if several else base.href(route)
            for width, route in photo.sizes
        ),
        sizes=_sizes(photo) if several else "",
        width=photo.width,
        height=photo.height,
        alt=used.alt,
        decorative=used.decorative,
        lazy=lazy,
        figure=used.figure,
        caption=caption,
    )


def _sizes(photo: Photo) -> str:
    """How wide browsers will show it, before they know the page's style."""
    if photo.width >= COLUMN:
        return _IN_COLUMN
    return f"(min-width: {round(photo.width / _SHARE)}px) {photo.width}px, 92vw"
