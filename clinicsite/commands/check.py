"""`check`: find every mistake, write nothing into the site."""

from __future__ import annotations

import click

from clinicsite.build_memo import BUILD_STEP
from clinicsite.commands.request import (
    Request,
    build_for,
    folder_for,
    memo_for,
    outcome_of,
    takes_a_request,
)
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
@click.option("--strict-reviews", is_flag=True, help="A page that is past its review is an error.")
@takes_a_request
def command(request: Request, form: str) -> int:
    """Look for mistakes without writing anything into the site."""
    with memo_for(request) as memo:
        built, arguments = build_for(request, folder_for(request.root), memo)
        outcome = outcome_of(built)
        if memo.recall(BUILD_STEP, *arguments) is None:
            memo.keep(outcome.to_json(), BUILD_STEP, *arguments)
    return outcome.say_checked(form)
