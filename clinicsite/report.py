"""Problems as an editor reads them: place, sentence, the line itself, what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from clinicsite.characters import printable
from clinicsite.problems import RULES, Problem, Severity

_WIDTH = 96
_LONGEST = 600
_INDENT = "    "


def format_problem(problem: Problem, *, release: bool) -> str:
    """One problem in one to four lines, without a line end."""
    place = printable(problem.path) or "the whole site"
    if problem.line:
        place += f":{problem.line}"
        if problem.column:
            place += f":{problem.column}"
    message = printable(problem.message)
    if len(message) > _LONGEST:
        message = message[:_LONGEST] + "…"
    lines = [f"{place}: {problem.severity(release=release)}: {message}"]
    if problem.excerpt.strip():
        lines += _excerpt(problem.excerpt, problem.column)
    if problem.hint:
        lines.append(_INDENT + printable(problem.hint))
    return "\n".join(lines)


def _excerpt(line: str, column: int) -> list[str]:
    """The line and a caret under the column; long lines are cut around it."""
    start = max(0, column - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = printable(line[start : start + _WIDTH].replace("\t", " ")).rstrip()
    shown = ("…" + shown[1:] if start else shown) + ("…" if start + _WIDTH < len(line) else "")
    caret = [_INDENT + " " * (column - 1 - start) + "^"] if column else []
    return [_INDENT + shown, *caret]


def format_problems(problems: Iterable[Problem], *, release: bool) -> str:
    """All problems, one after the other; empty when there are none."""
    return "".join(format_problem(problem, release=release) + "\n" for problem in problems)


def format_missing(problems: Iterable[Problem]) -> str:
    """The facts that are missing before a site can be published, each with its place."""
    lines = [f"{printable(p.path)}:{p.line}: {printable(p.message)}\n" for p in problems]
    return "Before you can publish:\n" + "".join(lines)


def errors_first(problems: Iterable[Problem], *, release: bool) -> list[Problem]:
    """The problems in their order, but every error before every warning."""
    return sorted(problems, key=lambda p: p.severity(release=release) is not Severity.ERROR)


def grouped(problems: Iterable[Problem], *, release: bool) -> list[tuple[str, tuple[Problem, ...]]]:
    """The problems of each file; files with errors first, and in each of them errors first."""
    groups: dict[str, list[Problem]] = {}
    for problem in errors_first(problems, release=release):
        groups.setdefault(problem.path, []).append(problem)
    return [(path, tuple(group)) for path, group in groups.items()]


def by_file(problems: Iterable[Problem], *, release: bool) -> str:
    """All problems below the names of their files; empty when there are none."""
    parts = []
    for path, group in grouped(problems, release=release):
        name = printable(path) or "the whole site"
        parts.append(f"--- {name}: {count_problems(group, release=release)}\n")
        parts.append(format_problems(group, release=release) + "\n")
    return "".join(parts)


def by_rule(problems: Iterable[Problem], *, release: bool) -> str:
    """The promises that are broken, and how often; empty when none is."""
    broken = Counter((p.severity(release=release), p.rule) for p in problems)
    if not broken:
        return ""
    lines = [
        f"{_INDENT}{counted(broken[severity, rule], severity):<12}{RULES[rule].promise}\n"
        for severity in Severity
        for rule in RULES
        if (severity, rule) in broken
    ]
    return "What this site promises and does not keep yet:\n" + "".join(lines) + "\n"


def count_problems(problems: Iterable[Problem], *, release: bool) -> str:
    """`2 errors, 1 warning`, or `no problems`."""
    severities = [problem.severity(release=release) for problem in problems]
    counts = [(severities.count(kind), str(kind)) for kind in (Severity.ERROR, Severity.WARNING)]
    said = [counted(number, word) for number, word in counts if number]
    return ", ".join(said) or "no problems"


def not_checked(paths: Iterable[str]) -> str:
    """One sentence for a site whose pages could not be made, for mistakes in these files."""
    first, *more = [printable(path) for path in sorted(paths) if path] or ["its files"]
    names = f"{first} and {counted(len(more), 'other file')}" if len(more) > 1 else first
    names = f"{first} and {more[0]}" if len(more) == 1 else names
    return (
        f"The finished pages and their links were not checked, because of the mistakes in {names}: "
        "there may be more."
    )


def counted(number: int, word: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def size(count: int) -> str:
    """A number of bytes in a unit that people compare: `640 bytes`, `312 KB`, `1.4 MB`."""
    if count < 1000:
        return counted(count, "byte")
    if count < 1_000_000:
        return f"{round(count / 1000)} KB"
    return f"{count / 1_000_000:.1f} MB"
