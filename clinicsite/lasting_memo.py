"""What one process remembers from build to build, for the preview: in memory, never on a disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from clinicsite.memo import Memo

UNUSED_BUILDS = 3
"""Results that so many builds in a row did not ask for are forgotten."""


class LastingMemo(Memo):
    """A memo that begins with what the project's own remembers, and writes nothing.

    Entering it begins a build. Drafts may be in it: nobody reads it but this process.
    """

    def __init__(self, path: Path, maker: bytes) -> None:
        super().__init__(path, maker, read_only=True)
        self._earlier: list[set[bytes]] = []

    def __enter__(self) -> Self:
        if not self._earlier:  # the first build; later ones find everything here
            super().__enter__()
        self._used = set()
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        super().__exit__(kind, error, traceback)
        self._earlier = [*self._earlier, self._used][-UNUSED_BUILDS:]
        wanted = set().union(*self._earlier)
        self._new = {key: value for key, value in self._new.items() if key in wanted}
        self._unsaved.clear()
        self._kept.clear()
        self._told.clear()

    @property
    def has_past(self) -> bool:
        """Whether there was a build before this one."""
        return bool(self._earlier) or super().has_past

    def _stored(self, key: bytes) -> bytes | None:
        found = super()._stored(key)
        if found is not None:
            self._new[key] = found
        return found

    def _stored_of(self, keys: Sequence[bytes]) -> dict[bytes, bytes | None]:
        found = super()._stored_of(keys)
        self._new |= {key: value for key, value in found.items() if value is not None}
        return found
