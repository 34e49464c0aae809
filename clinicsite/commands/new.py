"""`new`: a page with its front matter, ready to be written."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clinicsite.commands.request import root_option, today_in
from clinicsite.errors import UsageError
from clinicsite.new_page import NewPage, UnfitAddressError, new_page, path_of, title_from
from clinicsite.outcome import FINE
from clinicsite.read.tree import FOLDERS, SourceTree, read_folder


@click.command(
    "new", epilog='Example: python build.py new causes/lifting-at-work --title "Lifting at work"'
)
@root_option
@click.argument("path", required=False)
@click.option("--title", help="The main heading. Default: what the address suggests.")
def command(root: Path, path: str | None, title: str | None) -> int:
    """Begin a page, as a draft that is not on the site yet.

    PATH is the address that the page will have, such as causes/lifting-at-work, or es/… for a
    Spanish page. What is not given is asked for. An address that is taken is refused.
    """
    tree = read_folder(root).tree
    if not tree.below("content"):
        raise UsageError(f"There is no {FOLDERS[0]}/ in {root.resolve()}: go to the project first.")
    asks = path is None and sys.stdin.isatty()
    if path is None and not asks:
        raise UsageError("Say which page: python build.py new causes/lifting-at-work")
    file = _asked_path(tree) if path is None else path_of(_in_project(path, root), tree)
    if title is None:
        title = title_from(file)
        if sys.stdin.isatty():
            title = click.prompt("What is its main heading?", default=title)
    page = new_page(tree, file, title, today_in(tree))
    _write(root, page)
    click.echo(f"{page.path} is there: a draft of the kind `{page.kind}`.")
    click.echo(f"Open it in your editor and write. To look at it: python build.py serve{_at(page)}")
    click.echo("When it is ready, remove its line `draft: yes`.")
    return FINE


def _asked_path(tree: SourceTree) -> str:
    """The file of the page, asked for until the answer is an address."""
    suggested = None
    while True:
        typed = click.prompt(
            "Which address shall the page have, such as causes/lifting-at-work?", default=suggested
        )
        try:
            return path_of(typed, tree)
        except UnfitAddressError as error:
            click.echo("An address has only a-z, 0-9 and hyphens.")
            suggested = error.instead
        except UsageError as error:
            click.echo(str(error))
            suggested = None


def _in_project(typed: str, root: Path) -> str:
    """What was typed, without the project's folder when the whole place on the disk was given."""
    return typed.removeprefix(f"{root.resolve()}/")


def _write(root: Path, page: NewPage) -> None:
    """The page is in its file, which was not there before."""
    file = root / page.path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.parent.resolve().is_relative_to(root.resolve()):
            raise UsageError(f"{file.parent} is a link out of the project. Choose another place.")
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(page.text)
    except FileExistsError:
        raise UsageError(f"{page.path} cannot be written: a file is in its place.") from None
    except OSError as error:
        raise UsageError(f"{page.path} cannot be written: {error.strerror}.") from None


def _at(page: NewPage) -> str:
    return f", then {page.route}"
