"""A photo as staff took it, made into what pages show: upright, small and without its history.

The only module that knows Pillow, which is loaded when there is a new picture and not before.
What a file says of camera, place and owner goes: every picture is written anew from its pixels.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from msgspec import Struct
from PIL import Image, ImageCms, UnidentifiedImageError

from clinicsite.render.photo import COLUMN

MOST_PIXELS = 50_000_000
DENSITIES = (0.5, 1.0, 1.5, 2.0)
"""For small and large windows, and for screens that draw one CSS pixel with four of theirs."""
NEAR = 1.15
"""A size that is so little smaller than the next one is left out."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises for bytes that are not what they claim to be.
_BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError),
    *(AttributeError, RuntimeError, MemoryError, struct.error),
)
_KINDS = (
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyp", "a HEIC photo, as phones take them, or a film"),
    (0, b"%PDF", "a PDF"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"BM", "a BMP picture"),
    (0, b"<", "a drawing (SVG) or a web page"),
)
_AS_JPEG = "Open it in a picture program and save it as JPEG, under the same name."

# Pixels are counted here, before any of them is decoded.
Image.MAX_IMAGE_PIXELS = None


class Unfit(Exception):
    """The file cannot be shown; the message says why, to an editor."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Encoded(Struct, frozen=True):
    """A picture in the sizes that pages offer to browsers."""

    width: int
    """As it is shown at most, in CSS pixels; never more than it has."""
    height: int
    sizes: tuple[tuple[int, bytes], ...]
    """Width in pixels → WebP, the smallest first."""
    plain: tuple[int, bytes]
    """The same for browsers without WebP, in one size."""
    ending: str
    """Of the plain one: `jpg` or `png`."""


def encode(data: bytes) -> Encoded:
    """The picture in its sizes. Raises `Unfit`."""
    image, drawn = _read(data)
    width, height = _shown(image.size)
    sizes: list[tuple[int, bytes]] = []
    plain, ending = b"", ""
    for size in _widths(image.width, width):
        scaled = _scaled(image, size)
        if size == width:
            plain, ending = _plain(scaled, drawn=drawn)
        sizes.append((size, _webp(scaled, drawn=drawn)))
    return Encoded(width, height, tuple(sizes), (width, plain), ending)


def _read(data: bytes) -> tuple[Image.Image, bool]:
    """The pixels, upright and in sRGB, and whether it was drawn rather than taken."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            _refuse(image)
            turn = _orientation(image)
            # Decodes no more pixels than are needed; takes effect for JPEG alone.
            target = 2 * max(_shown(image.size))
            image.draft(image.mode, (target, target))
            image.load()
            upright = image.transpose(_UPRIGHT[turn]) if turn in _UPRIGHT else image.copy()
            return _in_srgb(upright), image.format in ("PNG", "GIF")
    except UnidentifiedImageError:
        raise _unknown(data) from None
    except _BROKEN:
        message = "this picture is broken or cut off"
        raise Unfit(message, "Copy it again from the camera, or save it again as JPEG.") from None


def _unknown(data: bytes) -> Unfit:
    if not data.strip():
        return Unfit("this file is empty", "Copy the picture again.")
    for at, start, kind in _KINDS:
        if data[at:].startswith(start):
            return Unfit(f"this is {kind}, whatever its name says", _AS_JPEG)
    return Unfit("this is no picture, or a broken one", _AS_JPEG)


def _refuse(image: Image.Image) -> None:
    """Raises `Unfit` for what its header already tells."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        message = f"this picture has {width:,} × {height:,} pixels, {MOST_PIXELS:,} are allowed"
        raise Unfit(message, "Make it smaller; 1500 pixels across are enough.")
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise Unfit("this picture moves", "Save a still picture of it; a film has its own block.")
    if image.mode == "CMYK":
        raise Unfit("this picture has colors for printing (CMYK)", "Save it as JPEG in RGB colors.")
    if image.mode not in _MODES:
        raise Unfit("this picture has more than 8 bits a color", _AS_JPEG)


def _orientation(image: Image.Image) -> int:
    """How the camera was held, as the file says; upright when it does not, or not legibly."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture in the colors that browsers take for granted, without any remark."""
    profile = image.info.get("icc_profile")
    see_through = image.has_transparency_data
    if image.mode not in ("L", "RGB", "RGBA") or (image.mode != "RGBA" and see_through):
        image = image.convert("RGBA" if see_through else "RGB")
    if profile:
        image = _converted(image, profile)
    if image.mode == "L":
        image = image.convert("RGB")
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info.clear()
    return image


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in sRGB; as it is when nobody can read its profile."""
    mode = "RGB" if image.mode == "L" else image.mode
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, *_BROKEN):
        return image
    return converted or image


def _shown(size: tuple[int, int]) -> tuple[int, int]:
    """Width and height on the page: in the column, not taller than wide, never enlarged."""
    width, height = size
    scale = min(1.0, COLUMN / width, COLUMN / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _widths(own: int, shown: int) -> Iterator[int]:
    """The widths to offer, the smallest first; the one that is shown is always among them."""
    widths = sorted({*(min(own, round(shown * density)) for density in DENSITIES), shown} - {0})
    for width, following in zip(widths, [*widths[1:], 0], strict=True):
        if width == shown or not width < following < width * NEAR:
            yield width


def _scaled(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(image: Image.Image, *, drawn: bool) -> bytes:
    photo = _saved(image, "WEBP", quality=72, method=4)
    if not drawn:
        return photo
    return min(_saved(image, "WEBP", lossless=True, quality=60, method=4), photo, key=len)


def _plain(image: Image.Image, *, drawn: bool) -> tuple[bytes, str]:
    """For browsers without WebP; what was drawn stays sharp where that costs nothing."""
    drawing = _saved(image, "PNG", optimize=True) if drawn or image.mode == "RGBA" else b""
    if image.mode == "RGBA":
        return drawing, "png"
    photo = _saved(image, "JPEG", quality=78, optimize=True, progressive=True)
    return (drawing, "png") if drawing and len(drawing) <= len(photo) else (photo, "jpg")


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
