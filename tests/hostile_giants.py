"""Files that are far too big, too deep or too many of a kind, and what the build answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.hostile_places import page
from tests.small_sites import minimal_site


@dataclass(frozen=True, slots=True)
class Giant:
    """A file that no program should be beaten by."""

    data: bytes
    answer: str = ""
    """How a message goes on after the name of the file; empty for one that is built."""
    path: str = "content/en/giant.md"


def _page(body: str, answer: str = "") -> Giant:
    return Giant(page(body), answer)


def _nested(levels: int, mark: str) -> str:
    return "\n".join("    " * level + f"{mark} level {level}" for level in range(levels))


QUICK = (
    "5 MB of words",
    "30,000 brackets",
    "400 lists in lists",
    "10,000 columns",
    "an alias bomb",
)

_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 12)
)
_BOMB_ANSWER = ":{}:5: error: this value starts with & and needs quotes"
_TOO_BIG = ": error: this file holds {} KB, and no text may be over 500 KB"
_TOO_LONG = ":11:1: error: a paragraph has over 20,000 characters; divide it"
_TOO_DEEP = ": error: this page is nested too deeply to be shown; use fewer levels of lists"
_TOO_MANY = ": error: this page has over 1,000 links, headings and blocks; divide it"
_BRACKETS = ":11:1: error: a paragraph holds [ over 200 times; divide it"
_YAML_DEPTH = ":{}: error: this is nested more than 40 levels deep"

PAGES: Mapping[str, Giant] = {
    "5 MB of words": _page("Sit well. " * 500_000, _TOO_BIG.format(5000)),
    "5 MB of paragraphs": _page("Sit well.\n\n" * 454_545, _TOO_BIG.format(5000)),
    "a paragraph of 450 KB": _page("Sit well. " * 45_000, _TOO_LONG),
    "30,000 brackets": _page("[" * 30_000, _BRACKETS),
    "30,000 lines of brackets": _page("[\n" * 30_000, _BRACKETS),
    "30,000 pictures": _page("![" * 30_000, _BRACKETS),
    "30,000 backticks": _page("a" + "`" * 30_000, _BRACKETS.replace("[", "`")),
    "30,000 quotes": _page(">" * 30_000 + " a", _TOO_DEEP),
    "400 lists in lists": _page(_nested(400, "-"), _TOO_DEEP),
    "400 numbered lists": _page(_nested(400, "1."), _TOO_DEEP),
    "10,000 headings": _page("## Part\n\nText\n\n" * 10_000, _TOO_MANY),
    "10,000 links": _page("[Get help](/when-to-get-help/)\n\n" * 10_000, _TOO_MANY),
    "10,000 sources": _page("Rest.[^S19]\n\n" * 10_000, _TOO_MANY),
    "10,000 blocks": _page("/// do\n- rest\n///\n\n" * 10_000, _TOO_MANY),
    "20,000 open blocks": _page(
        "/// note | A\n" * 20_000, ":11:1: error: this `note` block is opened and never closed"
    ),
    "10,000 columns": _page(
        "|" * 10_000 + "\n" + "|-" * 10_000, ":11:1: error: a table has at most 20 columns"
    ),
    "40,000 lines of HTML": _page(
        "<b>x</b>\n" * 40_000, ":11:1: error: HTML is not used here: <b>"
    ),
    "60,000 hidden characters": _page(
        "&#8203;" * 60_000,
        ":11:1: error: &#8203; stands for an invisible character (U+200B)",
    ),
    "an alias bomb": Giant(f"---\n{_BOMB}---\n\nText".encode(), _BOMB_ANSWER.format(2)),
    "brackets in a title": Giant(page("Text", title="[" * 30_000), _YAML_DEPTH.format("2:47")),
    "90,000 keys": Giant(
        b"---\n" + b"a: b\n" * 90_000,
        ":1:1: error: this --- opens the front matter, and no second --- closes it",
    ),
}
"""Pages that are refused, each with a message of its own: all of them can be told in one run."""

DATA: Mapping[str, Giant] = {
    "an alias bomb in config.yaml": Giant(_BOMB.encode(), _BOMB_ANSWER.format(1), "config.yaml"),
    "30,000 brackets in a data file": Giant(
        b"[" * 30_000, _YAML_DEPTH.format("1:41"), "content/data/sources.yaml"
    ),
    "30,000 lists in a data file": Giant(
        b"- " * 30_000, _YAML_DEPTH.format("1:81"), "content/data/glossary.yaml"
    ),
    "a word that never ends": Giant(
        b"levels: '" + b"x" * 400_000,
        ":1:9: error: a quotation mark is opened here and never closed",
        "content/data/warning-signs.yaml",
    ),
    "words of a drawing that explode": Giant(
        b"<!DOCTYPE s ["
        + b"".join(
            f"<!ENTITY a{n} '{f'&a{n - 1};' * 20 if n else 'a' * 20}'>".encode() for n in range(9)
        )
        + b"]><svg xmlns='http://www.w3.org/2000/svg'>&a8;</svg>",
        ": error: this file defines words of its own; save it as plain SVG",
        "content/en/giant.svg",
    ),
    "200,000 groups in a drawing": Giant(
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 200_000,
        ": error: this file cannot be read; save it again as plain SVG",
        "static/groups.svg",
    ),
    "100,000 groups in a figure": Giant(
        b"<svg>" + b"<g>" * 80_000 + b"</g>" * 40_000,
        ": error: this drawing is not closed, or holds more than a drawing",
        "content/figures/giant.svg",
    ),
}
"""Other files: these, too, can be told in one run."""

_WORDING = "content/data/wording.yaml"
_WIDE = minimal_site()[_WORDING].replace(b"{length}", b"{length:>999999999}")
_LINE = _WIDE.count(b"\n", 0, _WIDE.index(b"{length:")) + 1
WORDING: Mapping[str, Giant] = {
    "a text of a gigabyte by its width": Giant(
        _WIDE,
        f":{_LINE}:7: error: curly brackets hold the name of a value here, such as {{name}}",
        _WORDING,
    ),
}
"""Wording is looked at closely when no other data file is at fault."""

BUILT: Mapping[str, Giant] = {
    "30,000 paragraphs": _page("zq Sit well.\n\n" * 30_000),
    "30,000 items": _page("- zq sit well\n" * 30_000),
    "30,000 rows": _page("| a | b |\n|---|---|\n" + "| zq | 1 |\n" * 30_000),
    "30,000 fences": _page("```\nzq\n```\n" * 30_000),
    "30 lists in lists": _page(_nested(30, "- zq")),
    "19,000 stars": _page("*" * 19_000 + " zq"),
    "brackets on every line": _page(("zq" + "[" * 190 + "\n\n") * 1500),
    "900 questions": _page("/// faq | Why?\n\nzq\n\n///\n\n" * 900),
    "5,000 old addresses": Giant(
        page("zq", more=f"aliases: [{', '.join(f'/old-{n}/' for n in range(5000))}]\n")
    ),
}
"""Pages that are built: each `zq` in them is shown."""
