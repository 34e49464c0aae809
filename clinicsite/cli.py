"""The command line: arguments in, sentences and an exit code out.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage or a broken machine. `start` comes
before this module and answers when nothing has changed.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from clinicsite import report
from clinicsite.addresses import BaseUrl
from clinicsite.build_memo import BUILD_STEP, ZONE_STEP, build_arguments, memo_of
from clinicsite.errors import ClinicSiteError
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.outcome import FINE, PROBLEMS, TROUBLE, Outcome
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree, time_zone
from clinicsite.publish.folder import publish, recover, refuse_unsafe
from clinicsite.publish.standing import manifest_digest
from clinicsite.read.tree import CONFIG, FOLDERS, ReadFolder, read_folder
from clinicsite.translated import note_translated, write_translations


def main(arguments: Sequence[str], folder: ReadFolder | None = None) -> int:
    """Runs one command and gives the exit code; nothing an editor typed ends in a traceback.

    `folder` is the project as it was read to look up the memo: no file is read twice.
    """
    try:
        result = cli.main(
            list(arguments), prog_name="python build.py", standalone_mode=False, obj=folder
        )
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
    no_memo: bool = False
    strict_reviews: bool = False

    def options(self) -> tuple[str, ...]:
        """What decides the result besides files and day, as `start` reads it from the words."""
        flags = {
            "--drafts": self.drafts,
            "--release": self.release,
            "--strict-reviews": self.strict_reviews,
        }
        return (self.base_url or "", *(name for name, given in flags.items() if given))


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
    click.option(
        "--no-memo", is_flag=True, help="Remember nothing: the same site, only more slowly."
    ),
)


def _takes_a_request(command: Callable[..., int]) -> Callable[..., int]:
    """Gives the command the options of a build, as one `Request`."""

    @functools.wraps(command)
    def with_request(**given: Any) -> int:
        names = [field.name for field in fields(Request) if field.name in given]
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
    with _memo(request) as memo:
        built, arguments = _build(request, memo)
        outcome = _outcome(built)
        if built.is_publishable:
            published = publish(built.files, out, protected=protected)
            for folder in published.leftovers:
                click.echo(f"{folder} could not be removed; remove it by hand.", err=True)
            outcome = replace(outcome, manifest=manifest_digest(out))
        memo.keep(outcome.to_json(), BUILD_STEP, *arguments)
    return outcome.say_built(out, time.perf_counter() - started)


@cli.command(epilog="Example: python build.py check --release")
@click.option("--strict-reviews", is_flag=True, help="A page that is past its review is an error.")
@_takes_a_request
def check(request: Request) -> int:
    """Look for mistakes without writing anything into the site."""
    with _memo(request) as memo:
        built, arguments = _build(request, memo)
        outcome = _outcome(built)
        if memo.recall(BUILD_STEP, *arguments) is None:
            memo.keep(outcome.to_json(), BUILD_STEP, *arguments)
    return outcome.say_checked()


@cli.command(epilog="Example: python build.py serve --open")
@_root_option
@click.option("--port", type=click.IntRange(1, 65535), help="Default: the first free from 8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
def serve(root: Path, port: int | None, *, open_browser: bool) -> int:
    """Show the site, drafts included, while you write.

    Every saved file shows in the browser at once, and so does every mistake. Nothing is written.
    The page /_components/ shows every component in every state.
    """
    from clinicsite.publish import preview

    def build_for(base_url: str) -> preview.Preview:
        request = Request(root, base_url, release=False, drafts=True, today=None, jobs=1)
        built, _ = _build(request, FORGETFUL, gallery=True)
        return preview.Preview(built.files, built.problems)

    preview.serve(build_for, root, port=port, open_browser=open_browser, say=click.echo)
    return FINE


@cli.command(epilog="Example: python build.py translated /es/causas/")
@_root_option
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "--from", "more", multiple=True, metavar="PAGE", help="An English page that it covers as well."
)
def translated(root: Path, pages: tuple[str, ...], more: tuple[str, ...]) -> int:
    """Note that Spanish pages say again what their English pages say now.

    A PAGE is an address, such as /es/causas/, or a file. Look first at what `check` says has
    changed. Only content/data/translations.yaml is written.
    """
    tree = read_folder(root).tree
    noted = note_translated(tree, pages, more)
    if noted.problems:
        click.echo(report.format_problems(noted.problems, release=False), err=True, nl=False)
        return PROBLEMS
    for sentence in noted.sentences:
        click.echo(sentence)
    if noted.text:
        write_translations(root, noted.text)
    return FINE


def _memo(request: Request) -> Memo:
    return FORGETFUL if request.no_memo else memo_of(request.root)


def _build(
    request: Request, memo: Memo, *, gallery: bool = False
) -> tuple[BuiltSite, tuple[bytes, ...]]:
    """The build of the files as they are now, and what it depended on.

    The clock is asked here, in `start`, and nowhere below.
    """
    known = click.get_current_context().obj
    folder = known if known and known.root == request.root else read_folder(request.root)
    tree, problems = folder.tree, folder.problems
    zone = time_zone(tree, memo)
    memo.keep(zone.encode(), ZONE_STEP, tree.files.get(CONFIG, b""))
    day = request.today or datetime.now(ZoneInfo(zone)).date()
    options = BuildOptions(
        today=day,
        base_url=request.base_url,
        release=request.release,
        drafts=request.drafts,
        jobs=request.jobs,
        strict_reviews=request.strict_reviews,
        gallery=gallery,
    )
    built = build_tree(tree, options, problems, memo)
    return built, build_arguments(tree, problems, day, request.options())


def _outcome(built: BuiltSite) -> Outcome:
    problems = report.count_problems(built.problems, release=built.release)
    return Outcome(
        problems=report.format_problems(built.problems, release=built.release),
        summary=f"{report.counted(built.page_count, 'page')}, {problems}",
        size=report.size(sum(map(len, built.files.values()))),
        publishable=built.is_publishable,
    )
