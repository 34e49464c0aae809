"""What a build came to, in the words of the command line.

An outcome can be remembered: an unchanged build says and ends with what the first one did,
warnings and exit code included. This module imports nothing heavy, so that it can.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Self

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from clinicsite import report
from clinicsite.problems import Problem, Severity
from clinicsite.report_forms import FORMS, Checked

FINE, PROBLEMS, TROUBLE = 0, 1, 2


class Outcome(Struct, frozen=True):
    """The end of a build, whatever is then done with the site, and however it is told."""

    problems: tuple[Problem, ...]
    pages: int
    release: bool
    size: int
    """Bytes of all files together."""
    publishable: bool
    unchecked: str = ""
    """In one sentence: what was not looked at, and why; empty when everything was."""
    manifest: str = ""
    """SHA-256 of the manifest that was published; empty when nothing was."""

    def to_json(self) -> bytes:
        """The outcome, for the memo."""
        return json.dumps(to_builtins(self)).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """The outcome that `to_json` wrote."""
        told = json.loads(data)
        problems = tuple(Problem(**problem) for problem in told.pop("problems"))
        return cls(problems=problems, **told)

    @property
    def exit_code(self) -> int:
        """0 when the site may be published, else 1."""
        return FINE if self.publishable else PROBLEMS

    @property
    def missing_facts(self) -> tuple[Problem, ...]:
        """What alone keeps a release from being published: facts that nobody has filled in yet.

        Empty when there is nothing or more to mend.
        """
        problems = self.problems if self.release else ()
        errors = tuple(p for p in problems if p.severity(release=True) is Severity.ERROR)
        return errors if all(problem.rule == "placeholder" for problem in errors) else ()

    def with_more(self, problems: tuple[Problem, ...]) -> Self:
        """The outcome of a check that has looked at more than a build does."""
        fine = Checked(problems, self.pages, self.release).is_fine
        return replace(
            self, problems=self.problems + problems, publishable=self.publishable and fine
        )

    def say_checked(self, form: str = "text") -> int:
        """The end of `check`, in one of `FORMS`; gives the exit code."""
        checked = self._checked()
        told = FORMS[form](checked)
        if form != "text":
            print(told, end="")
            return self.exit_code
        before, end, last = told[:-1].rpartition("\n")
        print(before, end=end, file=sys.stderr)
        print(last, file=sys.stdout if self.publishable else sys.stderr)
        return self.exit_code

    def say_built(self, out: Path, seconds: float) -> int:
        """The end of `build`; gives the exit code."""
        if self.missing_facts:
            print(report.format_missing(self.missing_facts), end="", file=sys.stderr)
            return self.exit_code
        checked = self._checked()
        print(report.by_file(self.problems, release=self.release), end="", file=sys.stderr)
        if not self.publishable:
            print(f"{checked.warning}{checked.summary}. Nothing was published.", file=sys.stderr)
            return self.exit_code
        print(f"{checked.summary}, {report.size(self.size)}, {seconds:.1f} seconds.")
        print(f"The site is in {out}/ - to look at it, type: python build.py serve")
        return self.exit_code

    def _checked(self) -> Checked:
        return Checked(self.problems, self.pages, self.release, self.unchecked)
