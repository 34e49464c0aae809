"""`diff`: what publishing would change for visitors."""

from __future__ import annotations

from pathlib import Path

import click

from clinicsite import report
from clinicsite.commands.request import Request, build_for, folder_for, memo_for, takes_a_request
from clinicsite.errors import UsageError
from clinicsite.outcome import FINE, PROBLEMS
from clinicsite.pipeline import renamed
from clinicsite.publish.difference import as_markdown, as_text, difference
from clinicsite.publish.manifest import MANIFEST_NAME
from clinicsite.publish.previous import is_release, read_previous


@click.command("diff", epilog="Example: python build.py diff public")
@click.argument("manifest", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help="markdown is for the summary of a job.",
)
@takes_a_request
def command(request: Request, manifest: Path, form: str) -> int:
    """Tell what would be added, changed and removed.

    MANIFEST is the build-manifest.json of the site that is online, or a folder that holds one.
    Nothing is written.
    """
    try:
        previous, _, problems = read_previous(manifest)
    except OSError as error:
        raise UsageError(f"There is no {MANIFEST_NAME} in {manifest}.") from error
    if previous is None:
        click.echo(report.format_problems(problems, release=False), err=True, nl=False)
        return PROBLEMS
    with memo_for(request) as memo:
        built, _ = build_for(request, folder_for(request.root), memo)
        if not built.files or built.hosting is None:
            click.echo(report.format_problems(built.problems, release=False), err=True, nl=False)
            return PROBLEMS
        files = renamed(built, memo) if is_release(previous) else built.files
    groups = difference(previous, files, built.titles, built.hosting)
    click.echo((as_text if form == "text" else as_markdown)(groups), nl=False)
    return FINE
