"""Photos in `static/` are copied as they are, and whoever put them there is told so."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from clinicsite.read.tree import SourceTree
from tests.small_sites import build, small_site


def site_with(path: str, data: bytes) -> SourceTree:
    """The small site with one more file."""
    return small_site().with_files({path: data})


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_photo_in_static_is_published_with_a_warning_when_it_tells_of_its_camera(
    kind: str,
) -> None:
    """Files there are copied as they are, with place and day; without these nothing is said."""
    taken = Image.Exif()
    taken[0x0110] = "A camera"
    for exif, said in ((taken.tobytes(), {"photo-metadata"}), (b"", set())):
        file = BytesIO()
        Image.new("RGB", (40, 30)).save(file, kind, exif=exif)

        built = build(site_with("static/room.jpg", file.getvalue()))

        assert {problem.rule for problem in built.problems} == said
        assert built.is_publishable


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"RIFF\0\0\0\0WEBPVP8X"])
def test_half_a_photo_in_static_is_copied(data: bytes) -> None:
    """Nobody reads it any further."""
    built = build(site_with("static/room.webp", data))

    assert built.problems == ()
    assert built.files["room.webp"] == data
