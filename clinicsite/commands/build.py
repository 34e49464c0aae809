"""`build`: make the site and publish it, all or nothing."""

from __future__ import annotations

import time
from pathlib import Path

import click
from msgspec.structs import replace

from clinicsite.build_memo import BUILD_STEP
from clinicsite.commands.request import (
    Request,
    build_for,
    crew_of,
    folder_for,
    memo_for,
    outcome_of,
    takes_a_request,
)
from clinicsite.pipeline import finished
from clinicsite.publish.folder import publish, recover, refuse_unsafe
from clinicsite.publish.spare import SPARE
from clinicsite.publish.standing import manifest_digest
from clinicsite.read.tree import CONFIG, FOLDERS


@click.command(
    "build", epilog="Example: python build.py build --base-url https://host/clinic/ --out public"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where the site goes. Default: public/ in the project's folder.",
)
@takes_a_request
def command(request: Request, out: Path | None) -> int:
    """Build the site. With an error, nothing is published and the last good site stays."""
    started = time.perf_counter()
    spare = request.root / SPARE if out is None and not request.no_memo else None
    out = request.root / "public" if out is None else out
    protected = [request.root / name for name in (*FOLDERS, CONFIG)]
    refuse_unsafe(out, protected=protected, home=Path.home())
    recover(out)
    with memo_for(request) as memo:
        built, arguments = build_for(request, folder_for(request.root), memo)
        if built.is_publishable:
            built = finished(built, memo, crew_of(request).size)
        outcome = outcome_of(built)
        if built.is_publishable:
            published = publish(built.files, out, protected=protected, spare=spare)
            for folder in published.leftovers:
                click.echo(f"{folder} could not be removed; remove it by hand.", err=True)
            outcome = replace(outcome, manifest=manifest_digest(out))
        memo.keep(outcome.to_json(), BUILD_STEP, *arguments)
    return outcome.say_built(out, time.perf_counter() - started)
