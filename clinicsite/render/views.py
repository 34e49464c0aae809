"""What the page templates see: finished values, nothing to compute.

The rules of `component_views` for addresses, texts and dates hold here too.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

from clinicsite.render.component_views import (
    CallToAction,
    ClinicView,
    Heading,
    HubCard,
    LanguageSwitch,
    Link,
    NoticeView,
    Sheet,
    Stamp,
)
from clinicsite.render.list_views import Letter, SourceEntry
from clinicsite.render.sign_views import CheckBox

GALLERY = "gallery"
"""The kind of the page of all components, which no editor writes."""


class Alternate(Struct, frozen=True):
    """The same page in another language, or in this one, for `hreflang`."""

    language: str
    url: str
    """Absolute."""


class SocialView(Struct, frozen=True):
    """The picture that a shared link shows."""

    url: str
    """Absolute."""
    width: int
    height: int
    words: str
    """What it says; may be empty."""


class Footer(Struct, frozen=True):
    """The end of every page."""

    links: tuple[Link, ...]
    clinic: ClinicView | None
    """None on an emergency page."""


class SiteView(Struct, frozen=True):
    """What is the same on every page of one language."""

    name: str
    language: str
    """`en-US` or `es-US`."""
    home_url: str
    help_url: str
    """The page "When to get help"; empty on a site that has none."""
    menu: tuple[Link, ...]
    footer: Footer
    emergency_footer: Footer
    clinic: ClinicView
    favicon_url: str
    """Of the drawn icon; empty, like the next two, when the file is missing."""
    old_favicon_url: str
    """For browsers that draw no icons."""
    touch_icon_url: str
    """For home screens of phones."""
    social: SocialView | None
    preview_ribbon: bool
    """True while the clinic's facts are placeholders."""


class PageView(Struct, frozen=True):
    """One page, ready for its template `kinds/<kind>.html`."""

    kind: str
    emergency: bool
    """True when the page must carry no invitation at all."""
    title: str
    head_title: str
    """For the browser's tab: the title and the site's name."""
    description: str
    url: str
    canonical: str
    """Absolute address of this page; empty on the 404 page."""
    indexed: bool
    """False for the 404 page and the like, which search engines should leave out."""
    alternates: tuple[Alternate, ...]
    language_switch: LanguageSwitch | None
    """To the same page in the other language; None while that language has no page."""
    menu: tuple[Link, ...]
    """The header's items, with the current one marked; empty on emergency pages."""
    breadcrumb: tuple[Link, ...]
    """From the home page to this page; empty on the home page and the 404 page."""
    banner: bool
    """Whether the one-line warning with a link to "When to get help" stands on top."""
    lead: Markup
    """The text before the first heading, its care card included."""
    body: Markup
    contents: tuple[Heading, ...]
    """The second-level headings; empty when there are fewer than three."""
    children: tuple[HubCard, ...]
    """The pages below this one, for hubs."""
    call_to_action: CallToAction | None
    sources: tuple[SourceEntry, ...]
    stamp: Stamp | None
    structured_data: Markup
    """JSON-LD, safe inside a script element; empty when there is none."""
    letters: tuple[Letter, ...] = ()
    """For the A–Z page (links) and the glossary (terms)."""
    self_check: tuple[CheckBox, ...] = ()
    """The boxes of the self-check, most urgent first."""
    sheet: Sheet | None = None
    """For handouts."""
    notices: tuple[NoticeView, ...] = ()
    """News of the clinic; none on emergency pages."""
    notices_below: bool = False
    """Whether they stand under the lead, because it holds the warning signs of the page."""


class SheetView(Struct, frozen=True):
    """A style sheet and the hash by which a page's policy allows it."""

    css: Markup
    csp_hash: str
    """`sha256-…`, base64."""


class StyleView(Struct, frozen=True):
    """The style sheet that every page carries, and what some pages need besides."""

    every_page: SheetView
    own: Mapping[str, SheetView]
    """By kind of page: what only pages of that kind show."""
    fonts: tuple[str, ...] = ()
    """Addresses of the fonts that they load, for pages to ask for at once."""
    drawing: str = ""
    """The style inside a drawing that is a file of its own."""

    @property
    def css(self) -> Markup:
        """What every page carries."""
        return self.every_page.css

    @property
    def csp_hash(self) -> str:
        """By which every page's policy allows it."""
        return self.every_page.csp_hash

    def of(self, kind: str) -> tuple[SheetView, ...]:
        """The sheets of a page of this kind."""
        return (self.every_page, self.own[kind]) if kind in self.own else (self.every_page,)
