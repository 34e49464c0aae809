"""The blocks of a page, filled in: each becomes a view, and the view becomes HTML.

The same component templates serve the page's frame, so a card looks the same wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from markupsafe import Markup, escape
from msgspec import Struct, field
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.reference import WarningSign, WarningSigns
from clinicsite.read.schema import did_you_mean
from clinicsite.render import signs, templates
from clinicsite.render.block_scan import UsedBlock
from clinicsite.render.blocks import (
    MOST_BARS,
    BodyMapOptions,
    CallOptions,
    CareCardOptions,
    EvidenceOptions,
    FigureOptions,
    VideoOptions,
)
from clinicsite.render.body_map import body_map
from clinicsite.render.component_views import (
    CareCard,
    Doors,
    Evidence,
    Figure,
    ListBox,
    Note,
    Picture,
    Question,
    Steps,
    StopIf,
)
from clinicsite.render.drawing_files import DrawingFile, beyond_budget, drawing_file
from clinicsite.render.films import film
from clinicsite.render.page_parts import PageParts
from clinicsite.render.sign_views import WarningLine
from clinicsite.render.typography import typographic

MAX_SHORT_SIGNS = 7
_SAFETY_TEXTS: Mapping[str, Callable[[WarningSigns, Language], object]] = {
    "ask-first": signs.ask_first,
    "call-911": signs.call_911,
    "massage-ok": signs.massage_ok,
}
_BLOCK = re.compile(r"<clinic-block-(\d+)>(.*?)</clinic-block-\1>", re.DOTALL)
_TEXT = r"[^<>&\xa0\x00-\x09\x0b-\x1f]"
_TAG = rf'</?(?:strong|em)>|<sup class="mark">|</sup>|<a(?: [a-z-]+="[^"<>&\xa0]*")+>{_TEXT}*</a>'
# What a parser would give back as it is: our own Markdown, with nothing in it but these.
_PLAIN_LIST = re.compile(rf"<([uo]l)>\n?(?:<li>{_TEXT}*(?:(?:{_TAG}){_TEXT}*)*</li>\n?)+</\1>")
_BETWEEN_ITEMS = re.compile("</li>\n?<li>")
_LISTS = {"doors": Doors, "steps": Steps, "stop-if": StopIf}
_Options = TypeVar("_Options")
_View = TypeVar("_View")


class Components(Struct, frozen=True):
    """The finished parts of a page's text."""

    html: str
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    drawings: tuple[str, ...] = ()
    """Names of the drawings that are files of their own."""


def fill_blocks(html: str, blocks: Iterable[UsedBlock], parts: PageParts) -> Components:
    """The HTML with every block replaced by its component."""
    known = {block.number: block for block in blocks}
    return _Filler(parts, known, _drawing_files(known, parts)).fill(html)


def _drawing_files(blocks: Mapping[int, UsedBlock], parts: PageParts) -> Mapping[int, DrawingFile]:
    """The drawings that are files, by the numbers of the blocks that show them.

    A body map counts as well, but stays inside its page: its zones are links.
    """
    drawn = [
        (number, block.options.drawing, block.name)
        for number, block in blocks.items()
        if isinstance(block.options, FigureOptions | BodyMapOptions)
    ]
    sizes = [len((parts.drawing(name) or "").encode()) for _, name, _ in drawn]
    files = {}
    for number, name, kind in (drawn[place] for place in beyond_budget(sizes)):
        file = drawing_file(name, parts.language, parts.context) if kind == "figure" else None
        if file:
            files[number] = file
    return files


class _Filler(Struct):
    parts: PageParts
    blocks: Mapping[int, UsedBlock]
    drawing_files: Mapping[int, DrawingFile]
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    in_section: bool = False

    def fill(self, html: str) -> Components:
        first_section = html.find("<h2")

        def replace(match: re.Match[str]) -> str:
            self.in_section = 0 <= first_section < match.start()
            return self._component(self.blocks[int(match[1])], Markup(match[2].strip()))

        filled = _BLOCK.sub(replace, html)
        names = tuple(file.name for file in self.drawing_files.values())
        return Components(filled, tuple(self.questions), tuple(self.problems), names)

    def _component(self, block: UsedBlock, body: Markup) -> str:
        name, value = self._view(block, body)
        if value is None:
            return ""
        context = {
            name.replace("-", "_"): value,
            "w": self.parts.wording,
            "site": self.parts.site,
        }
        return templates.render(
            self.parts.context.templates, f"components/{name}.html", context
        ).strip()

    def _view(self, block: UsedBlock, body: Markup) -> tuple[str, object]:
        """The name of the component's template and what it shows; None for a faulty block."""
        argument = typographic(block.argument)
        wording = self.parts.wording
        match block.name:
            case "care-card":
                options = _options(block, CareCardOptions)
                if options.text == "line":
                    return "warning-line", self._warning_line(block, options)
                return "care-card", self._care_card(block, options)
            case "do" | "dont" | "steps" | "doors" | "stop-if":
                return self._list(block, body)
            case "note":
                return "note", Note(argument, body)
            case "evidence":
                level = _options(block, EvidenceOptions).level
                word = wording[f"evidence_{level.replace('-', '_')}"]
                url = self.parts.grades_url
                bars = () if level.bars is None else tuple(n < level.bars for n in range(MOST_BARS))
                return "evidence", Evidence(level, word, bars, argument, body, url)
            case "faq":
                self.questions.append(Question(argument, body))
                return "question", self.questions[-1]
            case "figure":
                return "figure", self._figure(block, _options(block, FigureOptions), body)
            case "call":
                variant = _options(block, CallOptions).variant
                section = self.parts.call_to_action(variant)
                return "call-to-action", replace(section, id=f"{section.id}-{block.number}")
            case "ask-first" | "call-911" | "massage-ok" | "scope":
                return block.name, self._fixed_text(block.name)
            case "body-map":
                drawing = _options(block, BodyMapOptions).drawing
                return "body-map", self._noted(body_map(drawing, block.document, self.parts))
            case _:
                video = _options(block, VideoOptions)
                return "video", self._noted(film(video, block.document, argument, body, self.parts))

    def _noted(self, made: tuple[_View | None, tuple[Problem, ...]]) -> _View | None:
        """What was made; what is wrong with it is remembered."""
        view, found = made
        self.problems += found
        return view

    def _list(self, block: UsedBlock, body: Markup) -> tuple[str, object]:
        """The view of a block that is a list."""
        items = self._items(block, body)
        if block.name in _LISTS:
            return block.name, _LISTS[block.name](items)
        dont = block.name == "dont"
        if dont:
            prefix = escape(self.parts.wording["dont_prefix"]) + " "
            items = tuple(prefix + item for item in items)
        return "list-box", ListBox(dont, items)

    def _fixed_text(self, name: str) -> object:
        """What the reference data say in this block, on whatever page it stands."""
        if name == "scope":
            return self.parts.wording["scope"]
        return _SAFETY_TEXTS[name](*self._reference())

    def _reference(self) -> tuple[WarningSigns, Language]:
        return self.parts.context.reference.warning_signs, self.parts.page.page.language

    def _items(self, block: UsedBlock, body: Markup) -> tuple[Markup, ...]:
        """What stands in each item of the list that is the body."""
        if _PLAIN_LIST.fullmatch(body):
            inside = body[body.index("<li>") + len("<li>") : body.rindex("</li>")]
            items = _BETWEEN_ITEMS.split(inside)
            return tuple(Markup(item.strip()) for item in items if item)
        fragment = LexborHTMLParser(f"<body>{body}</body>")
        for child in fragment.body.iter(include_text=True) if fragment.body else ():
            if child.tag not in ("ul", "ol") and (child.text() or "").strip():
                message = f"text in this `{block.name}` block stands outside its list"
                hint = "Indent it by four spaces, so that it belongs to the line above."
                self.problems.append(block.document.problem("block", (), message, hint))
                break
        return tuple(
            Markup(item.inner_html.strip())  # comes from our own Markdown
            for item in fragment.css("body > ul > li, body > ol > li")
            if item.inner_html
        )

    def _care_card(self, block: UsedBlock, options: CareCardOptions) -> CareCard | None:
        reference, language = self._reference()
        chosen = self._signs(block, options)
        if chosen is None:
            return None
        if options.text == "short" and len(chosen) > MAX_SHORT_SIGNS:
            message = f"a card in short has at most {MAX_SHORT_SIGNS} signs, this one {len(chosen)}"
            hint = "Name fewer signs, or write `text: full`."
            self.problems.append(block.document.problem("block", ("signs",), message, hint))
        return signs.care_card(
            reference.levels[options.level],
            options.level,
            (sign.full if options.text == "full" else sign.short for sign in chosen),
            language,
            name=f"{options.level}-{block.number}",
            heading_level=3 if self.in_section else 2,
        )

    def _warning_line(self, block: UsedBlock, options: CareCardOptions) -> WarningLine | None:
        reference, language = self._reference()
        chosen = self._signs(block, options)
        if chosen is None:
            return None
        shown = (sign.short for sign in chosen)
        return signs.warning_line(reference, options.level, shown, self.parts.wording, language)

    def _signs(self, block: UsedBlock, options: CareCardOptions) -> tuple[WarningSign, ...] | None:
        """The signs that the card names, in its order; None when one of them cannot be shown."""
        known = {sign.id: sign for sign in self.parts.context.reference.warning_signs.signs}
        if options.signs == ("all",):
            return tuple(sign for sign in known.values() if sign.level == options.level)
        faults = []
        for name in options.signs:
            sign = known.get(name)
            if sign is None:
                near = did_you_mean(name, known)
                hint = f"Did you mean {near}?" if near else "They are in warning-signs.yaml."
                faults.append((f"there is no warning sign `{name}`", hint))
            elif sign.level != options.level:
                message = f"the sign {name} is `{sign.level}`, and this card is `{options.level}`"
                faults.append((message, f"Put it on a card with `level: {sign.level}`."))
        self.problems += [
            block.document.problem("reference", ("signs",), message, hint)
            for message, hint in faults
        ]
        return None if faults else tuple(known[name] for name in options.signs)

    def _figure(self, block: UsedBlock, options: FigureOptions, body: Markup) -> Figure | None:
        svg = self.parts.drawing(options.drawing)
        if svg is None:
            near = did_you_mean(options.drawing, self.parts.context.figures)
            message = f"there is no drawing `{options.drawing}`"
            hint = block.document.line_with(("drawing",), near) if near else (
                f"Put {options.drawing}.svg into content/figures/."
            )  # fmt: skip
            self.problems.append(block.document.problem("reference", ("drawing",), message, hint))
            return None
        caption = _without_paragraph(body)
        file = self.drawing_files.get(block.number)
        if file is None:
            return Figure(Markup(svg), caption)  # our own drawing
        url = self.parts.context.base.href(file.address)
        picture = Picture(url, file.width, file.height, file.title, file.description)
        return Figure(Markup(""), caption, picture)


def _options(block: UsedBlock, kind: type[_Options]) -> _Options:
    if not isinstance(block.options, kind):
        raise TypeError(block.name)
    return block.options


def _without_paragraph(body: Markup) -> Markup:
    """The text of a single paragraph, without the paragraph."""
    match = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", body, re.DOTALL)
    return Markup(match[1]) if match else body  # comes from our own Markdown
