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
        from clinicsite.start import main as start

        return start(sys.argv[1:])
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("clinicsite"):
            raise
    import shutil
    import subprocess  # what every other run can do without

    own = Path(__file__).resolve().parent / ".venv"
    python = own / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and Path(sys.prefix).resolve() != own:
        # `make site` has put the packages there, and nobody should have to know that.
        return subprocess.call([python, *sys.argv])
    by_hand = f"{'py' if os.name == 'nt' else 'python3'} -m pip install -r requirements.txt"
    install = "make site" if shutil.which("make") else by_hand
    print("Some packages are missing. Type this line once, then try again:", file=sys.stderr)
    print(f"    {install}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
