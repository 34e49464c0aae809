"""What happens where the packages are missing. Nothing but Python itself is needed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def elsewhere(project: Path, command: Sequence[str]) -> int:
    """The exit code of the command, run by the Python that has the packages.

    That is the one of `.venv`, which `make site` makes: nobody has to know of it. Without it, the
    one line to type is said, and the exit code is 2.
    """
    own = project / ".venv"
    python = own / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and Path(sys.prefix).resolve() != own:
        return subprocess.call([python, *command])
    by_hand = f"{'py' if os.name == 'nt' else 'python3'} -m pip install -r requirements.txt"
    install = "make site" if shutil.which("make") else by_hand
    sys.stderr.write(
        f"Some packages are missing. Type this line once, then try again:\n    {install}\n"
    )
    return 2
