"""The notices of `config.yaml` that are in force today."""

from __future__ import annotations

import functools

from clinicsite.languages import DEFAULT_LANGUAGE, Language
from clinicsite.read.config import Notice
from clinicsite.render.component_views import Link, NoticeView
from clinicsite.render.context import RenderContext
from clinicsite.render.typography import typographic


@functools.lru_cache(maxsize=len(Language))
def notices(context: RenderContext, language: Language) -> tuple[NoticeView, ...]:
    """The notices of the day, as pages of this language show them, in the order of the file."""
    today = context.today
    return tuple(
        _view(notice, context, language)
        for notice in context.config.notices
        if (notice.first_day or today) <= today <= notice.last_day
    )


def _view(notice: Notice, context: RenderContext, language: Language) -> NoticeView:
    said = notice.text.said_in(language)
    text = typographic(said or notice.text.en)
    tongue = "" if said or language is DEFAULT_LANGUAGE else DEFAULT_LANGUAGE.tag
    return NoticeView(text, _link(notice, context, language), tongue)


def _link(notice: Notice, context: RenderContext, language: Language) -> Link | None:
    """To the page that tells more, in this language where there is one."""
    route, _, heading = (notice.link or "").partition("#")
    page = context.pages.get(route)
    if page is None:
        return None
    if page.page.language is not language:
        twin = context.site_map.twins.get(route, "")
        page, heading = (context.pages[twin], "") if twin else (page, heading)
    tongue = "" if page.page.language is language else page.page.language.tag
    url = context.base.href(page.route) + (f"#{heading}" if heading else "")
    return Link(typographic(page.page.front.title), url, language=tongue)
