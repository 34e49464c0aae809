"""The pages of a site as other generators can read them: the same texts in plain Markdown.

Our blocks become quotes and lists, and the sources that a page cites become footnotes at its end.
What our build fills in from data (the glossary, the list of sources, the signs of a care card) is
not given to the others: their pages are a little lighter than ours, never heavier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

_CONTENT = {"content/en/": "", "content/es/": "es/"}
_OPENING = re.compile(r"/// ?(?P<name>[a-z0-9-]+)(?: \| (?P<argument>.+))?$")
_CLOSING = "///"
_OPTION = re.compile(r" {4}(?P<key>[a-z_]+):(?P<value>.*)$")
_LISTS = {"do", "dont", "steps"}
_BLANK_LINES = re.compile(r"\n{3,}")
_CITED = re.compile(r"\[\^([\w-]+)\]")


@dataclass(frozen=True, slots=True)
class EqualPage:
    """One page, the same for every generator."""

    path: str
    """Below the folder of pages: `library/shelf-1/index.md`."""
    title: str
    description: str
    crumbs: tuple[tuple[str, str], ...]
    """Titles and routes of the pages above it, from the home page down."""
    body: str

    @property
    def route(self) -> str:
        """Its address: `/library/shelf-1/`."""
        return _route(self.path)


def equal_pages(sources: Mapping[str, str], cited: Mapping[str, str]) -> tuple[EqualPage, ...]:
    """Every page of the site, by its path.

    `sources` are Markdown files by their paths in our site, `cited` the texts of the footnotes.
    """
    documents = {_path(path): _document(text) for path, text in sorted(sources.items())}
    titles = {_route(path): str(front["title"]) for path, (front, _) in documents.items()}
    return tuple(
        EqualPage(
            path,
            str(front["title"]),
            str(front["description"]),
            _crumbs(_route(path), titles),
            plain_markdown(body, cited),
        )
        for path, (front, body) in documents.items()
    )


def plain_markdown(body: str, cited: Mapping[str, str]) -> str:
    """The text without our blocks, with a footnote for each source that it cites."""
    plain = "\n".join(_without_blocks(body.split("\n"))).rstrip("\n")
    plain = _BLANK_LINES.sub("\n\n", plain)
    used = dict.fromkeys(_CITED.findall(plain))
    notes = [f"[^{mark}]: {cited.get(mark, mark)}" for mark in used]
    return "\n\n".join([plain, *notes]) + "\n"


def footnotes(sources: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """The text of the footnote of each entry of `sources.yaml`, by its mark."""
    return {
        str(source["id"]): f"{source.get('author')}. [{source.get('title')}]({source.get('url')})"
        for source in sources
    }


def _without_blocks(lines: Sequence[str]) -> Iterator[str]:
    inside: re.Match[str] | None = None
    block: list[str] = []
    for line in lines:
        opening = _OPENING.match(line)
        if inside is None and opening is None:
            yield line
        elif opening is not None:
            inside, block = opening, []
        elif inside is not None and line.strip() == _CLOSING:
            yield from _plain_block(inside, block)
            inside = None
        else:
            block.append(line)


def _plain_block(opening: re.Match[str], lines: Sequence[str]) -> Iterator[str]:
    """A list stays a list; anything else is a quote with a name and its options as a list."""
    name = opening["name"]
    if name in _LISTS:
        yield from ("", *lines, "")
        return
    options, rest = _options(lines)
    yield from ("", f"> **{opening['argument'] or name.replace('-', ' ').capitalize()}**")
    if options:
        yield from (">", *(f"> - {option}" for option in options))
    if text := "\n".join(rest).strip("\n"):
        yield from (">", *(f"> {line}".rstrip() for line in text.split("\n")))
    yield ""


def _options(lines: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    """The options that a block begins with, one entry a value, and the lines after them."""
    options: list[str] = []
    for number, line in enumerate(lines):
        option = _OPTION.match(line)
        if option is None:
            return options, lines[number:]
        options += [f"{option['key']} {value.strip()}" for value in option["value"].split(",")]
    return options, ()


def _path(path: str) -> str:
    for folder, there in _CONTENT.items():
        if path.startswith(folder):
            return there + path.removeprefix(folder)
    raise ValueError(path)


def _route(path: str) -> str:
    return f"/{path.removesuffix('.md')}/".replace("/index/", "/")


def _document(text: str) -> tuple[dict[str, object], str]:
    _, front, body = text.split("---\n", 2)
    return yaml.load(front, yaml.CSafeLoader), body.lstrip("\n")


def _crumbs(route: str, titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if route == "/":
        return ()
    names = route.strip("/").split("/")[:-1]
    above = ["/", *(f"/{'/'.join(names[: depth + 1])}/" for depth in range(len(names)))]
    return tuple((titles[one], one) for one in above if one in titles)
