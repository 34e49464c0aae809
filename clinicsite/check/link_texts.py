"""The words of a link say where it leads, and the same words always lead to the same place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.hrefs import as_read
from clinicsite.check.locate import plain
from clinicsite.check.page_facts import Link
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.places import link_place

VAGUE_TEXTS = frozenset(
    (
        *("click", "click here", "continue", "details", "find out more", "go", "go here", "here"),
        *("info", "learn more", "link", "more", "more details", "more info", "more information"),
        *("page", "read more", "read on", "see here", "see more", "this", "this link"),
        *("this page", "tap here", "view more"),
        *("aquí", "acá", "clic aquí", "haga clic aquí", "haz clic aquí", "pulse aquí", "siga"),
        *("conozca más", "descubra más", "detalles", "enlace", "este enlace", "esta página"),
        *(
            "información",
            "lea más",
            "leer más",
            "más",
            "más información",
            "página",
            "presione aquí",
        ),
        *("saber más", "sepa más", "toque aquí", "vea aquí", "vea más", "ver más"),
    )
)
"""Words that say nothing once they are read without the sentence around them."""

_SIGNS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_NAME_IT = "write what the reader finds there, such as the title of that page"


def check_link_texts(site: Site) -> Iterator[Finding]:
    """Links whose words do not tell where they lead."""
    for one in site.written_pages():
        telling: list[tuple[str, Link]] = []
        for link in one.facts.links:
            words = plain(link.text)
            message = _trouble(link, words, site)
            written = link.spot.written
            if message:
                place = link_place(link, one, site)
                hint = _NAME_IT if written else TEMPLATE_HINT
                yield Finding(
                    "link", one.page, message, hint, link.spot, place, from_template=not written
                )
            elif written and words and not link.hidden:
                telling.append((words, link))
        yield from _two_places(telling, one, site)


def _trouble(link: Link, words: str, site: Site) -> str:
    """What is wrong with the words; empty when they are fine."""
    if link.hidden or (link.navigation and link.href.startswith("#")):
        return ""
    if not (words[:1].isalnum() and words[-1:].isalnum()):
        words = _SIGNS_AROUND.sub("", words)
    if not words:
        return f"the link to {site.shown(link.href) or 'nowhere'} has no words"
    if words in VAGUE_TEXTS:
        return f"the words “{link.text}” do not say where the link leads"
    return ""


def _two_places(
    telling: Iterable[tuple[str, Link]], one: CheckedPage, site: Site
) -> Iterator[Finding]:
    """The same words of the text that lead to different places."""
    first: dict[str, Link] = {}
    for words, link in telling:
        before = first.setdefault(words, link)
        if as_read(before.href) != as_read(link.href):
            message = (
                f"the words “{link.text}” lead to {site.shown(before.href)} at first "
                f"and to {site.shown(link.href)} later"
            )
            place = link_place(link, one, site)
            hint = "give each of the two links its own words, or send both to the same place"
            yield Finding("link", one.page, message, hint, link.spot, place)
