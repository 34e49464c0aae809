"""Build the site: `python build.py`. `python build.py --help` lists everything else."""

import os
import sys
import threading
from pathlib import Path
from typing import NoReturn

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

# Looking for plugins of pydantic would import a quarter of what a small build needs.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def main() -> int:
    try:
        from clinicsite.start import main as start

        return start(sys.argv[1:])
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("clinicsite"):
            raise
    from clinicsite.fresh_machine import elsewhere

    return elsewhere(Path(__file__).resolve().parent, sys.argv)


def leave(code: int) -> NoReturn:
    """Ends the process; the system takes its memory back as it is.

    Python would free each value by itself before it ends: a tenth of the time of an edit. It does
    so only where something is still at work, or where nobody takes what is left to say.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        sys.exit(code)
    if threading.active_count() > 1:
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    leave(main())
