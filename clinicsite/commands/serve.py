"""`serve`: the preview for people who write."""

from __future__ import annotations

from pathlib import Path

import click

from clinicsite.commands.request import Request, build_for, root_option
from clinicsite.memo import FORGETFUL
from clinicsite.outcome import FINE
from clinicsite.publish import preview


@click.command("serve", epilog="Example: python build.py serve --open")
@root_option
@click.option("--port", type=click.IntRange(1, 65535), help="Default: the first free from 8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
def command(root: Path, port: int | None, *, open_browser: bool) -> int:
    """Show the site, drafts included, while you write.

    Every saved file shows in the browser at once, and so does every mistake. Nothing is written.
    The page /_components/ shows every component in every state.
    """

    def preview_for(base_url: str) -> preview.Preview:
        request = Request(root, base_url, release=False, drafts=True, today=None, jobs=1)
        built, _ = build_for(request, FORGETFUL, gallery=True)
        return preview.Preview(built.files, built.problems)

    preview.serve(preview_for, root, port=port, open_browser=open_browser, say=click.echo)
    return FINE
