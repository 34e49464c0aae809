"""`serve`: the preview for people who write."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from clinicsite.addresses import output_path
from clinicsite.build_memo import memo_path
from clinicsite.commands.request import Request, build_for, root_option
from clinicsite.edited_pages import edited_pages
from clinicsite.lasting_memo import LastingMemo
from clinicsite.maker import maker
from clinicsite.outcome import FINE
from clinicsite.pipeline import BuiltSite
from clinicsite.publish import preview
from clinicsite.publish.preview_panel import Origin, edit_url
from clinicsite.read.recent_files import RecentFiles
from clinicsite.read.tree import SourceTree, read_folder


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
    # The server has little to do and must not wait for its turn while a build is at work.
    sys.setswitchinterval(0.0005)
    build = Rebuilding(root).build
    preview.serve(build, root, port=port, open_browser=open_browser, say=click.echo)
    return FINE


class Rebuilding:
    """Builds a project again and again, and keeps in mind what the last build was made from."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._recent = RecentFiles()
        self._memo = LastingMemo(memo_path(root), maker())
        self._last: tuple[SourceTree, BuiltSite] | None = None

    def build(self, base_url: str, show_early: preview.ShowEarly) -> preview.Preview:
        """The whole site as it is now; pages of which only the text changed are shown before."""
        folder = read_folder(self._root, self._recent)
        request = Request(self._root, base_url, release=False, drafts=True, today=None, jobs=1)
        with self._memo as memo:
            last, self._last = self._last, None
            if last and last[1].context and not folder.problems:
                pages = edited_pages(last[1].context, last[0], folder.tree, memo)
                if pages:
                    show_early(pages)
            built, _ = build_for(request, folder, memo, gallery=True)
        self._last = folder.tree, built
        origins = origins_of(built)
        return preview.Preview(
            built.files, built.problems, origins=origins, unchecked=built.unchecked
        )


def origins_of(built: BuiltSite) -> Mapping[str, Origin]:
    """Where each page of the site comes from, by its path in the output folder."""
    if built.context is None:
        return {}
    repository = built.context.config.site.repository or ""
    return {
        output_path(routed.route): Origin(
            routed.page.path, routed.page.front.draft, edit_url(repository, routed.page.path)
        )
        for routed in built.context.pages.values()
    }
