"""`translated`: note that Spanish pages are in step with their English pages."""

from __future__ import annotations

from pathlib import Path

import click

from clinicsite import report
from clinicsite.commands.request import root_option
from clinicsite.outcome import FINE, PROBLEMS
from clinicsite.read.tree import read_folder
from clinicsite.translated import note_translated, write_translations


@click.command("translated", epilog="Example: python build.py translated /es/causas/")
@root_option
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "--from", "more", multiple=True, metavar="PAGE", help="An English page that it covers as well."
)
def command(root: Path, pages: tuple[str, ...], more: tuple[str, ...]) -> int:
    """Note that Spanish pages say again what their English pages say now.

    A PAGE is an address, such as /es/causas/, or a file. Look first at what `check` says has
    changed. Only content/data/translations.yaml is written.
    """
    tree = read_folder(root).tree
    noted = note_translated(tree, pages, more)
    if noted.problems:
        click.echo(report.format_problems(noted.problems, release=False), err=True, nl=False)
        return PROBLEMS
    for sentence in noted.sentences:
        click.echo(sentence)
    if noted.text:
        write_translations(root, noted.text)
    return FINE
