"""Problems in the forms that `check --format` offers: for people, for programs, for GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from clinicsite import report
from clinicsite.characters import printable
from clinicsite.problems import RULES, Problem, Severity, has_errors

JSON_VERSION = 1
"""Changes when a program that reads the JSON would have to; a further key is no such change."""


class Checked(Struct, frozen=True):
    """What a check came to."""

    problems: tuple[Problem, ...]
    pages: int
    release: bool
    unchecked: str = ""
    """In one sentence: what was not looked at, and why; empty when everything was."""

    @property
    def is_fine(self) -> bool:
        """Whether nothing stops the site from being published."""
        return not has_errors(self.problems, release=self.release)

    @property
    def summary(self) -> str:
        """Such as `16 pages, 2 warnings`."""
        problems = report.count_problems(self.problems, release=self.release)
        return f"{report.counted(self.pages, 'page')}, {problems}"

    @property
    def warning(self) -> str:
        """A line before the summary, for those who would take the rest for good; or nothing."""
        return f"{self.unchecked}\n" if self.unchecked else ""


def as_text(checked: Checked) -> str:
    """For a terminal: by file, errors first, and at the end the promises that are broken."""
    listed = report.by_file(checked.problems, release=checked.release)
    rules = report.by_rule(checked.problems, release=checked.release)
    return f"{listed}{rules}{checked.warning}{checked.summary}.\n"


def as_json(checked: Checked) -> str:
    """For programs; `docs/check.md` says what each key means."""
    kinds = [problem.severity(release=checked.release) for problem in checked.problems]
    told = {
        "version": JSON_VERSION,
        "pages": checked.pages,
        "release": checked.release,
        "fine": checked.is_fine,
        "complete": not checked.unchecked,
        "errors": kinds.count(Severity.ERROR),
        "warnings": kinds.count(Severity.WARNING),
        "problems": [_as_object(problem, release=checked.release) for problem in checked.problems],
    }
    return json.dumps(told, indent=2) + "\n"


def _as_object(problem: Problem, *, release: bool) -> dict[str, str | int | None]:
    return {
        "path": problem.path or None,
        "line": problem.line or None,
        "column": problem.column or None,
        "severity": str(problem.severity(release=release)),
        "rule": problem.rule,
        "message": problem.message,
        "hint": problem.hint,
        "excerpt": problem.excerpt,
    }


# --- GitHub --------------------------------------------------------------------------------


def as_github(checked: Checked) -> str:
    """Annotations, which GitHub shows beside the lines of a change; errors first.

    Each stands on one line that begins with the command: no text of an editor can begin one.
    """
    ordered = report.errors_first(checked.problems, release=checked.release)
    lines = [_annotation(problem, release=checked.release) for problem in ordered]
    said = "".join(f"{line}\n" for line in lines)
    return f"{said}{checked.warning}{checked.summary}.\n"


def _annotation(problem: Problem, *, release: bool) -> str:
    places = {"file": problem.path, "line": problem.line, "col": problem.column}
    told = {name: value for name, value in places.items() if value}
    told["title"] = RULES[problem.rule].promise
    named = ",".join(f"{name}={_escaped(str(value), _IN_NAMES)}" for name, value in told.items())
    words = [problem.message, *([problem.hint] if problem.hint else [])]
    text = _escaped("\n".join(words), _IN_TEXT)
    return f"::{problem.severity(release=release)} {named}::{text}"


_IN_TEXT = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_NAMES = (*_IN_TEXT, (":", "%3A"), (",", "%2C"))


def _escaped(text: str, escapes: Iterable[tuple[str, str]]) -> str:
    for character, instead in escapes:
        text = text.replace(character, instead)
    return text


def as_markdown(checked: Checked) -> str:
    """A list for the page of a change: what is wrong and what to do, without jargon."""
    heading = "Nothing is in the way" if checked.is_fine else "This cannot be published yet"
    parts = [f"## {heading}\n\n{checked.summary}.\n"]
    parts += [f"\n{_plain(checked.unchecked)}\n"] if checked.unchecked else []
    for path, problems in report.grouped(checked.problems, release=checked.release):
        parts.append(f"\n### {_plain(path) or 'The whole site'}\n\n")
        parts += [_point(problem, release=checked.release) for problem in problems]
    return "".join(parts)


def _point(problem: Problem, *, release: bool) -> str:
    severity = problem.severity(release=release).capitalize()
    line = f" in line {problem.line}" if problem.line else ""
    hint = _advice(problem.hint)
    return f"- **{severity}{line}:** {_plain(problem.message)}.{f' {hint}' if hint else ''}\n"


def _advice(hint: str) -> str:
    """The hint as a sentence; a line to write is shown as it is."""
    form, separator, line = hint.partition(": ")
    if separator and form == "write":
        return f"Write this line instead: {_code(line)}"
    if separator and form == "add":
        return f"Add this line: {_code(line)}"
    return _plain(hint[:1].upper() + hint[1:])


_MEANING = re.compile(r"[\\*_\[\]<>#|&~]")


def _plain(text: str) -> str:
    """The text without a meaning in Markdown, but for what stands between backticks."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return _MEANING.sub(r"\\\g<0>", printable(text)).replace("`", "\\`")
    return "".join(
        _code(part) if inside else _MEANING.sub(r"\\\g<0>", part)
        for inside, part in zip([False, True] * len(parts), parts, strict=False)
    )


def _code(text: str) -> str:
    """The text between more backticks than it holds in a row."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    around = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{around}{printable(text)}{around}{fence}"


FORMS: Mapping[str, Callable[[Checked], str]] = MappingProxyType(
    {"text": as_text, "github": as_github, "json": as_json, "markdown": as_markdown}
)
"""What `check --format` may name."""
