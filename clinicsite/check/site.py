"""The checks of the finished site: pages in, problems out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b, sha256
from operator import attrgetter
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import fields, replace

from clinicsite.addresses import BaseUrl
from clinicsite.check.breadcrumbs import check_breadcrumbs
from clinicsite.check.care_cards import check_care_cards
from clinicsite.check.characters import Font, check_characters, lacking
from clinicsite.check.coverage import check_coverage
from clinicsite.check.facts import facts_from, walk_through
from clinicsite.check.findings import as_problems
from clinicsite.check.foreign import check_foreign
from clinicsite.check.frame import keep_report, parts_of, recall_report
from clinicsite.check.ids import check_ids
from clinicsite.check.link_texts import check_link_texts
from clinicsite.check.links import check_links
from clinicsite.check.loads import check_loads
from clinicsite.check.outline import check_outlines
from clinicsite.check.pages import CheckedPage, FinishedPage, Site, SiteFiles
from clinicsite.check.pictures import check_pictures
from clinicsite.check.policy import check_policies
from clinicsite.check.reports import Report, Told
from clinicsite.check.safety import check_safety
from clinicsite.check.structured_data import check_structured_data
from clinicsite.crew import ALONE, Crew
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, in_order
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


_ENOUGH = 20
"""Pages that keep a process busy for as long as it takes to start one."""
_BESIDE = attrgetter(
    *[one.name for one in fields(FinishedPage) if one.name not in ("html", "text", "digest")]
)


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

    What the rules say of a page is remembered, together with what it asks of other pages. So
    the rules run once over each page that may have changed, and a second time over those whose
    links name a place that is not there.
    """
    court = _Court(Site.of(pages, files=whole.files, base=whole.base), whole.font)
    around = (_surroundings(pages, whole),)
    reports = _reports(_Work(court, range(len(pages)), around), memo, crew)
    names = {page.route: report.names for page, report in zip(pages, reports, strict=True)}
    court = replace(court, site=court.site.knowing(names))
    doubtful = [number for number, report in enumerate(reports) if not report.holds(names)]
    if doubtful:
        known = blake2b(to_json(names), digest_size=20).digest()
        again = _reports(_Work(court, doubtful, (known, *around)), memo, crew)
        for number, report in zip(doubtful, again, strict=True):
            reports[number] = report
    return in_order(_problems(court, reports, whole))


class _Court(Struct, frozen=True):
    """What the pages are judged by."""

    site: Site
    font: Font | None


def _problems(court: _Court, reports: Sequence[Report], whole: Whole) -> tuple[Problem, ...]:
    """What the reports tell, and what no page tells by itself."""
    site = court.site
    told = list(zip(site.pages, reports, strict=True))
    problems = as_problems(one.about(page) for page, report in told for one in report.told)
    if whole.font:
        showing: dict[str, list[FinishedPage]] = {}
        for page, report in told:
            for character in report.lacking:
                showing.setdefault(character, []).append(page)
        problems += tuple(check_characters(site.pages, showing, whole.font))
    if whole.coverage:
        problems += tuple(check_coverage(site, whole.coverage))
    return problems


class _Work(Struct, frozen=True):
    """Pages to judge, by their numbers on the site, with their reports as the memo keeps them."""

    name: ClassVar = "report"
    court: _Court
    numbers: Sequence[int]
    around: tuple[bytes, ...]
    """The digests of all that the rules may look at besides the page."""

    def __len__(self) -> int:
        return len(self.numbers)

    def key(self, at: int) -> Sequence[bytes]:
        """The digests of all that the report of a page depends on; at last that of its HTML."""
        return (*self.around, *_digests(self._page(at)))

    def make(self, at: int, key: Sequence[bytes], memo: Memo) -> bytes:
        """The report of a page."""
        page, about = self._page(at), key[:-1]
        parts = parts_of(page.html)
        known = recall_report(parts, about, memo) if parts else None
        if known is not None:
            return known
        walk = walk_through(page.html)
        facts = facts_from(walk)
        report = to_json(_judged(CheckedPage(page, facts), self.court))
        if parts:
            keep_report(report, parts, walk, facts, about, memo)
        return report

    def _page(self, at: int) -> FinishedPage:
        return self.court.site.pages[self.numbers[at]]


def _reports(work: _Work, memo: Memo, crew: Crew) -> list[Report]:
    return [from_json(Report, one) for one in crew.remembered(work, memo, enough=_ENOUGH)]


def _judged(checked: CheckedPage, court: _Court) -> Report:
    site = court.site.checking(checked)
    told = tuple(Told.of(finding) for rule in _RULES for finding in rule(site))
    asked = tuple(dict.fromkeys(site.asked))
    return Report(checked.names, asked, told, lacking(checked, court.font) if court.font else "")


def _digests(page: FinishedPage) -> tuple[bytes, bytes]:
    """The digest of all of a page but its HTML, and that of the HTML."""
    digest = sha256(repr(_BESIDE(page)).encode())
    digest.update(page.text.encode("utf-8", "surrogatepass"))
    return digest.digest(), (page.digest or sha256(page.html).hexdigest()).encode()


def _surroundings(pages: Iterable[FinishedPage], whole: Whole) -> bytes:
    """The digest of all that the rules may look at besides the page, but for names on others."""
    faces = [(page.route, page.path, page.stub) for page in pages]
    shown = "".join(sorted(whole.font.characters)) if whole.font else ""
    listed = (whole.files.published, whole.files.pictures, whole.files.drafts.items())
    files = tuple(tuple(sorted(names)) for names in listed)
    around = (faces, files, whole.base.origin, whole.base.prefix, shown)
    return blake2b(to_json(around), digest_size=20).digest()
