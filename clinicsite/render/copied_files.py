"""Files that are published as they are: films and PDFs beside pages, and all of `static/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.drawings import fault_in_drawing

# What the build itself reads; everything else in `static/` is copied as it is.
_NOT_COPIED = ("static/css/", "static/fonts/characters.txt")
_PAGES = (".md", ".markdown", ".txt", ".html")
_BESIDE_PAGES = (".mp4", ".webm", ".vtt", ".pdf")
PICTURES = (".gif", ".jfif", ".jpeg", ".jpg", ".png", ".webp")
_OTHER_PICTURES = (
    *(".avif", ".bmp", ".heic", ".heif", ".ico", ".jxl", ".psd", ".raw", ".dng", ".tif", ".tiff"),
)
_RUNNING = (
    *(".js", ".mjs", ".cjs", ".wasm", ".swf", ".jar", ".svgz", ".xhtml", ".xht", ".shtml"),
    *(".xsl", ".xslt", ".php", ".mht", ".mhtml", ".hta"),
)
_PAGE_FOLDERS = tuple(f"content/{language}/" for language in Language)
_BEFORE_THE_PIXELS = 1 << 16
_EXIF_OR_XMP = 0b1100


def is_copied(path: str) -> bool:
    """Whether the file is published under its own name."""
    if path.startswith("static/"):
        return not path.startswith(_NOT_COPIED)
    return _is_beside_pages(path) and not path.lower().endswith((*_PAGES, *PICTURES))


def is_picture(path: str) -> bool:
    """Whether the file is a picture beside a page, which is published in sizes of its own."""
    return _is_beside_pages(path) and path.lower().endswith(PICTURES)


def file_route(path: str) -> str:
    """The address of a file that is copied, and by which pages name a picture."""
    if path.startswith("static/"):
        return "/" + path.removeprefix("static/")
    _, language, inner = path.split("/", 2)
    return Language(language).home + inner


def drawing_route(name: str, language: Language) -> str:
    """The address of a drawing of `content/figures/` where it is a file of its own."""
    return f"{language.home}figures/{name}.svg"


def unfit_files(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A problem for each file that would run something or tell too much, or that no page shows."""
    for path, data in files.items():
        problem = _fault(path, data) if is_copied(path) else None
        if problem:
            yield problem


def _fault(path: str, data: bytes) -> Problem | None:
    beside_pages = _is_beside_pages(path)
    if path.lower().endswith((".svg", ".xml")):
        fault = fault_in_drawing(data)
        if fault:
            return Problem("foreign", fault, path)
        return _misplaced_drawing(path) if beside_pages else None
    return _fault_beside_pages(path) if beside_pages else _fault_in_static(path, data)


def _fault_beside_pages(path: str) -> Problem | None:
    name = path.lower()
    if name.endswith(_OTHER_PICTURES):
        message = f"pages cannot show a picture with the ending {_ending(path)}"
        hint = "Open it in a picture program, save it as JPEG and put that here instead."
        return Problem("picture-file", message, path, hint=hint)
    if not name.endswith(_BESIDE_PAGES):
        message = f"a file with {_ending(path)} is no picture, film or PDF, and no page can show it"
        return Problem("file", message, path, hint="Remove it, or move it out of content/.")
    return None


def _fault_in_static(path: str, data: bytes) -> Problem | None:
    name = path.lower()
    if name.endswith(_RUNNING) or (name.endswith((".html", ".htm")) and b"<" in data):
        message = f"a file with {_ending(path)} could run a program, so it is not published"
        return Problem("foreign", message, path, hint="Remove it; pages are written in .md files.")
    if _tells_of_its_camera(data):
        message = "this photo is published with what the camera wrote into it, often the place"
        hint = "Put it beside the page that shows it: there it is published without."
        return Problem("photo-metadata", message, path, hint=hint)
    return None


def _tells_of_its_camera(data: bytes) -> bool:
    """Whether this is a JPEG with Exif data, or a WebP that announces such data or XMP."""
    if data.startswith(b"\xff\xd8"):
        return b"Exif\0\0" in data[:_BEFORE_THE_PIXELS]
    return data[8:16] == b"WEBPVP8X" and len(data) > 20 and bool(data[20] & _EXIF_OR_XMP)


def _ending(path: str) -> str:
    name = path.rsplit("/", 1)[1]
    return name[name.rfind(".") :] if "." in name else "no ending"


def _misplaced_drawing(path: str) -> Problem:
    message = "a drawing does not stand beside a page"
    name = path.rsplit("/", 1)[1]
    hint = f"Move it to content/figures/{name} and show it with a `figure` block."
    return Problem("picture-file", message, path, hint=hint)


def _is_beside_pages(path: str) -> bool:
    return path.startswith(_PAGE_FOLDERS)
