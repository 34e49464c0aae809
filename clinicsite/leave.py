"""The last thing that a command does: it ends the process."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """Ends the process with this exit code; the system takes its memory back as it is.

    Python would free each value by itself before it ends, which is a tenth of an edit. It does so
    only where something is still at work, or where nobody takes what is left to say.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        sys.exit(code)
    threading = sys.modules.get("threading")  # imported by whoever began a thread
    if threading and threading.active_count() > 1:
        sys.exit(code)
    os._exit(code)
