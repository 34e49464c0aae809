"""Notices are in both languages, lead to a page, and go when they are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clinicsite.problems import Problem
from clinicsite.read.config import Config, Notice
from clinicsite.read.document import Document
from clinicsite.render.lost_pages import lost_page
from clinicsite.render.routes import SiteMap

KEPT = timedelta(days=30)
MOST_LETTERS = 160
_HERE = "notices"


def check_notices(
    config: Config, document: Document, site_map: SiteMap, today: date
) -> tuple[Problem, ...]:
    """A problem for each notice that would not be shown, or not be understood."""
    return tuple(
        problem
        for number, notice in enumerate(config.notices)
        for problem in _of(notice, (_HERE, number), document, (site_map, today))
    )


def _of(
    notice: Notice,
    keys: tuple[str, int],
    document: Document,
    around: tuple[SiteMap, date],
) -> Iterator[Problem]:
    site_map, today = around
    if notice.first_day and notice.last_day < notice.first_day:
        message = "this notice ends before it begins, so it is never shown"
        hint = f"Write {notice.first_day} or a later day."
        yield document.problem("field", (*keys, "last_day"), message, hint)
    elif today > notice.last_day + KEPT:
        message = f"this notice has been over since {notice.last_day}"
        hint = "Remove its lines, or give it new days."
        yield document.problem("notice", (*keys, "last_day"), message, hint)
    if not notice.text.es:
        message = "this notice has no Spanish, so Spanish pages show it in English"
        yield document.problem("notice", (*keys, "text"), message, "Add `es: …` below `en`.")
    for language in ("en", "es"):
        if len(getattr(notice.text, language)) > MOST_LETTERS:
            message = f"this notice has over {MOST_LETTERS} letters, too many for the top of a page"
            hint = "Say the rest on a page, and name it as `link`."
            yield document.problem("notice", (*keys, "text", language), message, hint)
    route = (notice.link or "").partition("#")[0]
    known = site_map.pages.keys() | site_map.unreadable
    if route and route not in known:
        at, drafts = (*keys, "link"), site_map.drafts
        yield lost_page(document, at, route, drafts=drafts, possible=known)
