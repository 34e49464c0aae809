"""Build the site: `python build.py`. `python build.py --help` lists everything else."""

import os
import sys
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

# Looking for plugins of pydantic would import a quarter of what a small build needs.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def main() -> int:
    try:
        from clinicsite.leave import leave
        from clinicsite.start import main as start

        leave(start(sys.argv[1:]))
    except KeyboardInterrupt:  # while modules are loaded, or at the very end
        print("\nStopped.", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("clinicsite"):
            raise
    from clinicsite.fresh_machine import elsewhere

    return elsewhere(Path(__file__).resolve().parent, sys.argv)


if __name__ == "__main__":
    sys.exit(main())
