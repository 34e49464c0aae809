"""One page, from its source to the view that its template shows."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from clinicsite.languages import DEFAULT_LANGUAGE, Language
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.front_matter import CallToActionKind, Kind, Level, WarningPlace
from clinicsite.render.alternates import alternates
from clinicsite.render.component_views import (
    CallToAction,
    Heading,
    HubCard,
    LanguageSwitch,
    Link,
    Sheet,
    Stamp,
)
from clinicsite.render.context import RenderContext
from clinicsite.render.health_topics import topics_of
from clinicsite.render.json_ld import Json
from clinicsite.render.list_views import Letter, SourceEntry
from clinicsite.render.lists import all_sources, page_sources, pages_by_letter, terms_by_letter
from clinicsite.render.markup import Converted
from clinicsite.render.notices import notices
from clinicsite.render.page_parts import PageParts
from clinicsite.render.page_text import PageText, page_text
from clinicsite.render.qr_code import sheet
from clinicsite.render.routes import RoutedPage
from clinicsite.render.sign_views import CheckBox
from clinicsite.render.signposts import signpost
from clinicsite.render.signs import check_boxes
from clinicsite.render.site_view import call_to_action, current, site_view
from clinicsite.render.structured_data import Shown, structured_data
from clinicsite.render.typography import typographic
from clinicsite.render.views import PageView, SiteView

_VARIANTS = {
    CallToActionKind.BOOK: "full",
    CallToActionKind.SOFT: "compact",
    CallToActionKind.INFO: "info",
}
_WITHOUT_STAMP = frozenset({Kind.NOT_FOUND, Kind.A_TO_Z})
_MIN_CONTENTS = 3


class ViewedPage(Struct, frozen=True):
    """The view of a page with the frame it stands in, and what is wrong with its text."""

    page: PageView
    site: SiteView
    wording: Mapping[str, str]
    problems: tuple[Problem, ...]
    drawings: tuple[str, ...]
    """Names of the drawings that it shows as files."""


def view_page(routed: RoutedPage, context: RenderContext, memo: Memo = FORGETFUL) -> ViewedPage:
    """Everything that the page's template shows. Raises `TemplateProblem`."""
    language = routed.page.language
    wording = context.wording(language)
    site = site_view(context, language)
    parts = PageParts(
        context,
        routed,
        site,
        wording,
        lambda variant: call_to_action(context, language, variant),
        _grades_url(context, language),
    )
    text = page_text(parts, memo)
    topics, problems = topics_of(routed, context, escape(_title(routed)), text.filled.html)
    view = _page_view(routed, context, site, wording, text, topics)
    problems = (*text.problems, *problems)
    return ViewedPage(view, site, wording, problems, text.filled.drawings)


def _page_view(
    routed: RoutedPage,
    context: RenderContext,
    site: SiteView,
    wording: Mapping[str, str],
    text: PageText,
    topics: list[Json],
) -> PageView:
    converted, filled = text.converted, text.filled
    front = routed.page.front
    emergency = front.level is Level.EMERGENCY
    lead, body = _split_lead(filled.html, converted)
    url = context.base.href(routed.route)
    found = front.kind is not Kind.NOT_FOUND
    title, description = typographic(front.title), typographic(front.description)
    breadcrumb = _breadcrumb(routed, context, wording)
    stamp = _stamp(routed, context)
    sources = _sources(routed, context, converted, wording)
    return PageView(
        kind=front.kind,
        emergency=emergency,
        title=title,
        head_title=f"{title} – {site.name}",
        description=description,
        url=url,
        canonical=context.base.absolute(routed.route) if found else "",
        indexed=found,
        alternates=alternates(context, routed) if found else (),
        language_switch=_language_switch(routed, context),
        menu=() if emergency else current(site.menu, url),
        breadcrumb=breadcrumb,
        banner=front.warning is WarningPlace.BANNER,
        lead=lead,
        body=body,
        contents=_contents(converted),
        children=_children(routed, context),
        call_to_action=_call_to_action(routed, context),
        sources=sources,
        stamp=stamp,
        structured_data=structured_data(
            context,
            routed,
            Shown(title, topics, stamp, breadcrumb, sources, filled.questions, site.clinic),
        )
        if found
        else Markup(""),
        letters=_letters(routed, context),
        self_check=_self_check(routed, context, wording),
        sheet=_sheet(routed, context),
        # An emergency page speaks of nothing else.
        notices=() if emergency else notices(context, routed.page.language),
        notices_below=front.warning is WarningPlace.CARD,
    )


def _split_lead(html: str, converted: Converted) -> tuple[Markup, Markup]:
    """The text before the first section, and the rest."""
    at = html.find(f'<h2 id="{converted.first_section}">') if converted.first_section else -1
    at = at if at >= 0 else len(html)
    lead, body = html[:at].strip(), html[at:].strip()
    return Markup(lead), Markup(body)  # our own Markdown and templates


def _grades_url(context: RenderContext, language: Language) -> str:
    place = signpost(context, language, "evidence_levels")
    return context.base.href(place) if place else ""


def _contents(converted: Converted) -> tuple[Heading, ...]:
    sections = tuple(heading for heading in converted.headings if heading.level == 2)
    return sections if len(sections) >= _MIN_CONTENTS else ()


def _breadcrumb(
    routed: RoutedPage, context: RenderContext, wording: Mapping[str, str]
) -> tuple[Link, ...]:
    if not routed.has_breadcrumb:
        return ()
    steps = [
        context.site_map.pages[route]
        for route in context.site_map.trail(routed.route)
        if route in context.site_map.pages
    ]
    links = [
        Link(
            wording["home"] if step.page.front.kind is Kind.HOME else _title(step),
            context.base.href(step.route),
        )
        for step in steps
    ]
    return (*links, Link(_title(routed), context.base.href(routed.route), current="page"))


def _title(routed: RoutedPage) -> str:
    return typographic(routed.page.front.title)


def _children(routed: RoutedPage, context: RenderContext) -> tuple[HubCard, ...]:
    if routed.page.front.kind is not Kind.HUB:
        return ()
    return tuple(
        HubCard(
            _title(child),
            context.base.href(child.route),
            typographic(child.page.front.description),
        )
        for child in context.site_map.children(routed.route)
    )


def _call_to_action(routed: RoutedPage, context: RenderContext) -> CallToAction | None:
    """The page's own section; an emergency page has none whatever its front matter says."""
    front = routed.page.front
    variant = _VARIANTS.get(front.call_to_action)
    if variant is None or front.level is Level.EMERGENCY:
        return None
    section = call_to_action(context, routed.page.language, variant)
    if front.kind is Kind.SELF_CHECK:
        return replace(section, variant="check", safety_check=Link("", ""))
    return section


def _sources(
    routed: RoutedPage, context: RenderContext, converted: Converted, wording: Mapping[str, str]
) -> tuple[SourceEntry, ...]:
    if routed.page.front.kind is Kind.SOURCES:
        return all_sources(context, wording, routed.page.language)
    return page_sources(context, routed, converted.citations)


def _letters(routed: RoutedPage, context: RenderContext) -> tuple[Letter, ...]:
    kind, language = routed.page.front.kind, routed.page.language
    if kind is Kind.A_TO_Z:
        return pages_by_letter(context, language)
    return terms_by_letter(context, language) if kind is Kind.GLOSSARY else ()


def _self_check(
    routed: RoutedPage, context: RenderContext, wording: Mapping[str, str]
) -> tuple[CheckBox, ...]:
    if routed.page.front.kind is not Kind.SELF_CHECK:
        return ()
    return check_boxes(context.reference.warning_signs, wording, routed.page.language)


def _sheet(routed: RoutedPage, context: RenderContext) -> Sheet | None:
    handout = routed.page.front.kind is Kind.HANDOUT
    return sheet(context.base.absolute(routed.route)) if handout else None


def _stamp(routed: RoutedPage, context: RenderContext) -> Stamp | None:
    front = routed.page.front
    if front.kind in _WITHOUT_STAMP:
        return None
    return Stamp(
        published=front.published,
        last_reviewed=front.last_reviewed,
        next_review=front.next_review,
        overdue=context.today > front.next_review,
        reviewer=typographic(front.reviewer),
        needs_translation_check=routed.page.language is not DEFAULT_LANGUAGE
        and not front.translator,
        translator=typographic(front.translator),
    )


def _language_switch(routed: RoutedPage, context: RenderContext) -> LanguageSwitch | None:
    """To the twin; where there is none, to the list of what there is in the other language."""
    other = next(language for language in Language if language is not routed.page.language)
    twin = context.site_map.twins.get(routed.route)
    if twin:
        return LanguageSwitch(other.own_name, context.base.href(twin), language=other.tag)
    return _switch_without_twin(context, other)


@functools.lru_cache(maxsize=len(Language))
def _switch_without_twin(context: RenderContext, other: Language) -> LanguageSwitch | None:
    pages = context.site_map.in_language(other)
    found = {page.page.front.kind: page for page in pages}
    target = found.get(Kind.A_TO_Z) or found.get(Kind.HOME)
    if target is None:
        return None
    is_list = target.page.front.kind is Kind.A_TO_Z
    leads_to = context.wording(other)["switch_to_list"] if is_list else ""
    return LanguageSwitch(
        other.own_name, context.base.href(target.route), language=other.tag, leads_to=leads_to
    )
