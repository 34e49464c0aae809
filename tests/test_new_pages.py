"""`python build.py new`: whatever it writes can be built, and nothing is ever written over."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from clinicsite.errors import UsageError
from clinicsite.lasting_memo import LastingMemo
from clinicsite.new_page import new_page, path_of, title_from
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree
from clinicsite.read.tree import SourceTree, read_tree
from tests.small_sites import PROJECT, TODAY, small_page, small_site, write_site
from tests.test_cli import run

SHIPPED = read_tree(PROJECT)[0]


_MEMO = LastingMemo(Path("/nowhere/memo.sqlite"), b"")


def built(tree: SourceTree, *, drafts: bool = False) -> BuiltSite:
    """The build of the tree, which is mostly the shipped site and remembered."""
    with _MEMO as memo:
        return build_tree(tree, BuildOptions(TODAY, drafts=drafts), (), memo)


def begun(tree: SourceTree, typed: str, title: str | None = None) -> SourceTree:
    """The site with the page that was asked for."""
    path = path_of(typed, tree)
    page = new_page(tree, path, title_from(path) if title is None else title, TODAY)
    assert page.path == path
    return tree.with_files({page.path: page.text.encode()})


@pytest.mark.parametrize(
    ("typed", "path", "kind"),
    [
        ("causes/lifting-at-work", "content/en/causes/lifting-at-work.md", "article"),
        ("/treatments/heat-pads/", "content/en/treatments/heat-pads.md", "treatment"),
        ("content/en/services/gift-cards.md", "content/en/services/gift-cards.md", "service"),
        ("es/causas/posturas", "content/es/causas/posturas.md", "article"),
        ("content\\es\\masaje\\en-casa.md", "content/es/masaje/en-casa.md", "treatment"),
        ("https://clinic.example/news/", "content/en/news.md", "article"),
    ],
)
def test_a_new_page_is_of_the_kind_of_its_neighbors(typed: str, path: str, kind: str) -> None:
    """An address, a file, a Windows path or a whole address: the right place and kind."""
    page = new_page(SHIPPED, path_of(typed, SHIPPED), "Something new", TODAY)

    assert page.path == path
    assert f"\nkind: {kind}\n" in page.text
    assert f"\npublished: {TODAY}\n" in page.text


@pytest.mark.parametrize(
    "typed", ["causes/new", "treatments/new", "services/new", "new", "es/causas/new", "es/new"]
)
def test_a_new_page_can_be_built_at_once(typed: str) -> None:
    """As a draft it changes nothing online, and shown in the preview it has no mistake."""
    tree = begun(SHIPPED, typed)

    public, shown = built(tree), built(tree, drafts=True)

    assert public.files == built(SHIPPED).files
    assert public.problems == built(SHIPPED).problems
    assert [p for p in shown.problems if p.path.endswith("new.md")] == []
    assert any(path.endswith("new/index.html") for path in shown.files)


@pytest.mark.parametrize(
    "title",
    [
        "Heat: when",
        'Say "yes"',
        "#1 tip",
        "[New] hours",
        "It's late",
        "no",
        "9:30",
        "¿Duele?",
        "a\\b",
    ],
)
def test_a_title_stays_as_it_was_typed(title: str) -> None:
    """Whatever YAML would make of it."""
    tree = begun(small_site(), "news", title)
    shown = built(tree, drafts=True)

    assert shown.context
    assert shown.context.pages["/news/"].page.front.title == title


@pytest.mark.parametrize("typed", ["causes/lifting-at-work", "es/causas/posturas"])
def test_the_words_of_an_empty_page_do_not_go_online(typed: str) -> None:
    """Whoever takes away `draft: yes` before writing is told of each sentence that is left."""
    tree = begun(SHIPPED, typed)
    path = path_of(typed, SHIPPED)
    public = tree.files[path].replace(b"draft: yes\n", b"")

    drafted = [p for p in built(tree).problems if "hold the place" in p.message]
    left = built(SourceTree({**tree.files, path: public})).problems

    assert drafted == []
    told = [p for p in left if "hold the place" in p.message]
    assert [(p.path, p.rule) for p in told] == [(path, "placeholder")] * 3


def test_a_page_in_an_empty_folder_is_its_hub() -> None:
    """Pages that lie below nothing get a page above them."""
    tree = small_site(small_page("content/en/news/old.md"))

    path = path_of("news", tree)

    assert path == "content/en/news/index.md"
    assert "\nkind: hub\n" in new_page(tree, path, "News", TODAY).text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("causes/overuse", "is there already"),
        ("/causes/overuse/", "is there already"),
        ("causes", "is there already"),
        ("Causes/Overuse", "Type this instead: causes/overuse"),
        ("causes/Lifting at wörk", "Type this instead: causes/lifting-at-work"),
        ("causes/a_b.html", "Type this instead: causes/a-b"),
        ("es/Qué pasa", "Type this instead: es/que-pasa"),
        ("a" * 90, "Type this instead: " + "a" * 60),
        ("content/de/seite", "no place for a page"),
        ("../elsewhere", "no place for a page"),
        ("causes/../../x", "no place for a page"),
        ("content/data/x", "no place for a page"),
        ("es/en/x", "no place for a page"),
        ("es", "no place for a page"),
        ("", "no place for a page"),
        ("/", "no place for a page"),
        ("nowhere/below", "Begin with that one: python build.py new nowhere"),
    ],
)
def test_an_address_that_cannot_be_is_refused_with_one_that_can(typed: str, message: str) -> None:
    """What is there, what is outside, what no address may hold."""
    with pytest.raises(UsageError) as refused:
        begun(SHIPPED, typed)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    "taken",
    [
        small_page("content/en/posture.md", "aliases: [/news/]\n"),
        small_page("content/en/posture.md", "draft: yes\naliases: [/news/]\n"),
        "-- static/news/index.html --\nx\n",
        "-- static/news --\nx\n",
    ],
)
def test_an_address_of_something_else_is_refused(taken: str) -> None:
    """Earlier addresses, drafts and files keep theirs."""
    with pytest.raises(UsageError, match="cannot be used"):
        begun(small_site(taken), "news")


@pytest.mark.parametrize("title", ["", "  ", "a\x07b", "a\u202eb"])
def test_a_title_of_nothing_is_refused(title: str) -> None:
    """A page without a heading helps nobody."""
    with pytest.raises(UsageError, match="title"):
        begun(small_site(), "news", title)


# --- as it is typed ------------------------------------------------------------------------


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A small good site on disk."""
    return write_site(small_site(), tmp_path / "clinic")


def test_the_page_is_written_and_checked(clinic: Path) -> None:
    """The command says where the page is and what to do next; the site is as good as before."""
    made = run("new", "news", "--title", "What is new", "--root", clinic)
    checked = run("check", "--root", clinic)

    assert made.returncode == 0, made.stderr
    assert "content/en/news.md" in made.stdout
    assert "draft: yes" in made.stdout
    assert checked.returncode == 0, checked.stderr
    assert "title: What is new\n" in (clinic / "content/en/news.md").read_text(encoding="utf-8")


def test_nothing_is_written_over(clinic: Path) -> None:
    """Typed twice, the second one is refused, and the first page stays."""
    run("new", "news", "--root", clinic)
    before = (clinic / "content/en/news.md").read_bytes()

    again = run("new", "news", "--title", "Other", "--root", clinic)

    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert (clinic / "content/en/news.md").read_bytes() == before


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir])
def test_what_lies_in_the_way_is_named(clinic: Path, make: object) -> None:
    """A file without an ending where a folder must be; a folder with the name of a page."""
    assert callable(make)
    make(clinic / "content/en/news.md")

    refused = run("new", "news", "--root", clinic)

    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert "content/en/news.md" in refused.stderr


def test_without_a_terminal_it_does_not_ask(clinic: Path) -> None:
    """A script gets a sentence, not a question that nobody answers."""
    asked = run("new", "--root", clinic)

    assert asked.returncode == 2
    assert "python build.py new causes/lifting-at-work" in asked.stderr


def test_in_a_terminal_it_asks_until_it_knows(clinic: Path) -> None:
    """Address and heading, in words; an address that cannot be comes back as one that can."""
    ours, its = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(PROJECT / "build.py"), "new", "--root", str(clinic)],
        stdin=its,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    os.write(ours, b"Our N\xc3\xa9ws\n\nHours: new\n")
    said, _ = process.communicate(timeout=60)
    os.close(its)
    os.close(ours)

    assert process.returncode == 0, said
    assert "Which address" in said
    assert "What is its main heading?" in said
    text = (clinic / "content/en/our-news.md").read_text(encoding="utf-8")
    assert 'title: "Hours: new"\n' in text
