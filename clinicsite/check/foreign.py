"""Pages load nothing from other hosts, run nothing and send nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.hrefs import forbidden_scheme, host_of, is_elsewhere, scheme_of
from clinicsite.check.page_facts import Forbidden, Link, Load, Spot
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.places import link_place, load_place

_ELEMENTS = {
    **dict.fromkeys(
        ("applet", "embed", "fencedframe", "frame", "frameset", "iframe", "object", "portal"),
        "something from another place inside itself",
    ),
    "script": "a program",
    "form": "a form, which would send what visitors type",
    "base": "a line that changes where all its links lead",
    "noscript": "text that only some browsers show",
    "template": "text that browsers hide",
    "set-cookie": "a line that stores something in the visitor's browser",
    **dict.fromkeys(("animate", "set"), "a drawing that changes what a click does"),
}
_ATTRIBUTES = {
    "style=": "a style written into a single element, which browsers refuse on this site",
    "target=": "a link that opens a new window",
    "ping=": "a link that reports visitors who follow it",
    "attributionsrc=": "something that reports visitors to another company",
    "srcdoc=": "a page inside the page",
    "formaction=": "a button that would send what visitors type",
    "shadowrootmode=": "text that the checks cannot see",
}
_REFRESH = re.compile(r"\d+; ?url=([^'\"].*)", re.IGNORECASE)
_MAKE_IT_A_LINK = (
    "put the file into the folder static and use it from there, or write an ordinary link to it"
)


def check_foreign(site: Site) -> Iterator[Finding]:
    """What would load, run or send something; on pages that only send readers on, too."""
    for one in site.to_check:
        for forbidden in one.facts.forbidden:
            yield _forbidden(forbidden, one)
        for link in one.facts.links:
            scheme = forbidden_scheme(link.href)
            if scheme:
                yield _running_link(link, scheme, one, site)
        for load in one.facts.loads:
            yield from _load(load, one, site)
        for head_link in one.facts.head_links:
            if forbidden_scheme(head_link.href):
                message = "the page gives search engines an address that holds a program"
                yield Finding("foreign", one.page, message, TEMPLATE_HINT, Spot())
        for refresh in one.facts.refreshes:
            yield from _refresh(refresh, one, site)


def _forbidden(forbidden: Forbidden, one: CheckedPage) -> Finding:
    name = forbidden.name
    what = _ELEMENTS.get(name) or _ATTRIBUTES.get(name)
    if not what:
        waits = name.startswith("on") and name.endswith("=")
        what = "a program that waits for the visitor" if waits else "a part that no page here has"
    message = f"the page holds {what} ({name.rstrip('=')})"
    hint = "take it out: this site runs, sends and stores nothing"
    if not forbidden.spot.written:
        hint = f"{hint}; {TEMPLATE_HINT}"
    spot = forbidden.spot
    return Finding("foreign", one.page, message, hint, spot, from_template=not spot.written)


def _running_link(link: Link, scheme: str, one: CheckedPage, site: Site) -> Finding:
    message = f"the link “{link.text}” holds a program or data ({scheme}) instead of an address"
    hint = "write the address of a page, or remove the link"
    place = link_place(link, one, site)
    from_template = not link.spot.written
    return Finding(
        "foreign", one.page, message, hint, link.spot, place, from_template=from_template
    )


def _load(load: Load, one: CheckedPage, site: Site) -> Iterator[Finding]:
    scheme = forbidden_scheme(load.address)
    if scheme:
        message = f"the page holds a program or data ({scheme}) where a file should be"
    elif is_elsewhere(load.address, site.base) or scheme_of(load.address) in ("about", "blob"):
        host = host_of(load.address) or load.address.strip()[:60]
        message = f"the page would load something from {host} ({load.tag})"
    else:
        return
    hint = _MAKE_IT_A_LINK if load.spot.written else f"{_MAKE_IT_A_LINK}; {TEMPLATE_HINT}"
    place, from_template = load_place(load, one, site), not load.spot.written
    yield Finding("foreign", one.page, message, hint, load.spot, place, from_template=from_template)


def _refresh(content: str, one: CheckedPage, site: Site) -> Iterator[Finding]:
    if not one.page.stub:
        message = "the page sends its readers away by itself (meta refresh)"
        yield Finding("foreign", one.page, message, TEMPLATE_HINT, Spot())
        return
    found = _REFRESH.fullmatch(content)
    if not found or forbidden_scheme(found[1]) or is_elsewhere(found[1], site.base):
        message = f"the old address {one.page.route} sends readers away from this site"
        yield Finding("foreign", one.page, message, TEMPLATE_HINT, Spot())
