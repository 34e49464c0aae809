"""The whole build, as a recipe: read, map, render, check. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from clinicsite.addresses import BaseUrl, output_path
from clinicsite.check.coverage import check_article_items
from clinicsite.check.dates import check_dates
from clinicsite.check.descriptions import check_descriptions
from clinicsite.check.notices import check_notices
from clinicsite.check.open_points import check_open_points
from clinicsite.check.site import FinishedPage, Font, SiteFiles, Whole, check_site
from clinicsite.check.texts import check_texts
from clinicsite.check.translations import check_translations
from clinicsite.check.unwritten import check_unwritten
from clinicsite.check.vanished import check_addresses
from clinicsite.crew import ALONE, Crew
from clinicsite.languages import Language
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, from_json, has_errors, in_order, to_json
from clinicsite.publish.hosting import Hosting
from clinicsite.read.config import DEFAULT_ZONE, Config, placeholders, read_config
from clinicsite.read.coverage import read_coverage
from clinicsite.read.drawing_texts import read_drawing_texts
from clinicsite.read.figures import read_figures
from clinicsite.read.health_topics import read_topics
from clinicsite.read.pages import ReadPages, read_pages
from clinicsite.read.reference import read_reference
from clinicsite.read.social_cards import read_cards
from clinicsite.read.translations import read_translations
from clinicsite.read.tree import SourceTree
from clinicsite.render.context import RenderContext
from clinicsite.render.copied_files import file_route
from clinicsite.render.fingerprint import fingerprint
from clinicsite.render.parents import lost_parents
from clinicsite.render.photos import MadePhotos, make_photos
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
    previous: tuple[str, ...] = ()
    """The addresses of the pages that are online now, none of which may vanish unannounced."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A finished build. The files may be published when there are no errors."""

    files: Mapping[str, bytes]
    """Relative path in the output folder → content, sorted; empty when pages failed."""
    problems: tuple[Problem, ...]
    """In the order of files and lines."""
    page_count: int
    release: bool
    hosting: Hosting | None = None
    """How hosts should answer; None when `config.yaml` or the data files are faulty."""
    context: RenderContext | None = field(default=None, compare=False, repr=False)
    """What the pages were made from; None when they were not made."""

    @property
    def titles(self) -> Mapping[str, str]:
        """Route → title of each page."""
        pages = self.context.pages if self.context else {}
        return {route: page.page.front.title for route, page in pages.items()}

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
    read = read_pages(tree, today=options.today, drafts=options.drafts, memo=memo)
    pictures, found = make_photos(tree, read.pages, memo)
    problems += found
    prepared, found = _prepare(tree, options, (read, pictures), memo)
    problems += found
    if prepared is None:
        return BuiltSite({}, in_order(problems), 0, options.release)
    surroundings = fingerprint(prepared, tree)
    rendered = render_site(prepared, memo=memo, surroundings=surroundings, crew=options.crew)
    problems += rendered.problems
    if not all(page.html for page in rendered.pages):
        return BuiltSite({}, in_order(problems), len(rendered.pages), options.release)
    files = _files(tree, prepared, rendered, pictures, memo)
    if options.gallery:
        from clinicsite.render.gallery import ROUTE as GALLERY  # what only the preview shows
        from clinicsite.render.gallery import remembered_gallery

        gallery, found = remembered_gallery(prepared, tree, memo, surroundings)
        files = {**files, output_path(GALLERY): gallery}
        problems += found
    pages = _finished_pages(prepared, rendered)
    faulty = (file_route(path) for path in pictures.faulty)
    known = {*files, *map(output_path, (*prepared.site_map.unreadable, *faulty))}
    coverage, found = read_coverage(tree, memo)
    problems += found
    site_files = SiteFiles(known, prepared.site_map.pictures, prepared.site_map.drafts)
    whole = Whole(site_files, prepared.base, Font.of(tree), coverage)
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
        _hosting(prepared),
        prepared,
    )


def finished(built: BuiltSite, memo: Memo = FORGETFUL, workers: int = 1) -> BuiltSite:
    """The site with what a release has more than a build; any other site as it is."""
    if not built.release or built.hosting is None:
        return built
    from clinicsite.publish.release import release_files  # what only a release needs

    return replace(built, files=release_files(built.files, built.hosting, memo, workers))


def renamed(built: BuiltSite, memo: Memo = FORGETFUL) -> Mapping[str, bytes]:
    """The files under the names that a release gives them, and nothing more."""
    from clinicsite.publish.hashed_names import with_hashed_names

    return with_hashed_names(built.files, built.hosting.base, memo) if built.hosting else {}


def time_zone(tree: SourceTree, memo: Memo = FORGETFUL) -> str:
    """The time zone of the clinic by `config.yaml`, which decides when a day begins."""
    config, _, _ = read_config(tree, memo)
    return config.site.time_zone if config else DEFAULT_ZONE


def _prepare(
    tree: SourceTree, options: BuildOptions, found_pages: tuple[ReadPages, MadePhotos], memo: Memo
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
    figures, found = read_figures(tree, memo)
    problems += found
    drawing_texts, found = read_drawing_texts(tree, figures, memo)
    problems += found
    social_cards, found = read_cards(tree)
    problems += found
    topics, found = read_topics(tree, memo)
    problems += found
    read, pictures = found_pages
    problems += read.problems
    problems += tuple(p for page in read.unreadable for p in text_faults(page))
    problems += check_dates(read.pages, options.today, strict=options.strict_reviews)
    problems += check_descriptions(read.pages) + check_unwritten(read.pages)
    site_map, found = map_site(read, tree)
    problems += found + lost_parents(site_map)
    translations, document, found = read_translations(tree, memo)
    problems += found or check_translations(read, site_map, translations, document, tree.files)
    if config is None or reference is None or broken_templates:
        return None, problems + tuple(p for page in read.pages for p in text_faults(page))
    problems += tuple(check_open_points(read.pages, reference))
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
    problems += check_addresses(options.previous, config, config_document, site_map)
    problems += check_notices(config, config_document, site_map, options.today)
    context = RenderContext(
        config=config,
        reference=reference,
        site_map=site_map,
        templates=templates,
        style=style,
        figures=figures,
        drawing_texts=drawing_texts,
        social_cards=social_cards,
        topics=topics,
        photos=pictures.photos,
        base=base,
        today=options.today,
        preview_ribbon=bool(empty),
    )
    return context, problems


def _hosting(context: RenderContext) -> Hosting:
    pages = context.pages
    lost = {language.home: language.home + "404.html" for language in Language}
    return Hosting(
        base=context.base,
        redirects=context.site_map.aliases,
        gone=context.config.gone,
        not_found={home: lost[home] for home in sorted(lost, reverse=True) if lost[home] in pages},
    )


def _base(config: Config, options: BuildOptions) -> BaseUrl:
    return BaseUrl.parse(options.base_url) if options.base_url else config.base


def _files(
    tree: SourceTree,
    context: RenderContext,
    rendered: RenderedSite,
    pictures: MadePhotos,
    memo: Memo,
) -> Mapping[str, bytes]:
    files = {output_path(page.route): page.html for page in rendered.pages}
    files |= {output_path(route): html for route, html in rendered.stubs}
    files |= {output_path(route): svg for route, svg in drawing_files(context, rendered, memo)}
    pages = ((context.pages[page.route].page.path, page.html) for page in rendered.pages)
    files |= {output_path(route): data for route, data in pictures.shown_on(pages)}
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
