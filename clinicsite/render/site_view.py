"""What is the same on every page of a language: the header, the footer and the clinic."""

from __future__ import annotations

import functools

from clinicsite.languages import Language
from clinicsite.render.clinic import clinic_view
from clinicsite.render.component_views import CallToAction, Link
from clinicsite.render.context import RenderContext
from clinicsite.render.routes import RoutedPage
from clinicsite.render.signposts import signpost
from clinicsite.render.typography import typographic
from clinicsite.render.views import Footer, SiteView, SocialView

FAVICON = "/icons/favicon.svg"
# Some browsers ask for these two addresses whatever a page says.
OLD_FAVICON = "/favicon.ico"
TOUCH_ICON = "/apple-touch-icon.png"


@functools.lru_cache(maxsize=len(Language))
def site_view(context: RenderContext, language: Language) -> SiteView:
    """The frame of the pages in one language; no item is marked as current."""
    wording = context.wording(language)
    pages = context.site_map.in_language(language)
    help_page = signpost(context, language, "help")
    levels = signpost(context, language, "evidence_levels")
    clinic = clinic_view(context.config, wording, language)
    links = (
        *(
            Link(typographic(page.page.front.title), context.base.href(page.route))
            for page in _in_order(pages, "footer_order")
        ),
        *([Link(wording["evidence_grades"], context.base.href(levels))] if levels else []),
    )
    return SiteView(
        name=context.config.site.name,
        language=language.tag,
        home_url=context.base.href(language.home),
        help_url=context.base.href(help_page) if help_page else "",
        menu=tuple(
            Link(typographic(page.page.front.nav_label), context.base.href(page.route))
            for page in _in_order(pages, "nav_order")
        ),
        footer=Footer(links, clinic),
        emergency_footer=Footer(links, None),
        clinic=clinic,
        favicon_url=_file(context, FAVICON),
        old_favicon_url=_file(context, OLD_FAVICON),
        touch_icon_url=_file(context, TOUCH_ICON),
        social=_social(context, language),
        preview_ribbon=context.preview_ribbon,
    )


def _file(context: RenderContext, route: str) -> str:
    """The address of a file; empty on a site that has none."""
    return context.base.href(route) if route in context.site_map.files else ""


def _social(context: RenderContext, language: Language) -> SocialView | None:
    card = context.social_cards.get(language)
    if card is None:
        return None
    return SocialView(context.base.absolute(card.route), card.width, card.height, card.words)


def _in_order(pages: tuple[RoutedPage, ...], key: str) -> tuple[RoutedPage, ...]:
    listed = [
        page
        for page in pages
        if getattr(page.page.front, key) is not None
        and (key != "nav_order" or page.page.front.nav_label)
    ]
    return tuple(sorted(listed, key=lambda page: (getattr(page.page.front, key), page.route)))


@functools.lru_cache(maxsize=8 * len(Language))
def call_to_action(context: RenderContext, language: Language, variant: str) -> CallToAction:
    """The Massage Rx section of a page, with the safety check beside it."""
    place = signpost(context, language, "safety_check") or language.home
    target = context.site_map.pages.get(place.partition("#")[0])
    title = typographic(target.page.front.title) if target else ""
    return CallToAction(
        variant, Link(title, context.base.href(place)), site_view(context, language).clinic
    )


def current(menu: tuple[Link, ...], url: str) -> tuple[Link, ...]:
    """The menu with the item marked that this address is, or lies below."""

    def mark(item: Link) -> str:
        if item.url == url:
            return "page"
        return "true" if url.startswith(item.url) else ""

    return tuple(Link(item.text, item.url, mark(item), item.language) for item in menu)
