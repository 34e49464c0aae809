"""The page's own safety rules for the browser allow exactly its one style sheet.

A browser drops a style sheet whose hash is not in the Content-Security-Policy before it, and
a page without a policy would run whatever slips in.
"""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.page_facts import PageFacts, Spot
from clinicsite.check.pages import Site

_RULES = "the page's safety rules for the browser (Content-Security-Policy)"
_STYLE_DIRECTIVES = ("style-src-elem", "style-src", "default-src")


def check_policies(site: Site) -> Iterator[Finding]:
    """Pages whose style sheet the browser would refuse, or that anything could style."""
    for one in site.to_check:
        for message in _troubles(one.facts):
            yield Finding("foreign", one.page, message, TEMPLATE_HINT, Spot())


def _troubles(facts: PageFacts) -> Iterator[str]:
    policies = [_directives(policy) for policy in facts.policies]
    if any("frame-ancestors" in policy for policy in policies):
        yield f"{_RULES} hold frame-ancestors, which only works when the server sends it"
    if not facts.styles:
        return
    if not policies:
        yield "the page has no safety rules for the browser (Content-Security-Policy)"
        return
    for style in facts.styles:
        if not style.after_policy:
            yield f"{_RULES} stand after its style sheet, too late for it"
        if not all(_allows(policy, style.digest) for policy in policies):
            yield f"{_RULES} do not name its style sheet, so browsers show it without styles"


def _directives(policy: str) -> dict[str, list[str]]:
    """The directives of a policy; the first of a name counts."""
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        directives.setdefault(name.lower(), sources)
    return directives


def _allows(policy: dict[str, list[str]], digest: str) -> bool:
    governing = next((name for name in _STYLE_DIRECTIVES if name in policy), None)
    return governing is None or f"'{digest}'" in policy[governing]
