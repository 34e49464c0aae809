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
from clinicsite.render.templates import Templates, read_templates
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


class InTheWay(Struct, frozen=True):
    """The files whose mistakes keep pages from being made, and links from being followed."""

    paths: tuple[str, ...]


class Prepared(Struct, frozen=True):
    """What the pages are rendered from."""

    context: RenderContext
    texts: Callable[[], tuple[Problem, ...]]
    """Waits for what is wrong with the texts, which are being judged; to be asked for once."""


def prepare(
    tree: SourceTree, options: BuildOptions, read: ReadPages, photos: Photos, memo: Memo
) -> tuple[Prepared | InTheWay, tuple[Problem, ...]]:
    """What the pages are rendered from, unless a file that all pages need is faulty."""
    shared, problems = _read_shared(tree, options, memo)
    site_map, found = _mapped(tree, options, read, memo)
    problems += found
    config, reference = shared.config, shared.reference
    if config is None or reference is None or shared.in_the_way:
        problems += tuple(p for page in read.pages for p in text_faults(page))
        return InTheWay(shared.in_the_way), problems
    facts = config, shared.document
    texts = begin_texts(tree, read.pages, reference, facts, memo, options.crew)
    problems += tuple(check_open_points(read.pages, reference))
    empty = _placeholders(config, shared.document, memo)
    problems += empty + lost_signposts(config, shared.document, site_map)
    problems += check_addresses(options.previous, config, shared.document, site_map)
    problems += check_notices(config, shared.document, site_map, options.today)
    context = RenderContext(
        config=config,
        reference=reference,
        site_map=site_map,
        templates=shared.templates,
        style=shared.style,
        figures=shared.figures,
        drawing_texts=shared.drawing_texts,
        social_cards=shared.social_cards,
        topics=shared.topics,
        photos=photos,
        base=shared.base,
        today=options.today,
        preview_ribbon=bool(empty),
    )
    return Prepared(context, texts), problems


class _Shared(Struct, frozen=True):
    """What all pages need, as far as it can be read."""

    config: Config | None
    document: Document
    """`config.yaml` with the place of each key."""
    reference: Reference | None
    templates: Templates
    base: BaseUrl
    style: StyleView
    figures: Mapping[str, str]
    drawing_texts: DrawingTexts
    social_cards: Mapping[Language, SocialCard]
    topics: Mapping[str, Topic]
    in_the_way: tuple[str, ...]
    """The files without which no page can be made, and which are missing or faulty."""


def _read_shared(
    tree: SourceTree, options: BuildOptions, memo: Memo
) -> tuple[_Shared, tuple[Problem, ...]]:
    config, document, problems = read_config(tree, memo)
    reference, found = read_reference(tree, memo)
    problems += found
    templates, more = read_templates(tree.below("templates", ".html"), memo)
    in_the_way = {p.path for p in (*more, *(() if reference else found))}
    in_the_way |= set() if config else {CONFIG}
    problems += more
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
    shared = _Shared(
        config=config,
        document=document,
        reference=reference,
        templates=templates,
        base=base,
        style=style,
        figures=figures,
        drawing_texts=drawing_texts,
        social_cards=social_cards,
        topics=topics,
        in_the_way=tuple(sorted(in_the_way)),
    )
    return shared, problems


def _base(config: Config, options: BuildOptions) -> BaseUrl:
    return BaseUrl.parse(options.base_url) if options.base_url else config.base


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
