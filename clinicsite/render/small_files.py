"""The small files beside the pages: sitemap, robots.txt and the stubs at old addresses."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from clinicsite.read.front_matter import Kind
from clinicsite.render import templates
from clinicsite.render.alternates import alternates
from clinicsite.render.context import RenderContext
from clinicsite.render.routes import RoutedPage
from clinicsite.render.typography import typographic


def sitemap(context: RenderContext) -> bytes:
    """`sitemap.xml`: every page that search engines should know (sitemaps.org 0.9)."""
    entries = "".join(
        _entry(context, page)
        for page in context.site_map.pages.values()
        if page.page.front.kind is not Kind.NOT_FOUND
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{entries}</urlset>\n"
    ).encode()


def _entry(context: RenderContext, page: RoutedPage) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{one.language}" href="{escape(one.url)}"/>'
        for one in alternates(context, page)
    )
    return (
        f"<url><loc>{escape(context.base.absolute(page.route))}</loc>"
        f"<lastmod>{page.page.front.last_reviewed.isoformat()}</lastmod>{links}</url>\n"
    )


def robots(context: RenderContext) -> bytes:
    """`robots.txt`: everything may be read, and where the sitemap is (RFC 9309)."""
    return f"User-agent: *\nAllow: /\nSitemap: {context.base.absolute('/sitemap.xml')}\n".encode()


def alias_stubs(context: RenderContext) -> Iterable[tuple[str, bytes]]:
    """For each earlier address, a page that leads on to the present one."""
    for alias, route in context.site_map.aliases.items():
        page = context.site_map.pages[route].page
        html = templates.render(
            context.templates,
            "alias.html",
            {
                "target_url": context.base.href(route),
                "target_absolute": context.base.absolute(route),
                "title": typographic(page.front.title),
                "language": page.language.tag,
                "w": context.wording(page.language),
            },
        )
        yield alias, html.encode()
