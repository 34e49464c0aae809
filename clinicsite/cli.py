"""The command line: the group of all commands, and how each of them ends.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage or a broken machine. `start` comes
before this module and answers when nothing has changed.
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Sequence

import click

from clinicsite.errors import ClinicSiteError
from clinicsite.outcome import FINE, TROUBLE
from clinicsite.read.tree import ReadFolder

COMMANDS = ("build", "check", "serve", "new", "list", "translated", "diff", "verify", "hosting")


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
    except OSError as error:
        file = f"{error.filename}: " if error.filename else ""
        click.echo(f"This cannot go on. {file}{error.strerror or error}.", err=True)
        return TROUBLE
    return int(result or FINE)


def command_named(name: str) -> click.Command:
    """The command of this name, which stands in a module of the same name."""
    command: click.Command = importlib.import_module(f"clinicsite.commands.{name}").command
    return command


class _Commands(click.Group):
    """Imports the module of a command when it is asked for: the preview costs a build nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return command_named(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; for a misspelt one, which was likely meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from error


@click.group(
    cls=_Commands,
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
        return int(context.invoke(command_named("build")))
    return None
