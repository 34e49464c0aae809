"""Staff can follow the guide and the rules to the letter: all they name exists, examples build."""

from __future__ import annotations

import functools
import io
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from clinicsite.lasting_memo import LastingMemo
from clinicsite.pipeline import BuildOptions, build_tree
from clinicsite.problems import Problem
from clinicsite.read.front_matter import FrontMatter, Kind
from clinicsite.read.schema import keys_of
from clinicsite.read.tree import SourceTree, read_tree
from clinicsite.render.blocks import BLOCK_TYPES
from tests.small_sites import TODAY

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EDITING = (ROOT / "docs/editing.md").read_text(encoding="utf-8")
RULES = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
FOR_STAFF = {"editing.md": EDITING, "rules.md": RULES}
CONFIG = (ROOT / "config.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*sorted(BLOCK_TYPES), *Kind])
def test_every_block_and_kind_is_in_the_editors_guide(name: str) -> None:
    """An editor finds each block and each kind of page."""
    assert f"/// {name}" in EDITING or f"`{name}`" in EDITING


@pytest.mark.parametrize("name", sorted(BLOCK_TYPES))
def test_every_option_of_a_block_is_in_the_editors_guide(name: str) -> None:
    """An editor finds each option of each block."""
    for option in keys_of(BLOCK_TYPES[name].options):
        assert f"`{option}`" in EDITING or f"    {option}:" in EDITING


def test_the_guide_has_a_row_for_every_key() -> None:
    """An editor finds each key that a page may carry, and none that it may not."""
    rows = re.findall(r"(?m)^\| (`[^|]*) \|", EDITING.partition("| key |")[2].partition("\n\n")[0])
    keys = [key for row in rows for key in re.findall(r"`(\w+)`", row)]

    assert sorted(keys) == sorted(keys_of(FrontMatter))


def test_the_editors_guide_is_two_or_three_pages() -> None:
    """It is read in a quarter of an hour; what else there is to know stands in `rules.md`."""
    assert len(EDITING.split()) < 2_100
    assert "(rules.md)" in EDITING


@pytest.mark.parametrize("name", FOR_STAFF)
def test_staff_need_no_make(name: str) -> None:
    """What they are told to type works on Windows, too."""
    assert "`make" not in FOR_STAFF[name]


def test_the_files_that_staff_edit_speak_of_no_make() -> None:
    """Remarks in facts, data and pages name commands that work everywhere."""
    files = {"config.yaml": CONFIG.encode(), **_shipped().below("content")}
    speaking = [path for path, data in files.items() if re.search(rb"\bmake [a-z]+`", data)]

    assert speaking == []


@pytest.mark.parametrize("name", FOR_STAFF)
def test_the_files_that_staff_are_told_of_are_there(name: str) -> None:
    """A path in the guide or the rules, such as `content/data/claims.yaml`, leads somewhere."""
    for path in re.findall(r"`((?:content|static|docs|templates)/[^`]*)`", FOR_STAFF[name]):
        assert (ROOT / path).exists(), path


# --- examples of the editor's guide --------------------------------------------------------

_EXAMPLES = re.findall(r"(?:^    .*\n|^\n(?=    ))+", EDITING + RULES, re.MULTILINE)
_BLOCKS = [textwrap.dedent(text) for text in _EXAMPLES if text.lstrip().startswith("///")]
_PAGE = "content/en/causes/example.md"
_HEAD = """\
---
title: An example of the guide
description: A page that only shows that an example of the guide for editors can be built.
kind: article
call_to_action: soft
published: 2026-11-22
last_reviewed: 2026-11-22
next_review: 2027-11-22
sources: [S26]
---

Most upper back pain gets better.[^S26]

## The example

"""


@functools.cache
def _shipped() -> SourceTree:
    return read_tree(ROOT)[0]


def _problems(files: Mapping[str, bytes]) -> set[Problem]:
    """What these files add to what is said of the shipped site."""
    tree = _shipped()
    changed = tree.with_files(files)
    options = BuildOptions(TODAY)
    with _MEMO as memo:
        before = set(build_tree(tree, options, (), memo).problems)
        found = set(build_tree(changed, options, (), memo).problems) - before
    return {problem for problem in found if problem.path}  # how many pages wait is no mistake


def _problems_of_page(text: str) -> set[Problem]:
    return _problems({_PAGE: text.encode()})


_MEMO = LastingMemo(Path("/nowhere/memo.sqlite"), b"")


@pytest.mark.parametrize("block", _BLOCKS, ids=lambda text: text.split("\n")[0][4:30])
def test_the_blocks_of_the_guide_can_be_copied(block: str) -> None:
    """Whoever copies an example has a page without a mistake."""
    assert _problems_of_page(_HEAD + block) == set()


def test_every_block_is_shown_by_an_example() -> None:
    """No block is only described."""
    shown = {
        name for block in _BLOCKS for name in re.findall(r"^/// ([\w-]+)", block, re.MULTILINE)
    }

    assert shown == set(BLOCK_TYPES)


def test_the_text_of_the_guide_can_be_copied() -> None:
    """The first example of a text: sources, a link, a list."""
    text = next(text for text in _EXAMPLES if "## Do this today" in text)

    assert _problems_of_page(_HEAD.partition("Most")[0] + textwrap.dedent(text)) == set()


def test_the_page_of_the_guide_can_be_copied() -> None:
    """The page that staff write in the browser, with the photo that they put beside it."""
    text = next(text for text in _EXAMPLES if "title:" in text)
    photo = io.BytesIO()
    Image.new("RGB", (1200, 800)).save(photo, "JPEG")

    page = textwrap.dedent(text).strip() + "\n"
    files = {"content/en/our-rooms.md": page.encode(), "content/en/room.jpg": photo.getvalue()}

    assert _problems(files) == set()


def test_the_notice_of_the_guide_can_be_copied() -> None:
    """It is in both languages, and its link leads to a page."""
    text = textwrap.dedent(next(text for text in _EXAMPLES if "notices:" in text))
    assert "\nnotices:\n" in CONFIG

    config = CONFIG.replace("\nnotices:\n", f"\n{text}\n")

    assert _problems({"config.yaml": config.encode()}) == set()


def test_the_hours_of_the_guide_can_be_copied() -> None:
    """The first thing that the guide explains works as it stands there."""
    text = textwrap.dedent(next(text for text in _EXAMPLES if "monday:" in text))
    hours = dict(line.split(": ", 1) for line in text.strip().split("\n"))
    config = CONFIG
    for day, time in hours.items():
        assert f"    {day}:\n" in config
        config = config.replace(f"    {day}:\n", f"    {day}: {time}\n")

    assert hours
    assert {
        p for p in _problems({"config.yaml": config.encode()}) if p.rule != "placeholder"
    } == set()


def test_the_page_of_the_readme_can_be_copied() -> None:
    """The page that the README shows is a page without a mistake."""
    text = next(
        text
        for text in re.findall(r"(?:^       .*\n|^\n)+", README, re.MULTILINE)
        if "title:" in text
    )

    page = textwrap.dedent(text).strip().replace("title: Overuse", "title: Another page") + "\n"

    assert _problems_of_page(page) == set()
