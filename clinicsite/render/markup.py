"""Markdown to HTML, with our headings, citations, links and blocks.

`convert` is a pure function of a page's scanned text: it knows no other page and no template.
Blocks come out as `<clinic-block-3>…</clinic-block-3>` for `components` to fill in.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from msgspec import Struct
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from clinicsite.render.component_views import Heading
from clinicsite.render.glossary_links import NO_GLOSSARY, Glossary, link_first_uses
from clinicsite.render.guards import (
    Fault,
    Guard,
    Tables,
    TooDeep,
    Unshowable,
    UsedReferences,
    refuse_count,
    refuse_crowd,
    refuse_depth,
)
from clinicsite.render.html_text import html_of
from clinicsite.render.needed_parts import NeededPatterns, Unescape, wait_for_signs
from clinicsite.render.picture_marks import DECORATIVE, PictureMarks, UsedPicture
from clinicsite.render.tables import make_readable
from clinicsite.render.typography import make_typographic

# Ids that the page's frame uses; a heading of the same name gets a number.
RESERVED_IDS = frozenset({"main", "contents", "sources", "massage-rx", "menu", "top", "stamp"})
_EXPLICIT_ID = re.compile(r"\s*\{#([^}\s]*)\}\s*$")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Citation(Struct, frozen=True):
    """A mark in the text that names a source."""

    source: str
    """The id as it was typed, such as `S23`."""
    mark: str
    """The id of the mark on the page."""


class Converted(Struct, frozen=True):
    """A page's text as HTML."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    citations: tuple[Citation, ...] = ()
    """In the order of the page."""
    empty_headings: int = 0
    """How many headings have words, but no letter or digit to make an id from."""
    first_section: str = ""
    """The id of the first second-level heading that stands in nothing else."""
    pictures: tuple[UsedPicture, ...] = ()
    """The photos in it, by their numbers."""
    faults: tuple[Fault, ...] = ()
    """Words of the text that are not in the HTML."""


def convert(
    text: str,
    resolve: Callable[[str], str],
    mark_name: str,
    glossary: Glossary = NO_GLOSSARY,
    picture_at: Callable[[str], str] = lambda _: "",
) -> Converted:
    """The scanned text of one page as HTML.

    `resolve` turns a link as the editor wrote it into one that works on the finished site;
    `mark_name` is the spoken name of a citation, with `{n}` for its number; words of the `glossary`
    are linked where they are first used; `picture_at` gives the path of the photo with an address.
    Raises `Unshowable`.
    """
    markdown = _markdown()
    markdown.reset()
    page = _page_of(markdown)
    page.start(resolve, mark_name, glossary)
    page.marks = PictureMarks(picture_at)
    try:
        refuse_count(text.count("/// block"))
        html = markdown.convert(f"{text}\n\n")  # empty lines end the last paragraph
    except (RecursionError, Unshowable) as error:
        _markdown.cache_clear()  # it stopped inside a list, and would begin the next page there
        raise error if isinstance(error, Unshowable) else TooDeep() from None
    return Converted(
        html,
        tuple(page.headings),
        tuple(page.citations),
        page.empty_headings,
        page.first_section,
        tuple(page.marks.pictures),
        page.faults(),
    )


def slug(text: str) -> str:
    """The id of a heading: small letters, digits and hyphens; letters of any language stay."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower().replace("’", ""))
    return "-".join(words)


@functools.lru_cache(maxsize=1)
def _markdown() -> Markdown:
    """One configured instance a process; building one costs more than a page."""
    markdown = Markdown(
        extensions=[TableExtension(), SaneListExtension(), FencedCodeExtension()],
        output_format="html",
    )
    # Pages show no program text; elsewhere four spaces would turn a paragraph into it.
    markdown.parser.blockprocessors.deregister("code")
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    # Line feeds between elements are for those who read HTML.
    markdown.treeprocessors.deregister("prettify")
    _Blocks().extendMarkdown(markdown)
    markdown.inlinePatterns.register(_CitationPattern(r"\[\^([^\]\s]+)\]", markdown), "cite", 175)
    # Before inline patterns (20).
    guard = Guard(markdown)
    markdown.treeprocessors.register(guard, "guard", 25)
    needed = NeededPatterns(markdown, guard)
    markdown.treeprocessors.register(needed, "needed", 24)
    markdown.treeprocessors.register(Unescape(markdown, needed), "unescape", 0)
    blocks = markdown.parser.blockprocessors
    blocks.register(Tables(markdown, guard), "table", 75)
    wait_for_signs(markdown)
    # A registry puts itself in order for each block anew.
    markdown.parser.blockprocessors = tuple(blocks)  # type: ignore[assignment]  # only walked through
    markdown.serializer = html_of
    markdown.references = UsedReferences()
    # After inline patterns (20) and before text is unescaped (0).
    markdown.treeprocessors.register(_PageTree(markdown, guard), "page", 5)
    return markdown


def _page_of(markdown: Markdown) -> _PageTree:
    page = markdown.treeprocessors["page"]
    if not isinstance(page, _PageTree):
        raise TypeError(type(page))
    return page


class _NumberedBlock(Block):  # type: ignore[misc]  # pymdownx ships no types
    """`/// block | 3`, as the scan writes it."""

    NAME = "block"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, f"clinic-block-{self.argument}")

    def on_markdown(self) -> str:
        return "block"


class _Blocks(BlocksExtension):  # type: ignore[misc]  # pymdownx ships no types
    def extendMarkdownBlocks(self, md: Markdown, block_mgr: object) -> None:  # noqa: N802
        block_mgr.register(_NumberedBlock, {})  # type: ignore[attr-defined]


class _CitationPattern(InlineProcessor):
    """`[^S23]` becomes an element that the tree processor numbers."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element("sup")
        element.set("data-source", m.group(1))
        return element, m.start(0), m.end(0)


class _PageTree(Treeprocessor):
    """Everything that needs the whole page in reading order."""

    def __init__(self, md: Markdown, guard: Guard) -> None:
        super().__init__(md)
        self._guard = guard
        self.marks = PictureMarks(lambda _: "")

    def start(self, resolve: Callable[[str], str], mark_name: str, glossary: Glossary) -> None:
        """Forgets the last page."""
        self.glossary = glossary
        self.resolve = resolve
        self.mark_name = mark_name
        self.headings: list[Heading] = []
        self.citations: list[Citation] = []
        self.empty_headings = 0
        self.first_section = ""
        self._taken: set[str] = set(RESERVED_IDS)
        self._counts: Counter[str] = Counter()
        self._marks: Counter[str] = Counter()
        self._guard.lost_cells.clear()

    def faults(self) -> tuple[Fault, ...]:
        """What would not be shown."""
        references = self.md.references
        unused = references.faults() if isinstance(references, UsedReferences) else ()
        return (*self._guard.lost_cells, *unused, *self.marks.faults)

    def run(self, root: Element) -> None:
        refuse_depth(root)
        refuse_crowd(root)
        make_typographic(root)
        self.marks.take(root)
        numbers: dict[str, int] = {}
        for element in root.iter():
            if element.tag in _HEADINGS:
                self._heading(element)
            elif element.tag == "sup" and element.get("data-source"):
                self._citation(element, numbers)
            elif element.tag in ("a", "img"):
                self._link(element)
            elif element.tag == "table":
                make_readable(element)
        link_first_uses(root, self.glossary)
        sections = (child.get("id", "") for child in root if child.tag == "h2")
        self.first_section = next(sections, "")

    def _heading(self, element: Element) -> None:
        explicit = _take_explicit_id(element)
        text = "".join(element.itertext()).strip()
        free = explicit or self._free(slug(text), text)
        self._taken.add(free)
        element.set("id", free)
        self.headings.append(Heading(_HEADINGS[element.tag], free, text))

    def _free(self, name: str, text: str) -> str:
        """An id that nothing else on the page has; one that an editor gave is never changed."""
        if text and not name:
            self.empty_headings += 1
        name = name or "section"
        free = name
        while free in self._taken:
            self._counts[name] += 1
            free = f"{name}-{self._counts[name] + 1}"
        return free

    def _citation(self, element: Element, numbers: dict[str, int]) -> None:
        source = element.attrib.pop("data-source")
        number = numbers.setdefault(source, len(numbers) + 1)
        self._marks[source] += 1
        again = self._marks[source]
        mark = f"mark-{number}" if again == 1 else f"mark-{number}-{again}"
        self.citations.append(Citation(source, mark))
        element.set("class", "mark")
        link = SubElement(element, "a")
        link.set("href", f"#source-{number}")
        link.set("id", mark)
        link.set("aria-label", self.mark_name.replace("{n}", str(number)))
        link.text = str(number)

    def _link(self, element: Element) -> None:
        attribute = "href" if element.tag == "a" else "src"
        address = element.get(attribute, "")
        if address and not address.startswith("#"):
            element.set(attribute, self.resolve(address))
        if element.get("alt") == DECORATIVE:
            element.set("alt", "")
            element.set("data-decorative", "")


def _take_explicit_id(element: Element) -> str:
    """Removes `{#id}` from the end of a heading and gives the id."""
    last = element[-1] if len(element) else None
    text = (last.tail if last is not None else element.text) or ""
    match = _EXPLICIT_ID.search(text)
    if not match:
        return ""
    if last is not None:
        last.tail = text[: match.start()]
    else:
        element.text = text[: match.start()]
    return slug(match[1])
