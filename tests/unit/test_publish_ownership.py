"""Which folders publishing refuses to replace, and in which words."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clinicsite.errors import PublishError
from clinicsite.publish.folder import publish, refuse_unsafe
from clinicsite.publish.manifest import MANIFEST_NAME
from clinicsite.publish.ownership import is_ours, mount_points

SITE = {"index.html": b"home"}
REMEDY = (
    "name another folder with --out, one that does not exist yet or that holds nothing but an "
    "earlier build"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with sources, in a home folder that holds other things too."""
    project = tmp_path / "home" / "clinic"
    (project / "content" / "en").mkdir(parents=True)
    (project / "content" / "en" / "index.md").write_text("# Home\n")
    (project / "config.yaml").write_text("name: Clinic\n")
    (tmp_path / "home" / "letters").mkdir()
    (tmp_path / "home" / "letters" / "dear.txt").write_text("Dear …\n")
    return project


def everything(folder: Path) -> dict[str, bytes]:
    """All that stands in a folder: files with their bytes, folders and links with none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def refusal(out: Path, project: Path) -> str:
    """The reason why `out` is refused, by the check alone and by publishing, touching nothing."""
    protected = [project / "content", project / "config.yaml"]
    home = project.parent
    before = everything(home.parent)

    with pytest.raises(PublishError) as checked:
        refuse_unsafe(out, protected=protected, home=home)
    with pytest.raises(PublishError) as published:
        publish(SITE, out, protected=protected, home=home)

    assert str(checked.value) == str(published.value)
    assert everything(home.parent) == before
    start, end = f"The site cannot be published into {out}, because ", f": {REMEDY}"
    assert str(checked.value).startswith(start)
    assert str(checked.value).endswith(end)
    return str(checked.value)[len(start) : -len(end)]


def test_the_project_itself_is_refused(project: Path) -> None:
    """A mistyped folder never replaces the project (getpelican/pelican#731)."""
    content = project / "content"

    assert refusal(project, project) == (f"it is or holds {content}, which the site is made from")


def test_a_source_is_refused(project: Path) -> None:
    """The folder that the pages lie in is not the folder that they are published into."""
    content = project / "content"

    assert refusal(content, project) == f"it is or holds {content}, which the site is made from"


def test_a_folder_inside_a_source_is_refused(project: Path) -> None:
    """A site inside the content would become content; even one that does not exist yet."""
    content = project / "content"

    expected = f"it lies inside {content}, which the site is made from"
    assert refusal(content / "en", project) == expected
    assert refusal(content / "new" / "site", project) == expected


def test_a_way_around_the_names_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dots in the path and relative paths lead to the same folder."""
    expected = f"it is or holds {project / 'content'}, which the site is made from"

    assert refusal(project / "content" / "..", project) == expected
    monkeypatch.chdir(project)
    assert refusal(Path(), project) == expected


def test_a_source_that_is_a_link_is_protected_where_it_leads(project: Path) -> None:
    """Content kept elsewhere and linked into the project is still content."""
    elsewhere = project.parent / "shared" / "texts"
    elsewhere.parent.mkdir()
    shutil.move(project / "content", elsewhere)
    (project / "content").symlink_to(elsewhere)

    content = project / "content"
    assert refusal(elsewhere / "site", project) == (
        f"it lies inside {content}, which the site is made from"
    )
    for out in (content, elsewhere, elsewhere.parent, project):
        assert refusal(out, project) == f"it is or holds {content}, which the site is made from"


def test_the_home_folder_is_refused(project: Path) -> None:
    """Neither home nor a folder around it is ever replaced."""
    home = project.parent

    assert refusal(home, project) == "it is your home folder or holds it"
    assert refusal(home.parent, project) == "it is your home folder or holds it"


def test_the_root_is_refused(project: Path) -> None:
    """The whole disk is never replaced."""
    assert refusal(Path(project.anchor), project) == "it is the whole disk"


def test_a_file_is_refused(project: Path) -> None:
    """A file where the folder must be stays."""
    letter = project.parent / "letters" / "dear.txt"

    assert refusal(letter, project) == "it is a file"
    assert refusal(letter / "site" / "new", project) == f"{letter} is a file"


def test_a_link_to_something_unsafe_is_refused(project: Path) -> None:
    """A link is judged by what it leads to."""
    link = project.parent.parent / "link"
    content = project / "content"

    for target, reason in (
        (project, f"it is or holds {content}, which the site is made from"),
        (content / "en", f"it lies inside {content}, which the site is made from"),
        (project.parent, "it is your home folder or holds it"),
        (project.parent / "letters" / "dear.txt", "it is a file"),
        (
            project.parent / "letters",
            f"it is not empty and holds no {MANIFEST_NAME} of an earlier build",
        ),
    ):
        link.symlink_to(target)
        assert refusal(link, project) == reason
        link.unlink()


def test_links_in_a_circle_are_refused(project: Path) -> None:
    """A link that leads nowhere is a sentence, not a traceback."""
    link = project.parent.parent / "link"
    link.symlink_to(link)

    with pytest.raises(PublishError, match="it cannot be looked at"):
        refuse_unsafe(link, protected=[project / "content"], home=project.parent)


def test_a_folder_of_somebody_else_is_refused(project: Path) -> None:
    """A folder that holds anything but our site is somebody's work."""
    assert refusal(project.parent / "letters", project) == (
        f"it is not empty and holds no {MANIFEST_NAME} of an earlier build"
    )


def test_a_folder_with_the_manifest_of_another_program_is_refused(project: Path) -> None:
    """The name of the file alone proves nothing: other programs use it too."""
    letters = project.parent / "letters"
    (letters / MANIFEST_NAME).write_text('{"pages": {}}')

    assert refusal(letters, project) == (
        f"it is not empty and its {MANIFEST_NAME} is not ours (another program wrote it)"
    )


def test_a_folder_with_a_damaged_manifest_is_refused(project: Path) -> None:
    """When in doubt, the folder is not ours."""
    letters = project.parent / "letters"
    (letters / MANIFEST_NAME).write_text("{")

    assert refusal(letters, project) == (
        f"it is not empty and its {MANIFEST_NAME} is not ours (it cannot be read as JSON)"
    )


def test_a_manifest_that_is_no_file_is_refused(project: Path) -> None:
    """A folder under the manifest's name is no manifest."""
    (project.parent / "letters" / MANIFEST_NAME).mkdir()

    assert refusal(project.parent / "letters", project) == (
        f"it is not empty and holds no {MANIFEST_NAME} of an earlier build"
    )


def test_a_published_site_under_version_control_is_refused(project: Path) -> None:
    """Replacing the folder would delete the history that somebody keeps in it."""
    out = project / "public"
    publish(SITE, out, protected=[project / "content"], home=project.parent)
    (out / ".git").mkdir()

    assert refusal(out, project) == "it holds .git, the history of somebody's work"


def test_a_folder_inside_a_file_that_is_a_source_is_refused(project: Path) -> None:
    """A source may be a single file."""
    config = project / "config.yaml"

    assert refusal(config, project) == f"it is or holds {config}, which the site is made from"


@pytest.mark.skipif(not Path("/dev/shm").is_mount(), reason="nothing is mounted there")  # noqa: S108
def test_a_mount_point_is_refused(project: Path) -> None:
    """A mounted folder cannot be exchanged; the sentence says so before any work is done."""
    assert refusal(Path("/dev/shm"), project) == (  # noqa: S108
        "it is a mounted disk or folder, which only the folder above it can replace"
    )
    assert refusal(Path("/dev"), project).startswith(
        ("it is a mounted disk", "another disk or folder is mounted inside it, at /dev/")
    )


BOUND = """
import sys
from pathlib import Path
from clinicsite.errors import PublishError
from clinicsite.publish.folder import publish
try:
    publish({"index.html": b"new"}, Path(sys.argv[1]), protected=list(map(Path, sys.argv[2:])))
except PublishError as error:
    print(error)
"""


def test_a_folder_that_is_mounted_from_the_same_disk_is_refused(tmp_path: Path) -> None:
    """A bound folder, as containers have it, looks like any other but cannot be exchanged."""
    for name in ("public", "elsewhere"):
        publish(SITE, tmp_path / name, protected=[])
    script = 'mount --bind "$1" "$2" || exit 77; shift 2; exec "$@"'

    def published_with(mounted: str, out: str, *protected: str) -> str:
        command = ["unshare", "-m", "sh", "-c", script, "-"]
        bound = [str(tmp_path / name) for name in ("elsewhere", mounted)]
        program = [sys.executable, "-c", BOUND]
        arguments = [*bound, *program, *(str(tmp_path / name) for name in (out, *protected))]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
        if done.returncode == 77 or done.stderr.startswith("unshare:"):
            pytest.skip("this account may not mount folders")
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "because it is a mounted disk or folder" in published_with("public", "public")
    (tmp_path / "public" / "uploads").mkdir()
    assert f"is mounted inside it, at {tmp_path}/public/uploads" in published_with(
        "public/uploads", "public"
    )
    assert f"because it lies inside {tmp_path}/elsewhere" in published_with(
        "public", "public/new", "elsewhere"
    )
    assert (tmp_path / "elsewhere" / "index.html").read_bytes() == b"home"


def test_mount_points_are_read_from_the_table() -> None:
    """Blanks in a name are written as numbers there."""
    table = (
        "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
        r"36 27 8:1 /site /srv/our\040site rw shared:1 - ext4 /dev/sda1 rw"
        "\n\n"
    )

    assert list(mount_points(table)) == ["/proc", "/srv/our site"]


@pytest.mark.parametrize("kind", ["absent", "empty", "ours", "link"])
def test_a_safe_folder_is_accepted(project: Path, kind: str) -> None:
    """Absent, empty, or published by us; beside the sources and inside the project."""
    out = project / "public"
    if kind == "empty":
        out.mkdir()
    elif kind == "ours":
        publish({"old.html": b"old"}, out, protected=[project / "content"], home=project.parent)
    elif kind == "link":
        out.symlink_to(project.parent / "site")

    publish(SITE, out, protected=[project / "content"], home=project.parent)

    assert is_ours(out)
    assert sorted(path.name for path in out.iterdir()) == [MANIFEST_NAME, "index.html"]
    assert out.is_symlink() == (kind == "link")


def test_the_sentence_names_the_folder_as_it_was_typed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People recognise what they wrote."""
    monkeypatch.chdir(project)

    with pytest.raises(PublishError, match=re.escape("into content, because it is or holds")):
        refuse_unsafe(Path("content"), protected=[Path("content")], home=None)
