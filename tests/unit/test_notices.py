"""Urgent news on top of every page, for as long as they are news."""

from __future__ import annotations

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.pipeline import BuiltSite
from tests.small_sites import build, messages, small_page

_NOTICE = """\
-- config.yaml (edited) --
< clinic:
> notices:
>   - text: {en: "We are closed on December 24.", es: "Cerramos el 24 de diciembre."}
>     first_day: 2026-12-20
>     last_day: 2026-12-24
>
> clinic:
"""


def notices(built: BuiltSite, page: str = "sources/index.html") -> list[str]:
    """The words of the notices on this page."""
    html = LexborHTMLParser(built.files[page])
    return [" ".join(one.text().split()) for one in html.css(".notice")]


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 12, 19), False),
        (date(2026, 12, 20), True),
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
    ],
)
def test_a_notice_comes_and_goes_by_itself(today: date, *, shown: bool) -> None:
    """Both days belong to it; the first build after the last one leaves it out."""
    built = build(_NOTICE, today=today)

    assert built.is_publishable
    assert notices(built) == (["Notice: We are closed on December 24."] if shown else [])


def test_without_a_first_day_it_is_shown_at_once() -> None:
    """Whoever is in a hurry writes only until when."""
    assert notices(build(_NOTICE.replace(">     first_day: 2026-12-20\n", "")))


def test_every_page_has_its_language() -> None:
    """Spanish pages say it in Spanish."""
    spanish = small_page("content/es/postura.md", title="Postura")

    built = build(_NOTICE + spanish, today=date(2026, 12, 24))

    assert notices(built, "es/postura/index.html") == ["Aviso: Cerramos el 24 de diciembre."]


def test_a_notice_without_spanish_is_read_aloud_in_english() -> None:
    """And the check asks for the words."""
    spanish = small_page("content/es/postura.md", "warning: none\n", title="Postura")
    text = _NOTICE.replace(', es: "Cerramos el 24 de diciembre."', "")

    built = build(text + spanish, today=date(2026, 12, 24))

    words = LexborHTMLParser(built.files["es/postura/index.html"]).css_first(".notice [lang]")
    assert words is not None
    assert words.attributes["lang"] == "en-US"
    assert "no Spanish" in messages(built)
    assert "config.yaml" not in {
        p.path for p in built.problems if p.severity(release=True) == "error"
    }


def test_an_emergency_page_speaks_of_nothing_else() -> None:
    """No news of the clinic beside the call to 911."""
    built = build(_NOTICE, today=date(2026, 12, 24))

    assert notices(built, "when-to-get-help/index.html") == []


def test_warning_signs_in_the_lead_come_first() -> None:
    """Where a page begins with a card, the notice stands below it, on every other page above."""
    card = "Read this first.\n\n/// care-card\n    level: emergency\n    signs: all\n///\n"
    page = small_page("content/en/signs.md", "warning: card\n", title="Signs", body=card)

    html = build(_NOTICE + page, today=date(2026, 12, 24)).files["signs/index.html"].decode()

    assert html.index('class="care"') < html.index('class="notice') < html.index("</main>")
    other = build(_NOTICE, today=date(2026, 12, 24)).files["sources/index.html"].decode()
    assert other.index('class="notice') < other.index("</header>")


def test_a_link_leads_to_the_page_in_the_readers_language() -> None:
    """Its words are the title of that page; without a twin the language is told."""
    english = small_page("content/en/posture.md", title="Posture")
    twin = small_page("content/es/postura.md", "twin: /posture/\n", title="Postura")
    alone = small_page("content/es/sola.md", title="Sola")
    linked = _NOTICE.replace(">\n> clinic", ">     link: /posture/\n>\n> clinic")

    with_twin = build(linked + english + twin, today=date(2026, 12, 24))
    without = build(linked + english + alone, today=date(2026, 12, 24))

    assert '<a href="/es/postura/">Postura</a>' in with_twin.files["es/postura/index.html"].decode()
    link = '<a href="/posture/" lang="en-US" hreflang="en-US">Posture</a>'
    assert link in without.files["es/sola/index.html"].decode()


def test_a_notice_promises_no_more_than_the_clinic_may() -> None:
    """Its words are checked like all others."""
    text = _NOTICE.replace("We are closed on December 24.", "Our massage cures back pain.")

    assert "config.yaml:" in messages(build(text))
