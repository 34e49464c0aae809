"""Every page stands below another one, up to the home page: by its address, or by its `parent`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clinicsite.problems import Problem
from clinicsite.render.lost_pages import lost_page
from clinicsite.render.routes import RoutedPage, SiteMap, folder_of


def lost_parents(site_map: SiteMap) -> tuple[Problem, ...]:
    """A problem for each step above a page that is no page."""
    named = {page.page.front.parent for page in site_map.pages.values()}
    shown = (page for page in site_map.pages.values() if page.has_breadcrumb)
    return tuple(problem for page in shown for problem in _above(page, site_map, named))


def _above(
    page: RoutedPage, site_map: SiteMap, elsewhere: Collection[str | None]
) -> Iterator[Problem]:
    fault = _fault(page, site_map)
    if fault:
        yield fault
        return
    for route in site_map.trail(page.route):
        if route in site_map.pages or route in site_map.unreadable or route in elsewhere:
            continue  # what another page names wrongly is told there
        message = f"this page stands below {route}, and no page has that address"
        hint = f"Write the page {folder_of(route)}index.md."
        if route in site_map.drafts:
            message = f"this page stands below {route}, which is a draft and so not published"
            hint = f"Remove `draft: yes` from {site_map.drafts[route]}, or make this page a draft."
        yield Problem("breadcrumb", message, page.page.path, hint=hint)


def _fault(page: RoutedPage, site_map: SiteMap) -> Problem | None:
    """What is wrong with the page that this one names as its parent."""
    named, document = page.page.front.parent, page.page.document
    if not named or named in site_map.unreadable:
        return None
    parent = site_map.pages.get(named)
    if parent is None:
        drafts, pages = site_map.drafts, _possible(page, site_map)
        return lost_page(
            document, ("parent",), named, rule="breadcrumb", drafts=drafts, possible=pages
        )
    message = ""
    if parent.page.language is not page.page.language:
        message = f"{named} is in another language than this page"
    elif page.route in (named, *site_map.trail(named)):
        message = f"{named} stands below this page itself"
    return document.problem("breadcrumb", ("parent",), message) if message else None


def _possible(page: RoutedPage, site_map: SiteMap) -> tuple[str, ...]:
    pages = site_map.in_language(page.page.language)
    return tuple(other.route for other in pages if other.route != page.route)
