"""What every page of a build is rendered from. One value, made once, read by all workers."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from clinicsite.addresses import BaseUrl
from clinicsite.languages import Language
from clinicsite.read.config import Config
from clinicsite.read.drawing_texts import DrawingTexts
from clinicsite.read.health_topics import Topic
from clinicsite.read.reference import Reference
from clinicsite.read.social_cards import SocialCard
from clinicsite.render.drawings import drawing_in
from clinicsite.render.photo import Photos
from clinicsite.render.routes import RoutedPage, SiteMap
from clinicsite.render.templates import Templates
from clinicsite.render.views import StyleView


class RenderContext(Struct, frozen=True, eq=False):
    """The site as far as it is known before its pages are rendered.

    There is one in a build, so it is compared as one: what all pages share is made once for it.
    """

    config: Config
    reference: Reference
    site_map: SiteMap
    templates: Templates
    style: StyleView
    figures: Mapping[str, str]
    """Name of a drawing → its SVG."""
    drawing_texts: DrawingTexts
    """What it says in Spanish."""
    social_cards: Mapping[Language, SocialCard]
    topics: Mapping[str, Topic]
    """What pages are about, for search engines."""
    photos: Photos
    """The pictures beside pages."""
    base: BaseUrl
    today: date
    preview_ribbon: bool
    """Whether the clinic's facts are still placeholders."""

    @property
    def pages(self) -> Mapping[str, RoutedPage]:
        """The pages by route."""
        return self.site_map.pages

    def drawing(self, name: str, language: Language) -> str | None:
        """The SVG of the drawing with its words in this language; None when there is none."""
        svg = self.figures.get(name)
        return None if svg is None else drawing_in(name, svg, language, self.drawing_texts)

    def wording(self, language: Language) -> Mapping[str, str]:
        """Every interface text in this language."""
        return _wording(self, language)


@functools.lru_cache(maxsize=len(Language))
def _wording(context: RenderContext, language: Language) -> Mapping[str, str]:
    return {key: text.in_(language) for key, text in context.reference.wording.items()}
