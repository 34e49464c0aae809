"""`python build.py list`: what waits for somebody, as a table or as plain lines."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from clinicsite.listing import LISTS, table_of
from clinicsite.read.tree import SourceTree, read_tree
from tests.small_sites import PROJECT, TODAY, small_page, small_site, write_site
from tests.test_cli import run

SHIPPED = read_tree(PROJECT)[0]


def rows(name: str, tree: SourceTree, today: date = TODAY) -> tuple[tuple[str, ...], ...]:
    """The rows of a list."""
    return table_of(name, tree, today)[0].rows


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_the_shipped_site_has_values_for_its_columns(name: str) -> None:
    """No row is shorter than the line above it says."""
    table, problems = table_of(name, SHIPPED, TODAY)

    assert problems == ()
    assert {len(row) for row in table.rows} <= {len(table.columns)}
    assert table.empty.endswith(".")


def test_reviews_are_due_and_then_overdue() -> None:
    """Thirty days before, on the day, and from the day after."""
    page = small_page("content/en/posture.md").replace("2027-11-22", "2027-01-20")
    tree = small_site(page)
    path = ("2027-01-20", "content/en/posture.md", "Posture")

    assert path not in rows("due", tree, date(2026, 12, 20))
    assert path in rows("due", tree, date(2026, 12, 21))
    assert path in rows("due", tree, date(2027, 1, 20))
    assert path not in rows("overdue", tree, date(2027, 1, 20))
    assert path in rows("overdue", tree, date(2027, 1, 21))


def test_drafts_are_listed() -> None:
    """A draft is forgotten by nobody."""
    tree = small_site(small_page("content/en/posture.md", "draft: yes\n"))

    assert rows("drafts", tree) == (("content/en/posture.md", "/posture/", "Posture"),)


def test_facts_that_are_missing_are_listed_with_their_lines() -> None:
    """What stands in config.yaml only to hold a place."""
    places = [row[0].partition(":")[0] for row in rows("placeholders", SHIPPED)]

    assert places == ["config.yaml"] * len(places)
    assert len(places) == 2


def test_sources_are_listed_with_how_often_they_are_used() -> None:
    """A page counts once, however often it cites."""
    page = small_page("content/en/posture.md", body="Sit well.[^S19] Stand up.[^S19]")
    before = {row[0]: int(row[1]) for row in rows("sources", small_site())}

    now = {row[0]: int(row[1]) for row in rows("sources", small_site(page))}

    assert now["S19"] == before["S19"] + 1


def test_pages_without_a_spanish_one_are_listed() -> None:
    """English pages that nobody translated, and none that somebody did."""
    listed = {row[0] for row in rows("untranslated", SHIPPED)}

    assert "content/en/privacy.md" in listed
    assert "content/en/self-check.md" not in listed


def test_all_pages_are_listed_by_address() -> None:
    """Every page of both languages, once."""
    addresses = [row[0] for row in rows("pages", SHIPPED)]

    assert addresses == sorted(addresses)
    assert len(addresses) == sum(path.endswith(".md") for path in SHIPPED.files)


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A small site with a draft and a page that cannot be read."""
    tree = small_site(small_page("content/en/posture.md", "draft: yes\n", title="Sit well"))
    write_site(tree, tmp_path)
    (tmp_path / "content/en/broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    return tmp_path


def test_in_a_pipe_a_row_is_a_line_with_tabs(clinic: Path) -> None:
    """Ready for other programs: no heading, no count; what could not be read is said beside it."""
    listed = run("list", "drafts", "--root", clinic)

    assert listed.returncode == 0
    assert listed.stdout == "content/en/posture.md\t/posture/\tSit well\n"
    assert "python build.py check" in listed.stderr


def test_in_a_pipe_an_empty_list_is_empty(clinic: Path) -> None:
    """Other programs read nothing; whoever looks on reads why, and that some files are missing."""
    listed = run("list", "overdue", "--root", clinic, "--today", "2026-11-22")

    assert listed.returncode == 0
    assert listed.stdout == ""
    empty, unread = listed.stderr.splitlines()
    assert empty == "No review is overdue."
    assert "could not be read" in unread


def test_in_a_pipe_a_list_with_rows_is_not_called_empty(clinic: Path) -> None:
    """Nothing is said beside it when every file could be read."""
    (clinic / "content/en/broken.md").unlink()

    assert run("list", "drafts", "--root", clinic).stderr == ""


def test_in_a_terminal_it_is_a_table(clinic: Path) -> None:
    """With the names of its columns, and a sentence where nothing is to be shown."""
    drafts, overdue = (in_a_terminal("list", name, clinic) for name in ("drafts", "overdue"))

    assert drafts.splitlines()[0].split() == ["file", "address", "title"]
    assert "1 row." in drafts
    assert "No review is overdue." in overdue


def in_a_terminal(command: str, name: str, root: Path) -> str:
    """What the command shows when its output is a terminal."""
    ours, its = pty.openpty()
    line = [sys.executable, str(PROJECT / "build.py"), command, name, "--root", str(root)]
    process = subprocess.Popen(
        [*line, "--today", "2026-11-22"], stdout=its, stderr=subprocess.DEVNULL
    )
    process.wait(60)
    os.close(its)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    return said
