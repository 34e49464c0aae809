"""Every link inside the site leads to a page, a heading or a file that exists."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.locate import locate_link_text
from clinicsite.check.page_facts import HeadLink, Link, Spot
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.places import link_place
from clinicsite.check.targets import Trouble, trouble_with

_NOT_IN_THE_TEXT = (
    "it comes from a template, config.yaml or content/data, not from this page's text"
)


def check_links(site: Site) -> Iterator[Finding]:
    """Links, in the text and in the frame, that cannot be followed."""
    for one in site.written_pages():
        for link in one.facts.links:
            trouble = None if link.breadcrumb else trouble_with(link.href, one.page, site)
            if trouble:
                yield _broken_link(link, trouble, one, site)
        for head_link in one.facts.head_links:
            yield from _broken_head_link(head_link, one, site)


def _broken_link(link: Link, trouble: Trouble, one: CheckedPage, site: Site) -> Finding:
    name = f"the link “{link.text}”" if link.text else "a link without words"
    where = "" if link.spot.main else " at the top or the bottom of the page"
    target = f"to {site.shown(link.href.strip())}, but {trouble.reason}"
    message = f"{name}{where} leads {target if trouble.reason else 'nowhere'}"
    place = link_place(link, one, site)
    if place and trouble.better:
        hint = f"write: {place.rewritten(trouble.better)}"
    else:
        hint = _advice(link, trouble)
    if not place and link.spot.written:
        place = locate_link_text(one.page.text, one.page.body_line, link.text)
    from_template = not link.spot.written
    return Finding("link", one.page, message, hint, link.spot, place, from_template=from_template)


def _advice(link: Link, trouble: Trouble) -> str:
    better = f"write {trouble.better} as its address" if trouble.better else trouble.advice
    better = better or "correct its address, or remove the link"
    if link.within == "mark":
        return "add the source to content/data/sources.yaml, or take its mark out of the text"
    return better if link.spot.written else f"{_NOT_IN_THE_TEXT}: {better}"


def _broken_head_link(link: HeadLink, one: CheckedPage, site: Site) -> Iterator[Finding]:
    """Addresses that the page gives to search engines."""
    if "canonical" in link.relations:
        if link.href != site.base.absolute(one.page.route):
            message = "the page gives search engines another address than its own"
            yield Finding("link", one.page, message, TEMPLATE_HINT, Spot())
        return
    trouble = trouble_with(link.href, one.page, site)
    if trouble:
        target = f"{link.href}, but {trouble.reason}" if trouble.reason else "an empty address"
        message = f"the page sends search engines to {target}"
        yield Finding("link", one.page, message, TEMPLATE_HINT, Spot())
