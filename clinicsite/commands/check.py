"""`check`: find every mistake, write nothing into the site."""

from __future__ import annotations

import sys

import click

from clinicsite.addresses import BaseUrl
from clinicsite.build_memo import BUILD_STEP
from clinicsite.commands.request import (
    Request,
    build_for,
    folder_for,
    memo_for,
    outcome_of,
    takes_a_request,
)
from clinicsite.problems import Problem
from clinicsite.read.config import read_config
from clinicsite.read.tree import SourceTree
from clinicsite.report_forms import FORMS


@click.command("check", epilog="Example: python build.py check --release")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMS)),
    default="text",
    help="For people (text), programs (json), or GitHub (github: notes beside the lines; "
    "markdown: a list for the summary).",
)
@click.option(
    "--external",
    is_flag=True,
    help="Ask other sites whether the links to them still lead somewhere. Takes minutes.",
)
@click.option("--strict-reviews", is_flag=True, help="A page that is past its review is an error.")
@takes_a_request
def command(request: Request, form: str, *, external: bool) -> int:
    """Look for mistakes without writing anything into the site."""
    folder = folder_for(request.root)
    with memo_for(request) as memo:
        built, arguments = build_for(request, folder, memo)
        outcome = outcome_of(built)
        if memo.recall(BUILD_STEP, *arguments) is None:
            memo.keep(outcome.to_json(), BUILD_STEP, *arguments)
    if external:
        outcome = outcome.with_more(_outside(folder.tree))
    return outcome.say_checked(form)


def _outside(tree: SourceTree) -> tuple[Problem, ...]:
    """What other sites say about the links to them."""
    from clinicsite import outside_links

    config, _, _ = read_config(tree)
    links = outside_links.outside_links(tree, config.base if config else BaseUrl(""))
    with click.progressbar(
        length=len(links),
        label=f"Asking about {len(links)} links",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        answers = outside_links.ask_all(
            links,
            outside_links.ask_host,
            pause=outside_links.PAUSE,
            note=lambda: bar.update(1),
        )
    return outside_links.as_problems(links, answers)
