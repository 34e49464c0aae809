"""`config.yaml`: the site and the clinic. Empty keys are facts that nobody has supplied yet."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import field

from clinicsite.addresses import BaseUrl
from clinicsite.languages import Language
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.data_file import read_document
from clinicsite.read.document import Document
from clinicsite.read.fields import (
    Day,
    Email,
    Localized,
    PageAddresses,
    Phone,
    Strict,
    Text,
    Texts,
    Typed,
    WebAddress,
    wrong,
)
from clinicsite.read.hours import DayHours, Hours
from clinicsite.read.source import SourceText
from clinicsite.read.tree import CONFIG, SourceTree

DEFAULT_ZONE = "America/Los_Angeles"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _site_url(value: object) -> str:
    """A whole address; `http` only for trying things out on one's own machine."""
    if not isinstance(value, str):
        raise wrong("takes one address, such as https://www.example.com/")
    try:
        base = BaseUrl.parse(value)
    except ValueError as error:
        advice = f"{error}"
        raise wrong("is not a whole address", hint=advice[:1].upper() + advice[1:]) from None
    return base.absolute("/")


def _time_zone(value: object) -> str:
    try:
        return str(ZoneInfo(str(value)))
    except (KeyError, ValueError, OSError):
        raise wrong("is not a time zone", hint="Write it like America/Los_Angeles.") from None


def _place_in_site(value: object) -> str:
    """A route, with or without a heading on that page."""
    if not isinstance(value, str) or not value.startswith("/"):
        raise wrong("is not an address of this site", hint="Write it like /when-to-get-help/")
    return value


SiteUrl = Annotated[str, Typed(_site_url)]
TimeZone = Annotated[str, Typed(_time_zone)]
PlaceInSite = Annotated[str, Typed(_place_in_site)]


class SignpostPages(Strict, frozen=True, kw_only=True):
    """Pages that every other page leads to."""

    help: PlaceInSite = ""
    """When to get help: the warning line on top of pages leads there."""
    safety_check: PlaceInSite = ""
    """Whether massage is safe to book: stands beside every call button."""
    evidence_levels: PlaceInSite = ""
    """Where the evidence levels are explained."""


class Signposts(Strict, frozen=True, kw_only=True):
    """The signpost pages of each language."""

    en: SignpostPages = field(default_factory=SignpostPages)
    """For English pages."""
    es: SignpostPages = field(default_factory=SignpostPages)
    """For Spanish pages."""

    def in_(self, language: Language) -> SignpostPages:
        """The signpost pages of this language."""
        return self.es if language is Language.ES else self.en


class Site(Strict, frozen=True, kw_only=True):
    """Where the site lives."""

    url: SiteUrl
    """The address of the site, with https:// and a slash at the end."""
    name: Text
    """The name in the header and after every page title."""
    time_zone: TimeZone = DEFAULT_ZONE
    """Decides when a day begins, for review dates and notices."""
    repository: WebAddress | None = None
    """Where the site's files are kept online, for people who edit them in the browser."""
    signposts: Signposts = field(default_factory=Signposts)
    """Pages that every other page leads to, by language."""


class Address(Strict, frozen=True, kw_only=True):
    """A postal address in the United States."""

    street: Text = ""
    """Street and number; without it no address is shown."""
    city: Text = ""
    """The city of the address."""
    state: Text = ""
    """In two letters, such as CA."""
    postal_code: Text = ""
    """The ZIP code."""

    def lines(self) -> tuple[str, ...]:
        """The address as it is written on an envelope; empty without a street."""
        if not self.street:
            return ()
        place = f"{self.city}, {self.state} {self.postal_code}".strip(", ")
        return (self.street, place) if place else (self.street,)


class OpeningHours(Strict, frozen=True, kw_only=True):
    """Hours of each day; a day that is not given is not shown."""

    monday: Hours | None = None
    """Such as 9:00 am - 5:00 pm, or closed."""
    tuesday: Hours | None = None
    """As for Monday."""
    wednesday: Hours | None = None
    """As for Monday."""
    thursday: Hours | None = None
    """As for Monday."""
    friday: Hours | None = None
    """As for Monday."""
    saturday: Hours | None = None
    """As for Monday."""
    sunday: Hours | None = None
    """As for Monday."""

    def days(self) -> tuple[tuple[str, DayHours], ...]:
        """The days that are given, Monday first."""
        given = ((day, getattr(self, day)) for day in WEEKDAYS)
        return tuple((day, hours) for day, hours in given if hours is not None)


class Price(Strict, frozen=True, kw_only=True):
    """What one service costs."""

    service: Localized
    """What is offered, in both languages."""
    price: Text
    """With its currency, such as $90."""


class Clinic(Strict, frozen=True, kw_only=True):
    """What the clinic says about itself. Nothing here is ever guessed."""

    name: Text
    """The name of the clinic, as it signs."""
    phone: Phone
    """With area code. Numbers 555-01XX are fictional: they only hold the place."""
    city: Text = ""
    """Shown while there is no street address."""
    address: Address = field(default_factory=Address)
    """Where the clinic is."""
    hours: OpeningHours = field(default_factory=OpeningHours)
    """When it is open."""
    hours_note: Localized | None = None
    """A remark under the hours, such as holidays."""
    booking_url: WebAddress | None = None
    """Online booking on another site."""
    directions_url: WebAddress | None = None
    """A map on another site."""
    email: Email | None = None
    """For messages from customers."""
    text_number: Phone | None = None
    """For text messages."""
    languages_spoken: Texts = ()
    """What the staff speak, such as [English, Spanish]."""
    service_area: Text = ""
    """Where home visits are offered, in a few words."""
    in_home: Text = ""
    """What is offered at a customer's home, in a few words."""
    prices: tuple[Price, ...] = ()
    """The price list."""


class Therapist(Strict, frozen=True, kw_only=True):
    """Someone who gives massages, and the certificate number that proves a certificate."""

    name: Text
    """First and last name."""
    camtc_number: Text = ""
    """Lets pages say "CAMTC-certified"; without it they say "professional"."""


class License(StrEnum):
    """State licences that allow more than massage (brief, decision 16)."""

    CHIROPRACTOR = "chiropractor"
    PHYSICIAN = "physician"
    OSTEOPATHIC_PHYSICIAN = "osteopathic physician"
    PHYSICAL_THERAPIST = "physical therapist"


class LicensedProfessional(Strict, frozen=True, kw_only=True):
    """A person whose license can be looked up."""

    name: Text
    """First and last name."""
    license: License
    """Which license it is."""
    number: Text
    """Of the license, for everybody to look up."""


class Notice(Strict, frozen=True, kw_only=True):
    """News that every visitor needs for some days, such as a day on which the clinic is closed."""

    text: Localized
    """One or two short sentences."""
    first_day: Day | None = None
    """The first day on which it is shown; without it, from now on."""
    last_day: Day
    """The last day on which it is shown; it goes with the first build after that."""
    link: PlaceInSite | None = None
    """The page that tells more."""


class Config(Strict, frozen=True, kw_only=True):
    """All of `config.yaml`."""

    site: Site
    """Where the site lives."""
    clinic: Clinic
    """What the clinic says about itself."""
    gone: PageAddresses = ()
    """Addresses that were removed on purpose."""
    notices: tuple[Notice, ...] = ()
    """Urgent news on top of every page."""
    therapists: tuple[Therapist, ...] = ()
    """Who gives massages, one entry a person."""
    licensed_professionals: tuple[LicensedProfessional, ...] = ()
    """Only people with a state license that can be looked up."""

    @property
    def base(self) -> BaseUrl:
        """Where the site is published, unless the command line says otherwise."""
        return BaseUrl.parse(self.site.url)


def placeholders(config: Config, document: Document) -> tuple[Problem, ...]:
    """A problem for each value that only holds the place of a fact.

    Fictional phone numbers are 555-0100 to 555-0199; reserved names are those of RFC 2606.
    """
    host = BaseUrl.parse(config.site.url).origin.partition("://")[2].partition(":")[0]
    found = []
    if re.search(r"(^|\.)(example(\.(com|org|net))?|test|invalid|localhost)$", host):
        found.append((("site", "url"), "the site's address", "Write the site's own address"))
    for key, number in (("phone", config.clinic.phone), ("text_number", config.clinic.text_number)):
        if number and re.search(r"555-01\d\d$", number):
            found.append((("clinic", key), "the phone number", "Write the clinic's own number"))
    return tuple(
        document.problem("placeholder", keys, f"`{keys[-1]}` is not {what} yet", f"{hint} here.")
        for keys, what, hint in found
    )


def read_config(
    tree: SourceTree, memo: Memo = FORGETFUL
) -> tuple[Config | None, Document, tuple[Problem, ...]]:
    """`config.yaml` as a value; None with problems when it is missing or faulty."""
    if CONFIG not in tree.files:  # reported with the other files that are missing
        return None, Document(SourceText(CONFIG, ""), ""), ()
    return read_document(tree, CONFIG, Config, memo)
