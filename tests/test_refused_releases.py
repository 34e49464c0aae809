"""What keeps a release from going online."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clinicsite.publish.manifest import MANIFEST_NAME, Manifest
from clinicsite.read.tree import SourceTree
from tests.releases import (
    golden_tree,
    release,
    shipped_tree,
)
from tests.small_sites import messages, program, write_site

TODAY = ("--today", "2026-11-22")


def _site_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def shipped_copy(tmp_path: Path) -> Path:
    """The shipped repository in a folder of its own."""
    from tests.test_shipped_site import shipped_tree as as_shipped

    return write_site(as_shipped(), tmp_path / "clinic")


def test_two_facts_are_all_that_a_release_needs(shipped_copy: Path) -> None:
    """Before, their places are listed and nothing else is said; after, the site is published."""
    before = program("build", "--root", shipped_copy, "--release")

    assert (before.returncode, before.stdout) == (1, "")
    assert before.stderr == (
        "Before you can publish:\n"
        f"config.yaml:{_line(shipped_copy, '  url:')}: `url` is not the site's address yet\n"
        f"config.yaml:{_line(shipped_copy, '  phone:')}: `phone` is not the phone number yet\n"
    )
    assert not (shipped_copy / "public").exists()

    write_site(shipped_tree(), shipped_copy)
    after = program("build", "--root", shipped_copy, "--release")

    assert after.returncode == 0, after.stderr
    assert ": error: " not in after.stderr
    assert (shipped_copy / "public/index.html.br").is_file()


def _line(folder: Path, start: str) -> int:
    lines = (folder / "config.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_a_second_mistake_is_not_hidden_by_missing_facts(tmp_path: Path) -> None:
    """The short list is for a site that is ready but for its facts."""
    folder = write_site(golden_tree(), tmp_path / "clinic")
    for path, old, new in (
        ("config.yaml", "555 0234", "555 0134"),
        ("content/en/index.md", "\n## Start here", "\n[x y](/nowhere/)\n\n## Start here"),
    ):
        text = (folder / path).read_text(encoding="utf-8")
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")

    said = program("build", "--root", folder, "--release", *TODAY).stderr

    assert "Before you can publish" not in said
    assert said.count("leads to /nowhere/") == 1
    assert "Nothing was published." in said


def test_a_safety_page_without_its_twin_is_not_released() -> None:
    """The page is named once."""
    tree = golden_tree()
    without = {p: d for p, d in tree.files.items() if p != "content/es/cuando-pedir-ayuda.md"}
    said = messages(release(SourceTree(without)))

    assert said.count("content/en/when-to-get-help.md:") == 1
    assert not release(SourceTree(without)).is_publishable


@pytest.fixture
def online(tmp_path: Path) -> tuple[Path, Path]:
    """The golden site's folder, and the release of it that is online."""
    folder = write_site(golden_tree(), tmp_path / "clinic")
    done = program("build", "--root", folder, "--release", "--out", tmp_path / "online", *TODAY)
    assert done.returncode == 0, done.stderr
    return folder, tmp_path / "online"


def _rename(folder: Path, old: str, new: str) -> None:
    """Another name for a page, and for it in all that names it."""
    target = folder / f"content/en/{new}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    (folder / f"content/en/{old}.md").rename(target)
    for path in (folder / "content").rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(f"/{old}/", f"/{new}/"), encoding="utf-8")


def test_a_renamed_page_keeps_its_address_or_is_not_published(online: tuple[Path, Path]) -> None:
    """The address, the page that it probably is now, and the line to add are named once."""
    folder, site = online
    before = _site_in(site)
    _rename(folder, "causes/overuse", "causes/too-much-use")
    build_it = ("build", "--root", folder, "--out", site, "--previous", site, *TODAY)
    for strictness in ((), ("--release",)):
        done = program(*build_it, *strictness)

        assert done.returncode == 1
        assert done.stderr.startswith(
            "--- content/en/causes/too-much-use.md: 1 error\n"
            "content/en/causes/too-much-use.md: error: the address /causes/overuse/ is online now "
            "and would be lost; this page, /causes/too-much-use/, looks like the same page under "
            "another name\n    add: aliases: [/causes/overuse/]\n"
        )
        assert done.stderr.endswith("1 error. Nothing was published.\n")
        assert _site_in(site) == before

    page = folder / "content/en/causes/too-much-use.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("---", "---\naliases: [/causes/overuse/]", 1), encoding="utf-8")

    assert program(*build_it, "--release").returncode == 0
    assert "/causes/overuse/ /causes/too-much-use/ 301\n" in (site / "_redirects").read_text()


def test_a_removed_page_is_said_to_be_gone_or_is_not_missed(online: tuple[Path, Path]) -> None:
    """The line to write in config.yaml is named, and writing it is enough."""
    folder, site = online
    (folder / "content/en/a-z.md").unlink()
    build_it = ("build", "--root", folder, "--release", "--previous", site / MANIFEST_NAME, *TODAY)

    done = program(*build_it)
    assert done.returncode == 1
    assert done.stderr.count("the address /a-z/ is online now and would be lost") == 1
    line = re.search(r"write (gone: .*)", done.stderr)
    assert line is not None
    config = folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(?m)^gone: .*", line[1], text), encoding="utf-8")

    assert program(*build_it).returncode == 0


@pytest.mark.parametrize("harm", ["", "{}", "<!doctype html>", "half"])
def test_a_damaged_list_of_what_is_online_stops_a_release(
    online: tuple[Path, Path], harm: str
) -> None:
    """It is not taken for a first release; the cause is named once."""
    folder, site = online
    manifest = folder / MANIFEST_NAME
    whole = (site / MANIFEST_NAME).read_text(encoding="utf-8")
    manifest.write_text(whole[: len(whole) // 2] if harm == "half" else harm, encoding="utf-8")

    done = program("build", "--root", folder, "--release", "--previous", manifest, *TODAY)

    assert done.returncode == 1
    assert done.stderr.count("this is not the whole list of the files that are online") == 1
    assert "1 error. Nothing was published." in done.stderr
    assert not (folder / "public").exists()


def test_a_list_that_is_not_there_is_wrong_usage(online: tuple[Path, Path]) -> None:
    """Nothing is taken for granted because a file is missing."""
    folder = online[0]
    for missing in (folder / "nothing.json", folder / "content"):
        done = program("build", "--root", folder, "--previous", missing, *TODAY)

        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_what_is_online_decides_anew_each_time(online: tuple[Path, Path]) -> None:
    """A build that was right beside one list is not remembered for another."""
    folder, site = online
    manifest = folder / MANIFEST_NAME
    first = Manifest.decode((site / MANIFEST_NAME).read_bytes())
    manifest.write_bytes(first.encode())
    arguments = ("build", "--root", folder, "--previous", manifest, *TODAY)
    codes = [program(*arguments).returncode]
    more = Manifest({**first.files, "lost/index.html": "0" * 64})
    manifest.write_bytes(more.encode())
    codes.append(program(*arguments).returncode)
    codes.append(program("build", "--root", folder, *TODAY).returncode)

    assert codes == [0, 1, 0]


@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        (lambda site: (site / MANIFEST_NAME).unlink(), f"holds no {MANIFEST_NAME}"),
        (lambda site: (site / MANIFEST_NAME).write_text("{"), f"{MANIFEST_NAME} is damaged"),
        (lambda site: (site / "index.html").unlink(), "index.html is missing"),
        (lambda site: (site / "index.html").write_text("x"), "index.html is not what was built"),
        (
            lambda site: (site / "more.html").write_text("x"),
            "more.html does not belong to the site",
        ),
    ],
    ids=["no manifest", "half a manifest", "missing", "changed", "added"],
)
def test_what_is_no_whole_site_is_not_deployed(
    online: tuple[Path, Path], harm: object, cause: str
) -> None:
    """`verify` ends 1 and names the cause once; before, it ends 0."""
    site = online[1]
    assert program("verify", site).returncode == 0
    harm(site)  # type: ignore[operator]

    done = program("verify", site)

    assert done.returncode == 1
    assert done.stderr.count(cause) == 1
    assert len(done.stderr.splitlines()) == 2
