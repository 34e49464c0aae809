"""Photos as staff take them become pictures that pages can show."""

from __future__ import annotations

import struct
import warnings
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from clinicsite.render.encode_picture import MOST_PIXELS, Encoded, Unfit, encode
from tests.small_sites import small_picture

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (240, 240, 240)
_TOLERANCE = 40
_ORIENTATION, _GPS, _MAKER = 0x0112, 0x8825, 0x010F


def file_of(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file of this kind."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def quarters(width: int = 160, height: int = 120) -> Image.Image:
    """Red and green above blue and white."""
    image = Image.new("RGB", (width, height))
    for number, color in enumerate((RED, GREEN, BLUE, WHITE)):
        left, top = number % 2 * width // 2, number // 2 * height // 2
        image.paste(color, (left, top, left + width // 2, top + height // 2))
    return image


def pictures_of(encoded: Encoded) -> list[Image.Image]:
    """Every picture that was made, opened."""
    return [Image.open(BytesIO(data)) for _, data in (*encoded.sizes, encoded.plain)]


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colors near the corners, in reading order."""
    rgb = image.convert("RGB")
    places = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
    found = (rgb.getpixel((int(x * rgb.width), int(y * rgb.height))) for x, y in places)
    return [pixel for pixel in found if isinstance(pixel, tuple)]


def alike(first: list[tuple[int, ...]], second: list[tuple[int, ...]]) -> bool:
    """Whether the colors differ by no more than a lossy picture does."""
    pairs = zip(first, second, strict=True)
    return all(abs(a - b) < _TOLERANCE for one, two in pairs for a, b in zip(one, two, strict=True))


def refusal(data: bytes) -> str:
    """Why the file is refused."""
    with pytest.raises(Unfit) as refused:
        encode(data)
    assert refused.value.hint
    return refused.value.message


def test_a_photo_comes_in_the_widths_of_the_column_and_none_is_enlarged() -> None:
    """Half, one, one and a half and two pixels for each of the column; the plain one has one."""
    encoded = encode(file_of(quarters(4000, 3000)))

    assert (encoded.width, encoded.height) == (704, 528)
    assert [width for width, _ in encoded.sizes] == [352, 704, 1056, 1408]
    assert encoded.plain[0] == 704
    for image, width in zip(pictures_of(encoded), [352, 704, 1056, 1408, 704], strict=True):
        assert image.width == width
        assert abs(image.width / image.height - 4 / 3) < 0.01


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (300, 200), (705, 704), (1000, 3000)])
def test_no_picture_is_larger_than_it_was(size: tuple[int, int]) -> None:
    """Whatever its shape, it fits into the column and keeps its own pixels at most."""
    encoded = encode(file_of(quarters(*size)))

    assert encoded.width <= min(704, size[0])
    assert encoded.height <= min(704, size[1])
    for image in pictures_of(encoded):
        assert image.width <= size[0]
        assert image.height <= size[1]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_camera_was_held(orientation: int) -> None:
    """What the eight orientations mean (EXIF 2.32) is undone in the pixels and in the sizes."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = quarters()
    as_taken = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation

    encoded = encode(file_of(as_taken, exif=exif, quality=95))

    assert (encoded.width, encoded.height) == (160, 120)
    for image in pictures_of(encoded):
        assert alike(corners(image), corners(upright))


def told() -> dict[str, Any]:
    """What a phone writes into a photo."""
    exif = Image.Exif()
    exif[_MAKER] = "SECRETPHONE"
    exif.get_ifd(_GPS)[2] = (34.0, 3.0, 8.0)
    exif.get_ifd(_GPS)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return {"exif": exif, "icc_profile": profile, "xmp": b"<x:xmpmeta>SECRETPLACE</x:xmpmeta>"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_goes_online(kind: str) -> None:
    """No EXIF with the place, no XMP, no color profile, no remark, no thumbnail."""
    remarks: dict[str, Any] = {}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", "SECRETNAME")
        remarks = {"pnginfo": text}
    elif kind == "JPEG":
        remarks = {"comment": b"SECRETREMARK"}
    data = file_of(quarters(1500, 900), kind, **told(), **remarks)
    assert b"SECRET" in data

    encoded = encode(data)

    for _, made in (*encoded.sizes, encoded.plain):
        for word in (b"SECRET", b"Exif", b"EXIF", b"eXIf", b"GPS", b"xmp", b"XMP", b"ICC", b"iCCP"):
            assert word not in made
    for image in pictures_of(encoded):
        assert not image.getexif()
        assert "icc_profile" not in image.info


def test_what_is_transparent_stays_so() -> None:
    """On dark and on light pages; for browsers without WebP as PNG."""
    image = quarters(800, 800).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 400, 400))

    encoded = encode(file_of(image, "PNG"))

    assert encoded.ending == "png"
    for made in pictures_of(encoded):
        alpha = made.convert("RGBA").getchannel("A")
        assert alpha.getpixel((made.width // 4, made.height // 4)) == 0
        assert alpha.getpixel((made.width * 3 // 4, made.height // 4)) == 255


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_usual_kind_of_color_can_be_shown(mode: str) -> None:
    """Black and white, gray, a palette, with or without transparency."""
    encoded = encode(file_of(quarters().convert(mode), "PNG"))

    assert all(image.width for image in pictures_of(encoded))


def test_colors_of_another_profile_become_those_of_browsers() -> None:
    """In a profile whose red is the green of others, red numbers were meant as green."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = plain.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    assert swapped != plain

    encoded = encode(file_of(quarters(), icc_profile=swapped))

    for image in pictures_of(encoded):
        assert alike(corners(image), [GREEN, RED, BLUE, WHITE])


def test_a_profile_that_nobody_can_read_is_left_out() -> None:
    """The picture is shown as browsers would show it."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB", 5000)).tobytes()

    for profile in (b"no profile", lab):
        encoded = encode(file_of(quarters(), icc_profile=profile))
        assert alike(corners(pictures_of(encoded)[0]), corners(quarters()))


def test_a_photo_of_several_pictures_in_one_file_is_a_photo() -> None:
    """Phones add a second picture to a JPEG, for depth or brightness (MPO)."""
    first, second = quarters(), Image.new("RGB", (160, 120))

    encoded = encode(file_of(first, "MPO", save_all=True, append_images=[second]))

    assert alike(corners(pictures_of(encoded)[0]), corners(first))


def test_a_picture_is_known_by_its_content_and_not_by_its_name() -> None:
    """PNG, WebP or GIF bytes under the name of a JPEG work all the same."""
    for kind in ("PNG", "WEBP", "GIF"):
        assert encode(file_of(quarters(), kind)).width == 160


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "this file is empty"),
        (b"  \n", "this file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "this is a drawing"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "this is a HEIC photo"),
        (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", "this is an AVIF picture"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"II*\0\x08\0\0\0", "this is a TIFF picture"),
        (b"words", "this is no picture"),
        (file_of(quarters().convert("CMYK")), "colors for printing"),
        (file_of(Image.new("I;16", (8, 8)), "PNG"), "more than 8 bits"),
    ],
)
def test_what_cannot_be_shown_says_why(data: bytes, reason: str) -> None:
    """In words that somebody at the front desk can follow."""
    assert reason in refusal(data)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    """Nothing on the site moves by itself."""
    frames = [Image.new("RGB", (20, 20), color) for color in (RED, GREEN, BLUE)]

    data = file_of(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)

    assert refusal(data) == "this picture moves"


def test_an_enormous_picture_is_refused_by_its_header() -> None:
    """A few bytes can claim more pixels than the machine has memory; they are never decoded."""
    bomb = bytearray(small_picture())
    bomb[16:24] = struct.pack(">II", 60_000, 60_000)
    bomb[29:33] = struct.pack(">I", zlib.crc32(bomb[12:29]))

    assert refusal(bytes(bomb)).startswith("this picture has 60,000 × 60,000 pixels")
    assert MOST_PIXELS == 50_000_000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_was_cut_off_is_refused(kind: str) -> None:
    """Half a picture would be gray below."""
    data = file_of(Image.effect_noise((300, 300), 90).convert("RGB"), kind)

    for size in (len(data) // 3, len(data) // 2, len(data) * 9 // 10):
        assert refusal(data[:size]) == "this picture is broken or cut off"


@given(st.binary(max_size=200))
def test_no_bytes_break_the_build(data: bytes) -> None:
    """Whatever a file holds, it is a picture or it is refused."""
    with suppress(Unfit):
        encode(data)


_WHOLE = {kind: file_of(quarters(40, 30), kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")}


@given(
    st.sampled_from(sorted(_WHOLE)),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=5),
    st.integers(0, 10_000),
)
def test_no_damage_breaks_the_build(kind: str, changes: list[tuple[int, int]], length: int) -> None:
    """Some bytes changed, some missing: it is still a picture, or it is refused."""
    data = bytearray(_WHOLE[kind])
    for place, value in changes:
        data[place % len(data)] = value
    with suppress(Unfit), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks on broken metadata
        encode(bytes(data[: max(1, length)]))


def test_the_same_photo_gives_the_same_bytes() -> None:
    """Names tell the content, so the content must not depend on the moment."""
    data = file_of(quarters(1500, 900), **told())

    assert encode(data) == encode(data)
