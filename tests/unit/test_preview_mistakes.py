"""What the preview survives, and what it shows of it in the page and the terminal."""

from __future__ import annotations

import shutil

import pytest

from clinicsite.errors import PublishError
from tests.previews import LINK, Site, before_long, previewing


@pytest.mark.parametrize(
    "raised", [RuntimeError("stumble"), SystemExit(3), KeyboardInterrupt(), RecursionError()]
)
def test_a_build_that_breaks_does_not_end_the_preview(project: Site, raised: BaseException) -> None:
    """The page says so in plain words, the terminal shows the details, and it goes on."""
    with previewing(project.build, project.root) as running:
        assert running.shows("first")
        project.raises = raised
        project.write("content/index.html", "second")
        assert running.shows("mistake in the program")
        assert "first" in running.page()
        assert type(raised).__name__ not in running.page()
        assert before_long(lambda: type(raised).__name__ in "".join(running.said))
        assert "Traceback" in "".join(running.said)

        project.raises = None
        project.write("content/index.html", "third")

        assert running.shows("third")
        assert "mistake" not in running.page()


def test_a_broken_machine_is_one_sentence(project: Site) -> None:
    """What the program foresees it says, in the page and the terminal, without a traceback."""
    project.raises = PublishError("The <disk> is full")
    with previewing(project.build, project.root) as running:
        page = running.page()
        assert before_long(lambda: "The <disk> is full" in running.said)

    assert "The &lt;disk&gt; is full" in page
    assert "Traceback" not in "".join(running.said)


def test_problems_come_and_go(project: Site) -> None:
    """A mistake is shown on every page and in the terminal until it is mended."""
    with previewing(project.build, project.root) as running:
        assert "1 error" not in running.page()

        project.problems = (LINK,)
        project.write("content/index.html", "second")
        assert running.shows("1 error")
        assert "there is no page at /x/" in running.page("/nowhere")
        assert "second" in running.page()

        project.problems = ()
        project.write("content/index.html", "third")
        assert running.shows("third")
        assert "no page at" not in running.page()
        assert before_long(lambda: len(running.said) == 4)

    first, problem, second, third = running.said
    assert first.startswith("no problems, ")
    assert problem.startswith("content/en/x.md:3:5: error: there is no page at /x/\n")
    assert second.startswith("1 error, ")
    assert third.startswith("no problems, ")


def test_without_pages_the_last_ones_are_shown(project: Site) -> None:
    """Problems stand on top of the last good page, or on a page of their own."""
    project.problems, project.makes_pages = (LINK,), False
    with previewing(project.build, project.root) as running:
        alone = running.get()
        project.problems, project.makes_pages = (), True
        project.write("content/index.html", "second")
        assert running.shows("second")
        project.problems, project.makes_pages = (LINK,), False
        project.write("content/index.html", "third")
        assert running.shows("no page at")
        page = running.page()

    assert alone.status == 503
    assert "there is no page at /x/" in alone.body.decode()
    assert "second" in page
    assert "The page below is as it was before." in page


def test_a_page_that_cannot_be_read_is_not_lost(project: Site) -> None:
    """Who mistypes a key sees the page with the problem on it, and the other pages as they are."""
    project.write("content/about.html", "about")
    with previewing(project.build, project.root) as running:
        assert running.shows("about", "/about.html")

        project.problems = (LINK,)
        (project.root / "content/about.html").unlink()
        project.write("content/index.html", "second")
        assert running.shows("no page at")
        about, home = running.page("/about.html"), running.page()

        project.problems = ()
        project.write("content/index.html", "third")
        assert running.shows("third")
        gone = running.get("/about.html")

    assert "<h1>about</h1>" in about
    assert "as it was before" in about
    assert "<h1>second</h1>" in home
    assert "as it was before" not in home
    assert gone.status == 404


def test_a_deleted_page_is_gone_at_once(project: Site) -> None:
    """Advice that was withdrawn is not shown from memory."""
    project.write("content/about/index.html", "about")
    with previewing(project.build, project.root) as running:
        assert running.shows("about", "/about/")

        shutil.rmtree(project.root / "content/about")

        assert running.shows("not here", "/about/")
        assert running.get("/about/").status == 404


def test_nothing_is_written(project: Site) -> None:
    """A published site beside it stays as it is, and no file appears."""
    project.write("public/index.html", "published")
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    with previewing(project.build, project.root) as running:
        assert running.shows("first")
        running.get("/nowhere")

    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before
