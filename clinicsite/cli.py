"""The command line: arguments in, sentences and an exit code out.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage or a broken machine.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from clinicsite import report
from clinicsite.addresses import BaseUrl
from clinicsite.errors import ClinicSiteError
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree, local_day
from clinicsite.publish.folder import publish, recover, refuse_unsafe
from clinicsite.read.tree import CONFIG, FOLDERS, read_tree

FINE, PROBLEMS, TROUBLE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives the exit code; nothing an editor typed ends in a traceback."""
    try:
        result = cli.main(args=list(arguments), prog_name="python build.py", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        return TROUBLE
    except click.ClickException as error:
        error.show()
        return TROUBLE
    except ClinicSiteError as error:
        click.echo(f"{error}", err=True)
        return TROUBLE
    return int(result or FINE)


class _Day(click.ParamType[date]):
    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a day; write it like 2026-03-31", param, ctx)


class _BaseUrl(click.ParamType[str]):
    name = "url"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        try:
            return BaseUrl.parse(str(value)).absolute("/")
        except ValueError as error:
            self.fail(str(error), param, ctx)


@dataclass(frozen=True, slots=True)
class Request:
    """What every command that builds is told: which files, and how to build them."""

    root: Path
    base_url: str | None
    release: bool
    drafts: bool
    today: date | None
    jobs: int | None


_root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    help="The project's folder, with config.yaml in it. Default: the present one.",
)
_OPTIONS = (
    _root_option,
    click.option(
        "--base-url", type=_BaseUrl(), help="Where the site will be, such as https://host/folder/."
    ),
    click.option(
        "--release",
        is_flag=True,
        help="Be as strict as for publishing: placeholders are errors.",
    ),
    click.option("--drafts", is_flag=True, help="Include the pages marked `draft: yes`."),
    click.option("--today", type=_Day(), help="Build as if it were this day, such as 2026-03-31."),
    click.option(
        "--jobs", type=click.IntRange(1, 64), help="Worker processes. Default: as many as pay."
    ),
)


def _takes_a_request(command: Callable[..., int]) -> Callable[..., int]:
    """Gives the command the options of a build, as one `Request`."""

    @functools.wraps(command)
    def with_request(**given: Any) -> int:
        names = [field.name for field in fields(Request)]
        return command(Request(**{name: given.pop(name) for name in names}), **given)

    for option in reversed(_OPTIONS):
        with_request = option(with_request)
    return with_request


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: python build.py build --out public",
)
@click.pass_context
def cli(context: click.Context) -> int | None:
    """Turns the folders content/, templates/ and static/ into the finished site.

    Without a command, the site is built into public/.
    """
    if context.invoked_subcommand is None:
        return int(context.invoke(build))
    return None


@cli.command(epilog="Example: python build.py build --base-url https://host/clinic/ --out public")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where the site goes. Default: public/ in the project's folder.",
)
@_takes_a_request
def build(request: Request, out: Path | None) -> int:
    """Build the site. With an error, nothing is published and the last good site stays."""
    started = time.perf_counter()
    out = request.root / "public" if out is None else out
    protected = [request.root / name for name in (*FOLDERS, CONFIG)]
    refuse_unsafe(out, protected=protected, home=Path.home())
    recover(out)
    built = _build(request)
    _show_problems(built)
    if not built.is_publishable:
        click.echo(f"{_summary(built)}. Nothing was published.", err=True)
        return PROBLEMS
    published = publish(built.files, out, protected=protected)
    for folder in published.leftovers:
        click.echo(f"{folder} could not be removed; remove it by hand.", err=True)
    total = report.size(sum(map(len, built.files.values())))
    seconds = time.perf_counter() - started
    click.echo(f"{_summary(built)}, {total}, {seconds:.1f} seconds.")
    click.echo(f"The site is in {out}/ - to look at it, type: python build.py serve")
    return FINE


@cli.command(epilog="Example: python build.py check --release")
@_takes_a_request
def check(request: Request) -> int:
    """Look for mistakes without writing anything."""
    built = _build(request)
    _show_problems(built)
    click.echo(f"{_summary(built)}.", err=not built.is_publishable)
    return FINE if built.is_publishable else PROBLEMS


@cli.command(epilog="Example: python build.py serve --open")
@_root_option
@click.option("--port", type=click.IntRange(1, 65535), help="Default: the first free from 8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
def serve(root: Path, port: int | None, *, open_browser: bool) -> int:
    """Show the site, drafts included, while you write.

    Every saved file shows in the browser at once, and so does every mistake. Nothing is written.
    """
    from clinicsite.publish import preview

    def build_for(base_url: str) -> preview.Preview:
        request = Request(root, base_url, release=False, drafts=True, today=None, jobs=1)
        built = _build(request)
        return preview.Preview(built.files, built.problems)

    preview.serve(build_for, root, port=port, open_browser=open_browser, say=click.echo)
    return FINE


def _build(request: Request) -> BuiltSite:
    """The build of the files as they are now. The clock is asked here and nowhere below."""
    tree, problems = read_tree(request.root)
    day = request.today or local_day(tree, datetime.now(UTC))
    options = BuildOptions(day, request.base_url, request.release, request.drafts, request.jobs)
    return build_tree(tree, options, problems)


def _show_problems(built: BuiltSite) -> None:
    click.echo(report.format_problems(built.problems, release=built.release), nl=False, err=True)


def _summary(built: BuiltSite) -> str:
    problems = report.count_problems(built.problems, release=built.release)
    return f"{report.counted(built.page_count, 'page')}, {problems}"
