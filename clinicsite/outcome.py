"""What a build came to, in the words of the command line.

An outcome can be remembered: an unchanged build says and ends with what the first one did,
warnings and exit code included. This module imports nothing heavy, so that it can.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

FINE, PROBLEMS, TROUBLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a build, whatever is then done with the site."""

    problems: str
    """All problems as they are shown; empty when there are none."""
    summary: str
    """Such as `16 pages, 2 warnings`."""
    size: str
    """Of all files together, such as `650 KB`."""
    publishable: bool
    missing: str = ""
    """What alone keeps a release from being published, as it is shown: facts that nobody has
    filled in yet. Empty when there is nothing or more to mend."""
    manifest: str = ""
    """SHA-256 of the manifest that was published; empty when nothing was."""

    def to_json(self) -> bytes:
        """The outcome, for the memo."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """The outcome that `to_json` wrote."""
        return cls(**json.loads(data))

    @property
    def exit_code(self) -> int:
        """0 when the site may be published, else 1."""
        return FINE if self.publishable else PROBLEMS

    def say_checked(self) -> int:
        """The end of `check`; gives the exit code."""
        print(self.problems, end="", file=sys.stderr)
        print(f"{self.summary}.", file=sys.stdout if self.publishable else sys.stderr)
        return self.exit_code

    def say_built(self, out: Path, seconds: float) -> int:
        """The end of `build`; gives the exit code."""
        if self.missing:
            print(self.missing, end="", file=sys.stderr)
            return self.exit_code
        print(self.problems, end="", file=sys.stderr)
        if not self.publishable:
            print(f"{self.summary}. Nothing was published.", file=sys.stderr)
            return self.exit_code
        print(f"{self.summary}, {self.size}, {seconds:.1f} seconds.")
        print(f"The site is in {out}/ - to look at it, type: make serve")
        return self.exit_code
