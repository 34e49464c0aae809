"""The whole build, as a recipe: read, map, render, check. Nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from msgspec import Struct

from clinicsite import report
from clinicsite.addresses import output_path
from clinicsite.check.coverage import check_article_items
from clinicsite.check.site import FinishedPage, Font, SiteFiles, Whole, check_site
from clinicsite.languages import Language
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.preparation import BuildOptions, Prepared, Sources, prepare
from clinicsite.problems import Problem, has_errors, in_order
from clinicsite.publish.hosting import Hosting
from clinicsite.read.config import DEFAULT_ZONE, read_config
from clinicsite.read.coverage import CoverageFile, read_coverage
from clinicsite.read.pages import read_pages
from clinicsite.read.tree import SourceTree
from clinicsite.render.context import RenderContext
from clinicsite.render.copied_files import file_route
from clinicsite.render.fingerprint import fingerprint
from clinicsite.render.photos import MadePhotos, make_photos
from clinicsite.render.signposts import is_lost
from clinicsite.render.site import RenderedSite, drawing_files, render_site
from clinicsite.render.small_files import robots, sitemap
from clinicsite.render.templates import begin_templates

__all__ = [
    "BuildOptions",
    "BuiltSite",
    "MadeSite",
    "build_tree",
    "finished",
    "judged",
    "make_site",
    "renamed",
    "time_zone",
]


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
    unchecked: str = ""
    """In one sentence: what was not looked at, and why; empty when everything was."""

    @property
    def titles(self) -> Mapping[str, str]:
        """Route → title of each page."""
        pages = self.context.pages if self.context else {}
        return {route: page.page.front.title for route, page in pages.items()}

    @property
    def is_publishable(self) -> bool:
        """Whether nothing is wrong that must not go online."""
        return bool(self.files) and not has_errors(self.problems, release=self.release)


class MadeSite(Struct, frozen=True):
    """A site that is made, and that nobody has looked at as a whole."""

    files: Mapping[str, bytes]
    """Relative path in the output folder → content, sorted; empty when pages failed."""
    problems: tuple[Problem, ...]
    """What is wrong so far."""
    options: BuildOptions
    prepared: Prepared
    unchecked: str = ""
    """In one sentence: what cannot be looked at, and why."""
    page_count: int = 0
    pages: tuple[FinishedPage, ...] = ()
    whole: Whole | None = None
    """What the pages are to be checked against; None when there is no whole site."""

    @property
    def digests(self) -> Mapping[str, str]:
        """Path → SHA-256 of the pages whose digest is known."""
        return {output_path(page.route): page.digest for page in self.pages if page.digest}

    @property
    def may_be_published(self) -> bool:
        """Whether nothing is known so far that must not go online."""
        return bool(self.files) and not has_errors(self.problems, release=self.options.release)


def build_tree(
    tree: SourceTree,
    options: BuildOptions,
    problems: tuple[Problem, ...] = (),
    memo: Memo = FORGETFUL,
) -> BuiltSite:
    """The site that these source files make; `problems` were found while reading them.

    With a memo the result is the same, byte for byte, and comes sooner.
    """
    return judged(make_site(tree, options, problems, memo), memo)


def make_site(
    tree: SourceTree,
    options: BuildOptions,
    problems: tuple[Problem, ...] = (),
    memo: Memo = FORGETFUL,
) -> MadeSite:
    """The site that these source files make; `judged` has to be told of it, once."""
    templates = begin_templates(tree.below("templates", ".html"), memo, options.crew)
    read = read_pages(tree, today=options.today, drafts=options.drafts, memo=memo)
    pictures, found = make_photos(tree, read.pages, memo)
    problems += found
    sources = Sources(tree, read, pictures.photos, templates)
    prepared, found = prepare(sources, options, memo)
    problems += found
    context = prepared.context
    if context is None:
        unchecked = report.not_checked(prepared.in_the_way)
        return MadeSite({}, problems, options, prepared, unchecked)
    surroundings = fingerprint(context, tree)
    rendered = render_site(context, memo=memo, surroundings=surroundings, crew=options.crew)
    problems += rendered.problems
    count = len(rendered.pages)
    if not all(page.html for page in rendered.pages):
        unchecked = report.not_checked({problem.path for problem in rendered.problems})
        return MadeSite({}, problems, options, prepared, unchecked, count)
    files = _files(tree, context, rendered, pictures, memo)
    if options.gallery:
        gallery, found = _gallery(context, tree, memo, surroundings)
        files = {**files, **gallery}
        problems += found
    coverage, found = read_coverage(tree, memo)
    problems += found
    if coverage:
        signs = context.reference
        problems += tuple(check_article_items(signs.warning_signs, signs.signs_document, coverage))
    whole = _whole(tree, context, {*files, *_faulty(context, pictures)}, coverage)
    pages = _finished_pages(context, rendered)
    return MadeSite(files, problems, options, prepared, "", count, pages, whole)


def judged(made: MadeSite, memo: Memo = FORGETFUL) -> BuiltSite:
    """The site with all that is wrong with it."""
    options, problems = made.options, made.problems
    context = made.prepared.context
    if made.whole:
        problems += check_site(made.pages, made.whole, memo, options.crew)
    problems += made.prepared.texts()
    hosting = _hosting(context) if context and made.whole else None
    return BuiltSite(
        files=made.files,
        problems=in_order(problems),
        page_count=made.page_count,
        release=options.release,
        hosting=hosting,
        context=context if made.whole else None,
        unchecked=made.unchecked,
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


def _hosting(context: RenderContext) -> Hosting:
    pages = context.pages
    lost = {language.home: language.home + "404.html" for language in Language}
    return Hosting(
        base=context.base,
        redirects=context.site_map.aliases,
        gone=context.config.gone,
        not_found={home: lost[home] for home in sorted(lost, reverse=True) if lost[home] in pages},
    )


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


def _gallery(
    context: RenderContext, tree: SourceTree, memo: Memo, surroundings: bytes
) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    from clinicsite.render.gallery import ROUTE, remembered_gallery  # only the preview shows it

    page, problems = remembered_gallery(context, tree, memo, surroundings)
    return {output_path(ROUTE): page}, problems


def _faulty(context: RenderContext, pictures: MadePhotos) -> Iterable[str]:
    """The files that are missing because of a mistake of their own, so that links may name them."""
    photos = (file_route(path) for path in pictures.faulty)
    return map(output_path, (*context.site_map.unreadable, *photos))


def _whole(
    tree: SourceTree, context: RenderContext, known: Collection[str], coverage: CoverageFile | None
) -> Whole:
    site_map = context.site_map
    files = SiteFiles(known, site_map.pictures, site_map.drafts)
    return Whole(files, context.base, Font.of(tree), coverage)


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
                digest=page.digest,
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
