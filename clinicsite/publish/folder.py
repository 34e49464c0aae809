"""Publishing: the folder holds exactly the site that was made, or is as it was before."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from msgspec import Struct

from clinicsite.aside import begin
from clinicsite.errors import PublishError
from clinicsite.publish.lock import StillLockedError, locked
from clinicsite.publish.machine import THIS_MACHINE, Machine
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest, path_mistake
from clinicsite.publish.ownership import is_ours, is_vacant, refuse_unsafe
from clinicsite.publish.place import Place, make_parents, put_in_place, tidy
from clinicsite.publish.spare import keep_spare, take_spare
from clinicsite.publish.staging import Comparison, compare, stage

__all__ = ["Destination", "Publication", "Published", "publish", "recover", "refuse_unsafe"]

_FULL: Final = ("the disk is full", "make room on it")
_FORBIDDEN: Final = (
    "this account may not write there, or another program has a file open in it",
    "ask for the right to write there, or name another folder with --out",
)
_MOUNTED: Final = (
    "the folder is mounted or belongs to a container's image, and cannot be replaced as a whole",
    "name another folder with --out",
)
_LOCKLESS: Final = ("that disk cannot lock files", "name a folder on another disk with --out")
_READ_ONLY: Final = ("that disk can only be read", "name a folder on another disk with --out")

_CAUSES: Final[Mapping[int | None, tuple[str, str]]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EBUSY: _MOUNTED,
    errno.EXDEV: _MOUNTED,
    errno.ENOLCK: _LOCKLESS,
    errno.EROFS: _READ_ONLY,
}
"""What a number of the system means for an editor, and what to do about it."""


class Published(Struct, frozen=True):
    """What publishing did to the folder, by relative path; the manifest is not counted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    leftovers: tuple[Path, ...] = ()
    """Folders beside the site that should be gone, but could not be removed: worth a warning."""


def publish(
    files: Mapping[str, bytes],
    out: Path,
    *,
    protected: Sequence[Path],
    home: Path | None = None,
    spare: Path | None = None,
    machine: Machine = THIS_MACHINE,
) -> Published:
    """`out` holds exactly these files and their manifest; whoever looks sees the old site or it.

    `files` are named by relative path with forward slashes; `ValueError` when such a path is
    no path inside a folder. `protected` and `home` (the account's own folder, if not given) are
    what `refuse_unsafe` keeps `out` away from. `spare` names a folder where no visitor comes: the
    site before is kept there, and made into the next one. Raises `PublishError` when `out` is
    refused, when another build keeps publishing into it, and when the disk does not play along;
    `out` is then as it was.
    """
    destination = Destination(out, tuple(protected), home or _home(), spare)
    with Publication(files, destination, machine) as publication:
        return publication.publish()


class Destination(Struct, frozen=True):
    """Where a site goes, as `publish` is told it."""

    out: Path
    protected: tuple[Path, ...]
    home: Path | None
    spare: Path | None = None

    def refuse_unsafe(self) -> None:
        """Raises `PublishError` when no site may be published there."""
        refuse_unsafe(self.out, protected=self.protected, home=self.home)


class Publication:
    """A site that is made ready beside the one that stands, and may then take its place.

    A context manager: entering it begins, leaving it takes away what was not published. The lock of
    the place is held in between. The errors are those of `publish`. A `PublishError` comes when the
    site is to be published: of a site with mistakes, these are what has to be told.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        destination: Destination,
        machine: Machine = THIS_MACHINE,
        *,
        digests: Mapping[str, str] | None = None,
        beside: bool = False,
    ) -> None:
        """With `beside`, another process makes the site ready from the moment of entering.

        `digests` are the SHA-256 of some of the files, in hexadecimal digits, where they are known.
        """
        self._digests = digests
        self._files, self._destination, self._machine = files, destination, machine
        self._out, self._spare = destination.out, destination.spare
        self._beside = beside
        self._published = False
        self._refused: PublishError | None = None

    def __enter__(self) -> Self:
        """The site is being made ready, if the place allows it."""
        if mistake := path_mistake(self._files):
            raise ValueError(mistake)
        try:
            self._begin()
        except PublishError as error:
            self._refused = error
        return self

    def _begin(self) -> None:
        self._destination.refuse_unsafe()
        with _explained(self._out), ExitStack() as stack:
            self._place = place = Place.of(self._out)
            make_parents(place, self._machine)
            stack.enter_context(_turn(place, self._machine))
            tidy(place, self._machine)
            self._destination.refuse_unsafe()
            self._staged = place.new_staging()
            self._ready = begin(self._make_ready, beside=self._beside)
            self._lock = stack.pop_all()

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        """Beside the place stands nothing more; a site that may not be published is a spare."""
        if self._refused:
            return
        with _explained(self._out), self._lock:
            if self._published:
                return
            if self._spare and kind is None:
                with suppress(OSError):
                    self._ready.result()
                    keep_spare(self._staged, self._spare, self._machine)
            self._ready.drop()
            tidy(self._place, self._machine)

    def publish(self) -> Published:
        """The site stands at its place."""
        if self._refused:
            raise self._refused
        place, machine = self._place, self._machine
        with _explained(self._out, self._files):
            comparison = self._ready.result()
            put_in_place(self._staged, place, machine)
            if self._spare:
                keep_spare(self._staged, self._spare, machine)
            self._published = True
            leftovers = tidy(place, machine)
        return Published(
            comparison.added,
            comparison.changed,
            comparison.unchanged,
            comparison.removed,
            leftovers,
        )

    def _make_ready(self) -> Comparison:
        place, machine = self._place, self._machine
        manifest = Manifest.of(self._files, self._digests).encode()
        comparison = compare(self._files, place.out)
        if self._spare:
            take_spare(self._spare, self._staged, machine)
        links = {path: place.out / path for path in comparison.unchanged}
        stage(self._files, manifest, self._staged, links=links, machine=machine)
        return comparison


def recover(out: Path, *, machine: Machine = THIS_MACHINE) -> bool:
    """Whether a site that a killed build had taken from its name now has it again.

    For the start of every build: one that finds problems publishes nothing, and the last good
    site must stand all the same.
    """
    with _explained(out):
        place = Place.of(out)
        if not is_ours(place.previous) or not is_vacant(place.out):
            return False
        with _turn(place, machine):
            tidy(place, machine)
        return True


@contextmanager
def _turn(place: Place, machine: Machine) -> Iterator[None]:
    """No other build publishes into the place while the block runs."""
    with ExitStack() as stack:
        with machine.act("take the lock"):
            stack.enter_context(locked(place.lock, patience=machine.patience))
        yield


@contextmanager
def _explained(out: Path, files: Mapping[str, bytes] | None = None) -> Iterator[None]:
    """What the system complains about is said in one sentence to the person who builds."""
    try:
        yield
    except StillLockedError as error:
        raise PublishError(
            f"Nothing was published into {out}, because another build is publishing there: wait "
            "until it has ended, then build again"
        ) from error
    except OSError as error:
        reported = f"the system reported: {error.strerror or error}"
        cause, remedy = _CAUSES.get(
            error.errno, (reported, f"see that {out.parent} can be written to")
        )
        before = f"Nothing was published into {out} and what stood there is untouched"
        if files and _stands(out, files):
            before = f"The new site stands in {out}, but may not outlast a power cut"
        raise PublishError(f"{before}, because {cause}: {remedy}, then build again") from error


def _stands(out: Path, files: Mapping[str, bytes]) -> bool:
    try:
        return (out / MANIFEST_NAME).read_bytes() == Manifest.of(files).encode()
    except OSError:
        return False


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
