"""The big site of the benchmarks is a real one: every page of it is fit to be published."""

from __future__ import annotations

from benchmarks.pages import SHELF, library
from clinicsite.read.tree import read_tree
from tests.small_sites import PROJECT, build


def test_the_pages_of_the_big_site_are_without_a_problem() -> None:
    """Pages of more than one hub, laid beside the shipped ones, bring no problem of their own."""
    shipped, _ = read_tree(PROJECT)
    made = {path: text.encode() for path, text in library(SHELF + 9).items()}

    built = build(shipped.with_files(made))

    assert [problem for problem in built.problems if problem.path in made] == []
    assert built.files.keys() >= {"library/index.html", "library/shelf-2/page-50/index.html"}


def test_the_pages_of_the_big_site_are_always_the_same() -> None:
    """A longer list begins like a shorter one, and a page weighs as much as a real one."""
    some, more = library(60), library(200)

    assert list(more.items())[:60] == list(some.items())
    weights = [len(text) for path, text in more.items() if "/page-" in path]
    assert min(weights) > 3_500
    assert max(weights) < 5_500
