"""Components of the page's frame that look the same on many pages, each of them made once."""

from __future__ import annotations

import functools

from markupsafe import Markup

from clinicsite.languages import Language
from clinicsite.render.context import RenderContext
from clinicsite.render.site_view import site_view
from clinicsite.render.templates import environment

_MOST = 64


class SharedComponents:
    """What templates call in the place of an include: `{{ shared("footer", footer) }}`.

    The component sees the value under its own name, the wording and the site; nothing of the page.
    """

    def __init__(self, context: RenderContext, language: Language) -> None:
        self._environment = environment(context.templates)
        self._frame = {"w": context.wording(language), "site": site_view(context, language)}
        self._made: dict[tuple[str, int], tuple[object, Markup]] = {}

    def __call__(self, name: str, value: object) -> Markup:
        """The component for this value; the same value is not shown twice."""
        key = (name, id(value))
        if key not in self._made:
            template = self._environment.get_template(f"components/{name}.html")
            html = Markup(template.render({**self._frame, name.replace("-", "_"): value}))
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = (value, html)  # as long as the value is here, its id is its own
        return self._made[key][1]


@functools.lru_cache(maxsize=len(Language))
def shared_components(context: RenderContext, language: Language) -> SharedComponents:
    """The components that the pages of this language share."""
    return SharedComponents(context, language)
