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
    """A problem for each file that would run something, or that no page can show."""
    for path, data in files.items():
        if not is_copied(path):
            continue
        name = path.lower()
        ending = path[path.rfind(".") :] if "." in path.rsplit("/", 1)[1] else "no ending"
        if name.endswith((".svg", ".xml")):
            fault = fault_in_drawing(data)
            if fault:
                yield Problem("foreign", fault, path)
            elif _is_beside_pages(path):
                yield _misplaced_drawing(path)
        elif _is_beside_pages(path) and name.endswith(_OTHER_PICTURES):
            message = f"pages cannot show a picture with the ending {ending}"
            hint = "Open it in a picture program, save it as JPEG and put that here instead."
            yield Problem("picture-file", message, path, hint=hint)
        elif _is_beside_pages(path) and not name.endswith(_BESIDE_PAGES):
            message = f"a file with {ending} is no picture, film or PDF, and no page can show it"
            yield Problem("file", message, path, hint="Remove it, or move it out of content/.")
        elif name.endswith(_RUNNING) or (name.endswith((".html", ".htm")) and b"<" in data):
            message = f"a file with {ending} could run a program, so it is not published"
            yield Problem(
                "foreign", message, path, hint="Remove it; pages are written in .md files."
            )


def _misplaced_drawing(path: str) -> Problem:
    message = "a drawing does not stand beside a page"
    name = path.rsplit("/", 1)[1]
    hint = f"Move it to content/figures/{name} and show it with a `figure` block."
    return Problem("picture-file", message, path, hint=hint)


def _is_beside_pages(path: str) -> bool:
    return any(path.startswith(f"content/{language}/") for language in Language)
