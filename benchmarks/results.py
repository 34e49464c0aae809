"""What the figures say: tables, ratios, and which promises are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.cases import (
    BARE,
    COLD,
    FLOOR,
    FLOOR_OF,
    OUR_CASES,
    OURS,
    PAGE,
    REBUILD,
    START,
    TEMPLATE,
    UNCHANGED,
)
from benchmarks.timing import Figures

SHIPPED = 0
"""Stands for the number of pages of the shipped site."""

Key = tuple[str, str, int]
"""Generator, case, pages."""
Table = Mapping[Key, Figures]


@dataclass(frozen=True, slots=True)
class Promise:
    """Our case takes at most `factor` times the fastest of others, or so many seconds."""

    pages: int
    case: str
    factor: float
    others: tuple[tuple[str, str], ...] = ()
    """Generator and case; none for seconds."""

    @property
    def words(self) -> str:
        if not self.others:
            return f"{self.factor:g} s"
        named = " or ".join(f"{tool}'s {case} build" for tool, case in self.others)
        named = named.replace(f"{REBUILD} build", REBUILD)
        return f"{self.factor:g} × {'the faster of ' if len(self.others) > 1 else ''}{named}"


_HUGO = (("Hugo", REBUILD),)
PROMISES = (
    Promise(1000, UNCHANGED, 0.25, _HUGO),
    Promise(1000, PAGE, 0.7, _HUGO),
    Promise(1000, TEMPLATE, 2, _HUGO),
    Promise(1000, COLD, 0.7, (("Pelican", COLD), ("MkDocs", COLD))),
    Promise(SHIPPED, UNCHANGED, 0.12),
    Promise(SHIPPED, PAGE, 0.35),
    Promise(SHIPPED, COLD, 1.2),
)


def verdict(measured: float, limit: float) -> str:
    """`met`, or by how much it is missed."""
    if measured <= limit:
        return "met"
    return f"missed by {max(1, round(100 * (measured / limit - 1)))} %"


def promises(table: Table) -> Iterator[str]:
    """A row for each promise; one that nothing was measured for says so."""
    yield from _head("case", "at most", "that is", "measured", "verdict")
    for promise in PROMISES:
        name = f"{_pages(promise.pages)}, {promise.case}"
        ours = table.get((OURS, promise.case, promise.pages))
        others = [table.get((*other, promise.pages)) for other in promise.others]
        there = [figures.seconds for figures in others if figures]
        if ours is None or len(there) < len(others):
            yield _row(name, promise.words, "", seconds(ours), "not measured")
            continue
        limit = promise.factor * min(there, default=1.0)
        yield _row(
            name, promise.words, f"{limit:.3f} s", seconds(ours), verdict(ours.seconds, limit)
        )


def sizes_in(table: Table) -> list[int]:
    """The numbers of pages that were built, the fewest first; without the shipped site."""
    return sorted({pages for tool, _, pages in table if pages != SHIPPED and tool == OURS})


def builds(table: Table, pages: int) -> Iterator[str]:
    """A row for each case of each generator, ours first."""
    yield from _head(
        "generator", "case", "median", "fastest – slowest", "memory", "floors", "× Hugo's rebuild"
    )
    hugo = table.get(("Hugo", REBUILD, pages))
    for (tool, case, at), figures in table.items():
        if at != pages:
            continue
        floor = table.get((FLOOR, FLOOR_OF.get(case, ""), pages))
        yield _row(
            tool,
            case,
            seconds(figures),
            f"{figures.fastest:.3f} – {figures.slowest:.3f} s",
            f"{figures.megabytes:.0f} MB",
            _ratio(figures, floor) if tool != FLOOR else "",
            _ratio(figures, hugo),
        )


def growth(table: Table, *, memory: bool) -> Iterator[str]:
    """What a page takes in small and big sites, for each of our cases.

    A page of the biggest site may take no more than one of the smallest. The share of each
    further page is shown as well: in small sites it hides behind what every build takes.
    """
    sizes = sizes_in(table)
    steps = list(pairwise(sizes))
    per_page = [f"{_number(size)} pages" for size in sizes]
    further = [f"further page up to {_number(more)}" for _, more in steps]
    yield from _head("case", *per_page, *further, "verdict")
    unit = "KB" if memory else "ms"
    for case in OUR_CASES:
        at = {size: _amount(table.get((OURS, case, size)), memory=memory) for size in sizes}
        if not sizes or any(amount is None for amount in at.values()):
            continue
        known = {size: amount for size, amount in at.items() if amount is not None}
        shares = [known[size] / size for size in sizes]
        added = [(known[more] - known[few]) / (more - few) for few, more in steps]
        yield _row(
            case,
            *(f"{share:.2f} {unit}" for share in (*shares, *added)),
            verdict(shares[-1], shares[0]) if steps else "not measured",
        )


def starts(table: Table) -> str:
    """A sentence on what Python takes to do nothing."""
    bare, start = table.get((FLOOR, BARE, SHIPPED)), table.get((FLOOR, START, SHIPPED))
    return f"Python alone starts and ends in {seconds(start)}, without packages in {seconds(bare)}."


def seconds(figures: Figures | None) -> str:
    return f"{figures.seconds:.3f} s" if figures else "–"


def plain(rows: Iterable[str]) -> str:
    """The rows of a Markdown table with their columns in line, for a terminal."""
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    cells = [row for row in cells if set("".join(row)) != {"-"}]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)
    return "\n".join(lines)


def _amount(figures: Figures | None, *, memory: bool) -> float | None:
    if figures is None:
        return None
    return 1024 * figures.megabytes if memory else 1000 * figures.seconds


def _ratio(figures: Figures, other: Figures | None) -> str:
    return f"{figures.seconds / other.seconds:.2f}" if other else ""


def _pages(pages: int) -> str:
    return f"{_number(pages)} pages" if pages else "the shipped site"


def _number(number: int) -> str:
    return f"{number:,}"


def _head(*names: str) -> tuple[str, str]:
    return _row(*names), _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def title(pages: int, shipped: int) -> str:
    """The heading of a table of builds."""
    return f"The shipped site ({shipped} pages)" if pages == SHIPPED else _pages(pages)


def document(  # the parts in the order in which they are read
    table: Table, *, shipped: int, facts: Sequence[str], left_out: Sequence[str], notes: str
) -> str:
    """All of `RESULTS.md`."""
    parts = ["# How fast the builds are", *facts, "## What was promised"]
    parts.append("\n".join(promises(table)))
    parts.append("No faster than linear, from the smallest site to the biggest: time a page.")
    parts.append("\n".join(growth(table, memory=False)))
    parts.append("The same for memory, of the largest process of a build.")
    parts.append("\n".join(growth(table, memory=True)))
    parts += left_out
    for pages in (SHIPPED, *sizes_in(table)):
        rows = "\n".join(builds(table, pages))
        parts += [f"## {title(pages, shipped)}", rows]
        if pages == SHIPPED:
            parts.append(starts(table))
    return "\n\n".join([*parts, notes.strip()]) + "\n"
