"""The files of a site: each is read once, and what cannot be read has a name and a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.characters import printable
from clinicsite.read.tree import SourceTree, read_tree
from tests.small_sites import minimal_site, small_site, write_site, write_small_site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small good site on a disk."""
    return write_site(small_site(), tmp_path)


def test_what_was_written_is_what_is_read(project: Path) -> None:
    """Every byte of every file comes back under its path with forward slashes, in order."""
    tree, problems = read_tree(project)

    assert problems == ()
    assert dict(tree.files) == dict(minimal_site())
    assert list(tree.files) == sorted(tree.files)


@pytest.mark.parametrize(
    "name",
    [
        "content/en/.index.md.swp",
        "content/en/index.md~",
        "content/en/index.md.bak",
        "content/en/Thumbs.db",
        "content/.git/HEAD",
        "static/.DS_Store",
        "public/index.html",
        "README.md",
    ],
)
def test_what_editors_and_systems_leave_behind_is_no_part_of_the_site(
    project: Path, name: str
) -> None:
    """Neither hidden files nor copies of editors nor files outside the source folders count."""
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left behind")

    tree, problems = read_tree(project)

    assert name not in tree.files
    assert problems == ()


def test_a_folder_named_like_a_page_says_what_to_do(tmp_path: Path) -> None:
    """It would be left out in silence; the pages inside are read all the same."""
    root = write_small_site("-- content/en/posture.md (folder) --\n", tmp_path)
    (root / "content/en/posture.md/index.md").write_bytes(b"text")

    tree, (problem,) = read_tree(root)

    assert problem.path == "content/en/posture.md"
    assert "rename it to `posture`" in problem.message
    assert tree.files["content/en/posture.md/index.md"] == b"text"


def test_a_link_that_leads_nowhere_is_a_problem(tmp_path: Path) -> None:
    """The file that it should be is missing from the site, and nobody would notice."""
    root = write_small_site("-- content/en/posture.md (link to gone.md) --\n", tmp_path)

    tree, (problem,) = read_tree(root)

    assert "content/en/posture.md" not in tree.files
    assert problem.message == "this is a link to a file that does not exist; remove it"


def test_a_link_inside_the_project_is_the_file_it_leads_to(tmp_path: Path) -> None:
    """Only links that leave the project are refused."""
    root = write_small_site("-- content/en/posture.md (link to index.md) --\n", tmp_path)

    tree, problems = read_tree(root)

    assert problems == ()
    assert tree.files["content/en/posture.md"] == tree.files["content/en/index.md"]


def test_a_link_to_another_folder_of_the_machine_publishes_nothing(tmp_path: Path) -> None:
    """A file or a folder outside the project never gets into the site."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_bytes(b"secret")
    root = write_site(small_site(), tmp_path / "project")
    (root / "static/letters").symlink_to(outside)
    (root / "static/letter.txt").symlink_to(outside / "secret.txt")

    tree, problems = read_tree(root)

    assert b"secret" not in tree.files.values()
    assert [(p.path, p.message.split(";")[0]) for p in problems] == [
        ("static/letter.txt", "this is a link to a place outside the project"),
        ("static/letters", "this is a link to a place outside the project"),
    ]


def test_a_link_to_itself_is_a_problem_and_no_endless_loop(tmp_path: Path) -> None:
    """Neither a file nor a folder that leads to itself keeps the build from ending."""
    root = write_small_site("-- content/en/loop.md (link to loop.md) --\n", tmp_path)
    (root / "content/en/inside").symlink_to(root / "content")

    _, problems = read_tree(root)

    assert [(p.path, p.message) for p in problems] == [
        ("content/en/inside", "this is a link to a folder; put the files themselves here"),
        ("content/en/loop.md", "this is a link that leads back to itself; remove it"),
    ]


@pytest.mark.parametrize("folder", ["content", "static", "templates"])
def test_a_missing_folder_is_named(tmp_path: Path, folder: str) -> None:
    """Somebody who runs the command in the wrong place reads which place is right."""
    root = write_small_site(f"-- {folder} (deleted) --\n", tmp_path)

    _, problems = read_tree(root)

    assert [(p.path, p.message) for p in problems] == [
        (f"{folder}/", f"the folder `{folder}` is missing")
    ]
    assert "--root" in problems[0].hint


def test_a_missing_config_is_named(tmp_path: Path) -> None:
    """The one file that everything needs has a problem of its own."""
    root = write_small_site("-- config.yaml (deleted) --\n", tmp_path)

    _, problems = read_tree(root)

    assert [(p.path, p.message) for p in problems] == [("config.yaml", "`config.yaml` is missing")]


def test_a_config_that_leads_nowhere_is_one_problem(tmp_path: Path) -> None:
    """What is wrong with the file is said once, not once more because it is missing."""
    root = write_small_site("-- config.yaml (deleted) --\n", tmp_path)
    (root / "config.yaml").symlink_to("gone.yaml")

    _, problems = read_tree(root)

    assert [problem.path for problem in problems] == ["config.yaml"]


def test_the_files_below_a_folder_are_not_those_of_a_longer_name() -> None:
    """`content/en` holds nothing of `content/english`, and suffixes are compared exactly."""
    tree = SourceTree({"content/en/a.md": b"", "content/en/a.MD": b"", "content/english/a.md": b""})

    assert list(tree.below("content/en", ".md")) == ["content/en/a.md"]
    assert list(tree.below("content/en/")) == ["content/en/a.md", "content/en/a.MD"]


@pytest.mark.parametrize("sign", ["\n", "\t", "\u200b", "\u202e", "\x1b"])
def test_a_file_name_that_cannot_be_read_on_one_line_is_refused(tmp_path: Path, sign: str) -> None:
    """Such names break messages and addresses, and two of them can look the same."""
    root = write_site(small_site(), tmp_path)
    (root / f"static/a{sign}b.png").write_bytes(b"picture")

    _, (problem,) = read_tree(root)

    assert problem.path == printable(f"static/a{sign}b.png")
    assert problem.message.startswith("the name of this file holds a character that nobody can see")
