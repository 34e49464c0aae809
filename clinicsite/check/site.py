"""The checks of the finished site: pages in, problems out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from clinicsite.addresses import BaseUrl
from clinicsite.check.breadcrumbs import check_breadcrumbs
from clinicsite.check.care_cards import check_care_cards
from clinicsite.check.characters import Font, check_characters, lacks_characters
from clinicsite.check.coverage import check_coverage
from clinicsite.check.facts import facts_of
from clinicsite.check.findings import Finding, as_problems
from clinicsite.check.foreign import check_foreign
from clinicsite.check.ids import check_ids
from clinicsite.check.link_texts import check_link_texts
from clinicsite.check.links import check_links
from clinicsite.check.loads import check_loads
from clinicsite.check.outline import check_outlines
from clinicsite.check.page_facts import PageFacts
from clinicsite.check.pages import CheckedPage, FinishedPage, KnownPage, Site, SiteFiles
from clinicsite.check.pictures import check_pictures
from clinicsite.check.policy import check_policies
from clinicsite.check.safety import check_safety
from clinicsite.check.structured_data import check_structured_data
from clinicsite.crew import ALONE, Crew
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, in_order
from clinicsite.problems import from_json as problems_from_json
from clinicsite.problems import to_json as problems_to_json
from clinicsite.read.coverage import CoverageFile
from clinicsite.value_json import from_json, to_json

__all__ = ["FinishedPage", "Font", "SiteFiles", "Whole", "check_site"]

_RULES = (
    check_links,
    check_loads,
    check_link_texts,
    check_breadcrumbs,
    check_ids,
    check_outlines,
    check_pictures,
    check_foreign,
    check_policies,
    check_safety,
    check_care_cards,
    check_structured_data,
)


_FAULTLESS = "faultless"
_ENOUGH = 20
"""Pages that keep a process busy for as long as it takes to start one."""


class Whole(Struct, frozen=True):
    """What the pages are checked against, besides one another."""

    files: SiteFiles
    base: BaseUrl
    font: Font | None = None
    coverage: CoverageFile | None = None


def check_site(
    pages: Sequence[FinishedPage], whole: Whole, memo: Memo = FORGETFUL, crew: Crew = ALONE
) -> tuple[Problem, ...]:
    """All problems of the finished site.

    A page without a problem is remembered as faultless, together with all that the rules may
    look at besides it. So after an edit the rules run over the pages that may have changed.
    """
    finished = [_Finished.of(page) for page in pages]
    known = _known_pages(finished, memo, crew)
    around = _surroundings(known, whole)
    site = Site.of(known, files=whole.files, base=whole.base)
    faultless = memo.recall_all(_FAULTLESS, [one.as_checked(around) for one in finished])
    doubtful = [one for one, told in zip(finished, faultless, strict=True) if told is None]
    judgments = crew.each(_judged, _Court(site, whole.font), doubtful, memo, enough=_ENOUGH)
    findings: list[Finding] = []
    lacking: list[CheckedPage] = []
    for one, judgment in zip(doubtful, judgments, strict=True):
        findings += judgment.findings
        if judgment.lacks_characters:
            lacking.append(CheckedPage(one.page, one.facts(memo)))
        elif not judgment.findings:
            memo.keep(b"", _FAULTLESS, *one.as_checked(around))
    problems = as_problems(findings)
    if whole.font:
        problems += tuple(check_characters(site.checking(*lacking), whole.font))
    if whole.coverage:
        problems += _uncovered(site, whole.coverage, around, memo)
    return in_order(problems)


def _uncovered(
    site: Site, coverage: CoverageFile, around: bytes, memo: Memo
) -> tuple[Problem, ...]:
    found = memo.remember(
        lambda: problems_to_json(check_coverage(site, coverage)),
        *("coverage", around, repr(coverage).encode()),
    )
    return problems_from_json(found)


class _Finished(Struct, frozen=True):
    """A page with the digest under which it is remembered."""

    page: FinishedPage
    digest: bytes

    @classmethod
    def of(cls, page: FinishedPage) -> Self:
        return cls(page, blake2b(page.html, digest_size=20).digest())

    def facts(self, memo: Memo) -> PageFacts:
        """All that the rules ask about the page."""
        told = memo.recall("facts", self.digest)
        if told is not None:
            return from_json(PageFacts, told)
        facts = facts_of(self.page.html)
        memo.keep(to_json(facts), "facts", self.digest)
        return facts

    def as_checked(self, around: bytes) -> tuple[bytes, ...]:
        """The page and all that the rules may look at, for the memo."""
        beside = repr(replace(self.page, html=b""))
        return around, self.digest, beside.encode()


def _known_pages(finished: Sequence[_Finished], memo: Memo, crew: Crew) -> tuple[KnownPage, ...]:
    """The pages as other pages see them."""
    keys = [(one.digest,) for one in finished]
    names = crew.remembered(_names_of, finished, "names", keys, memo, enough=_ENOUGH)
    return tuple(
        KnownPage(one.page, tuple(json.loads(found)))
        for one, found in zip(finished, names, strict=True)
    )


def _names_of(finished: Sequence[_Finished], number: int, memo: Memo) -> bytes:
    return to_json([identity.id for identity in finished[number].facts(memo).ids])


def _surroundings(known: Iterable[KnownPage], whole: Whole) -> bytes:
    """The digest of all that the rules may look at besides the page that they check."""
    faces = [(one.page.route, one.page.path, one.names) for one in known]
    shown = "".join(sorted(whole.font.characters)) if whole.font else ""
    listed = (whole.files.published, whole.files.pictures, whole.files.drafts.items())
    files = tuple(tuple(sorted(names)) for names in listed)
    around = (faces, files, whole.base.origin, whole.base.prefix, shown)
    return blake2b(to_json(around), digest_size=20).digest()


class _Court(Struct, frozen=True):
    """What a page is judged by."""

    site: Site
    font: Font | None


class _Judgment(Struct, frozen=True):
    """What the rules say of one page."""

    findings: tuple[Finding, ...]
    lacks_characters: bool
    """Whether it draws a character that the font does not have."""


def _judged(court: _Court, one: _Finished, memo: Memo) -> _Judgment:
    checked = CheckedPage(one.page, one.facts(memo))
    site = court.site.checking(checked)
    findings = (finding for rule in _RULES for finding in rule(site))
    lacks = court.font is not None and lacks_characters(checked, court.font)
    return _Judgment(tuple(map(_light, findings)), lacks)


def _light(finding: Finding) -> Finding:
    """The finding without the page's bytes, which need not travel between processes."""
    return replace(finding, page=replace(finding.page, html=b"", text=""))
