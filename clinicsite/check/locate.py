"""Places in a page's Markdown of what was found in its finished HTML.

Code is never searched. Where it is not certain which of several places is meant, there is no
place at all: a guessed line would send editors to the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from msgspec import Struct

_Span = tuple[int, int]


class Place(Struct, frozen=True):
    """Where something stands in a file."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    excerpt: str
    """The whole line."""
    length: int
    """How many characters of the line are meant."""

    def rewritten(self, words: str) -> str:
        """The line with other words in this place."""
        start = self.column - 1
        return self.excerpt[:start] + words + self.excerpt[start + self.length :]


def locate(text: str, body_line: int, needle: str, occurrence: int = 1) -> Place | None:
    """The place of an address or of visible words in the text after the front matter.

    An address is looked for where links and pictures have theirs; only when it is nowhere
    there, the needle is looked for as words. None when the occurrence is not there.
    """
    return locate_address(text, body_line, (needle,), occurrence) or locate_words(
        text, body_line, needle, occurrence
    )


def locate_address(
    text: str, body_line: int, spellings: Collection[str], occurrence: int = 1, *, total: int = 0
) -> Place | None:
    """The place of a link's or picture's address in any of the spellings.

    `total` is how often the page shows it; when the text has it more often, nobody can say
    which one is meant.
    """
    index = _addresses(text, body_line)
    spans = {span for spelling in set(spellings) for span in index.get(spelling, ())}
    return _chosen(text, sorted(spans), occurrence, total=total)


def locate_link_text(text: str, body_line: int, words: str) -> Place | None:
    """The place of the words of the only link that has these words."""
    return _of_those_that_read(text, body_line, _LABEL, words, 1, total=1)


def locate_heading(
    text: str, body_line: int, words: str, occurrence: int = 1, *, total: int = 0
) -> Place | None:
    """The place of a heading's words, a block's heading included."""
    return _of_those_that_read(text, body_line, _HEADING, words, occurrence, total=total)


def locate_empty_heading(text: str, body_line: int, level: int) -> Place | None:
    """The line of the only heading of that level that has no words."""
    pattern = rf"^( {{0,3}}#{{{level}}}[ \t]*(?:\{{[^{{}}\n]*\}})?[ \t]*)$"
    found = re.finditer(pattern, _searchable(text, body_line), re.MULTILINE)
    return _chosen(text, [one.span(1) for one in found], 1, total=1)


def locate_block(
    text: str, body_line: int, name: str, occurrence: int = 1, *, total: int = 0
) -> Place | None:
    """The line that begins a block of that name."""
    pattern = rf"^[ \t]*(///[ \t]*{re.escape(name)}(?![\w-])[^\n]*)"
    found = re.finditer(pattern, _searchable(text, body_line), re.MULTILINE)
    return _chosen(text, [one.span(1) for one in found], occurrence, total=total)


def locate_id(text: str, body_line: int, identity: str, occurrence: int = 1) -> Place | None:
    """The place of an id that a heading was given in braces."""
    pattern = rf"\{{[^{{}}\n]*?(#{re.escape(identity)})(?=[\s}}])"
    found = re.finditer(pattern, _searchable(text, body_line))
    return _chosen(text, [one.span(1) for one in found], occurrence, total=0)


def locate_key(text: str, body_line: int, key: str) -> Place | None:
    """The line of a key in the front matter."""
    for number, line in enumerate(text.split("\n")[: max(body_line - 1, 0)], start=1):
        if re.match(rf"{re.escape(key)}[ \t]*:", line):
            return Place(number, 1, line, len(line))
    return None


def locate_words(
    text: str, body_line: int, words: str, occurrence: int = 1, *, total: int = 0
) -> Place | None:
    """The place of words as a reader sees them, straight and curly quotes being the same."""
    wanted = " ".join(words.split())
    if not wanted:
        return None
    pattern = "".join(_SAME.get(letter, re.escape(letter)) for letter in wanted)
    pattern = (r"(?<!\w)" if wanted[0].isalnum() else "") + pattern
    pattern += r"(?!\w)" if wanted[-1].isalnum() else ""
    found = re.finditer(pattern, _searchable(text, body_line))
    return _chosen(text, [one.span() for one in found], occurrence, total=total)


@lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """Words for comparison: without marks of Markdown, typographic niceties and letter case."""
    bare = _LINKED.sub(r"\1", _FOOTNOTE.sub("", unescape(words)))
    bare = _MARKS.sub("", bare).translate(_TYPEWRITTEN)
    return " ".join(re.sub(r"-+", "-", bare).split()).casefold()


# --- how Markdown writes things ------------------------------------------------------------

_INSIDE = r"[^()\n]*(?:\([^()\n]*\)[^()\n]*)*"
_INLINE = re.compile(rf"\]\((?P<inside>{_INSIDE})\)")
_TITLE = re.compile(r"""\s(?:"[^"]*"|'[^']*')\Z""")
_END_OF_HEADING = re.compile(r"\{[^{}\n]*\}\Z")
_OTHER = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+)"
    r"|<(?P<automatic>(?:https?://|mailto:|tel:)[^\s<>]+)>",
    re.MULTILINE | re.IGNORECASE,
)
_LABEL = re.compile(rf"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\({_INSIDE}\)")
_HEADING = re.compile(
    r"""
    ^[ ]{0,3} \#{1,6} [ \t]+ (?P<words>[^\n]*)
    | ^[ \t]* /// [ \t]* [\w-]+ [ \t]* \| [ \t]* (?P<block>[^\n]+)
    | ^(?P<underlined>[^\n]*\S[^\n]*) \n (?:=+|-+) [ \t]* $
    """,
    re.MULTILINE | re.VERBOSE,
)
_LINKED = re.compile(rf"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\({_INSIDE}\)")
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_MARKS = re.compile(r"[*_`~\\]")
_TYPEWRITTEN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
        "\u2026": "...",
    }
)
_SAME = {
    " ": r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)",
    **dict.fromkeys("'\u2018\u2019", "['\u2018\u2019]"),
    **dict.fromkeys('"\u201c\u201d', '["\u201c\u201d]'),
    "\u2026": r"(?:\u2026|\.\.\.)",
    "\u2013": r"(?:\u2013|--)",
    "\u2014": r"(?:\u2014|---?)",
}


def _inline_addresses(body: str) -> Iterator[_Span]:
    """Where `[text](address)` and `![alt](address)` have their addresses."""
    for found in _INLINE.finditer(body):
        inside = found["inside"].rstrip()
        title = _TITLE.search(inside)
        address = inside[: title.start()].rstrip() if title else inside
        begin = len(address) - len(address.lstrip())
        pointed = address[begin : begin + 1] == "<" and address.endswith(">")
        start = found.start("inside")
        yield start + begin + pointed, start + max(len(address) - pointed, begin)


def _other_addresses(body: str) -> Iterator[_Span]:
    """Where `[id]: address` and `<address>` have theirs."""
    for found in _OTHER.finditer(body):
        yield found.span(found.lastgroup or 0)


@lru_cache(maxsize=16)
def _addresses(text: str, body_line: int) -> Mapping[str, tuple[_Span, ...]]:
    """Where each address stands, in every way in which it can be read."""
    body = _searchable(text, body_line)
    found: dict[str, list[_Span]] = {}
    for span in (*_inline_addresses(body), *_other_addresses(body)):
        for reading in set(_readings(body[slice(*span)])):
            found.setdefault(reading, []).append(span)
    return {reading: tuple(spans) for reading, spans in found.items()}


def _readings(address: str) -> tuple[str, ...]:
    """What the address may have become on the page."""
    return address, unquote(address), unescape(address), re.sub(r"\\(\W)", r"\1", address)


def _of_those_that_read(
    text: str, body_line: int, pattern: re.Pattern[str], words: str, occurrence: int, *, total: int
) -> Place | None:
    """The place among what the pattern finds that reads like the words."""
    wanted = plain(words)
    spans = _reading(text, body_line, pattern).get(wanted, ()) if wanted else ()
    return _chosen(text, spans, occurrence, total=total)


@lru_cache(maxsize=32)
def _reading(
    text: str, body_line: int, pattern: re.Pattern[str]
) -> Mapping[str, tuple[_Span, ...]]:
    """Where the words that the pattern finds stand, by what readers see of them."""
    spans: dict[str, list[_Span]] = {}
    for found in pattern.finditer(_searchable(text, body_line)):
        group = found.lastgroup or 0
        words = found[group].rstrip()
        if group == "words" and pattern is _HEADING:
            words = _END_OF_HEADING.sub("", words).rstrip().rstrip("#").rstrip()
        begin = found.start(group)
        spans.setdefault(plain(words), []).append((begin, begin + len(words)))
    return {words: tuple(places) for words, places in spans.items()}


def _chosen(text: str, spans: Sequence[_Span], occurrence: int, *, total: int) -> Place | None:
    """The span of that occurrence as a place; None when it is not there or not certain."""
    if not 0 < occurrence <= len(spans) or 0 < total < len(spans):
        return None
    begin, end = spans[occurrence - 1]
    line_begin = text.rfind("\n", 0, begin) + 1
    line_end = text.find("\n", begin)
    excerpt = text[line_begin:] if line_end < 0 else text[line_begin:line_end]
    length = min(end - begin, line_begin + len(excerpt) - begin)
    return Place(text.count("\n", 0, begin) + 1, begin - line_begin + 1, excerpt, length)


# --- what is not searched ------------------------------------------------------------------

_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)


@lru_cache(maxsize=32)
def _searchable(text: str, body_line: int) -> str:
    """The text, character for character, with its front matter and its code blotted out."""
    lines = text.split("\n")
    before = max(body_line - 1, 0)
    lines[:before] = [_blot(line) for line in lines[:before]]
    for begin, end in _fenced(lines):
        lines[begin : end + 1] = [_blot(line) for line in lines[begin : end + 1]]
    return _CODE_SPAN.sub(lambda found: _blot(found[0]), "\n".join(lines))


def _fenced(lines: Sequence[str]) -> Iterator[_Span]:
    """First and last line of each fenced code block; a fence that never closes is none."""
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence:
            following = range(number + 1, len(lines))
            end = next((n for n in following if _closes(lines[n], fence[1])), None)
            if end is not None:
                yield number, end
                number = end
        number += 1


def _closes(line: str, fence: str) -> bool:
    return line.strip().startswith(fence) and set(line.strip()) == {fence[0]}


def _blot(code: str) -> str:
    return re.sub(r"[^\n]", "\0", code)
