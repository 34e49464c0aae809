"""What publishing would change, told to the people who decide about it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinicsite.pipeline import BuiltSite, renamed
from clinicsite.publish.difference import as_markdown, as_text, difference
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest
from clinicsite.read.tree import SourceTree
from tests.releases import golden_tree, release
from tests.small_sites import PROJECT, build, small_page, write_site

NOTHING = "Nothing: the site online is the same.\n"


def _with(changes: dict[str, bytes | None], tree: SourceTree | None = None) -> SourceTree:
    """The golden site with other files; None takes one away."""
    files: dict[str, bytes | None] = {**(tree or golden_tree()).files, **changes}
    return SourceTree({path: data for path, data in sorted(files.items()) if data is not None})


def _page(path: str, old: str, new: str) -> dict[str, bytes | None]:
    text = golden_tree().files[path].decode()
    assert old in text
    return {path: text.replace(old, new, 1).encode()}


def _told(now: BuiltSite, online: BuiltSite) -> str:
    """What `diff` says, as text."""
    assert now.hosting is not None
    files = renamed(now) if online.release else now.files
    return as_text(difference(Manifest.of(online.files), files, now.titles, now.hosting))


def test_the_same_site_changes_nothing() -> None:
    """A release beside a release, and a build beside a build."""
    tree = golden_tree()

    assert _told(build(tree), release(tree)) == NOTHING
    assert _told(build(tree), build(tree)) == NOTHING


def test_pages_are_named_by_title_and_address() -> None:
    """Each page that is added, changed or removed, in groups."""
    new = small_page("content/en/causes/sitting.md", title="Sitting for long")
    tree = _with(
        {
            "content/en/causes/sitting.md": new.split("\n", 1)[1].encode(),
            **_page("content/en/causes/overuse.md", "Take [the steps", "Use [the steps"),
        }
    )
    online = release(_with({**_page("content/en/secret.md", "draft: yes", "draft: no")}))
    assert online.is_publishable

    said = _told(build(tree), online)

    assert "Pages added (1)\n  Sitting for long - /causes/sitting/\n" in said
    assert "  Overuse: too much, too often - /causes/overuse/\n" in said
    assert said.endswith("Pages removed (2)\n  /secret/\n  /xylophone/\n")


def test_a_renamed_page_is_told_with_the_address_that_leads_on() -> None:
    """The earlier address is not told as lost."""
    tree = golden_tree()
    moved = tree.files["content/en/a-z.md"].replace(b"---", b"---\naliases: [/a-z/]", 1)
    said = _told(
        build(_with({"content/en/a-z.md": None, "content/en/all.md": moved})), release(tree)
    )

    assert "Addresses that lead on (1)\n  /a-z/ leads to /all/\n" in said
    assert "Pages removed" not in said


def test_a_change_of_the_style_is_one_line_a_language() -> None:
    """Every page differs then, and the line says no more than the list of files can tell."""
    tree = golden_tree()
    sheet = tree.files["static/css/site.css"] + b"main { color: red }"

    said = _told(build(_with({"static/css/site.css": sheet})), release(tree))

    assert said.count("pages in English change: something differs that they share") == 1
    assert said.count("pages in Spanish change: something differs that they share") == 1
    assert "cannot be told from the list of files" in said
    assert "/causes/overuse/" not in said


def test_changed_pictures_and_files_are_told_by_the_names_that_people_know() -> None:
    """Without digests; compressed twins and rules for hosts are not told."""
    tree = golden_tree()
    steps, icon = "static/handouts/steps.pdf", "static/icons/favicon.svg"
    changed = _with({steps: b"more", icon: tree.files[icon].replace(b"<svg", b"<svg ")})

    said = _told(build(changed), release(tree))

    assert "Other files changed (2)\n  favicon.svg\n  handouts/steps.pdf\n" in said
    assert "Other files added" not in said
    assert ".br" not in said


def test_the_summary_of_a_job_is_markdown() -> None:
    """Titles are text in it, whatever letters they hold."""
    tree = golden_tree()
    page = small_page("content/en/causes/a.md", title="Sitting *for* [long]")
    now = build(_with({"content/en/causes/a.md": page.split("\n", 1)[1].encode()}))
    assert now.hosting is not None

    said = as_markdown(
        difference(Manifest.of(release(tree).files), renamed(now), now.titles, now.hosting)
    )

    assert said.startswith("## What will change\n\n**Pages added (1)**\n\n- Sitting \\*for\\*")


@pytest.mark.parametrize("name", ["", MANIFEST_NAME])
def test_the_command_takes_a_manifest_or_the_folder_that_holds_it(
    tmp_path: Path, name: str
) -> None:
    """It ends 0 and writes nothing."""
    folder = write_site(golden_tree(), tmp_path / "clinic")

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(PROJECT / "build.py"), *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            check=False,
        )

    day = ("--today", "2026-11-22", "--root", folder)
    assert run("build", "--release", *day, "--out", tmp_path / "site").returncode == 0

    done = run("diff", tmp_path / "site" / name, *day)
    damaged = tmp_path / "damaged.json"
    damaged.write_text("{", encoding="utf-8")
    refused = run("diff", damaged, *day)

    assert (done.returncode, done.stdout, done.stderr) == (0, NOTHING, "")
    assert refused.returncode == 1
    assert "this is not the whole list of the files that are online" in refused.stderr
    assert not (folder / "public").exists()
