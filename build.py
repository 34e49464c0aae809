"""Build the site: `python build.py`. `python build.py --help` lists everything else."""

import os
import shutil
import sys

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
    by_hand = f"{'py' if os.name == 'nt' else 'python3'} -m pip install -r requirements.txt"
    install = "make site" if shutil.which("make") else by_hand
    print("Some packages are missing. Type this line once, then try again:", file=sys.stderr)
    print(f"    {install}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
