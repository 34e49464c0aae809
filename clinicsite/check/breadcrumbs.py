"""Every step of a breadcrumb is a page."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.page_facts import Spot, Step
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.targets import trouble_with


def check_breadcrumbs(site: Site) -> Iterator[Finding]:
    """Steps that lead nowhere."""
    for one in site.written_pages():
        for step in one.facts.breadcrumb:
            message = _trouble(step, one, site)
            if message:
                hint = TEMPLATE_HINT
                if step.href:
                    hint = f"add a page with the address {site.shown(step.href)}, or move this page"
                yield Finding("breadcrumb", one.page, message, hint, Spot())


def _trouble(step: Step, one: CheckedPage, site: Site) -> str:
    """What is wrong with the step; empty when it is fine."""
    if not step.href:
        return "" if step.current else f"the step “{step.text}” above the page is no link"
    if trouble_with(step.href, one.page, site) is None:
        return ""
    return (
        f"the step “{step.text}” above the page leads to {site.shown(step.href)}, which is no page"
    )
