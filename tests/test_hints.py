"""Hints, followed word by word as someone would who does not know what they mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from clinicsite.problems import Problem
from clinicsite.read.source import decode
from clinicsite.read.tree import SourceTree, read_tree
from tests.small_sites import SITES, build, entries, messages, small_site, write_small_site

FILES = {path.stem: path for path in sorted((SITES / "bad").glob("*.txt"))}

# What editors get wrong in their first weeks: a hint can be followed without thinking.
LIKELIEST = (
    "a-colon-in-a-title-says-to-quote-it",
    "a-hash-sign-hides-the-rest-of-the-line",
    "a-title-in-square-brackets-needs-quotes",
    "a-key-written-twice-names-both-lines",
    "an-unknown-key-says-which-was-meant",
    "a-missing-key-shows-a-line-to-add",
    "a-misspelt-kind-says-which-was-meant",
    "a-day-with-single-digits-is-written-out",
    "an-empty-line-before-the-front-matter-is-named",
    "a-colon-without-a-space-is-named",
    "a-line-that-begins-too-far-right-is-named",
    "a-tab-at-the-start-of-a-line-is-named",
    "an-address-with-a-number-sign-keeps-its-end",
    "config-with-an-unknown-key-says-which-was-meant",
    "a-broken-link-says-which-page-was-meant",
    "a-link-in-other-letter-case-says-the-right-one",
    "a-link-without-its-last-slash-is-mended",
    "an-anchor-to-no-heading-says-which-was-meant",
    "a-space-between-the-parts-of-a-link-is-mended",
    "a-second-main-heading-is-mended",
    "a-list-right-below-a-text-needs-an-empty-line",
    "a-list-in-a-list-is-indented-by-four",
    "a-paragraph-in-a-numbered-list-is-indented-by-four",
    "a-list-begins-at-the-start-of-the-line",
    "options-that-are-not-indented-are-mended",
    "options-below-an-empty-line-are-no-options",
    "a-care-card-without-a-level-is-refused",
    "a-misspelt-level-says-which-was-meant",
    "a-misspelt-option-says-which-was-meant",
    "a-closing-line-without-a-block-is-named",
    "a-block-of-four-slashes-is-mended",
    "a-file-name-with-capitals-says-the-right-name",
    "a-page-with-another-ending-is-not-forgotten",
)

# Sites in which one mistake hides another, so that more is said once it is mended.
HIDING = {
    "several-mistakes-come-at-once-in-order",
    "an-option-with-a-colon-says-to-quote-it",
    # A line that is moved alone leaves the next one crooked; all hints together mend the list.
    "a-list-begins-at-the-start-of-the-line",
}


def read(name: str, folder: Path) -> SourceTree:
    """The files of a bad site, as a build reads them."""
    site = FILES[name].read_text(encoding="utf-8").partition("\n-- messages --\n")[0] + "\n"
    if not any(entry.needs_a_disk for entry in entries(site)):
        return small_site(site)
    return read_tree(write_small_site(site, folder))[0]


def followed(problem: Problem, files: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The files after doing what the hint says; None for advice that takes a person to follow."""
    hint, after = problem.hint, dict(files)
    rename = re.fullmatch(r"Rename it to `([^`]+)`\.", hint)
    if rename:
        new = _renamed(problem.path, rename[1])
        after[new] = after.pop(problem.path)
        return after
    draft = re.match(r"Remove `(draft: yes)` from ([^,]+), or ", hint)
    if draft:
        kept = [line for line in files[draft[2]].split(b"\n") if line != draft[1].encode()]
        return {**files, draft[2]: b"\n".join(kept)}
    if problem.path not in files:
        return None
    lines = decode(problem.path, files[problem.path])[0].text.split("\n")
    if not _line_changed(lines, problem.line - 1, hint):
        return None
    after[problem.path] = "\n".join(lines).encode()
    return after


def _renamed(path: str, name: str) -> str:
    """The path with the new name in the place of the part that is nearest to it."""
    *folders, last = path.split("/")
    if folders[-1] not in ("en", "es") and last == "index.md":
        return "/".join([*folders[:-1], name, last])
    return "/".join([*folders, name if "." in name else f"{name}.md"])


def _line_changed(lines: list[str], at: int, hint: str) -> bool:
    """Does to the lines what the hint says; False for a hint that takes a person."""
    below = re.match(r"Add the line `(    [\w-]+: )…` directly below `[^`]+`(?:: ([\w-]+))?", hint)
    if hint.startswith("write: "):
        lines[at] = hint.removeprefix("write: ")
    elif hint.startswith("add: "):
        lines.insert(1, hint.removeprefix("add: "))
    elif hint == "remove this line":
        del lines[at]
    elif hint == "Leave an empty line above this line.":
        lines.insert(at, "")
    elif below:
        lines.insert(at + 1, below[1] + (below[2] or "F1"))
    else:
        return False
    return True


def said(problems: Iterable[Problem]) -> Counter[tuple[str, str, str]]:
    """What is wrong, apart from the line, which moves when a line above is added or removed."""
    return Counter((p.path, p.rule, re.sub(r"line \d+", "line …", p.message)) for p in problems)


@pytest.mark.parametrize("name", [name for name in FILES if name not in HIDING])
def test_a_hint_that_is_followed_mends_its_mistake(name: str, tmp_path: Path) -> None:
    """Each hint that can be followed word by word takes its problem away and brings no other."""
    tree = read(name, tmp_path)
    before = build(tree).problems

    for problem in before:
        files = followed(problem, tree.files)
        if files is None:
            continue
        after = build(SourceTree(dict(sorted(files.items())))).problems

        gone = said([problem])
        assert said(after) <= said(before) - gone, f"after following: {problem.hint}"


@pytest.mark.parametrize("name", LIKELIEST)
def test_the_hints_of_a_likely_mistake_make_the_site_good(name: str, tmp_path: Path) -> None:
    """An editor who follows every hint, from the last to the first, has a site without problems."""
    tree = read(name, tmp_path)
    files = dict(tree.files)

    for problem in reversed(build(tree).problems):
        mended = followed(problem, files)
        assert mended is not None, f"nobody can follow this word by word: {problem.hint}"
        files = mended

    assert messages(build(SourceTree(dict(sorted(files.items()))))) == ""
