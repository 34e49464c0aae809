"""Hunspell with its Spanish dictionary, which looks up the words of the Spanish texts.

    python tests/hunspell.py            says which program it would use, or that there is none
    python tests/hunspell.py --install  tries to install it first when there is none

Ends with code 1 when it is required and missing: with `--install`, or where CI=true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.chromium import install_with_apt
from tests.programs import Program, tell

NO_HUNSPELL = (
    "NO HUNSPELL: Spanish texts cannot be spell-checked. Install hunspell and its Spanish "
    "dictionary with `make browser`, or name yours: HUNSPELL=/path/to/hunspell"
)
_DICTIONARIES = ("es_US", "es_MX", "es_ES", "es")
"""The first of them that is there; Debian's are one dictionary with all words of America."""
_PACKAGES = ("hunspell", "hunspell-es")


def find_hunspell() -> tuple[str, ...]:
    """The command that looks up Spanish words; empty when there is none.

    When `HUNSPELL` names a program, that one or none.
    """
    program = shutil.which(os.environ.get("HUNSPELL") or "hunspell")
    for dictionary in _DICTIONARIES if program else ():
        command = (program or "", "-i", "utf-8", "-d", dictionary)
        if _looks_up(command):
            return command
    return ()


def install_hunspell() -> tuple[str, ...]:
    """The same, after the ordinary way to install it was tried."""
    for package in _PACKAGES:
        install_with_apt(package)
    return find_hunspell()


def unknown(command: Iterable[str], words: Iterable[str]) -> set[str]:
    """Those of the words that the dictionary lacks."""
    return set(_answer((*command, "-l"), "\n".join(words)).split())


def _looks_up(command: tuple[str, ...]) -> bool:
    try:
        return unknown(command, ["espalda", "espladas"]) == {"espladas"}
    except (OSError, subprocess.SubprocessError):
        return False


def _answer(command: tuple[str, ...], text: str) -> str:
    done = subprocess.run(
        command,
        input=f"{text}\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        # a person's own list of words in the home folder would hide mistakes
        env={**os.environ, "WORDLIST": os.devnull},
        timeout=60,
        check=True,
    )
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(
        tell(
            Program(
                "Spanish texts are spell-checked with: {}",
                NO_HUNSPELL,
                lambda: " ".join(find_hunspell()),
                lambda: " ".join(install_hunspell()),
            )
        )
    )
