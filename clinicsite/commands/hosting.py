"""`hosting`: the configuration of a web server for this site."""

from __future__ import annotations

from pathlib import Path

import click

from clinicsite import report
from clinicsite.commands.request import Request, build_for, folder_for, memo_for, takes_a_request
from clinicsite.outcome import FINE, PROBLEMS
from clinicsite.publish.server_configs import DEFAULT_FOLDER, caddy, nginx

_SERVERS = {"nginx": nginx, "caddy": caddy}


@click.command("hosting", epilog="Example: python build.py hosting nginx --folder /srv/site")
@click.argument("server", type=click.Choice(list(_SERVERS)))
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=DEFAULT_FOLDER,
    help=f"Where the site's files are on the server. Default: {DEFAULT_FOLDER}.",
)
@takes_a_request
def command(request: Request, server: str, folder: Path) -> int:
    """Print what to give a web server: headers, cache, moved and removed addresses.

    SERVER is nginx or caddy. Print it again after an address was moved or removed.
    """
    with memo_for(request) as memo:
        built, _ = build_for(request, folder_for(request.root), memo)
    if built.hosting is None:
        problems = report.format_problems(built.problems, release=built.release)
        click.echo(problems, err=True, nl=False)
        return PROBLEMS
    click.echo(_SERVERS[server](built.hosting, folder.as_posix()), nl=False)
    return FINE
