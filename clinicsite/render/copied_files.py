"""Files that are published as they are: pictures beside pages, and all of `static/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.drawings import fault_in_drawing

# What the build itself reads; everything else in `static/` is copied as it is.
_NOT_COPIED = ("static/css/", "static/fonts/characters.txt")
_PAGES = (".md", ".markdown", ".txt", ".html")
_BESIDE_PAGES = (
    *(".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
    *(".mp4", ".webm", ".vtt", ".pdf"),
)
_RUNNING = (
    *(".js", ".mjs", ".cjs", ".wasm", ".swf", ".jar", ".svgz", ".xhtml", ".xht", ".shtml"),
    *(".xsl", ".xslt", ".php", ".mht", ".mhtml", ".hta"),
)


def is_copied(path: str) -> bool:
    """Whether the file is published under its own name."""
    if path.startswith("static/"):
        return not path.startswith(_NOT_COPIED)
    return _is_beside_pages(path) and not path.lower().endswith(_PAGES)


def file_route(path: str) -> str:
    """The address of a file that is copied."""
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
        elif _is_beside_pages(path) and not name.endswith(_BESIDE_PAGES):
            message = f"a file with {ending} is no picture, film or PDF, and no page can show it"
            yield Problem("file", message, path, hint="Remove it, or move it out of content/.")
        elif name.endswith(_RUNNING) or (name.endswith((".html", ".htm")) and b"<" in data):
            message = f"a file with {ending} could run a program, so it is not published"
            yield Problem(
                "foreign", message, path, hint="Remove it; pages are written in .md files."
            )


def _is_beside_pages(path: str) -> bool:
    return any(path.startswith(f"content/{language}/") for language in Language)
