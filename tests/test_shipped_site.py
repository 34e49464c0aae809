"""The site that this project ships: whole, safe, and waiting only for the clinic's facts."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.languages import Language
from clinicsite.pipeline import BuiltSite
from clinicsite.problems import Problem
from clinicsite.read.coverage import read_coverage
from clinicsite.read.fields import Localized
from clinicsite.read.reference import Reference, read_reference
from clinicsite.read.tree import SourceTree, read_tree
from tests.small_sites import PROJECT, build

FIRST_PAGES = (
    "/", "/upper-back/", "/causes/", "/causes/muscular-irritation/", "/causes/joint-dysfunction/",
    "/symptoms/", "/when-to-get-help/", "/treatments/", "/treatments/massage/", "/services/",
    "/services/upper-back-massage/", "/about-contact/", "/sources/", "/404.html", "/self-check/",
    "/print/safety-sheet/", "/editorial-policy/", "/accessibility/", "/privacy/",
    "/es/", "/es/cuando-pedir-ayuda/", "/es/autoevaluacion/", "/es/contacto/", "/es/sintomas/",
    "/es/causas/", "/es/tratamientos/", "/es/masaje/", "/es/drenaje-linfatico/", "/es/preguntas/",
    "/es/causas/dentro-del-cuerpo/", "/es/causas/despues-de-un-accidente/",
    "/es/causas/irritacion-muscular/", "/es/causas/levantar-objetos/",
    "/es/tratamientos/hielo-y-calor/", "/es/tratamientos/medicinas-sin-receta/",
    "/es/tratamientos/movimientos-suaves/", "/es/masaje/en-massage-rx/",
    "/es/hoja-de-seguridad/", "/es/glosario/", "/es/a-z/", "/es/404.html",
)  # fmt: skip
HELP = {"": "/when-to-get-help/", "es/": "/es/cuando-pedir-ayuda/"}
FILLED_IN = {
    b"https://massage-rx.example.org/": b"https://www.massage-rx-of-the-tests.net/",
    b"(323) 555-0100": b"(213) 555-0234",
}


@functools.cache
def shipped_tree() -> SourceTree:
    """The project's own files."""
    tree, problems = read_tree(PROJECT)
    assert problems == ()
    return tree


@functools.cache
def shipped(*, release: bool = False, filled_in: bool = False) -> BuiltSite:
    """The finished site, with or without the two facts that a release needs."""
    files = dict(shipped_tree().files)
    if filled_in:
        for placeholder, fact in FILLED_IN.items():
            assert files["config.yaml"].count(placeholder) == 1
            files["config.yaml"] = files["config.yaml"].replace(placeholder, fact)
    return build(SourceTree(files), release=release)


def reference() -> Reference:
    """The shipped warning signs, sources, glossary and wording."""
    value, problems = read_reference(shipped_tree())
    assert value is not None
    assert problems == ()
    return value


def page(route: str) -> LexborHTMLParser:
    """One finished page."""
    name = route.lstrip("/") + ("index.html" if route.endswith("/") else "")
    return LexborHTMLParser(shipped().files[name])


def pages() -> list[str]:
    """The names of all finished pages, stubs included."""
    return [name for name in shipped().files if name.endswith(".html")]


def _placeholders(problem: Problem) -> bool:
    return problem.rule == "placeholder"


def test_only_the_clinics_facts_are_missing() -> None:
    """No error, and no warning but for the two placeholders."""
    rest = [problem for problem in shipped().problems if not _placeholders(problem)]

    assert rest == []
    assert [problem.line > 0 for problem in shipped().problems] == [True, True]
    assert shipped().is_publishable


def test_a_release_waits_for_the_clinics_facts() -> None:
    """The same two problems stop a release, and nothing else does."""
    built = shipped(release=True)

    assert not built.is_publishable
    assert all(_placeholders(problem) for problem in built.problems)


def test_telephone_and_address_are_enough_for_a_release() -> None:
    """With `clinic.phone` and `site.url` filled in, the site can be published."""
    built = shipped(release=True, filled_in=True)

    assert built.problems == ()
    assert built.is_publishable
    assert not any(b"555-01" in data or b"example.org" in data for data in built.files.values())


@pytest.mark.parametrize("route", FIRST_PAGES)
def test_the_first_pages_are_there(route: str) -> None:
    """Each has one heading, a lead and a description of its own."""
    tree = page(route)

    assert len(tree.css("h1")) == 1
    lead = tree.css_first("main .lead")
    assert lead is not None
    assert lead.text(strip=True)


@pytest.mark.parametrize("name", pages())
def test_pages_run_nothing_and_load_nothing(name: str) -> None:
    """0 bytes of JavaScript, no frame, no form, nothing from another host."""
    tree = LexborHTMLParser(shipped().files[name])
    loads = [node.attributes.get("src") or "" for node in tree.css("[src]")]
    loads += [node.attributes.get("href") or "" for node in tree.css("link[rel=icon]")]

    assert tree.css("script:not([type='application/ld+json']), iframe, form, object, embed") == []
    assert [address for address in loads if not address.startswith("/")] == []


@pytest.mark.parametrize("sign", [sign.id for sign in reference().warning_signs.signs])
@pytest.mark.parametrize("language", list(Language))
def test_every_warning_sign_is_on_the_help_page_in_full(language: Language, sign: str) -> None:
    """The help page shows each record, word by word, under the heading of its level."""
    signs = reference().warning_signs
    record = next(record for record in signs.signs if record.id == sign)
    help_page = page(HELP[language.home.lstrip("/")])
    card = help_page.css_first(f"section.care[data-level='{record.level}']")

    assert card is not None
    assert record.full.in_(language) in [item.text() for item in card.css("li")]


def words_of(text: str) -> list[str]:
    """The words as a reader hears them: no case, no signs, no marks of Markdown."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())


def retyped(text: str, passages: Iterable[list[str]]) -> bool:
    """Whether a passage has all words of the text in their order, with few words in between."""
    words = words_of(text)
    return any(_in_order(words, passage) for passage in passages)


def _in_order(words: list[str], passage: list[str]) -> bool:
    """Whether the words follow each other somewhere, spread over half as many again at most."""
    for start, word in enumerate(passage):
        if word == words[0]:
            rest = iter(passage[start : start + len(words) + len(words) // 2])
            if all(any(word == other for other in rest) for word in words):
                return True
    return False


def passages(text: str) -> list[list[str]]:
    """The words of each paragraph, each line of a list and each cell of a table."""
    parts = re.split(r"\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s|\|", text)
    return [words_of(part) for part in parts]


def safety_texts() -> Iterator[str]:
    """What `warning-signs.yaml` says in whole sentences, in both languages."""
    signs = reference().warning_signs
    records = [text for sign in signs.signs for text in (sign.full, sign.short)]
    for text in (*records, *signs.massage_ok, signs.massage_ok_result, signs.call_911):
        yield from (words for words in (text.en, text.es) if len(words_of(words)) > 3)


@pytest.mark.parametrize(
    "path", [path for path in shipped_tree().files if path.endswith((".md", ".html"))]
)
def test_no_page_retypes_a_warning_sign(path: str) -> None:
    """The words of the records stand in the data file and nowhere else, not even nearly."""
    found = passages(shipped_tree().files[path].decode())

    assert [text for text in safety_texts() if retyped(text, found)] == []


@pytest.mark.parametrize(
    ("text", "is_retyped"),
    [
        ("- **Losing** weight, without trying.", True),
        ("- You are losing some weight without even trying to.", True),
        ("Losing weight\nwithout trying", True),
        ("Losing weight is hard.\n\nMany do it without trying.", False),
        ("Without trying, you are losing weight.", False),
        ("- losing weight\n- without trying", False),
    ],
)
def test_a_sign_is_known_again_with_other_signs_and_words_between(
    text: str, *, is_retyped: bool
) -> None:
    """Capitals, commas, stars, line ends and a few added words do not hide a copy."""
    assert retyped("Losing weight without trying", passages(text)) == is_retyped


def test_help_is_one_step_from_every_page() -> None:
    """Every page links to "When to get help" in its own language."""
    for name in pages():
        address = HELP["es/" if name.startswith("es/") else ""]
        links = LexborHTMLParser(shipped().files[name]).css(f"a[href^='{address}']")
        assert links or f"/{name}" == f"{address}index.html", name


def test_every_page_but_the_exceptions_carries_the_clinic() -> None:
    """Decision 5: none on emergencies, medicine, glossary, sources and policies, one elsewhere."""
    without = {
        f"{name}/index.html"
        for name in (
            *("when-to-get-help", "print/safety-sheet", "glossary", "sources"),
            *("causes/accident-or-collision", "causes/inside-the-body"),
            *("editorial-policy", "treatments/over-the-counter-medicine", "es/glosario"),
            *("es/cuando-pedir-ayuda", "es/hoja-de-seguridad", "es/causas/dentro-del-cuerpo"),
            *("es/causas/despues-de-un-accidente", "es/tratamientos/medicinas-sin-receta"),
        )
    }
    for name in pages():
        sections = LexborHTMLParser(shipped().files[name]).css("section.cta")
        assert len(sections) == (0 if name in without else 1), name


def test_the_call_shows_its_digits() -> None:
    """A telephone link carries the number that it calls, readable."""
    for name in pages():
        for link in LexborHTMLParser(shipped().files[name]).css("a[href^='tel:+1']"):
            digits = (link.attributes.get("href") or "").removeprefix("tel:+1")
            assert digits in re.sub(r"\D", "", link.text()), name


@pytest.mark.parametrize("name", [name for name in pages() if name.startswith("es/")])
def test_spanish_pages_say_that_no_translator_has_checked_them(name: str) -> None:
    """Decision 13; pages that are only a list or lead on have no review stamp."""
    stamp = LexborHTMLParser(shipped().files[name]).css_first(".stamp")

    assert stamp is not None or name in ("es/404.html", "es/a-z/index.html")
    assert stamp is None or reference().wording["translation_unchecked"].es in stamp.text()


def _used_keys() -> set[str]:
    sources = [data.decode() for path, data in shipped_tree().files.items() if ".html" in path]
    sources += [p.read_text(encoding="utf-8") for p in (PROJECT / "clinicsite").rglob("*.py")]
    text = "\n".join(sources)
    used = set(re.findall(r"\bw\.(\w+)", text)) | set(re.findall(r'wording\["(\w+)"\]', text))
    return used | set(re.findall(r'"([a-z_]+)"', text))


@pytest.mark.parametrize("key", sorted(reference().wording))
def test_every_interface_text_is_used(key: str) -> None:
    """A text that nothing shows would be translated and checked for nothing."""
    families = ("evidence_", "day_", "month_", "source_kind_")

    assert key in _used_keys() or key.startswith(families)


@pytest.mark.parametrize("key", sorted(reference().wording))
def test_every_interface_text_is_in_both_languages(key: str) -> None:
    """Nothing falls back to English in silence, and both ask for the same words."""
    text: Localized = reference().wording[key]

    assert text.es
    assert sorted(re.findall(r"{\w+}", text.en)) == sorted(re.findall(r"{\w+}", text.es))


def test_the_glossary_is_in_both_languages() -> None:
    """Each term has its word and its meaning in English and Spanish."""
    for term in reference().glossary:
        assert term.term.es, term.id
        assert term.definition.es, term.id


def test_all_items_of_the_articles_warning_signs_are_covered() -> None:
    """The six signs of the clinic's article, R1 to R6, are records, none below same-day."""
    levels = {
        item: sign.level for sign in reference().warning_signs.signs for item in sign.article_items
    }

    assert levels.keys() >= {"R1", "R2", "R3", "R4", "R5", "R6"}
    assert "non-urgent" not in levels.values()


def test_every_point_of_the_clinics_article_is_followed() -> None:
    """The points of the article are those of the content brief; the build follows each."""
    numbers = {"A": 6, "B": 6, "C": 5, "D": 4, "R": 6, "T": 4, "M": 15}
    points = {f"{letter}{n}" for letter, count in numbers.items() for n in range(1, count + 1)}
    found, problems = read_coverage(shipped_tree())

    assert problems == ()
    assert found is not None
    assert set(found.coverage.article) == points | {"B1a", "B1b", "B2a"}
    assert set(found.coverage.items) == set(found.coverage.article)
