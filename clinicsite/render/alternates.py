"""The same page in other languages, as search engines are told: in its head and in the sitemap.

Both name the same addresses, and twins name each other; one of them alone would count for nothing.
"""

from __future__ import annotations

from clinicsite.languages import DEFAULT_LANGUAGE
from clinicsite.render.context import RenderContext
from clinicsite.render.routes import RoutedPage
from clinicsite.render.views import Alternate


def alternates(context: RenderContext, page: RoutedPage) -> tuple[Alternate, ...]:
    """This page and its twin, and the English one for every other language."""
    twin = context.site_map.twins.get(page.route)
    if twin is None:
        return ()
    both = sorted((page, context.site_map.pages[twin]), key=lambda one: one.page.language.value)
    entries = [Alternate(one.page.language.tag, context.base.absolute(one.route)) for one in both]
    default = next(one for one in both if one.page.language is DEFAULT_LANGUAGE)
    return (*entries, Alternate("x-default", context.base.absolute(default.route)))
