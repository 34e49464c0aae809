"""Photos on whole small sites: published in sizes, once, and only where a page shows them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinicsite.crew import Crew
from clinicsite.memo import Memo
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree
from clinicsite.read.tree import SourceTree
from tests.small_sites import TODAY, build, messages, small_page, small_picture, small_site


def photo(
    width: int = 1500, height: int = 1000, color: tuple[int, int, int] = (90, 60, 30)
) -> bytes:
    """A JPEG in one color."""
    file = BytesIO()
    Image.new("RGB", (width, height), color).save(file, "JPEG")
    return file.getvalue()


def site_with(body: str, pictures: Mapping[str, bytes], more: str = "") -> SourceTree:
    """The small site with a page `/posture/` and these pictures."""
    tree = small_site(small_page("content/en/posture.md", body=body) + more)
    return tree.with_files(pictures)


def html_of(built: BuiltSite, page: str = "posture/index.html") -> LexborHTMLParser:
    """The finished page."""
    return LexborHTMLParser(built.files[page])


def image(built: BuiltSite) -> Mapping[str, str | None]:
    """The attributes of the only picture of the page."""
    (found,) = html_of(built).css("main img")
    return found.attributes


def made(built: BuiltSite) -> list[str]:
    """The files of all pictures."""
    return [path for path in built.files if path.startswith("pictures/")]


ROOM = {"content/en/room.jpg": photo()}


def test_a_photo_beside_its_page_is_published_in_sizes() -> None:
    """WebP in several widths, a JPEG for the rest, and a place on the page from the beginning."""
    built = build(site_with("![A treatment room](room.jpg)", ROOM))

    (source,) = html_of(built).css("main picture > source")
    assert messages(built) == ""
    assert image(built)["alt"] == "A treatment room"
    assert (image(built)["width"], image(built)["height"]) == ("704", "469")
    assert source.attributes["type"] == "image/webp"
    widths = re.findall(
        r"/(pictures/room-[0-9a-f]{8}-(\d+)\.webp) \2w", source.attributes["srcset"] or ""
    )
    assert [int(width) for _, width in widths] == [352, 704, 1056, 1408]
    assert sorted([*(path for path, _ in widths), (image(built)["src"] or "")[1:]]) == made(built)
    assert "room.jpg" not in built.files


def test_only_the_first_picture_of_the_lead_is_loaded_at_once() -> None:
    """All others wait until a reader comes near them."""
    body = "![One](room.jpg)\n\n![Two](room.jpg)\n\n## More\n\n![Three](room.jpg)"

    built = build(site_with(body, ROOM))

    loading = [img.attributes.get("loading") for img in html_of(built).css("main img")]
    assert loading == [None, "lazy", "lazy"]


def test_a_picture_below_the_lead_waits() -> None:
    """A lead without a picture gives its right to no other one."""
    built = build(site_with("Sit well.\n\n## More\n\n![A room](room.jpg)", ROOM))

    assert image(built)["loading"] == "lazy"
    assert image(built)["decoding"] == "async"


def test_the_text_behind_a_picture_is_its_caption() -> None:
    """With links and emphasis, like any text."""
    body = "![A treatment room](room.jpg)\nOur room is *warm*, with [sources](/sources/)."

    (figure,) = html_of(build(site_with(body, ROOM))).css("main figure")

    (caption,) = figure.css("figcaption")
    assert caption.text() == "Our room is warm, with sources."
    assert caption.css_first("a") is not None


def test_each_of_several_pictures_in_a_row_has_its_own_caption() -> None:
    """Pictures stand one below the other."""
    body = "![One](room.jpg)\nFirst.\n![Two](room.jpg)\nSecond."

    figures = html_of(build(site_with(body, ROOM))).css("main figure")

    assert [_caption(figure) for figure in figures] == ["First.", "Second."]


def _caption(figure: LexborNode) -> str:
    caption = figure.css_first("figcaption")
    return caption.text().strip() if caption else ""


def test_decoration_is_a_decision() -> None:
    """`![decorative](…)` is silent for those who listen, and no mistake."""
    built = build(site_with("![decorative](room.jpg)", ROOM))

    assert messages(built) == ""
    assert image(built)["alt"] in (None, "")
    assert "data-decorative" in image(built)


@pytest.mark.parametrize(
    "address", ["room.jpg", "./room.jpg", "/room.jpg", "../en/room.jpg", "ROOM%2Ejpg"]
)
def test_a_picture_is_found_however_its_address_is_written(address: str) -> None:
    """Beside the page, from the root, through folders; but the letter case is that of the file."""
    built = build(site_with(f"![A room](room.jpg)\n\n![A room]({address})", ROOM))

    assert ("cannot be shown" in messages(built)) == address.startswith("ROOM")


def test_a_picture_of_another_language_is_published_once() -> None:
    """Its pages share the files."""
    spanish = small_page("content/es/postura.md", body="![Una sala](../en/room.jpg)")

    built = build(site_with("![A room](room.jpg)", ROOM, spanish))

    assert len(made(built)) == 5
    assert "/pictures/room-" in built.files["es/postura/index.html"].decode()


def test_names_with_spaces_and_accents_become_plain() -> None:
    """Whatever the file is called, its published name is safe in every address."""
    pictures = {"content/en/Sala de Ángel (1).JPG": photo()}

    built = build(site_with("![A room](Sala de Ángel (1).JPG)", pictures))

    assert messages(built) == ""
    assert all(
        re.fullmatch(r"pictures/sala-de-angel-1-[0-9a-f]{8}-\d+\.\w+", p) for p in made(built)
    )


def test_a_changed_picture_has_another_name() -> None:
    """Hosts may keep pictures for a year."""
    first = build(site_with("![A room](room.jpg)", ROOM))
    second = build(
        site_with("![A room](room.jpg)", {"content/en/room.jpg": photo(color=(1, 2, 3))})
    )

    assert not set(made(first)) & set(made(second))


def test_what_no_page_shows_is_not_published() -> None:
    """Neither a picture that a text only mentions, nor that of a draft."""
    draft = small_page("content/en/plan.md", "draft: yes\n", body="![A plan](plan.jpg)")
    pictures = {**ROOM, "content/en/plan.jpg": photo(color=(9, 9, 9))}

    built = build(site_with("The file is called room.jpg.", pictures, draft))

    assert made(built) == []
    assert messages(built) == ""


def test_a_link_to_a_picture_leads_to_one_that_is_published() -> None:
    """The original, with all that the camera wrote into it, stays at home."""
    built = build(site_with("Look at [the room](room.jpg).", ROOM))

    assert messages(built) == ""
    assert any(path.endswith("-704.jpg") for path in made(built))


@pytest.mark.parametrize("base_url", [None, "https://host.net/clinic/"])
def test_pictures_are_found_below_a_folder(base_url: str | None) -> None:
    """Every address begins with the folder that the site is published in."""
    built = build(site_with("![A room](room.jpg)", ROOM), base_url=base_url)

    start = "/clinic/pictures/" if base_url else "/pictures/"
    assert messages(built) == ""
    assert (image(built)["src"] or "").startswith(start)


def test_a_page_on_a_broken_picture_is_told_once() -> None:
    """The file is named; the page that shows it has done nothing wrong."""
    built = build(site_with("![A room](room.jpg)", {"content/en/room.jpg": photo()[:800]}))

    assert [problem.path for problem in built.problems] == ["content/en/room.jpg"]
    assert not built.is_publishable


def test_a_film_may_have_a_photo_as_its_poster() -> None:
    """It is published in its plain form."""
    body = """\
/// video | A session
    file: film.mp4
    captions: film.vtt
    poster: room.jpg
    width: 640
    height: 360

The therapist asks about your pain.
///
"""
    films = {"content/en/film.mp4": b"x", "content/en/film.vtt": b"WEBVTT\n"}

    built = build(site_with(body, {**ROOM, **films}))

    (player,) = html_of(built).css("video")
    assert messages(built) == ""
    assert (player.attributes["poster"] or "")[1:] in made(built)


def test_workers_and_memo_change_no_byte(tmp_path: Path) -> None:
    """One process or two, with or without memory, today or when it is remembered."""
    tree = site_with(
        "![A room](room.jpg)\n\n![decorative](small.png)",
        {**ROOM, "content/en/small.png": small_picture()},
    )
    plain = build(tree).files

    for jobs in (1, 2):
        for _ in range(2):
            with Memo(tmp_path / f"memo-{jobs}.sqlite") as memo:
                built = build_tree(
                    tree, BuildOptions(TODAY, crew=Crew(jobs, always=True)), memo=memo
                )
            assert built.files == plain


def test_a_changed_picture_changes_its_page_although_it_is_remembered(tmp_path: Path) -> None:
    """A page is remembered together with the pictures that it names."""
    trees = [
        site_with("![A room](room.jpg)", {"content/en/room.jpg": data})
        for data in (photo(), photo(300, 200), photo()[:500])
    ]

    for tree in trees:
        with Memo(tmp_path / "memo.sqlite") as memo:
            built = build_tree(tree, BuildOptions(TODAY), memo=memo)
        fresh = build(tree)
        assert (built.files, built.problems) == (fresh.files, fresh.problems)


_WITHOUT_PILLOW = """
import sys
from pathlib import Path
from clinicsite.memo import Memo
from clinicsite.pipeline import BuildOptions, build_tree
from clinicsite.read.tree import read_folder
from datetime import date
with Memo(Path("memo.sqlite")) as memo:
    build_tree(read_folder(Path(".")).tree, BuildOptions(date(2026, 11, 22)), memo=memo)
print("PIL" in sys.modules)
"""


def test_pillow_is_loaded_for_new_pictures_alone(tmp_path: Path) -> None:
    """A build that remembers its pictures pays nothing for them, whatever else was edited."""
    said = []
    for text in ("Sit well.", "Sit better."):
        tree = site_with(f"{text}\n\n![A room](room.jpg)", ROOM)
        for name, data in tree.files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        project = str(Path(__file__).resolve().parents[2])
        command = [sys.executable, "-c", _WITHOUT_PILLOW]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env={"PYTHONPATH": project},
            capture_output=True,
            text=True,
            check=True,
        )
        said.append(done.stdout.strip())

    assert said == ["True", "False"]
