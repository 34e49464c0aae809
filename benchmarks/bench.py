"""Times whole builds, ours and those of other generators, as the person at the keyboard waits.

    python benchmarks/bench.py              the shipped site, and sites of 100 and 1,000 pages
    python benchmarks/bench.py --all        and of 10,000

Prints the tables and writes `RESULTS.md` beside this file, with what `notes.md` says at its end.
All sites lie in a temporary folder: neither `public/` nor the memo of the working copy is touched.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks import cases, results  # noqa: E402  # the project's folder comes first
from benchmarks.equal_pages import EqualPage, equal_pages, footnotes  # noqa: E402
from benchmarks.peer_sites import LAYOUTS, frame_of  # noqa: E402
from benchmarks.peers_installed import (  # noqa: E402
    NotInstalledError,
    Peer,
    node_peers,
    python_peers,
)
from benchmarks.timing import Figures, ProgramFailedError, Sample, figures  # noqa: E402

SIZES, BIG = (100, 1_000), 10_000
ROUNDS, SHIPPED_ROUNDS, BIG_PEER_ROUNDS = 5, 9, 1
SHIPPED_PAGE, MADE_PAGE = "upper-back", "library/shelf-1/page-3"


class Benchmark:
    """One run: the samples so far, and what could not be measured."""

    def __init__(self, folder: Path, rounds: int | None, big_rounds: int) -> None:
        self.folder = folder
        self.samples: dict[results.Key, list[Sample]] = {}
        self.left_out: list[str] = []
        self.failed: set[results.Key] = set()
        self._rounds = rounds
        self._big_rounds = big_rounds

    def peers(self) -> list[Peer]:
        """The other generators; a sentence in `left_out` for what cannot be had."""
        found: list[Peer] = []
        for install in (python_peers, node_peers):
            try:
                found += install()
            except NotInstalledError as why:
                self.left_out.append(f"Left out: {why}")
        return found

    def shipped(self) -> int:
        """The shipped site has been timed; gives the number of its pages."""
        root = self._site(0)
        timed = self._ours(root, SHIPPED_PAGE, results.SHIPPED)
        self._turns(timed, results.SHIPPED, self._rounds or SHIPPED_ROUNDS)
        return sum(1 for _ in _pages_of(root))

    def made(self, pages: int, peers: Iterable[Peer]) -> None:
        """A site of so many pages has been timed, ours and theirs; nothing of it is left."""
        root = self._site(pages)
        timed = self._ours(root, MADE_PAGE, pages)
        theirs = self._theirs(peers, root, pages) if timed else []
        rounds = (self._rounds or ROUNDS) if pages < BIG else self._big_rounds
        self._turns(timed + theirs, pages, rounds, rounds if pages < BIG else BIG_PEER_ROUNDS)
        shutil.rmtree(self.folder / str(pages))

    def table(self) -> dict[results.Key, Figures]:
        return {key: figures(samples) for key, samples in self.samples.items()}

    def _site(self, pages: int) -> Path:
        """The sources of a site, laid by another process so that this one stays small."""
        root = self.folder / str(pages) / "site"
        root.parent.mkdir()
        maker = PROJECT / "benchmarks/pages.py"
        subprocess.run(
            [sys.executable, str(maker), str(root), str(pages)],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=600,
        )
        return root

    def _ours(self, root: Path, page: str, pages: int) -> list[cases.Case]:
        """Our cases and their floor, after one build to warm up; none if that fails."""
        ours = cases.our_cases(root, page)
        cold = next(case for case in ours if case.name == cases.COLD)
        floor = cases.floor_cases(root, root / "public", root.parent / "floor")
        return [*ours, *floor] if self._try(cold, pages) else []

    def _theirs(self, peers: Iterable[Peer], root: Path, pages: int) -> list[cases.Case]:
        """The cases of the others, each after one build to warm up; none of one that fails."""
        published = root / "public"
        finished = published / MADE_PAGE / "index.html"
        frame, equal = frame_of(finished.read_text(encoding="utf-8")), _equal_pages(root)
        found: list[cases.Case] = []
        for peer in peers:
            site = root.parent / peer.name
            for path, text in LAYOUTS[peer.name](equal, frame).items():
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                (site / path).write_text(text, encoding="utf-8")
            _copy_pictures(published, site / peer.static)
            theirs = cases.peer_cases(peer, site, MADE_PAGE, pages)
            found += theirs if self._try(theirs[0], pages) else ()
        return found

    def _try(self, case: cases.Case, pages: int) -> Sample | None:
        try:
            return case.run()
        except ProgramFailedError as why:
            self.failed.add((case.tool, case.name, pages))
            self.left_out.append(f"Left out: {case.tool}, {case.name}, {pages} pages. {why}")
            return None

    def _turns(
        self, timed: Sequence[cases.Case], pages: int, rounds: int, peer_rounds: int = 0
    ) -> None:
        """Each case has had so many turns, one after the other in each round.

        One that fails is not tried again and has no figures: half of them would mislead.
        """
        for number in range(rounds):
            for case in timed:
                key = (case.tool, case.name, pages)
                own = case.tool in (cases.OURS, cases.FLOOR)
                if key in self.failed or (not own and number >= peer_rounds):
                    continue
                say(f"{pages} pages, round {number + 1} of {rounds}: {case.tool}, {case.name}")
                if sample := self._try(case, pages):
                    self.samples.setdefault(key, []).append(sample)
                else:
                    self.samples.pop(key, None)
        say("")


def main(arguments: Sequence[str] | None = None) -> int:
    """The results are printed and written; 1 if a build of ours failed."""
    options = _options().parse_args(arguments)
    sizes = (*options.sizes, *((BIG,) if options.all else ()))
    with tempfile.TemporaryDirectory(prefix="clinicsite-bench-") as folder:
        run = Benchmark(Path(folder), options.rounds, options.big_rounds)
        peers = [] if options.no_peers else run.peers()
        facts = tuple(_facts(peers, options.date))
        shipped = run.shipped()
        _write(options.results, run, shipped, facts)
        for pages in sizes:
            run.made(pages, peers)
            _write(options.results, run, shipped, facts)
    _print(run.table(), shipped, run.left_out)
    print(f"\nWritten to {options.results}.")
    return int(any(tool == cases.OURS for tool, _, _ in run.failed))


def _write(file: Path, run: Benchmark, shipped: int, facts: Sequence[str]) -> None:
    """The results so far are in the file: a run that is ended early has not been for nothing."""
    notes = Path(__file__).with_name("notes.md").read_text(encoding="utf-8")
    document = results.document(
        run.table(), shipped=shipped, facts=facts, left_out=run.left_out, notes=notes
    )
    file.write_text(document, encoding="utf-8")


def say(words: str) -> None:
    """How far it has come stands in the last line of a terminal; a log is spared it."""
    if sys.stderr.isatty():
        print(f"\r{words:<90.90}", end="", file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Time whole builds, ours and those of others.")
    add = parser.add_argument
    add("--all", action="store_true", help=f"a site of {BIG:,} pages as well (about an hour)")
    add("--sizes", type=_sizes, default=SIZES, help="numbers of pages, such as 100,1000")
    add("--rounds", type=int, help=f"builds a case: {ROUNDS}, of the shipped site {SHIPPED_ROUNDS}")
    add(
        "--big-rounds", type=int, default=ROUNDS, help=f"builds a case of the site of {BIG:,} pages"
    )
    add("--no-peers", action="store_true", help="our generator alone")
    add("--date", default=date.today().isoformat(), help="the day to write into the results")  # noqa: DTZ011
    add("--results", type=Path, default=Path(__file__).with_name("RESULTS.md"))
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(",") if size)


def _pages_of(root: Path) -> Iterator[Path]:
    return root.glob("content/e[ns]/**/*.md")


def _equal_pages(root: Path) -> tuple[EqualPage, ...]:
    sources = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in _pages_of(root)
    }
    cited = yaml.safe_load((root / "content/data/sources.yaml").read_text(encoding="utf-8"))
    return equal_pages(sources, footnotes(cited))


def _copy_pictures(published: Path, static: Path) -> None:
    """The files of our finished site that are no pages stand among the other's own."""
    shutil.copytree(published, static, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.html"))


def _facts(peers: Iterable[Peer], day: str) -> Iterator[str]:
    yield f"Written by `make bench` on {day}. Seconds of whole processes, medians."
    python = f"{platform.python_implementation()} {platform.python_version()}"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield f"{python}; {_system()}, {platform.machine()}, {cores} cores."
    versions = ", ".join(f"{peer.name} {peer.version}" for peer in peers)
    yield f"Beside it: {versions or 'no other generator'}."


def _system() -> str:
    """The name of the system, of its distribution where it has one; no name of this machine."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def _print(table: results.Table, shipped: int, left_out: Sequence[str]) -> None:
    for pages in (results.SHIPPED, *results.sizes_in(table)):
        print(f"\n{results.title(pages, shipped)}\n")
        print(results.plain(results.builds(table, pages)))
    print("\nTime a page\n")
    print(results.plain(results.growth(table, memory=False)))
    print("\nMemory a page\n")
    print(results.plain(results.growth(table, memory=True)))
    print("\nWhat was promised\n")
    print(results.plain(results.promises(table)))
    for sentence in left_out:
        print(sentence)


if __name__ == "__main__":
    raise SystemExit(main())
