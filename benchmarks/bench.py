"""Times whole builds of the shipped site, as the person at the keyboard waits for them.

    python benchmarks/bench.py

Each figure is the wall-clock time of a new process, from its start to its end. The site is
copied first, so neither `public/` nor the memo of the working copy is touched.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = ("config.yaml", "content", "templates", "static")
ROUNDS = 9
LIMIT_SECONDS = 120.0


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="clinicsite-bench-") as folder:
        root = Path(folder, "site")
        out = Path(folder, "public")
        copy_sources(root)
        build = [str(PROJECT / "build.py"), "build", "--root", str(root), "--out", str(out)]

        def forget() -> None:
            shutil.rmtree(root / ".cache", ignore_errors=True)
            shutil.rmtree(out, ignore_errors=True)

        rows = {
            "Python alone": timed(["-c", "pass"]),
            "cold build into a new folder": timed(build, before_each=forget),
            "nothing changed": timed(build),
            "one page edited": timed(build, before_each=lambda: edit(root)),
            "everything anew, without the memo": timed([*build, "--no-memo"]),
        }
    print(machine())
    print()
    print(f"{'median of ' + str(ROUNDS):<32}{'median':>10}{'fastest':>10}{'slowest':>10}")
    for name, seconds in rows.items():
        figures = (statistics.median(seconds), min(seconds), max(seconds))
        print(f"{name:<32}" + "".join(f"{1000 * figure:>7.0f} ms" for figure in figures))
    return 0


def edit(root: Path) -> None:
    """Another word stands at the end of one page."""
    with (root / "content/en/upper-back.md").open("a", encoding="utf-8") as page:
        page.write(f"\nEdited at {time.time_ns()}.\n")


def copy_sources(root: Path) -> None:
    root.mkdir()
    for name in SOURCES:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy2(source, root / name)


def timed(arguments: list[str], *, before_each: Callable[[], None] | None = None) -> list[float]:
    """Seconds that this Python takes for the arguments, `ROUNDS` times over."""
    seconds = []
    for _ in range(ROUNDS):
        if before_each:
            before_each()
        seconds.append(one_process(arguments))
    return seconds


def one_process(arguments: list[str]) -> float:
    """Seconds from the start of a new process to its end.

    `subprocess` waits for a process with a time limit by looking every 50 ms, which would round
    the figures up to that. A timer ends what takes too long instead.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    limit = threading.Timer(LIMIT_SECONDS, process.kill)
    limit.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    limit.cancel()
    if code:
        raise subprocess.CalledProcessError(code, arguments)
    return seconds


def machine() -> str:
    return (
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    raise SystemExit(main())
