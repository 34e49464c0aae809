"""The languages of the site and where each one lives."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language that pages are written in; its value is the folder name under `content/`."""

    EN = "en"
    ES = "es"

    @property
    def tag(self) -> str:
        """The language tag of `lang` and `hreflang` (BCP 47)."""
        return {"en": "en-US", "es": "es-US"}[self.value]

    @property
    def own_name(self) -> str:
        """What speakers of the language call it."""
        return {"en": "English", "es": "Español"}[self.value]

    @property
    def home(self) -> str:
        """The route of the language's home page; English lives at the root."""
        return "/" if self is DEFAULT_LANGUAGE else f"/{self.value}/"


DEFAULT_LANGUAGE = Language.EN
