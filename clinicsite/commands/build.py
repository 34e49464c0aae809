"""`build`: make the site and publish it, all or nothing."""

from __future__ import annotations

import time
from pathlib import Path

import click
from msgspec.structs import replace

from clinicsite.build_memo import BUILD_STEP
from clinicsite.commands.request import (
    Request,
    crew_of,
    folder_for,
    make_for,
    memo_for,
    outcome_of,
    takes_a_request,
)
from clinicsite.memo import Memo
from clinicsite.pipeline import BuiltSite, MadeSite, finished, judged
from clinicsite.publish.folder import Destination, Publication, Published, recover
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
    protected = tuple(request.root / name for name in (*FOLDERS, CONFIG))
    destination = Destination(out, protected, Path.home(), spare)
    destination.refuse_unsafe()
    recover(out)
    with memo_for(request) as memo:
        made, arguments = make_for(request, folder_for(request.root), memo)
        early = made.may_be_published and not request.release
        publish = _published_while_judged if early else _published_when_judged
        built, published = publish(made, destination, memo, crew_of(request).size)
        outcome = outcome_of(built)
        if published:
            for folder in published.leftovers:
                click.echo(f"{folder} could not be removed; remove it by hand.", err=True)
            outcome = replace(outcome, manifest=manifest_digest(out))
        memo.keep(outcome.to_json(), BUILD_STEP, *arguments)
    return outcome.say_built(out, time.perf_counter() - started)


def _published_while_judged(
    made: MadeSite, destination: Destination, memo: Memo, workers: int
) -> tuple[BuiltSite, Published | None]:
    """The site is made ready to be published while it is looked at."""
    ready = Publication(made.files, destination, digests=made.digests, beside=workers > 1)
    with ready:
        built = judged(made, memo)
        return built, ready.publish() if built.is_publishable else None


def _published_when_judged(
    made: MadeSite, destination: Destination, memo: Memo, workers: int
) -> tuple[BuiltSite, Published | None]:
    """A release gets more files, but only when nothing is wrong with it."""
    built = judged(made, memo)
    if not built.is_publishable:
        return built, None
    built = finished(built, memo, workers)
    with Publication(built.files, destination) as ready:
        return built, ready.publish()
