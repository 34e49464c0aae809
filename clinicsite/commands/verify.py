"""`verify`: whether a folder holds a whole site, before somebody puts it online."""

from __future__ import annotations

from pathlib import Path

import click

from clinicsite import report
from clinicsite.outcome import FINE, PROBLEMS
from clinicsite.publish.standing import faults_of

_SHOWN = 20


@click.command("verify", epilog="Example: python build.py verify public")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Check that FOLDER holds exactly the site that its manifest lists."""
    faults = faults_of(folder)
    for fault in faults[:_SHOWN]:
        click.echo(fault, err=True)
    if len(faults) > _SHOWN:
        click.echo(f"... and {report.counted(len(faults) - _SHOWN, 'other fault')}", err=True)
    if faults:
        click.echo("This is no whole site: build it again, and do not publish it.", err=True)
        return PROBLEMS
    click.echo(f"{folder} holds a whole site.")
    return FINE
