"""Build the site: `python build.py`. `python build.py --help` lists everything else."""

import os
import shutil
import sys

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

try:
    from clinicsite.cli import main
except ModuleNotFoundError as missing:
    if (missing.name or "").startswith("clinicsite"):
        raise
    python = "py" if os.name == "nt" else "python3"
    by_hand = f"{python} -m pip install -r requirements.txt"
    install = "make site" if shutil.which("make") else by_hand
    print("Some packages are missing. Type this line once, then try again:", file=sys.stderr)
    print(f"    {install}", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
