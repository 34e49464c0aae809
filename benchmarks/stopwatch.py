"""Times one process from its start to its end: a small process that does nothing else.

    python -I -S benchmarks/stopwatch.py SECONDS PROGRAM ARGUMENT…

prints a JSON list: seconds, the most memory that the program or a process of its own held
(kilobytes), and the exit code, below zero for a signal. What is not over after so many seconds is
ended, with everything it started.

A process of its own, because Linux counts what the starting process held at that moment as held by
the started one: beside a benchmark of 50 MB every small program would seem to need 50 MB.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time


def main(arguments: list[str]) -> int:
    limit, program = int(arguments[0]), arguments[1:]
    quiet = os.open(os.devnull, os.O_RDWR)
    errors = os.dup(2)
    start = time.perf_counter()
    child = os.posix_spawn(
        program[0],
        program,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_DUP2, quiet, 0),
            (os.POSIX_SPAWN_DUP2, quiet, 1),
            (os.POSIX_SPAWN_DUP2, errors, 2),
        ],
        setpgroup=0,
    )
    signal.signal(signal.SIGALRM, lambda _signal, _frame: os.killpg(child, signal.SIGKILL))
    signal.alarm(limit)
    try:
        _, status, usage = os.wait4(child, 0)
    except BaseException:  # Ctrl+C reaches this process, not the group of the other one
        os.killpg(child, signal.SIGKILL)
        raise
    seconds = time.perf_counter() - start
    signal.alarm(0)
    kilobytes = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    json.dump([seconds, kilobytes, os.waitstatus_to_exitcode(status)], sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
