"""The whole build, as a recipe: read, map, render, check. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clinicsite.addresses import BaseUrl, output_path
from clinicsite.check.coverage import check_article_items
from clinicsite.check.dates import check_dates
from clinicsite.check.descriptions import check_descriptions
from clinicsite.check.site import FinishedPage, Font, Whole, check_site
from clinicsite.check.texts import check_texts
from clinicsite.check.translations import check_translations
from clinicsite.crew import ALONE, Crew
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, from_json, has_errors, in_order, to_json
from clinicsite.read.config import DEFAULT_ZONE, Config, placeholders, read_config
from clinicsite.read.coverage import read_coverage
from clinicsite.read.drawing_texts import read_drawing_texts
from clinicsite.read.figures import read_figures
from clinicsite.read.pages import read_pages
from clinicsite.read.reference import read_reference
from clinicsite.read.social_cards import read_cards
from clinicsite.read.translations import read_translations
from clinicsite.read.tree import SourceTree
from clinicsite.render.context import RenderContext
from clinicsite.render.fingerprint import fingerprint
from clinicsite.render.gallery import ROUTE as GALLERY
from clinicsite.render.gallery import remembered_gallery
from clinicsite.render.parents import lost_parents
from clinicsite.render.routes import map_site
from clinicsite.render.signposts import is_lost, lost_signposts
from clinicsite.render.site import RenderedSite, drawing_files, render_site
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
    crew: Crew = ALONE
    strict_reviews: bool = False
    """Whether a page may not be past its review."""
    gallery: bool = False
    """Whether the page of all components is there; in the preview and in tests alone."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A finished build. The files may be published when there are no errors."""

    files: Mapping[str, bytes]
    """Relative path in the output folder → content, sorted; empty when pages failed."""
    problems: tuple[Problem, ...]
    """In the order of files and lines."""
    page_count: int
    release: bool
    context: RenderContext | None = field(default=None, compare=False, repr=False)
    """What the pages were made from; None when they were not made."""

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
    surroundings = fingerprint(prepared, tree)
    rendered = render_site(prepared, memo=memo, surroundings=surroundings, crew=options.crew)
    problems += rendered.problems
    if not all(page.html for page in rendered.pages):
        return BuiltSite({}, in_order(problems), len(rendered.pages), options.release)
    files = _files(tree, prepared, rendered)
    if options.gallery:
        gallery, found = remembered_gallery(prepared, tree, memo, surroundings)
        files = {**files, output_path(GALLERY): gallery}
        problems += found
    pages = _finished_pages(prepared, rendered)
    known = {*files, *map(output_path, prepared.site_map.unreadable)}
    coverage, found = read_coverage(tree, memo)
    problems += found
    whole = Whole(known, prepared.base, Font.of(tree), coverage)
    problems += check_site(pages, whole, memo, options.crew)
    if coverage:
        reference = prepared.reference
        problems += tuple(
            check_article_items(reference.warning_signs, reference.signs_document, coverage)
        )
    return BuiltSite(
        files,
        in_order(problems),
        len(rendered.pages),
        options.release,
        prepared,
    )


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
    base = _base(config, options) if config else BaseUrl("")
    style, found = join_styles(tree.below("static/css", ".css"), base.href)
    problems += found
    figures, found = read_figures(tree)
    problems += found
    drawing_texts, found = read_drawing_texts(tree, figures, memo)
    problems += found
    social_cards, found = read_cards(tree)
    problems += found
    read = read_pages(tree, today=options.today, drafts=options.drafts, memo=memo)
    problems += read.problems
    problems += tuple(p for page in read.unreadable for p in text_faults(page))
    problems += check_dates(read.pages, options.today, strict=options.strict_reviews)
    problems += check_descriptions(read.pages)
    site_map, found = map_site(read, tree)
    problems += found + lost_parents(site_map)
    translations, document, found = read_translations(tree, memo)
    problems += found or check_translations(read, site_map, translations, document, tree.files)
    if config is None or reference is None or broken_templates:
        return None, problems + tuple(p for page in read.pages for p in text_faults(page))
    problems += check_texts(
        tree, read.pages, reference, (config, config_document), memo, options.crew
    )
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
        figures=figures,
        drawing_texts=drawing_texts,
        social_cards=social_cards,
        base=base,
        today=options.today,
        preview_ribbon=bool(empty),
    )
    return context, problems


def _base(config: Config, options: BuildOptions) -> BaseUrl:
    return BaseUrl.parse(options.base_url) if options.base_url else config.base


def _files(tree: SourceTree, context: RenderContext, rendered: RenderedSite) -> Mapping[str, bytes]:
    files = {output_path(page.route): page.html for page in rendered.pages}
    files |= {output_path(route): html for route, html in rendered.stubs}
    files |= {output_path(route): svg for route, svg in drawing_files(context, rendered)}
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
