"""The checks of the finished site: pages in, problems out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from clinicsite.addresses import BaseUrl
from clinicsite.check.breadcrumbs import check_breadcrumbs
from clinicsite.check.care_cards import check_care_cards
from clinicsite.check.characters import Font, check_characters, pages_lacking
from clinicsite.check.coverage import check_coverage
from clinicsite.check.facts import facts_of
from clinicsite.check.findings import as_problems
from clinicsite.check.foreign import check_foreign
from clinicsite.check.ids import check_ids
from clinicsite.check.link_texts import check_link_texts
from clinicsite.check.links import check_links
from clinicsite.check.loads import check_loads
from clinicsite.check.outline import check_outlines
from clinicsite.check.page_facts import PageFacts
from clinicsite.check.pages import CheckedPage, FinishedPage, Site, SiteFiles
from clinicsite.check.pictures import check_pictures
from clinicsite.check.policy import check_policies
from clinicsite.check.safety import check_safety
from clinicsite.check.structured_data import check_structured_data
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, in_order
from clinicsite.problems import from_json as problems_from_json
from clinicsite.problems import to_json as problems_to_json
from clinicsite.read.coverage import CoverageFile
from clinicsite.value_json import from_json, to_json

__all__ = ["FinishedPage", "Font", "SiteFiles", "check_site"]

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


def check_site(
    pages: Sequence[FinishedPage],
    *,
    files: SiteFiles,
    base: BaseUrl,
    font: Font | None = None,
    coverage: CoverageFile | None = None,
    memo: Memo = FORGETFUL,
) -> tuple[Problem, ...]:
    """All problems of the finished site.

    A page without a problem is remembered as faultless, together with all that the rules may
    look at besides it. So after an edit the rules run over the pages that may have changed.
    """
    known = [_Known(page, memo) for page in pages]
    checked = [CheckedPage(one.page, one.facts) for one in known]
    around = _surroundings(known, files, base, font)
    doubtful = {one.page.route for one in known if not one.is_faultless(around)}
    site = Site.of(checked, files=files, base=base)
    problems, faulty = _checked(site.checking(doubtful), font)
    for one in known:
        if one.page.route in doubtful - faulty:
            one.keep_faultless(around)
    if coverage:
        uncovered = memo.remember(
            lambda: problems_to_json(check_coverage(site, coverage)),
            *("coverage", around, repr(coverage).encode()),
        )
        problems = in_order((*problems, *problems_from_json(uncovered)))
    return problems


@dataclass(frozen=True, slots=True)
class _Known:
    """A page, and what is remembered of it under its digest."""

    page: FinishedPage
    memo: Memo
    digest: bytes = field(init=False)

    def __post_init__(self) -> None:
        digest = blake2b(self.page.html, digest_size=20).digest()
        object.__setattr__(self, "digest", digest)

    def facts(self) -> PageFacts:
        """All that the rules ask about the page."""
        told = self.memo.remember(lambda: to_json(facts_of(self.page.html)), "facts", self.digest)
        return from_json(PageFacts, told)

    def face(self) -> bytes:
        """Changes whenever something changes that other pages may ask about this one."""
        return self.memo.remember(
            lambda: blake2b(to_json(self.facts().ids), digest_size=20).digest(), "face", self.digest
        )

    def is_faultless(self, around: bytes) -> bool:
        return self.memo.recall("faultless", *self._as_checked(around)) is not None

    def keep_faultless(self, around: bytes) -> None:
        self.memo.keep(b"", "faultless", *self._as_checked(around))

    def _as_checked(self, around: bytes) -> tuple[bytes, ...]:
        beside = repr(replace(self.page, html=b""))
        return around, self.digest, beside.encode()


def _surroundings(
    known: Iterable[_Known], files: SiteFiles, base: BaseUrl, font: Font | None
) -> bytes:
    """The digest of all that the rules may look at besides the page that they check."""
    faces = tuple((one.page.route, one.page.path, one.face().hex()) for one in known)
    shown = "".join(sorted(font.characters)) if font else ""
    names = tuple(sorted(files.published)), tuple(sorted(files.pictures))
    around = (faces, names, base.origin, base.prefix, shown)
    return blake2b(to_json(around), digest_size=20).digest()


def _checked(site: Site, font: Font | None) -> tuple[tuple[Problem, ...], set[str]]:
    """The problems, and the routes of the pages that have some."""
    findings = [finding for rule in _RULES for finding in rule(site)]
    faulty = {finding.page.route for finding in findings}
    problems = as_problems(findings)
    if font:
        problems = in_order((*problems, *check_characters(site, font)))
        faulty |= {one.page.route for one in pages_lacking(site, font)}
    return problems, faulty
