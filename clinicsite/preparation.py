"""What stands before the first page is made: all sources are read, checked and put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from clinicsite.addresses import BaseUrl
from clinicsite.check.dates import check_dates
from clinicsite.check.descriptions import check_descriptions
from clinicsite.check.notices import check_notices
from clinicsite.check.open_points import check_open_points
from clinicsite.check.texts import begin_texts
from clinicsite.check.translations import check_translations
from clinicsite.check.unwritten import check_unwritten
from clinicsite.check.vanished import check_addresses
from clinicsite.crew import ALONE, Crew
from clinicsite.languages import Language
from clinicsite.memo import Memo
from clinicsite.problems import Problem, from_json, to_json
from clinicsite.read.config import Config, placeholders, read_config
from clinicsite.read.document import Document
from clinicsite.read.drawing_texts import DrawingTexts, read_drawing_texts
from clinicsite.read.figures import read_figures
from clinicsite.read.health_topics import Topic, read_topics
from clinicsite.read.pages import ReadPages
from clinicsite.read.reference import Reference, read_reference
from clinicsite.read.social_cards import SocialCard, read_cards
from clinicsite.read.translations import read_translations
from clinicsite.read.tree import CONFIG, SourceTree
from clinicsite.render.context import RenderContext
from clinicsite.render.parents import lost_parents
from clinicsite.render.photo import Photos
from clinicsite.render.routes import SiteMap, map_site
from clinicsite.render.signposts import lost_signposts
from clinicsite.render.style import join_styles
from clinicsite.render.templates import ReadTemplates, Templates
from clinicsite.render.text_faults import text_faults
from clinicsite.render.views import StyleView


class BuildOptions(Struct, frozen=True):
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


class Sources(Struct, frozen=True):
    """The files of a site, of which these have been read."""

    tree: SourceTree
    read: ReadPages
    photos: Photos
    templates: Callable[[], ReadTemplates]
    """Waits for the templates, which are being compiled; to be asked for once."""


class Prepared(Struct, frozen=True):
    """What the pages are rendered from."""

    context: RenderContext | None
    """None when a file that all pages need is missing or faulty."""
    in_the_way: tuple[str, ...]
    """These files; their mistakes keep pages from being made, and links from being followed."""
    texts: Callable[[], tuple[Problem, ...]]
    """Waits for what is wrong with the texts, which are being judged; to be asked for once."""


def prepare(
    sources: Sources, options: BuildOptions, memo: Memo
) -> tuple[Prepared, tuple[Problem, ...]]:
    """What the pages are rendered from, and what is wrong so far."""
    tree, read = sources.tree, sources.read
    facts, problems = _read_facts(tree, memo)
    texts = _begin_texts(tree, options, read, facts, memo)
    base = facts.base(options)
    look, found = _read_look(sources, base, memo)
    problems += found
    site_map, found = _mapped(tree, options, read, memo)
    problems += found
    config, reference, document = facts.config, facts.reference, facts.document
    in_the_way = tuple(sorted({*facts.in_the_way, *look.in_the_way}))
    if config is None or reference is None or in_the_way:
        problems += tuple(p for page in read.pages for p in text_faults(page))
        return Prepared(None, in_the_way, texts), problems
    problems += tuple(check_open_points(read.pages, reference))
    empty = _placeholders(config, document, memo)
    problems += empty + lost_signposts(config, document, site_map)
    problems += check_addresses(options.previous, config, document, site_map)
    problems += check_notices(config, document, site_map, options.today)
    context = RenderContext(
        config=config,
        reference=reference,
        site_map=site_map,
        templates=look.templates,
        style=look.style,
        figures=look.figures,
        drawing_texts=look.drawing_texts,
        social_cards=look.social_cards,
        topics=look.topics,
        photos=sources.photos,
        base=base,
        today=options.today,
        preview_ribbon=bool(empty),
    )
    return Prepared(context, (), texts), problems


class _Facts(Struct, frozen=True):
    """What texts and pages have to go by, as far as it can be read."""

    config: Config | None
    document: Document
    """`config.yaml` with the place of each key."""
    reference: Reference | None
    in_the_way: tuple[str, ...]
    """The files of these that are missing or faulty."""

    def base(self, options: BuildOptions) -> BaseUrl:
        """Where the site is going to be."""
        if self.config is None:
            return BaseUrl("")
        return BaseUrl.parse(options.base_url) if options.base_url else self.config.base


def _read_facts(tree: SourceTree, memo: Memo) -> tuple[_Facts, tuple[Problem, ...]]:
    config, document, problems = read_config(tree, memo)
    reference, found = read_reference(tree, memo)
    in_the_way = {problem.path for problem in found} if reference is None else set()
    in_the_way |= {CONFIG} if config is None else set()
    return _Facts(config, document, reference, tuple(in_the_way)), problems + found


def _begin_texts(
    tree: SourceTree, options: BuildOptions, read: ReadPages, facts: _Facts, memo: Memo
) -> Callable[[], tuple[Problem, ...]]:
    if facts.config is None or facts.reference is None:
        return tuple
    config = facts.config, facts.document
    return begin_texts(tree, read.pages, facts.reference, config, memo, options.crew)


class _Look(Struct, frozen=True):
    """What pages look like, as far as it can be read."""

    templates: Templates
    style: StyleView
    figures: Mapping[str, str]
    drawing_texts: DrawingTexts
    social_cards: Mapping[Language, SocialCard]
    topics: Mapping[str, Topic]
    in_the_way: tuple[str, ...]
    """The templates that are missing or faulty."""


def _read_look(sources: Sources, base: BaseUrl, memo: Memo) -> tuple[_Look, tuple[Problem, ...]]:
    tree = sources.tree
    templates, problems = sources.templates()
    in_the_way = {problem.path for problem in problems}
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
    look = _Look(
        templates=templates,
        style=style,
        figures=figures,
        drawing_texts=drawing_texts,
        social_cards=social_cards,
        topics=topics,
        in_the_way=tuple(in_the_way),
    )
    return look, problems


def _mapped(
    tree: SourceTree, options: BuildOptions, read: ReadPages, memo: Memo
) -> tuple[SiteMap, tuple[Problem, ...]]:
    """The addresses of the site, and what is wrong with its pages whatever else there is."""
    problems = read.problems
    problems += tuple(p for page in read.unreadable for p in text_faults(page))
    problems += check_dates(read.pages, options.today, strict=options.strict_reviews)
    problems += check_descriptions(read.pages) + check_unwritten(read.pages)
    site_map, found = map_site(read, tree)
    problems += found + lost_parents(site_map)
    translations, document, found = read_translations(tree, memo)
    problems += found or check_translations(read, site_map, translations, document, tree.files)
    return site_map, problems


def _placeholders(config: Config, document: Document, memo: Memo) -> tuple[Problem, ...]:
    """The facts of the clinic that nobody has filled in yet."""
    return from_json(
        memo.remember(
            lambda: to_json(placeholders(config, document)),
            "placeholders",
            document.text.encode(),
        )
    )
