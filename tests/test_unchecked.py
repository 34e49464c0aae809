"""One mistake can keep pages from being made: then it is said that they were not checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.pipeline import BuiltSite
from tests.small_sites import build, small_page, small_site, write_site
from tests.test_cli import run
from tests.test_editor_mistakes import put

LOST = small_page("content/en/posture.md", body="See [this](/nowhere/).")
FAULTS = [
    ("config.yaml", "time_zone: America/Los_Angeles", "time_zone: Nowhere"),
    ("content/data/wording.yaml", "skip_link:", "skip_link: ["),
    ("templates/base.html", "{% if", "{% iff"),
]


def faulty(path: str, old: str, new: str) -> BuiltSite:
    """A site with a broken link, and with this mistake."""
    tree = small_site(LOST)
    return build(tree.with_files({path: put(old, new)(tree.files[path])}))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault[0])
def test_a_mistake_that_hides_others_says_so(fault: tuple[str, str, str]) -> None:
    """A broken link is not found without finished pages; the sentence names what is in the way."""
    built = faulty(*fault)

    assert not [problem for problem in built.problems if problem.rule == "link"]
    assert "links were not checked" in built.unchecked
    assert fault[0] in built.unchecked


def test_a_page_that_cannot_be_made_hides_others_too() -> None:
    """No site is half checked in silence."""
    tree = small_site(LOST)
    path = "templates/base.html"

    built = build(tree.with_files({path: put("{% if", "{{ nosuch }}{% if")(tree.files[path])}))

    assert not built.files
    assert path in built.unchecked


def test_when_it_is_mended_the_others_are_found() -> None:
    """And nothing is said to be unchecked any more, whatever is wrong."""
    built = build(small_site(LOST))

    assert {problem.rule for problem in built.problems} == {"link"}
    assert built.unchecked == ""


@pytest.mark.parametrize("command", ["check", "build"])
def test_it_is_the_last_thing_before_the_counts(command: str, tmp_path: Path) -> None:
    """Where everybody looks, and also when the answer is remembered."""
    tree = small_site(LOST)
    path, old, new = FAULTS[0]
    write_site(tree.with_files({path: put(old, new)(tree.files[path])}), tmp_path)

    for _ in range(2):
        said = run(command, "--root", tmp_path, "--today", "2026-11-22").stderr.splitlines()

        assert said[-2].startswith("The finished pages and their links were not checked")
        assert said[-1].startswith("0 pages, 1 error.")
