"""What the commands that build a site have in common: their options, and the build."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from msgspec import Struct

from clinicsite.addresses import BaseUrl
from clinicsite.build_memo import ZONE_STEP, build_arguments, memo_of
from clinicsite.commands.progress import Progress
from clinicsite.crew import Crew
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.outcome import Outcome
from clinicsite.pipeline import BuildOptions, BuiltSite, MadeSite, judged, make_site, time_zone
from clinicsite.problems import Problem
from clinicsite.publish.previous import page_routes, read_previous
from clinicsite.read.tree import CONFIG, ReadFolder, SourceTree, read_folder


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


class Request(Struct, frozen=True):
    """What every command that builds is told: which files, and how to build them."""

    root: Path
    base_url: str | None
    release: bool
    drafts: bool
    today: date | None
    jobs: int | None
    no_memo: bool = False
    strict_reviews: bool = False
    previous: Path | None = None

    def options(self) -> tuple[str, ...]:
        """What decides the result besides files and day, as `start` reads it from the words."""
        flags = {
            "--drafts": self.drafts,
            "--release": self.release,
            "--strict-reviews": self.strict_reviews,
        }
        given = [name for name, given in flags.items() if given]
        return (self.base_url or "", *given, *self._previous_digest())

    def _previous_digest(self) -> tuple[str, ...]:
        """What `--previous` names, by its content: the same file may list another site tomorrow."""
        if self.previous is None:
            return ()
        _, data, _ = read_previous(self.previous)
        return ("--previous", hashlib.sha256(data).hexdigest())


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    help="The project's folder, with config.yaml in it. Default: the present one.",
)
today_option = click.option(
    "--today", type=_Day(), help="Act as if it were this day, such as 2026-03-31."
)
_OPTIONS = (
    root_option,
    click.option(
        "--base-url", type=_BaseUrl(), help="Where the site will be, such as https://host/folder/."
    ),
    click.option(
        "--release",
        is_flag=True,
        help="What goes online: placeholders are errors, and texts are compressed.",
    ),
    click.option("--drafts", is_flag=True, help="Include the pages marked `draft: yes`."),
    today_option,
    click.option(
        "--jobs", type=click.IntRange(1, 64), help="Worker processes. Default: as many as pay."
    ),
    click.option(
        "--previous",
        type=click.Path(path_type=Path, exists=True),
        help="The build-manifest.json of the site online: none of its addresses may vanish.",
    ),
    click.option(
        "--no-memo", is_flag=True, help="Remember nothing: the same site, only more slowly."
    ),
)


def takes_a_request(command: Callable[..., int]) -> Callable[..., int]:
    """Gives the command the options of a build, as one `Request`."""

    @functools.wraps(command)
    def with_request(**given: Any) -> int:
        names = [name for name in Request.__struct_fields__ if name in given]
        return command(Request(**{name: given.pop(name) for name in names}), **given)

    for option in reversed(_OPTIONS):
        with_request = option(with_request)
    return with_request


def memo_for(request: Request) -> Memo:
    """The memo of the project, or none of it when it was asked to remember nothing."""
    return FORGETFUL if request.no_memo else memo_of(request.root)


def folder_for(root: Path) -> ReadFolder:
    """The project's folder as it is now; as it was read to look up the memo, if it was."""
    known: ReadFolder | None = click.get_current_context().obj
    return known if known and known.root == root else read_folder(root)


def today_in(tree: SourceTree, memo: Memo = FORGETFUL) -> date:
    """The day where the clinic is. The clock is asked here, in `start`, and nowhere below."""
    zone = time_zone(tree, memo)
    memo.keep(zone.encode(), ZONE_STEP, tree.files.get(CONFIG, b""))
    return datetime.now(ZoneInfo(zone)).date()


def build_for(
    request: Request, folder: ReadFolder, memo: Memo, *, gallery: bool = False
) -> tuple[BuiltSite, tuple[bytes, ...]]:
    """The build of these files, and what it depended on."""
    made, arguments = make_for(request, folder, memo, gallery=gallery)
    return judged(made, memo), arguments


def make_for(
    request: Request, folder: ReadFolder, memo: Memo, *, gallery: bool = False
) -> tuple[MadeSite, tuple[bytes, ...]]:
    """The site that these files make, still to be judged, and what it depended on."""
    tree = folder.tree
    online, found = _online(request)
    problems = folder.problems + found
    local = today_in(tree, memo)
    day = request.today or local
    options = BuildOptions(
        today=day,
        base_url=request.base_url,
        release=request.release,
        drafts=request.drafts,
        crew=crew_of(request),
        strict_reviews=request.strict_reviews,
        gallery=gallery,
        previous=online,
    )
    made = make_site(tree, options, problems, memo)
    return made, build_arguments(tree, problems, day, request.options())


def crew_of(request: Request) -> Crew:
    """As many processes as were asked for, or at most one for each core."""
    return Crew(request.jobs or _cores(), always=bool(request.jobs), notice=Progress())


def _cores() -> int:
    """How many processes this machine lets us run at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _online(request: Request) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The addresses that are online; none, with a problem, when their list is damaged."""
    if request.previous is None:
        return (), ()
    manifest, _, problems = read_previous(request.previous)
    return page_routes(manifest) if manifest else (), problems


def outcome_of(built: BuiltSite) -> Outcome:
    """What is said at the end of this build."""
    return Outcome(
        problems=built.problems,
        pages=built.page_count,
        release=built.release,
        size=sum(map(len, built.files.values())),
        publishable=built.is_publishable,
        unchecked=built.unchecked,
    )
