"""`list`: what is there, and what waits for somebody."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from clinicsite import report
from clinicsite.characters import printable
from clinicsite.commands.request import root_option, today_in, today_option
from clinicsite.listing import LISTS, Row, Table, table_of
from clinicsite.outcome import FINE
from clinicsite.read.tree import read_folder


@click.command("list", epilog="Example: python build.py list due")
@root_option
@today_option
@click.argument("what", type=click.Choice(tuple(LISTS)), metavar="WHAT")
def command(root: Path, today: date | None, what: str) -> int:
    """Show what waits for somebody, or all there is.

    WHAT is one of: overdue and due (reviews), drafts, placeholders (facts of the clinic that are
    not filled in), sources, untranslated, pages.
    In a terminal it is a table; in a pipe each row is a line with tabs between its values, and that
    there is none is said beside it.
    """
    folder = read_folder(root)
    table, problems = table_of(what, folder.tree, today or today_in(folder.tree))
    _show(table)
    problems = folder.problems + problems
    if problems:
        count = report.count_problems(problems, release=False)
        click.echo(f"Some files could not be read ({count}): python build.py check", err=True)
    return FINE


def _show(table: Table) -> None:
    if sys.stdout.isatty():
        click.echo(_as_table(table), nl=False)
        return
    click.echo(_as_lines(table), nl=False)
    if not table.rows:
        click.echo(table.empty, err=True)


def _as_lines(table: Table) -> str:
    return "".join("\t".join(_cells(row)) + "\n" for row in table.rows)


def _as_table(table: Table) -> str:
    """Columns that line up; the last one is cut where the window ends."""
    if not table.rows:
        return f"{table.empty}\n"
    rows = [table.columns, *map(_cells, table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = shutil.get_terminal_size().columns
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    shown = [line if len(line) <= room else line[: room - 1] + "…" for line in lines]
    return "\n".join([*shown, "", f"{report.counted(len(table.rows), 'row')}."]) + "\n"


def _cells(row: Row) -> Row:
    """The values, each of them on one line and without a tab."""
    return tuple(printable(cell).replace("\t", " ") for cell in row)
