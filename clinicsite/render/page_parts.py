"""What a page's components are made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from clinicsite.languages import Language
from clinicsite.render.component_views import CallToAction
from clinicsite.render.context import RenderContext
from clinicsite.render.routes import RoutedPage
from clinicsite.render.views import SiteView


class PageParts(Struct, frozen=True):
    """The page with everything around it that a block may show."""

    context: RenderContext
    page: RoutedPage
    site: SiteView
    wording: Mapping[str, str]
    call_to_action: Callable[[str], CallToAction]
    """The Massage Rx section in the variant of this name."""
    grades_url: str

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.page.page.language

    def drawing(self, name: str) -> str | None:
        """The SVG of the drawing, as pages of this language show it."""
        return self.context.drawing(name, self.language)
