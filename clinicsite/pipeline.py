"""The whole build, as a recipe: read, map, render, check. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clinicsite.addresses import BaseUrl, output_path
from clinicsite.check.claims import Lexicon, check_claims
from clinicsite.check.coverage import check_article_items
from clinicsite.check.dates import check_dates
from clinicsite.check.descriptions import check_descriptions
from clinicsite.check.measured import familiar_words, measured_files
from clinicsite.check.published import Readable, readable_files
from clinicsite.check.reading import check_reading
from clinicsite.check.site import FinishedPage, check_site
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, from_json, has_errors, in_order, to_json
from clinicsite.read.claims import read_claims
from clinicsite.read.config import DEFAULT_ZONE, Config, placeholders, read_config
from clinicsite.read.coverage import read_coverage
from clinicsite.read.medicines import read_medicines
from clinicsite.read.pages import Page, read_pages
from clinicsite.read.reference import Reference, read_reference
from clinicsite.read.source import SourceText, decode
from clinicsite.read.tree import SourceTree
from clinicsite.render.context import RenderContext
from clinicsite.render.fingerprint import fingerprint
from clinicsite.render.parents import lost_parents
from clinicsite.render.routes import map_site
from clinicsite.render.signposts import is_lost, lost_signposts
from clinicsite.render.site import RenderedSite, render_site
from clinicsite.render.small_files import robots, sitemap
from clinicsite.render.style import join_styles
from clinicsite.render.templates import read_templates
from clinicsite.render.text_faults import text_faults


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Everything a build depends on besides the source files."""

    today: date
    base_url: str | None = None
    """Where the site is published, when not where `config.yaml` says."""
    release: bool = False
    drafts: bool = False
    jobs: int | None = None
    """Worker processes; None for as many as it pays to start."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A finished build. The files may be published when there are no errors."""

    files: Mapping[str, bytes]
    """Relative path in the output folder → content, sorted; empty when pages failed."""
    problems: tuple[Problem, ...]
    """In the order of files and lines."""
    page_count: int
    release: bool

    @property
    def is_publishable(self) -> bool:
        """Whether nothing is wrong that must not go online."""
        return bool(self.files) and not has_errors(self.problems, release=self.release)


def build_tree(
    tree: SourceTree,
    options: BuildOptions,
    problems: tuple[Problem, ...] = (),
    memo: Memo = FORGETFUL,
) -> BuiltSite:
    """The site that these source files make; `problems` were found while reading them.

    With a memo the result is the same, byte for byte, and comes sooner.
    """
    prepared, found = _prepare(tree, options, memo)
    problems += found
    if prepared is None:
        return BuiltSite({}, in_order(problems), 0, options.release)
    rendered = render_site(
        prepared, memo=memo, surroundings=fingerprint(prepared, tree), jobs=options.jobs
    )
    problems += rendered.problems
    if not all(page.html for page in rendered.pages):
        return BuiltSite({}, in_order(problems), len(rendered.pages), options.release)
    files = _files(tree, prepared, rendered)
    pages = _finished_pages(prepared, rendered)
    known = {*files, *map(output_path, prepared.site_map.unreadable)}
    coverage, found = read_coverage(tree, memo)
    problems += found
    problems += check_site(pages, files=known, base=prepared.base, coverage=coverage, memo=memo)
    if coverage:
        reference = prepared.reference
        problems += tuple(
            check_article_items(reference.warning_signs, reference.signs_document, coverage)
        )
    return BuiltSite(files, in_order(problems), len(rendered.pages), options.release)


def time_zone(tree: SourceTree, memo: Memo = FORGETFUL) -> str:
    """The time zone of the clinic by `config.yaml`, which decides when a day begins."""
    config, _, _ = read_config(tree, memo)
    return config.site.time_zone if config else DEFAULT_ZONE


def _prepare(
    tree: SourceTree, options: BuildOptions, memo: Memo
) -> tuple[RenderContext | None, tuple[Problem, ...]]:
    """What the pages are rendered from; None when a file that all pages need is faulty."""
    config, config_document, problems = read_config(tree, memo)
    reference, found = read_reference(tree, memo)
    problems += found
    templates, found = read_templates(tree.below("templates", ".html"), memo)
    problems += found
    broken_templates = bool(found)
    style, found = join_styles(tree.below("static/css", ".css"))
    problems += found
    drawings, found = _drawings(tree)
    problems += found
    read = read_pages(tree, today=options.today, drafts=options.drafts, memo=memo)
    problems += read.problems
    problems += tuple(p for page in read.unreadable for p in text_faults(page))
    problems += check_dates(read.pages, options.today) + check_descriptions(read.pages)
    site_map, found = map_site(read, tree)
    problems += found + lost_parents(site_map)
    if config is None or reference is None or broken_templates:
        return None, problems + tuple(p for page in read.pages for p in text_faults(page))
    readable = readable_files(read.pages, reference, config_document, drawings.values())
    problems += _check_words(tree, readable, reference, config, memo)
    problems += _check_reading(tree, read.pages, reference, memo)
    empty = from_json(
        memo.remember(
            lambda: to_json(placeholders(config, config_document)),
            "placeholders",
            config_document.text.encode(),
        )
    )
    problems += empty + lost_signposts(config, config_document, site_map)
    context = RenderContext(
        config=config,
        reference=reference,
        site_map=site_map,
        templates=templates,
        style=style,
        figures={name: drawing.text.strip() for name, drawing in drawings.items()},
        base=_base(config, options),
        today=options.today,
        preview_ribbon=bool(empty),
    )
    return context, problems


def _check_words(
    tree: SourceTree,
    readable: Iterable[Readable],
    reference: Reference,
    config: Config,
    memo: Memo,
) -> tuple[Problem, ...]:
    claims, problems = read_claims(tree, memo)
    titles = tuple(source.title for source in reference.sources.values())
    return problems + check_claims(readable, Lexicon(claims, config, titles), memo)


def _check_reading(
    tree: SourceTree, pages: Iterable[Page], reference: Reference, memo: Memo
) -> tuple[Problem, ...]:
    medicines, problems = read_medicines(tree, memo)
    familiar = familiar_words(reference.glossary, medicines)
    return problems + check_reading(measured_files(pages, reference), familiar, memo)


def _base(config: Config, options: BuildOptions) -> BaseUrl:
    return BaseUrl.parse(options.base_url) if options.base_url else config.base


def _drawings(tree: SourceTree) -> tuple[Mapping[str, SourceText], tuple[Problem, ...]]:
    drawings: dict[str, SourceText] = {}
    problems: tuple[Problem, ...] = ()
    for path, data in tree.below("content/figures", ".svg").items():
        source, found = decode(path, data)
        drawings[path.rsplit("/", 1)[1].removesuffix(".svg")] = source
        problems += found
    return drawings, problems


def _files(tree: SourceTree, context: RenderContext, rendered: RenderedSite) -> Mapping[str, bytes]:
    files = {output_path(page.route): page.html for page in rendered.pages}
    files |= {output_path(route): html for route, html in rendered.stubs}
    files |= {output_path(r): tree.files[path] for r, path in context.site_map.files.items()}
    files["sitemap.xml"] = sitemap(context)
    files["robots.txt"] = robots(context)
    return dict(sorted(files.items()))


def _finished_pages(context: RenderContext, rendered: RenderedSite) -> tuple[FinishedPage, ...]:
    pages = []
    for page in rendered.pages:
        source = context.site_map.pages[page.route].page
        lost = is_lost(context, source.language, "help")
        pages.append(
            FinishedPage(
                route=page.route,
                html=page.html,
                path=source.path,
                text=source.source.text,
                body_line=source.body_line,
                emergency=source.front.level == "emergency",
                call_to_action=source.front.call_to_action,
                warning="none" if lost else source.front.warning,
                self_check=source.front.kind == "self-check",
            )
        )
    stubs = [
        FinishedPage(
            route,
            html,
            path="",
            text="",
            body_line=1,
            emergency=False,
            call_to_action="none",
            warning="none",
            stub=True,
        )
        for route, html in rendered.stubs
    ]
    return (*pages, *stubs)
