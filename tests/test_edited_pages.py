"""What the preview shows at once is what the whole build shows, and drafts stay in the preview."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from clinicsite.commands.serve import Rebuilding
from clinicsite.edited_pages import edited_pages
from clinicsite.pipeline import BuildOptions, build_tree
from clinicsite.publish.preview import Preview
from clinicsite.read.tree import SourceTree
from tests.small_sites import TODAY, small_page, small_site, write_site

BASE = "http://127.0.0.1:8000/"
PAGE = "content/en/posture.md"
SITE = small_page(PAGE)
FRONT = SITE.partition("\n\n")[0].split("\n", 1)[1]


def edited(tree: SourceTree, **files: str) -> SourceTree:
    """The tree with some files changed; `page` stands for the page on posture."""
    named = {PAGE if name == "page" else name: text.encode() for name, text in files.items()}
    return tree.with_files(named)


def shown_at_once(before: SourceTree, now: SourceTree) -> Mapping[str, bytes] | None:
    """The pages that are shown before the build of `now` has ended."""
    built = build_tree(before, BuildOptions(TODAY, BASE, drafts=True))
    assert built.context
    return edited_pages(built.context, before, now)


@pytest.mark.parametrize(
    "body",
    [
        "Sit well. Stand up.",
        "",
        "Pain?\n\n## When\n\n- now\n- later\n\n/// note | Good to know\nIt is free.\n///",
        "It helps.[^S19]\n",
    ],
)
def test_an_edited_text_is_shown_as_the_whole_build_shows_it(body: str) -> None:
    """Byte for byte, whatever was written; or it is left to the whole build."""
    before = small_site(SITE)
    now = edited(before, page=f"{FRONT}\n\n{body}\n")
    whole = build_tree(now, BuildOptions(TODAY, BASE, drafts=True))

    pages = shown_at_once(before, now)

    if pages is not None:
        assert pages["posture/index.html"] == whole.files["posture/index.html"]
        assert pages.items() <= whole.files.items()
    else:
        assert whole.problems


def test_an_edited_text_is_among_the_pages_shown_at_once() -> None:
    """The case for which all this is there."""
    before = small_site(SITE)

    pages = shown_at_once(before, edited(before, page=f"{FRONT}\n\nStand up.\n"))

    assert pages is not None
    assert list(pages) == ["posture/index.html"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        (PAGE, lambda text: text.replace("title: Posture", "title: Sitting")),
        (PAGE, lambda text: text + "\n/// nonsense\n///\n"),
        (PAGE, lambda text: text.replace("---\n\n", "\n\n", 1)),
        (PAGE, lambda text: text),
        ("config.yaml", lambda text: text + "\n# more\n"),
        ("content/en/new.md", lambda _: SITE.split("\n", 1)[1]),
        ("templates/kinds/article.html", lambda text: text + "<!-- more -->"),
    ],
)
def test_everything_else_waits_for_the_whole_build(path: str, change: object) -> None:
    """Front matter, mistakes, facts, new files and templates can change any page."""
    before = small_site(SITE)
    text = before.files.get(path, b"").decode()

    assert callable(change)
    assert shown_at_once(before, edited(before, **{path: change(text)})) is None


def test_a_text_that_names_another_picture_waits_for_the_whole_build() -> None:
    """The picture has to be made first; an edit beside it does not wait."""
    picture = "-- content/en/room.jpg (picture) --\n"
    before = small_site(SITE + picture)
    shown = edited(before, page=f"{FRONT}\n\n![A room](room.jpg)\n")
    later = edited(before, page=f"{FRONT}\n\n![A room](room.jpg)\n\nStand up.\n")
    whole = build_tree(later, BuildOptions(TODAY, BASE, drafts=True))

    assert shown_at_once(before, shown) is None
    assert shown_at_once(shown, before) is None
    pages = shown_at_once(shown, later)
    assert pages is not None
    assert pages.items() <= whole.files.items()


def test_a_deleted_page_waits_for_the_whole_build() -> None:
    """Other pages may lead to it."""
    before = small_site(SITE)
    now = SourceTree({path: data for path, data in before.files.items() if path != PAGE})

    assert shown_at_once(before, now) is None


# --- the builder of the preview ------------------------------------------------------------


class Watched:
    """A project on disk, and what its preview shows."""

    def __init__(self, root: Path) -> None:
        self.root = write_site(small_site(SITE), root)
        self.early: list[Mapping[str, bytes]] = []
        self._rebuilding = Rebuilding(root)

    def build(self) -> Preview:
        """What the preview shows after everything was saved."""
        return self._rebuilding.build(BASE, self.early.append)

    def write(self, path: str, text: str) -> None:
        """A file is saved."""
        (self.root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """A small site that is being edited."""
    return Watched(tmp_path / "site")


def test_a_save_is_shown_early_and_whole(watched: Watched) -> None:
    """The early page and the one of the build are the same."""
    watched.build()
    watched.write(PAGE, f"{FRONT}\n\nStand up.\n")

    preview = watched.build()

    assert [list(pages) for pages in watched.early] == [["posture/index.html"]]
    assert watched.early[0]["posture/index.html"] == preview.files["posture/index.html"]
    assert b"Stand up." in preview.files["posture/index.html"]


def test_everything_that_changes_is_picked_up_without_a_restart(watched: Watched) -> None:
    """Pages come, go and move; texts, facts, wording, templates, style and data change."""
    watched.build()
    (watched.root / PAGE).rename(watched.root / "content/en/sitting.md")
    assert {"sitting/index.html"} <= watched.build().files.keys()
    assert "posture/index.html" not in watched.build().files

    config = (watched.root / "config.yaml").read_text(encoding="utf-8")
    watched.write("config.yaml", config.replace("555-0234", "555-0235"))
    assert b"555-0235" in watched.build().files["index.html"]

    base = (watched.root / "templates/base.html").read_text(encoding="utf-8")
    watched.write("templates/base.html", base.replace("</body>", "<p>From the template</p></body>"))
    assert b"From the template" in watched.build().files["index.html"]

    sheet = next((watched.root / "static/css").rglob("*.css"))
    before = watched.build().files["index.html"]
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\nhr { margin: 7px }\n", encoding="utf-8")
    assert watched.build().files["index.html"] != before

    (watched.root / "content/en/sitting.md").unlink()
    assert "sitting/index.html" not in watched.build().files


def test_after_a_mistake_in_a_fact_the_preview_goes_on(watched: Watched) -> None:
    """A file that all pages need is broken, then mended."""
    config = (watched.root / "config.yaml").read_text(encoding="utf-8")
    watched.build()
    watched.write("config.yaml", "site: [")
    assert watched.build().problems
    watched.write("config.yaml", config)

    assert watched.build().problems == ()


def test_drafts_are_shown_and_marked_and_nothing_is_written(watched: Watched) -> None:
    """The preview knows which pages are drafts, and leaves no trace of them on the disk."""
    watched.write(PAGE, f"{FRONT[:-4]}\ndraft: yes\n---\n\nOnly a draft.\n")
    before = sorted(watched.root.rglob("*"))

    preview = watched.build()

    assert b"Only a draft." in preview.files["posture/index.html"]
    assert preview.origins["posture/index.html"].draft
    assert not preview.origins["index.html"].draft
    assert preview.origins["posture/index.html"].path == PAGE
    assert sorted(watched.root.rglob("*")) == before


def test_two_saves_of_the_same_length_at_once_are_both_seen(watched: Watched) -> None:
    """Size and time may be the same; the second text is shown all the same."""
    watched.build()
    for text in ("aaaa", "bbbb", "cccc"):
        watched.write(PAGE, f"{FRONT}\n\n{text}\n")
        assert text.encode() in watched.build().files["posture/index.html"]


def test_a_link_out_of_the_project_is_a_problem_and_shows_nothing(
    watched: Watched, tmp_path: Path
) -> None:
    """A file of the machine does not come into the preview by a link in the project."""
    (tmp_path / "secret.txt").write_text("nobody's business", encoding="utf-8")
    (watched.root / "static/notes.txt").symlink_to(tmp_path / "secret.txt")

    preview = watched.build()

    assert [problem.path for problem in preview.problems] == ["static/notes.txt"]
    assert not any(b"nobody's business" in data for data in preview.files.values())
