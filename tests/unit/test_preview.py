"""When the preview builds, and what it shows before the build has ended."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event, Thread

import pytest
from watchfiles import Change, awatch

from clinicsite.publish import preview
from tests.previews import LINK, Site, before_long, previewing

LIMIT = RuntimeError("OS file watch limit reached")


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved at once counts as such even where a busy machine takes its time over it."""
    monkeypatch.setattr(preview, "_QUIET", 0.5)


# --- when it builds ------------------------------------------------------------------------


def test_the_build_knows_where_it_will_be_shown(project: Site) -> None:
    """Links in the pages lead to the port that was taken."""
    with previewing(project.build, project.root) as running:
        running.page()

    assert project.addresses == [running.url]


@pytest.mark.usefixtures("unhurried")
def test_files_saved_together_are_built_once(project: Site) -> None:
    """A pull that changes configuration, texts, templates and styles is one build."""
    with previewing(project.build, project.root) as running:
        assert running.shows("first")
        for number in range(5):
            project.write(f"content/new{number}.html", "together")
        project.write("config.yaml", "site: {}")
        project.write("templates/base.html", "changed")
        project.write("static/css/base.css", "changed")
        assert running.shows("together", "/new4.html")
        project.write("content/index.html", "later")
        assert running.shows("later")

    assert project.built == 3


@pytest.mark.usefixtures("unhurried")
def test_what_changes_during_a_build_is_built_once_more(project: Site) -> None:
    """No save is lost, and many of them do not queue up."""
    with previewing(project.build, project.root) as running:
        assert running.shows("first")
        project.wait_for = Event()
        project.write("content/index.html", "second")
        assert before_long(lambda: project.built == 2)
        for text in ("third", "fourth", "fifth"):
            project.write("content/index.html", text)
        project.wait_for.set()
        assert running.shows("fifth")
        project.write("content/index.html", "later")
        assert running.shows("later")

    assert project.built == 4


def test_pages_are_answered_during_a_build(project: Site) -> None:
    """Who turns to another page does not wait for a build to end."""
    with previewing(project.build, project.root) as running:
        assert running.shows("first")
        project.wait_for = Event()
        project.write("content/index.html", "second")
        assert before_long(lambda: project.built == 2)

        during = running.page()
        project.wait_for.set()

        assert "first" in during
        assert running.shows("second")


def test_a_request_before_the_first_build_waits_for_it(project: Site) -> None:
    """A browser that is quick sees the site, not an apology."""
    project.wait_for = Event()
    pages: list[str] = []
    with previewing(project.build, project.root) as running:
        asking = Thread(target=lambda: pages.append(running.page()))
        asking.start()
        assert before_long(lambda: project.built == 1)
        project.wait_for.set()
        asking.join(20)

    assert "first" in pages[0]


@pytest.mark.parametrize(
    "path",
    [
        "config.yaml",
        "content/en/deep/new.md",
        "content/data/signs.yaml",
        "templates/components/card.html",
        "static/css/components/card.css",
    ],
)
def test_everything_that_a_build_reads_is_watched(project: Site, path: str) -> None:
    """Configuration, texts, data, templates and styles: each is built when it is saved."""
    with previewing(project.build, project.root) as running:
        running.page()

        project.write(path, "saved")

        assert before_long(lambda: project.built == 2)


def test_a_source_folder_may_go_and_come(project: Site) -> None:
    """After `git checkout` of another branch the preview still watches what is there."""
    shutil.rmtree(project.root / "static")
    with previewing(project.build, project.root) as running:
        running.page()
        project.write("static/css/base.css", "new")
        assert before_long(lambda: project.built == 2)
        project.write("static/css/base.css", "newer")
        assert before_long(lambda: project.built == 3)

        (project.root / "content").rename(project.root / "aside")
        assert before_long(lambda: running.get().status == 503)
        (project.root / "aside").rename(project.root / "content")
        assert running.shows("first")
        project.write("content/index.html", "second")
        assert running.shows("second")


def test_a_file_that_replaces_another_is_seen(project: Site) -> None:
    """Many editors write a new file and give it the old one's name."""
    with previewing(project.build, project.root) as running:
        assert running.shows("first")
        project.write("content/.index.html.tmp", "second")
        (project.root / "content/.index.html.tmp").replace(project.root / "content/index.html")

        assert running.shows("second")


def test_a_renamed_page_moves(project: Site) -> None:
    """The old address is gone, the new one is there."""
    project.write("content/old.html", "moving")
    with previewing(project.build, project.root) as running:
        assert running.shows("moving", "/old.html")

        (project.root / "content/old.html").rename(project.root / "content/new.html")

        assert running.shows("moving", "/new.html")
        assert running.get("/old.html").status == 404


def test_only_sources_are_watched() -> None:
    """The output, the environment and what editors hide are no reason to build."""
    change = Change.modified

    assert preview._is_source(change, "/project/config.yaml")
    assert preview._is_source(change, "/project/content")
    assert not preview._is_source(change, "/project/public")
    assert preview._is_visible(change, "/project/content/en/index.md")
    assert not preview._is_visible(change, "/project/content/en/.index.md.swp")


@pytest.mark.parametrize(
    "refusal", [LIMIT, OSError("too many open files"), ExceptionGroup("at work", [LIMIT])]
)
def test_a_system_that_cannot_watch_is_asked_again_and_again(
    project: Site, monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    """Where too many files are watched already, saving still leads to a build."""

    def limited(*paths: Path, force_polling: bool | None, **options: object) -> object:
        if not force_polling:
            raise refusal
        return awatch(*paths, force_polling=True, poll_delay_ms=50, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(preview, "awatch", limited)
    monkeypatch.setattr(preview, "_BREATH", 0.01)
    with previewing(project.build, project.root) as running:
        assert running.shows("first")

        project.write("content/index.html", "second")

        assert running.shows("second")


# --- what is shown early -------------------------------------------------------------------


def test_finished_pages_are_shown_before_the_build_has_ended(project: Site) -> None:
    """Who saves a text sees it at once; what the build finds out comes when it is known."""
    with previewing(project.build, project.root) as running:
        assert running.shows("first")
        project.early, project.wait_for, project.problems = True, Event(), (LINK,)
        project.write("content/index.html", "second")

        assert running.shows("second")
        assert "1 error" not in running.page()
        project.wait_for.set()
        assert running.shows("1 error")
        assert "second" in running.page()


def test_what_was_shown_early_and_is_right_is_not_shown_again(project: Site) -> None:
    """One save is one reload: the number that open pages compare changes once."""
    with previewing(project.build, project.root) as running:
        assert running.shows("first")
        project.early, project.wait_for = True, Event()
        project.write("content/index.html", "second")
        assert running.shows("second")
        early = running.page()

        project.wait_for.set()

        assert before_long(lambda: len(running.said) == 2)
        assert running.page() == early


def test_nothing_is_shown_early_before_there_is_a_site(project: Site) -> None:
    """The first build is waited for."""
    project.early, project.wait_for = True, Event()
    pages: list[str] = []
    with previewing(project.build, project.root) as running:
        asking = Thread(target=lambda: pages.append(running.page()))
        asking.start()
        assert before_long(lambda: project.built == 1)
        project.wait_for.set()
        asking.join(20)

    assert "first" in pages[0]
