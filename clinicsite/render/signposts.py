"""The pages that all others lead to must exist."""

from __future__ import annotations

from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.config import Config, SignpostPages
from clinicsite.read.document import Document
from clinicsite.read.schema import keys_of
from clinicsite.render.context import RenderContext
from clinicsite.render.lost_pages import lost_page
from clinicsite.render.routes import SiteMap


def signpost(context: RenderContext, language: Language, key: str) -> str:
    """The place that this signpost of the language leads to; empty when there is no such page.

    A signpost that leads nowhere is reported once, in `config.yaml`, and not on every page.
    """
    place: str = getattr(context.config.site.signposts.in_(language), key)
    route = place.partition("#")[0]
    known = route in context.site_map.pages or route in context.site_map.unreadable
    return place if known else ""


def is_lost(context: RenderContext, language: Language, key: str) -> bool:
    """Whether the signpost is given and leads to no page."""
    given = getattr(context.config.site.signposts.in_(language), key)
    return bool(given) and not signpost(context, language, key)


def lost_signposts(config: Config, document: Document, site_map: SiteMap) -> tuple[Problem, ...]:
    """A problem for each signpost in `config.yaml` that leads to no page.

    Headings are checked with all other links, in the finished pages.
    """
    problems = []
    for language in Language:
        posts = config.site.signposts.in_(language)
        for key in keys_of(SignpostPages):
            route = getattr(posts, key).partition("#")[0]
            if route and route not in site_map.pages and route not in site_map.unreadable:
                keys = ("site", "signposts", language.value, key)
                drafts, pages = site_map.drafts, site_map.pages
                problems.append(lost_page(document, keys, route, drafts=drafts, possible=pages))
    return tuple(problems)
