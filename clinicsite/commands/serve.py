"""`serve`: the preview for people who write."""

from __future__ import annotations

from pathlib import Path

import click

from clinicsite.build_memo import memo_path
from clinicsite.commands.request import Request, build_for, root_option
from clinicsite.lasting_memo import LastingMemo
from clinicsite.maker import maker
from clinicsite.outcome import FINE
from clinicsite.publish import preview
from clinicsite.read.recent_files import RecentFiles
from clinicsite.read.tree import read_folder


@click.command("serve", epilog="Example: python build.py serve --open")
@root_option
@click.option("--port", type=click.IntRange(1, 65535), help="Default: the first free from 8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
def command(root: Path, port: int | None, *, open_browser: bool) -> int:
    """Show the site, drafts included, while you write.

    Every saved file shows in the browser at once, and so does every mistake. Each page names the
    file that it comes from. Nothing is written.
    The page /_components/ shows every component in every state.
    """
    recent, memo = RecentFiles(), LastingMemo(memo_path(root), maker())

    def preview_for(base_url: str) -> preview.Preview:
        request = Request(root, base_url, release=False, drafts=True, today=None, jobs=1)
        with memo:
            built, _ = build_for(request, read_folder(root, recent), memo, gallery=True)
        return preview.Preview(built.files, built.problems)

    preview.serve(preview_for, root, port=port, open_browser=open_browser, say=click.echo)
    return FINE
