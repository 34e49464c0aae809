"""Twins in step: what `python build.py translated` notes, and what a later change brings up."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.cli import main
from clinicsite.problems import has_errors
from clinicsite.read.translations import PATH
from tests.small_sites import build, small_page, small_site, write_site

TEXT = "Sit well.\n\n## At work\n\nStand up often.\n\n## At home {#home}\n\nWalk."
NOTES = """\
# For the translators.
content/es/sueno.md:  # a page about sleep

  content/en/sleep.md:
    # the title is still open
    "top of the page": 000000000000

# The last one.
content/es/viaje.md:
  content/en/trip.md:
    "top of the page": 111111111111
"""


def site(text: str = TEXT, notes: str = "") -> str:
    """Three English pages, a Spanish one that is the twin of the first, and the notes."""
    pages = small_page("content/en/posture.md", body=text)
    for name in ("sleep", "trip", "desk"):
        pages += small_page(f"content/en/{name}.md", title=name.capitalize())
    pages += small_page(
        "content/es/postura.md", "warning: none\ntwin: /posture/\n", body="Siéntese bien."
    )
    for name in ("sueno", "viaje"):
        pages += small_page(f"content/es/{name}.md", "warning: none\n", body="Descanse.")
    pages += small_page("content/es/index.md", "warning: none\n", title="Inicio")
    return pages + (f"-- {PATH} --\n{notes}" if notes else "")


def noted(folder: Path, *arguments: str, text: str = TEXT, notes: str = "") -> str:
    """The file of notes after the command, typed in a small site's folder."""
    write_site(small_site(site(text, notes)), folder)
    assert main(["translated", *arguments, "--root", str(folder)]) == 0
    path = folder / PATH
    return path.read_text(encoding="utf-8") if path.exists() else ""


def lags(text: str, notes: str) -> list[str]:
    """What is said about Spanish pages that are not in step."""
    problems = build(site(text, notes)).problems
    return [problem.message for problem in problems if problem.rule == "translation"]


@pytest.fixture
def notes(tmp_path: Path) -> str:
    """The note about the Spanish page, as the command writes it."""
    return noted(tmp_path, "/es/postura/")


def test_a_noted_page_is_in_step(notes: str) -> None:
    """After the command, nothing is said about the page."""
    assert lags(TEXT, notes) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("Sit well.", "Sit\n  well.  "), ("\n\nWalk", "\n\n\n\nWalk"), ("{#home}", "{#at-home}")],
)
def test_other_lines_with_the_same_words_are_no_change(notes: str, before: str, after: str) -> None:
    """Where a line ends and what a heading's address is called is nothing to translate."""
    assert before in TEXT
    assert lags(TEXT.replace(before, after), notes) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Sit well", "Sit up", "changed: “top of the page”"),
        ("Walk.", "Walk 5 minutes.", "changed: “At home”"),
        ("At work", "On the job", "new: “On the job”; gone: “At work”"),
        ("\n\n## At home {#home}\n\nWalk.", "", "gone: “At home”"),
        ("Walk.", "Walk.\n\n## At work\n\nRest.", "new: “At work (2)”"),
        ("Walk.", "Walk.\n\n### Outside\n\nRun.", "changed: “At home”"),
    ],
)
def test_the_sections_that_differ_are_listed(
    notes: str, before: str, after: str, told: str
) -> None:
    """Changed, new and gone headings, in one sentence for each English page."""
    start = "content/en/posture.md is not as it was when this page was translated"

    assert lags(TEXT.replace(before, after), notes) == [f"{start} ({told})"]


def test_title_and_description_belong_to_the_top(notes: str) -> None:
    """They are read by people, too: in the tab, in search results and on cards."""
    for before, after in (("title: Posture", "title: Sitting"), ("How to sit and", "How to")):
        files = site(TEXT, notes).replace(before, after, 1)
        problems = [p.message for p in build(files).problems if p.rule == "translation"]
        assert len(problems) == 1
        assert "(changed: “top of the page”)" in problems[0]


def test_a_page_that_lags_behind_stops_a_release_and_no_build(notes: str) -> None:
    """While one writes it is a warning; what is published is in step."""
    problems = build(site(TEXT.replace("Walk", "Run"), notes)).problems
    behind = [problem for problem in problems if problem.rule == "translation"]

    assert not has_errors(behind, release=False)
    assert has_errors(behind, release=True)


def test_drafts_are_nobodys_business(notes: str) -> None:
    """An English page that is a draft again is not compared."""
    draft = site(TEXT.replace("Walk", "Run"), notes).replace("title: Posture", "title: Sit", 1)
    draft = draft.replace("twin: /posture/\n", "").replace(
        "kind: text", "kind: text\ndraft: yes", 1
    )

    assert [p for p in build(draft).problems if p.rule == "translation"] == []


def test_more_english_pages_are_noted_once_named(tmp_path: Path) -> None:
    """A Spanish page that covers several pages is compared with each of them."""
    first = noted(tmp_path, "postura", "--from", "/sleep/", "--from", "content/en/trip.md")
    again = noted(tmp_path, "postura", text=TEXT.replace("Walk", "Run"), notes=first)

    listed = ["content/en/posture.md", "content/en/sleep.md", "content/en/trip.md"]
    assert [line.strip(" :") for line in first.splitlines() if "content/en/" in line] == listed
    assert [line.strip(" :") for line in again.splitlines() if "content/en/" in line] == listed
    assert first != again


@pytest.mark.parametrize(
    "name",
    ["/es/postura/", "es/postura", "postura", "content/es/postura.md", r".\content\es\postura.md"],
)
def test_a_page_is_named_by_its_address_or_its_file(tmp_path: Path, name: str) -> None:
    """However an editor copies it."""
    assert "content/es/postura.md:\n" in noted(tmp_path, name)


def test_remarks_and_other_pages_stay(tmp_path: Path) -> None:
    """Only what is said about the page changes; remarks inside it move to its top."""
    after = noted(tmp_path, "/es/sueno/", notes=NOTES)

    changed = NOTES.replace("\n\n  content/en/sleep.md:\n    # the", "\n    # the")
    changed = changed.replace("    # the title is still open\n", "    # the title is still open\n"
                              "  content/en/sleep.md:\n")  # fmt: skip
    digest = after.partition('"top of the page": ')[2][:12]
    assert digest != "000000000000"
    assert after == changed.replace("000000000000", digest)


def test_a_new_page_stands_where_the_alphabet_has_it(tmp_path: Path) -> None:
    """The order of the pages that are there stays."""
    after = noted(tmp_path, "/es/postura/", notes=NOTES)

    assert after.index("content/es/postura.md") < after.index("content/es/sueno.md")
    assert after.replace(after[after.index("content/es/postura") : after.index("content/es/s")],
                         "") == NOTES  # fmt: skip


def test_nothing_is_written_when_nothing_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command may be typed once too often."""
    first = noted(tmp_path, "/es/postura/")
    path = tmp_path / PATH
    stamp = path.stat().st_mtime_ns
    capsys.readouterr()

    assert main(["translated", "/es/postura/", "--root", str(tmp_path)]) == 0

    assert capsys.readouterr().out == "content/es/postura.md was in step already.\n"
    assert path.read_text(encoding="utf-8") == first
    assert path.stat().st_mtime_ns == stamp


def test_only_the_notes_are_written(tmp_path: Path) -> None:
    """No page, and nothing beside the file."""
    write_site(small_site(site()), tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    main(["translated", "/es/postura/", "--root", str(tmp_path)])

    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after.keys() - before.keys() == {tmp_path / PATH}
    assert all(after[path] == data for path, data in before.items())


def test_it_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which sections are taken for translated, so that a slip is seen."""
    first = noted(tmp_path, "/es/postura/", "--from", "desk")
    noted(tmp_path, "/es/postura/", text=TEXT.replace("Walk", "Run"), notes=first)

    out = capsys.readouterr().out
    assert out == (
        "content/es/postura.md is noted as the translation of these pages as they are now:\n"
        "    content/en/posture.md (new here)\n"
        "    content/en/desk.md (new here)\n"
        "content/es/postura.md is noted as the translation of these pages as they are now:\n"
        "    content/en/posture.md (changed: “At home”)\n"
        "    content/en/desk.md (as before)\n"
    )


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["/es/postur/"], "no page /es/postur/ that can be read. Did you mean /es/postura/?"),
        (["postur"], "There is no page postur that can be read. Did you mean /es/postura/?"),
        (["/es/xyz/"], "There is no page /es/xyz/ that can be read. Name it by its address"),
        (["/posture/"], "content/en/posture.md is not a Spanish page. Its twin is /es/postura/"),
        (["/es/postura/", "--from", "/es/viaje/"], "content/es/viaje.md is not an English page."),
        (["/es/postura/", "--from", "/slep/"], "that can be read. Did you mean /sleep/?"),
        (["/es/viaje/"], "python build.py translated /es/viaje/ --from /causes/"),
        (["/es/viaje/", "/es/postura/", "--from", "desk"], "--from belongs to one Spanish page."),
    ],
)  # fmt: skip
def test_what_cannot_be_noted_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], answer: str
) -> None:
    """Wrong usage ends with code 2, says what to type, and writes nothing."""
    write_site(small_site(site()), tmp_path)

    assert main(["translated", *arguments, "--root", str(tmp_path)]) == 2

    assert answer in capsys.readouterr().err
    assert not (tmp_path / PATH).exists()


@pytest.mark.parametrize(
    ("notes", "code", "answer"),
    [
        ("content/es/postura.md: [\n", 1, "content/data/translations.yaml:"),
        ("{content/es/viaje.md: {content/en/trip.md: {a: b}}}\n", 2, "a line of its own"),
    ],
)
def test_a_file_that_cannot_be_kept_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], notes: str, code: int, answer: str
) -> None:
    """What is faulty, or written in another way than the command's own, is not overwritten."""
    write_site(small_site(site(notes=notes)), tmp_path)

    assert main(["translated", "/es/postura/", "--root", str(tmp_path)]) == code

    assert answer in capsys.readouterr().err
    assert (tmp_path / PATH).read_text(encoding="utf-8") == notes
