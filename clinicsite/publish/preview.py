"""The preview: the site as it will be, on this machine, while it is being written.

One quiet moment after files were saved is one build, and one build that changed something is
one reload, or puts the new page in the place of the old one. When pages are finished before the
rest is, and the rest brings other problems, these come with a second one. The build runs beside
the server, so pages are answered meanwhile. Nothing is ever written: the site, drafts included,
stays in memory.
"""

from __future__ import annotations

import asyncio
import errno
import signal
import time
import traceback
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import suppress
from pathlib import Path
from socket import create_server, socket
from threading import Thread
from typing import Final

from msgspec import Struct
from watchfiles import Change, awatch

from clinicsite import report
from clinicsite.addresses import BaseUrl
from clinicsite.errors import ClinicSiteError, UsageError
from clinicsite.publish.preview_pages import Preview
from clinicsite.publish.preview_server import Showing, answering
from clinicsite.read.tree import CONFIG, FOLDERS

__all__ = ["Build", "Preview", "serve"]

ShowEarly = Callable[[Mapping[str, bytes]], None]
"""Takes pages that are finished before the whole site is, by path in the output folder."""
Build = Callable[[str, ShowEarly], Preview]
"""Makes the whole site for the base URL that it is given; may be called from any thread."""
Say = Callable[[str], object]

_HOST: Final = "127.0.0.1"
_PORTS: Final = range(8000, 8021)

_STEP: Final = 10
"""Milliseconds between two looks at what the system reported."""
_QUIET: Final = 0.02
"""Seconds without a further change after which a save is taken to be complete."""
_RESTLESS: Final = 2.0
"""Seconds after which files that never come to rest are built all the same."""
_BREATH: Final = 0.5
"""Seconds before files are watched again after the system failed to."""
_HEAD_START: Final = 0.03
"""Seconds in which browsers draw what they are shown early, and the build lets them."""
_PATIENCE: Final = 2.0
"""Seconds that Ctrl+C waits for a build that is at work."""

_BROKEN: Final = (
    "The site could not be built. This is a mistake in the program, not in your text; the "
    "terminal shows the details. The preview goes on: save a file, and it tries again."
)


def serve(
    build: Build, root: Path, *, port: int | None = None, open_browser: bool = False, say: Say
) -> None:
    """The site of the folder `root` was shown on this machine until Ctrl+C was pressed.

    `build` is called before anything is shown and again whenever something that a build reads
    has changed; whatever it raises, the preview goes on. Raises `UsageError` when the port that
    was asked for cannot be had; without one, the first free port from 8000 is taken.
    """
    with suppress(KeyboardInterrupt), _listen(port, say) as listening:
        base = BaseUrl(f"http://{_HOST}:{listening.getsockname()[1]}")
        say(f"The preview is at {base.absolute('/')} - to end it, press Ctrl+C.")
        show = _show(build, root, listening, base, say, open_browser=open_browser)
        # The one kind of loop that Tornado can use on every system.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(_until_ctrl_c(show))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    say("The preview has ended.")


async def _until_ctrl_c(work: Coroutine[None, None, None]) -> None:
    """The work was done until somebody pressed Ctrl+C.

    Pressing it again while all is being put away changes nothing: an exception at some arbitrary
    line would leave threads behind and tracebacks in the terminal.
    """
    loop, task = asyncio.get_running_loop(), asyncio.create_task(work)

    def stop(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        loop.call_soon_threadsafe(task.cancel)

    signal.signal(signal.SIGINT, stop)
    with suppress(asyncio.CancelledError):
        await task


def _listen(port: int | None, say: Say) -> socket:
    """A socket that browsers of this machine, and no others, can already reach."""
    for candidate in _PORTS if port is None else [port]:
        try:
            listening = create_server((_HOST, candidate))
        except OSError as error:
            if port is not None:
                taken = error.errno == errno.EADDRINUSE
                reason = "is busy: another program uses it" if taken else "cannot be used here"
                raise UsageError(
                    f"Port {port} {reason}. Name another one, or leave --port out."
                ) from error
            continue
        listening.settimeout(0)
        if port is None and candidate != _PORTS[0]:
            say(f"Port {_PORTS[0]} is busy, so the preview takes {candidate}.")
        return listening
    raise UsageError(f"The ports {_PORTS[0]} to {_PORTS[-1]} are all busy. Name one with --port.")


async def _show(
    build: Build, root: Path, listening: socket, base: BaseUrl, say: Say, *, open_browser: bool
) -> None:
    """The site is built and shown, again and again, until this task is cancelled."""
    showing, changed = Showing(base), asyncio.Event()
    loop = asyncio.get_running_loop()

    def show_early(pages: Mapping[str, bytes]) -> None:
        with suppress(RuntimeError):  # the preview has ended meanwhile
            loop.call_soon_threadsafe(_show_some, showing, pages)
        time.sleep(_HEAD_START)

    async with answering(listening, showing), asyncio.TaskGroup() as tasks:
        # Watching begins before the first build reads: no save falls between the two.
        tasks.create_task(_watch(root.resolve(), changed))
        while True:
            before = showing.preview
            attempt = await _beside(lambda: _attempt(build, base.absolute("/"), show_early))
            now = attempt.preview.on_top_of(showing.preview)
            if now != showing.preview:
                showing.change(now)
            for line in attempt.lines(since=before):
                say(line)
            if before is None and open_browser:
                Thread(target=webbrowser.open, args=(base.absolute("/"),), daemon=True).start()
            await _rest(changed)


def _show_some(showing: Showing, pages: Mapping[str, bytes]) -> None:
    """The pages are shown at once, among the others and the problems of the build before."""
    if showing.preview and not showing.preview.failure:
        now = showing.preview.with_pages(pages)
        if now != showing.preview:
            showing.change(now)


# --- building ------------------------------------------------------------------------------


class _Attempt(Struct, frozen=True):
    """One build, whatever came of it."""

    preview: Preview
    seconds: float
    details: str = ""
    """The traceback of a build that broke, for those who mend the program."""

    def lines(self, since: Preview | None) -> tuple[str, ...]:
        """What the terminal is told; problems that it already shows are only counted."""
        if self.preview.failure:
            return tuple(part for part in (self.details.rstrip(), self.preview.failure) if part)
        problems = self.preview.problems
        known = since is not None and since.problems == problems
        listed = "" if known else report.format_problems(problems, release=False).rstrip()
        counted = report.count_problems(problems, release=False)
        said = [part for part in (listed, self.preview.unchecked) if part]
        return (*said, f"{counted}, {self.seconds:.1f} seconds.")


def _attempt(build: Build, base_url: str, show_early: ShowEarly) -> _Attempt:
    started = time.perf_counter()
    try:
        preview, details = build(base_url, show_early), ""
    except ClinicSiteError as error:
        preview, details = Preview(failure=str(error)), ""
    except BaseException:  # noqa: BLE001  # whatever ends a build, even SystemExit, ends only it
        preview, details = Preview(failure=_BROKEN), traceback.format_exc()
    return _Attempt(preview, time.perf_counter() - started, details)


async def _beside(work: Callable[[], _Attempt]) -> _Attempt:
    """The result of work that is done in a thread, which cannot keep the program from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_Attempt] = loop.create_future()

    def deliver(result: _Attempt) -> None:
        if not done.done():
            done.set_result(result)

    def run() -> None:
        result = work()
        with suppress(RuntimeError):  # the preview has ended meanwhile
            loop.call_soon_threadsafe(deliver, result)

    thread = Thread(target=run, name="preview build", daemon=True)
    thread.start()
    try:
        return await done
    finally:
        thread.join(_PATIENCE)


# --- watching ------------------------------------------------------------------------------


async def _rest(changed: asyncio.Event) -> None:
    """Something has changed, and nothing more for a moment."""
    await changed.wait()
    latest = time.monotonic() + _RESTLESS
    while changed.is_set() and time.monotonic() < latest:
        changed.clear()
        await asyncio.sleep(_QUIET)
    changed.clear()


async def _watch(root: Path, changed: asyncio.Event) -> None:
    """Tells about everything that a build reads: saved, moved, removed, or there for once.

    The project's folder is watched for the names in it alone, because it also holds what is
    large and no concern of a build. A source folder that comes is watched from then on.
    """
    async with asyncio.TaskGroup() as tasks:
        inside = tasks.create_task(_watch_folders(root, changed))
        async for names in _changes([root], _is_source, recursive=False):
            if names != {CONFIG}:
                inside.cancel()
                inside = tasks.create_task(_watch_folders(root, changed))
                await asyncio.sleep(0)  # it has begun before the next build does
            changed.set()


async def _watch_folders(root: Path, changed: asyncio.Event) -> None:
    while folders := [root / name for name in FOLDERS if (root / name).is_dir()]:
        async for _ in _changes(folders, _is_visible, recursive=True):
            changed.set()


async def _changes(
    paths: list[Path], keep: Callable[[Change, str], bool], *, recursive: bool
) -> AsyncIterator[set[str]]:
    """The names of files as they change; ends when one of the paths has gone.

    Where the system cannot tell, for example because it watches too many files already, they
    are looked at again and again.
    """
    polling = None
    while True:
        try:
            async for found in awatch(
                *paths,
                watch_filter=keep,
                step=_STEP,
                force_polling=polling,
                recursive=recursive,
                ignore_permission_denied=True,
            ):
                yield {Path(path).name for _, path in found}
        except FileNotFoundError:
            await asyncio.sleep(_QUIET)
            return
        except (OSError, RuntimeError, ExceptionGroup):
            polling = True
            await asyncio.sleep(_BREATH)
            yield set()  # whatever happened meanwhile was not seen


def _is_source(_: Change, path: str) -> bool:
    return Path(path).name in {CONFIG, *FOLDERS}


def _is_visible(_: Change, path: str) -> bool:
    return not Path(path).name.startswith(".")
