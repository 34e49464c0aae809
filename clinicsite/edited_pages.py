"""Pages whose texts alone were edited, at once: what the preview shows while the rest is checked.

A page is made from its own text and from what surrounds all pages. As long as only texts below
the front matter differ from the last build, that build's surroundings are still true, and a page
made from them is the page that a whole build makes. In every other case there is nothing to show
before a whole build has ended.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from clinicsite.addresses import output_path
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.read.front_matter import split_page
from clinicsite.read.pages import Page
from clinicsite.read.source import decode
from clinicsite.read.tree import SourceTree
from clinicsite.render.context import RenderContext
from clinicsite.render.drawing_files import drawing_file
from clinicsite.render.photos import names_other_pictures
from clinicsite.render.routes import RoutedPage
from clinicsite.render.site import render_page

_MANY = 20
"""So many edited pages are not worth hurrying for."""


def edited_pages(
    context: RenderContext, before: SourceTree, now: SourceTree, memo: Memo = FORGETFUL
) -> Mapping[str, bytes] | None:
    """The pages that were edited since, by their paths in the output folder.

    `context` is what the pages of `before` were made from. None when more than texts has changed,
    nothing has, or a page has a mistake, which the whole build tells.
    """
    edited = _edited(before, now)
    if not edited or len(edited) > _MANY:
        return None
    by_path = {routed.page.path: routed for routed in context.pages.values()}
    pages = dict(context.pages)
    for path in edited:
        routed = by_path.get(path)
        page = _with_text(routed.page, now.files[path]) if routed else None
        if routed is None or page is None:
            return None
        if names_other_pictures(page, context.site_map.pictures.values(), context.photos):
            return None
        pages[routed.route] = RoutedPage(routed.route, page)
    changed = replace(context, site_map=replace(context.site_map, pages=pages))
    return _made([by_path[path].route for path in edited], changed, memo)


def _edited(before: SourceTree, now: SourceTree) -> tuple[str, ...]:
    """The paths of the files that differ; none when a file has come or gone."""
    if before.files.keys() != now.files.keys():
        return ()
    return tuple(
        path
        for path, data in now.files.items()
        if data is not before.files[path] and data != before.files[path]
    )


def _with_text(page: Page, data: bytes) -> Page | None:
    """The page with another text; None when its front matter is not the same."""
    source, problems = decode(page.path, data)
    split = None if problems else split_page(source)[0]
    if split is None or split.document.text != page.document.text:
        return None
    return replace(page, document=split.document, body=split.body, body_line=split.body_line)


def _made(routes: list[str], context: RenderContext, memo: Memo) -> Mapping[str, bytes] | None:
    files = {}
    for route in routes:
        rendered = render_page(context, route, memo)
        language = context.pages[route].page.language
        if not rendered.html or rendered.problems:
            return None
        files[output_path(route)] = rendered.html
        for name in rendered.drawings:
            drawing = drawing_file(name, language, context)
            if drawing:
                files[output_path(drawing.route)] = drawing.svg
    return files
