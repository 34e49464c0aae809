"""Every point of the client's own article stands somewhere on the finished site."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.pages import Site
from clinicsite.check.targets import trouble_with
from clinicsite.problems import Problem
from clinicsite.read.coverage import PATH, CoverageFile
from clinicsite.read.document import Document
from clinicsite.read.reference import WarningSigns
from clinicsite.read.schema import did_you_mean


def check_coverage(site: Site, file: CoverageFile) -> Iterator[Problem]:
    """Points that stand nowhere, and places that are not there."""
    coverage, document = file.coverage, file.document
    for number, name in enumerate(coverage.article):
        if name not in coverage.items:
            message = f"nothing on this site covers the point `{name}` of the article"
            hint = f"Add `{name}:` below `items`, with what it says and where it stands."
            yield document.problem("coverage", ("article", number), message, hint)
    for name, point in coverage.items.items():
        if name not in coverage.article:
            yield _unknown(name, coverage.article, document, ("items", name))
        if not point.stands:
            message = f"the point `{name}` of the article stands nowhere on this site"
            yield document.problem("coverage", ("items", name, "stands"), message)
        for number, address in enumerate(point.stands):
            yield from _place(address, document, ("items", name, "stands", number), site)


def check_article_items(
    signs: WarningSigns, signs_document: Document, file: CoverageFile
) -> Iterator[Problem]:
    """Warning signs that name a point which the article does not make."""
    for number, sign in enumerate(signs.signs):
        for place, name in enumerate(sign.article_items):
            if name not in file.coverage.article:
                keys = ("signs", number, "article_items", place)
                yield _unknown(name, file.coverage.article, signs_document, keys)


def _unknown(
    name: str, known: tuple[str, ...], document: Document, keys: tuple[str | int, ...]
) -> Problem:
    near = did_you_mean(name, known)
    hint = f"Did you mean {near}?" if near else f"The points stand in {PATH} under `article`."
    return document.problem("coverage", keys, f"the article has no point `{name}`", hint)


def _place(
    address: str, document: Document, keys: tuple[str | int, ...], site: Site
) -> Iterator[Problem]:
    page, hash_sign, heading = address.partition("#")
    if not (page.startswith("/") and hash_sign and heading):
        message = f"`{address}` does not name a page and a heading"
        hint = "Write it like /causes/#two-common-sources"
        yield document.problem("coverage", keys, message, hint)
        return
    anywhere = next((page for page in site.pages if not page.stub), None)
    trouble = trouble_with(site.base.href(address), anywhere, site) if anywhere else None
    if trouble:
        hint = document.line_with(keys, trouble.better) if trouble.better else trouble.advice
        reason = trouble.reason.partition("; did you mean ")[0]
        yield document.problem("coverage", keys, f"`{address}` leads nowhere: {reason}", hint)
