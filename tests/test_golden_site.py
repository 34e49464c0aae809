"""One realistic small site, compared byte for byte with what it made before.

After a wanted change: UPDATE_GOLDEN=1 make test ARGS=tests/test_golden_site.py, then read the
difference in version control before keeping it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from clinicsite.pipeline import BuiltSite
from tests.small_sites import SITES, build, messages, small_site

GOLDEN = SITES / "golden"
EXPECTED = GOLDEN / "expected"


def golden_source() -> str:
    """The small site's files as one text; without the project's style sheets and font."""
    text = (GOLDEN / "site.txt").read_text(encoding="utf-8")
    return "-- static/css (deleted) --\n-- static/fonts (deleted) --\n" + text


def golden() -> BuiltSite:
    """The finished small site."""
    return build(small_site(golden_source()))


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_golden_site_has_no_problems() -> None:
    """Everything that the golden site does is allowed."""
    assert messages(golden()) == ""


def test_the_golden_site_is_made_byte_for_byte() -> None:
    """A change of any finished file is seen and meant."""
    files = dict(golden().files)

    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, data in files.items():
            path = EXPECTED / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    assert _read(EXPECTED) == files
