"""The scan of a page's blocks, before Markdown sees them.

pymdownx is silent about every misuse: an unknown name leaves literal slashes, a wrong indent
drops the options and turns an emergency card into a milder one, an unclosed block swallows the
page. So this scan pairs every fence outside code, reads the options with our own YAML reader and
hands Markdown only `/// block | <number>`.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect

from msgspec import Struct, field

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.document import Document
from clinicsite.read.fields import Strict
from clinicsite.read.schema import choices, did_you_mean, keys_of, validate
from clinicsite.read.source import Place, SourceText
from clinicsite.render.blocks import BLOCK_TYPES, BlockType, Content, fault_in_content
from clinicsite.render.code_fences import CodeFences, code_fences
from clinicsite.render.guards import MAX_PROBLEMS

_FENCE = re.compile(
    r"^(?P<indent>(?:[\s>]|[-*+]\s|\d+[.)]\s)*)(?P<slashes>/{3,})"
    r"\s*(?P<name>[^\s|]*)\s*(?P<bar>\|?)\s*(?P<argument>.*)$"
)
_SIGN = "///"
_LIST_ITEM = re.compile(r" +([-*+]|\d+\.) ")


class UsedBlock(Struct, frozen=True):
    """A block that stands in a page, checked."""

    number: int
    """Its place among the page's blocks, from 0."""
    name: str
    argument: str
    options: Strict
    document: Document
    """The options with the place of each."""
    place: Place
    """Where its first line stands in the file."""


class ScannedBody(Struct, frozen=True):
    """A page's body, ready for Markdown."""

    text: str
    blocks: tuple[UsedBlock, ...]
    problems: tuple[Problem, ...]


def scan_blocks(
    source: SourceText, body: str, body_line: int, memo: Memo = FORGETFUL
) -> ScannedBody:
    """The body with its blocks numbered, the blocks, and a problem for each misuse."""
    lines = body.split("\n")
    fences = code_fences(lines)
    for number, line in fences.mended.items():
        lines[number] = line
    scan = _Scan(source, lines, body_line, memo)
    scan.run(fences)
    problems = tuple(scan.problems[:MAX_PROBLEMS])
    return ScannedBody("\n".join(scan.output), tuple(scan.blocks), problems)


def _is_option(line: str, kind: BlockType) -> bool:
    key, colon, _ = line.partition(":")
    return bool(colon) and key.strip() in keys_of(kind.options)


@functools.lru_cache(maxsize=256)
def _known_options(shape: type[Strict], text: str, memo: Memo) -> Strict | None:
    """These options, wherever they stand; None when anything is wrong with them.

    The same few options stand in block after block.
    """
    return validate(shape, Document(SourceText("", text), text, start=Place(1, 1)), memo=memo)[0]


class _Scan(Struct):
    source: SourceText
    lines: list[str]
    body_line: int
    memo: Memo
    fences: dict[int, re.Match[str]] = field(default_factory=dict)
    """Line → fence of a block, outside of code."""
    fenced: list[int] = field(default_factory=list)
    """These lines, in order."""
    output: list[str] = field(default_factory=list)
    blocks: list[UsedBlock] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def run(self, fences: CodeFences) -> None:
        for unclosed in fences.unclosed:
            sign = self.lines[unclosed].strip()[0] * 3
            message = f"{sign} opens code here, and no second one closes it"
            hint = "Close it in the same way on a line of its own, or remove this line."
            self._refuse(unclosed, "markup", message, hint)
        for adorned in fences.adorned:
            message = "only the name of a language may stand on a line that opens code"
            self._refuse(adorned, "markup", message, "Remove what stands behind it.")
        signed = [number for number, line in enumerate(self.lines) if _SIGN in line]
        for number in signed:
            match = None if fences.inside[number] else _FENCE.match(self.lines[number].rstrip())
            if match:
                self.fences[number] = match
        self.fenced = [*self.fences]
        number = 0
        while number < len(self.lines):
            match = self.fences.get(number)
            if match is None:
                self.output.append(self.lines[number])
                number += 1
                continue
            self._check_straight(number, match)
            if match["name"] or match["bar"]:
                number = self._block(number, match)
            else:
                self._complain(number, "this closes a block, and none is open", "remove this line")
                number += 1

    def _check_straight(self, number: int, match: re.Match[str]) -> None:
        if not match["indent"] and len(match["slashes"]) == 3:
            return
        does = "begins" if match["name"] else "ends"
        message = f"a block {does} with three slashes at the very start of the line"
        straight = "///" + self.lines[number][match.end("slashes") :].rstrip()
        self._complain(number, message, f"write: {straight}")

    def _block(self, first: int, match: re.Match[str]) -> int:
        """Takes in the block that begins at line `first`; gives the line after it."""
        after = bisect(self.fenced, first)
        last = self.fenced[after] if after < len(self.fenced) else len(self.lines)
        fence = self.fences.get(last)
        if fence and not (fence["name"] or fence["bar"]):
            self._check_straight(last, fence)
            self._closed_block(first, last, match)
            return last + 1
        self._complain(
            first,
            f"this `{match['name']}` block is opened and never closed",
            "Write /// on a line of its own after the last line of the block.",
        )
        self._keep(self.lines[first + 1 : last])
        return last

    def _closed_block(self, first: int, last: int, match: re.Match[str]) -> None:
        name = match["name"]
        kind = BLOCK_TYPES.get(name)
        if kind is None:
            self._unknown(first, name)
            self._keep(self.lines[first + 1 : last])
            return
        self._check_argument(first, kind, match)
        after_options = self._end_of_options(first, last, kind)
        options, document = self._options(first, after_options, kind, name)
        content = self.lines[after_options:last]
        fault = fault_in_content(kind.content, content)
        if fault:
            line = after_options + fault[0]
            self._complain(line if line < last and self.lines[line].strip() else first, fault[1])
        is_list = kind.content in (Content.BULLETS, Content.NUMBERS)
        if options is None or (fault and is_list):
            self._keep(content)
            return
        self.output += ["", f"/// block | {len(self.blocks)}", "", *content, "", "///", ""]
        # A heading that is missing is reported once, not again for what is made of it.
        argument = match["argument"] or (name if kind.argument else "")
        place = self._place(first)
        self.blocks.append(UsedBlock(len(self.blocks), name, argument, options, document, place))

    def _keep(self, content: list[str]) -> None:
        """Leaves in the page what stands in a faulty block: other parts of it may count on that."""
        self.output += ["", *content, ""]

    def _unknown(self, number: int, name: str) -> None:
        message = f"there is no block called `{name}`" if name else "the block has no name"
        near = did_you_mean(name, BLOCK_TYPES)
        hint = f"Use one of: {', '.join(sorted(BLOCK_TYPES))}."
        if near:
            hint = f"write: {self.lines[number].strip().replace(name, near, 1)}"
        self._complain(number, message, hint)

    def _check_argument(self, number: int, kind: BlockType, match: re.Match[str]) -> None:
        if kind.argument and not match["argument"]:
            hint = f"Write {kind.argument} after a bar: /// {match['name']} | …"
            self._complain(number, f"`{match['name']}` needs {kind.argument}", hint)
        elif match["argument"] and not kind.argument:
            message = f"nothing may stand after `{match['name']}` on this line"
            self._complain(number, message, f"write: /// {match['name']}")
        elif match["argument"] and not match["bar"]:
            hint = f"write: /// {match['name']} | {match['argument']}"
            self._complain(number, "a bar is missing after the name of the block", hint)

    def _end_of_options(self, first: int, last: int, kind: BlockType) -> int:
        """The line after the block's options, which stand directly below its first line."""
        number = first + 1
        while number < last and not self.lines[number].strip():
            number += 1
        if number == last or not _is_option(self.lines[number], kind):
            number = first + 1
        for empty in range(first + 1, number):
            message = "an empty line stands between the block and its options"
            self._complain(empty, message, "remove this line")
        if number < last and _LIST_ITEM.match(self.lines[number]):
            return number
        while number < last and self.lines[number].strip():
            if not (self.lines[number].startswith(" ") or _is_option(self.lines[number], kind)):
                break
            number += 1
        return number

    def _options(
        self, first: int, end: int, kind: BlockType, name: str
    ) -> tuple[Strict | None, Document]:
        lines, place = self.lines[first + 1 : end], self._place(first)
        crooked = [
            n for n, line in enumerate(lines) if line.strip() and not line.startswith("    ")
        ]
        for number in crooked:
            hint = f"write:     {lines[number].strip()}"
            self._complain(first + 1 + number, "options are indented by four spaces", hint)
        if crooked:
            return None, Document(self.source, "", start=place)
        first_line = self.body_line + first + 1
        document = Document(self.source, "\n".join(lines), first_line, place)

        def missing(key: str) -> str:
            values = choices(kind.options, key)
            which = f": {', '.join(values)}" if values else ""
            return f"Add the line `    {key}: …` directly below `/// {name}`{which}."

        shape, text = kind.options, document.text
        known = _known_options(shape, text, self.memo)
        if known is not None:
            return known, document
        options, problems = validate(shape, document, missing=missing, memo=self.memo)
        self.problems += problems
        return options, document

    def _place(self, number: int) -> Place:
        return Place(self.body_line + number, 1)

    def _complain(self, number: int, message: str, hint: str = "") -> None:
        self._refuse(number, "block", message, hint)

    def _refuse(self, number: int, rule: str, message: str, hint: str) -> None:
        self.problems.append(self.source.problem(rule, self._place(number), message, hint))
