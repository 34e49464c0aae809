"""What the component templates see: one view a component, `components/<name>.html`.

Every address in a view is ready to stand in an `href` (base path included). Texts are plain and
are escaped by the templates; `Markup` is finished HTML. Dates are `datetime.date`; templates
show them through the filter `day`.
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec import Struct


class Link(Struct, frozen=True):
    """A text that leads somewhere."""

    text: str
    url: str
    current: str = ""
    """For `aria-current`: `page` on the page itself, `true` for the part of the site around it."""
    language: str = ""
    """Language tag of the target when it differs from the page's, such as `es-US`."""


class LanguageSwitch(Link, frozen=True):
    """To the other language."""

    leads_to: str = ""
    """What stands there, in that language, when it is not the same page."""


class NoticeView(Struct, frozen=True):
    """News that every visitor needs today."""

    text: str
    link: Link | None
    language: str = ""
    """Language tag of the text when it differs from the page's."""


class HubCard(Struct, frozen=True):
    """A child page on its hub, or a page in a list."""

    title: str
    url: str
    description: str


class Heading(Struct, frozen=True):
    """A heading of the body, as the list "On this page" shows it."""

    level: int
    id: str
    text: str


class CareCard(Struct, frozen=True):
    """Warning signs of one level, and what to do about them (design.md 7.5)."""

    id: str
    """Unique on the page; the heading's id."""
    level: str
    """`emergency`, `urgent` or `non-urgent`."""
    word: str
    """The visible level word, such as "Emergency"."""
    heading_before: str
    heading_action: str
    """The words that are the `tel:911` link; empty for the levels without a call."""
    heading_after: str
    intro: str
    signs: tuple[str, ...]
    closing: str
    heading_level: int = 2
    """2 in the lead block and between sections, 3 inside a section."""


class ListBox(Struct, frozen=True):
    """A Do or a Don't list."""

    dont: bool
    items: tuple[Markup, ...]


class Note(Struct, frozen=True):
    """One aside."""

    heading: str
    body: Markup


class Evidence(Struct, frozen=True):
    """How sure we are of one claim (content.md Part 2)."""

    level: str
    """`good`, `some`, `limited`, `expert` or `not-shown`."""
    word: str
    """The level in words, such as "Limited"."""
    bars: tuple[bool, ...]
    """Four, each filled or not; none for expert advice, which has no bars."""
    claim: str
    body: Markup
    grades_url: str
    """Where the levels are explained; empty while no such page exists."""


class Steps(Struct, frozen=True):
    """Things that happen one after the other."""

    items: tuple[Markup, ...]


class Doors(Struct, frozen=True):
    """Where to go first from the home page."""

    items: tuple[Markup, ...]


class StopIf(Struct, frozen=True):
    """When to stop an exercise."""

    items: tuple[Markup, ...]


class BodyMap(Struct, frozen=True):
    """Places where it can hurt, as links, and a drawing that repeats them."""

    svg: Markup
    """Hidden from speech; its zones are links out of the keyboard's reach."""
    zones: tuple[Link, ...]


class Question(Struct, frozen=True):
    """A question with its answer, closed until asked."""

    question: str
    answer: Markup


class Picture(Struct, frozen=True):
    """A drawing that is a file of its own."""

    url: str
    width: int
    height: int
    title: str
    """What it shows, in a few words."""
    description: str
    """The same in whole sentences; may be empty."""


class PhotoView(Struct, frozen=True):
    """A photo in the sizes that browsers choose from."""

    url: str
    """For browsers that do not know WebP."""
    sources: str
    """For `srcset`."""
    sizes: str
    """How wide it will be; empty when there is one size only."""
    width: int
    height: int
    alt: str
    decorative: bool
    lazy: bool
    """Whether it can wait until a reader comes near."""
    figure: bool
    """Whether it stands in a paragraph of its own; only then it has a caption."""
    caption: Markup


class Figure(Struct, frozen=True):
    """A drawing with its caption."""

    svg: Markup
    """The drawing, with its own title and description; empty when it is a file."""
    caption: Markup
    picture: Picture | None = None


class Video(Struct, frozen=True):
    """The clinic's own film, or a link to one elsewhere (design.md 7.13)."""

    title: str
    transcript: Markup
    file_url: str = ""
    captions_url: str = ""
    captions_language: str = ""
    poster_url: str = ""
    width: int = 0
    height: int = 0
    outside_url: str = ""
    outside_host: str = ""
    length: str = ""


class AskFirst(Struct, frozen=True):
    """Conditions that a doctor should judge before any massage."""

    items: tuple[str, ...]


class Sheet(Struct, frozen=True):
    """The way from a printed sheet back to its page."""

    address: str
    """Absolute."""
    size: int
    """Width and height of the code, its quiet edge included."""
    path: str
    """The dark modules, for `d`."""


class HoursRow(Struct, frozen=True):
    """Opening hours of one day; `times` reads "Closed" on a closed day."""

    day: str
    times: str


class ClinicView(Struct, frozen=True):
    """The clinic's facts as they are shown; an empty field has not been supplied."""

    name: str
    phone: str
    """The digits as people write them: (323) 555-0100."""
    phone_url: str
    """`tel:+13235550100`."""
    address: tuple[str, ...]
    """Lines of the address; empty when there is none."""
    hours: tuple[HoursRow, ...]
    hours_note: str
    booking_url: str
    directions_url: str
    email: str
    text_number: str
    text_url: str
    service_area: str
    in_home: str
    """What is offered at a customer's home."""
    languages_spoken: tuple[str, ...]
    prices: tuple[tuple[str, str], ...]
    """Pairs of what and how much."""
    therapists: tuple[str, ...]
    """One line a person: name, and the certificate when there is one."""


class CallToAction(Struct, frozen=True):
    """The Massage Rx section (brief, decision 5)."""

    variant: str
    """`full` invites, `compact` puts the safety check first, `info` states facts only, `check`
    stands in the last box of that check itself."""
    safety_check: Link
    """The page that says whether massage is safe to book; no words on that page itself."""
    clinic: ClinicView
    id: str = "massage-rx"


class Stamp(Struct, frozen=True):
    """When the page was written and checked, and by whom."""

    published: date
    last_reviewed: date
    next_review: date
    overdue: bool
    reviewer: str
    """Name and license; empty when no licensed clinician has checked the page."""
    needs_translation_check: bool
    """True on pages in a language other than English that no medical translator has checked."""
    translator: str
    """Who has."""
