"""Characters that the site's font lacks, and where they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.characters import drawn
from clinicsite.problems import Problem
from tests.page_facts import facts_of
from tests.small_sites import build, small_page

POSTURE = "content/en/posture.md"


def missing(site: str) -> list[Problem]:
    """What the build says of the font, and that it says nothing else."""
    problems = build(site).problems
    assert {problem.rule for problem in problems} <= {"font"}
    return list(problems)


def posture(body: str, **more: str) -> str:
    """A page with this text."""
    return small_page(POSTURE, body=body, **more)


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("Rest → walk.", 11, 6),
        ("Rest.\n\nThen walk &rarr; rest.", 13, 11),
        ("Rest.\n\nThen walk &#8594; rest.", 13, 11),
        ("Rest.\n\nThen walk &#x2192; rest.", 13, 11),
        ("- Rest\n- Walk → rest", 12, 8),
    ],
)
def test_a_missing_character_is_found_in_its_line(body: str, line: int, column: int) -> None:
    """However it was written, the place is that of the first one in the file."""
    (problem,) = missing(posture(body))

    assert (problem.path, problem.line, problem.column) == (POSTURE, line, column)
    assert "“→” (U+2192)" in problem.message


def test_a_character_of_the_front_matter_is_found_there() -> None:
    """A title stands on the page as its main heading."""
    (problem,) = missing(posture("Rest.", title="Rest → walk"))

    assert (problem.line, problem.column) == (2, 13)


def test_a_page_is_told_once_for_each_character() -> None:
    """One warning for all arrows of a page, one for each other sign, one for each other page."""
    other = small_page("content/en/rest.md", title="Rest", body="→")

    problems = missing(posture("Rest → walk → rest.\n\n≥ 3 times →") + other)

    assert [(p.path, p.line, p.message[24:25]) for p in problems] == [
        (POSTURE, 11, "→"),
        (POSTURE, 13, "≥"),
        ("content/en/rest.md", 11, "→"),
    ]


def test_a_text_in_another_script_is_one_mistake() -> None:
    """A page does not flood the screen with one warning for each letter of an alphabet."""
    assert len(missing(posture("абвгдежзийклмнопрстуфхцчшщ"))) == 10


@pytest.mark.parametrize(
    "text",
    [
        "¿Dónde está el niño? ¡Aquí! 1.º y 2.ª «Sí», dice Übeda. ÁÉÍÓÚÜÑ",
        "“It’s 9–5,” — … 36 °C × ½ · © ®",
        "cafe\u0301 and nin\u0303o, typed in two parts",
        "half\u00adway, hard\u00a0space, thin\u2009space",
    ],
)
def test_english_and_spanish_are_covered(text: str) -> None:
    """Letters and signs of both languages, spaces of every width, and what nobody sees."""
    assert missing(posture(text)) == []


def test_a_letter_typed_in_two_parts_is_found() -> None:
    """The browser shows one letter; the file holds two characters."""
    (problem,) = missing(posture("Dr. Kova\u0301r\u030c."))

    assert (problem.line, problem.column) == (11, 10)
    assert "“ř”" in problem.message


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("≥ 3 times", "Write “at least” instead."),
        ("ﬁsh", "Write “fi” instead."),
        ("Kovář", "Is it spelled right? In a name it can stay."),
        ("✓ Rest", "Write it in words; a list or a block draws dots, check marks and crosses."),
        ("10² times", "Write it in words; a list or a block draws dots, check marks and crosses."),
    ],
)
def test_the_hint_says_what_to_write(body: str, hint: str) -> None:
    """Signs have words; a raised 2 is never turned into a plain one."""
    (problem,) = missing(posture(body))

    assert problem.hint == hint


def test_a_character_of_a_data_file_is_found_there_and_not_in_a_remark() -> None:
    """All pages that show the word are one warning, in the file that holds it."""
    changes = """-- content/data/wording.yaml (edited) --
<   en: Skip to the main text
> # no → here
>   en: Skip → to the main text  # → neither
"""
    (problem,) = missing(changes)

    assert problem.path == "content/data/wording.yaml"
    assert problem.excerpt.startswith("  en: Skip → to")


def test_a_description_that_only_another_page_shows_is_found_in_its_own_file() -> None:
    """The cards of a hub show the descriptions of the pages below it."""
    hub = small_page("content/en/tips/index.md", title="Tips").replace("kind: text", "kind: hub")
    child = small_page("content/en/tips/rest.md", title="Rest").replace(
        "How to sit", "Sit → how to"
    )
    hub = hub.replace("call_to_action: none", "call_to_action: none\nsources: [S19]\nreviewer: A")

    (problem,) = missing(hub + child)

    assert (problem.path, problem.line) == ("content/en/tips/rest.md", 3)


def test_a_character_of_a_template_is_found_there() -> None:
    """Remarks of a template are shown to nobody."""
    template = """-- templates/components/logo.html --
{# → #}
<span>→</span>
"""
    (problem,) = missing(template)

    assert (problem.path, problem.line) == ("templates/components/logo.html", 2)


def test_a_site_that_does_not_say_what_its_font_has_is_not_warned() -> None:
    """The promise is the list beside the font."""
    assert missing("-- static/fonts/characters.txt (deleted) --\n" + posture("Rest → walk.")) == []


def test_a_missing_character_never_keeps_a_correction_offline() -> None:
    """Readers see it in another font; in a release it is a warning, too."""
    built = build(posture("Rest → walk."), release=True)

    assert built.is_publishable


def test_only_what_is_drawn_counts() -> None:
    """Names for speech, the tab's title and structured data are not set in the site's font."""
    html = """<title>→</title><style>a{content:"←"}</style><meta content="↑"><body>
    <svg><title>↓</title><text>½</text></svg><p aria-label="≥">é<b hidden>≤</b></p>"""

    assert facts_of(html.encode()).characters == "½é≤"


@given(st.text())
def test_what_a_font_must_have_is_visible_and_beyond_ascii(words: str) -> None:
    """Asking twice changes nothing, and the order of the words has no part in it."""
    found = drawn(words)

    assert drawn("".join(sorted(found))) == found
    assert not any(one.isascii() or one.isspace() for one in found)
