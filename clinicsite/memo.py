"""Remembered results of pure functions, found again by the content they were computed from.

A build is always a full build. What it asks for again and again with the same arguments is kept
in one SQLite file, `.cache/memo.sqlite`, under the digest of the arguments. Nothing is tracked
as "touched", so nothing can be forgotten: other arguments are another entry.

Values are bytes, never pickles: CI restores this file from elsewhere. Only the main process
writes. A damaged or missing memo costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from msgspec import Struct

UNUSED_BUILDS = 20
"""Entries that about so many builds in a row did not ask for are dropped."""

_STAMP_EVERY = 5
"""Builds after which it is noted what was used: a note for each entry costs more than a page."""
_AT_ONCE = 500
_LAYOUT = 2
_DIGEST_BYTES = 20
# What was used when stands apart from the values, which are big: looking through it and changing it
# then leave them alone. Large pages make long values quicker to read.
_TABLES = f"""
pragma page_size = 16384;
create table if not exists results (key blob primary key, value blob);
create table if not exists uses (key blob primary key, build integer) without rowid;
create table if not exists builds (number integer);
pragma user_version = {_LAYOUT};
"""
_OLD = "select key from uses where build <= ?"


class Notes(Struct, frozen=True):
    """What a memo in another process came to know, for the one that writes."""

    new: Mapping[bytes, bytes]
    used: frozenset[bytes]


class Memo:
    """What earlier builds found out. Used as a context manager: leaving it writes."""

    def __init__(
        self,
        path: Path | None,
        maker: bytes = b"",
        *,
        read_only: bool = False,
        known: Mapping[bytes, bytes] | None = None,
        asks: bool = True,
    ) -> None:
        """The memo in this file, or one that forgets when there is no path.

        `maker` is the digest of the program: another program's results are never used. A memo
        that is only read from does not count as a build. `known` is what no file has yet; a memo
        that does not ask the file knows nothing else.
        """
        self._read_only = read_only
        self._path = path
        self._maker = maker
        self._new = dict(known or {})
        self._kept: set[bytes] = set()
        self._used: set[bytes] = set()
        self._told: set[bytes] = set()
        self._unsaved: dict[bytes, bytes] = {}
        self._refused = False
        """Whether the file could not be written to: somebody holds it, and each try takes long."""
        self._build = 0
        """The number of this build in the file; 0 before anything was saved."""
        self._database: sqlite3.Connection | None = None
        self._asks = asks

    def __enter__(self) -> Self:
        if self._asks and self._path is not None and self._path.is_file():
            self._database = _opened(self._path, read_only=self._read_only)
        # A file that is begun from here will hold nothing that is not known.
        self._asks = self._database is not None
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        if error is None:
            with suppress(sqlite3.Error, OSError):
                self._write()
                self._tidy()
        if self._database is not None:
            self._database.close()
            self._database = None

    @property
    def has_past(self) -> bool:
        """Whether an earlier build left anything that could be recalled."""
        return self._asks and self._database is not None

    def save(self) -> None:
        """What is known is in the file, as far as it can be; so is the rest at the end."""
        if self._unsaved and not self._refused:
            try:
                self._write()
            except (sqlite3.Error, OSError):
                self._refused = True

    def recall(self, step: str, *arguments: bytes) -> bytes | None:
        """The result of this step for these arguments; None when nobody remembers it."""
        key = self._key(step, arguments)
        self._used.add(key)
        if key in self._new:
            return self._new[key]
        return self._stored(key)

    def recall_all(self, step: str, arguments: Iterable[Sequence[bytes]]) -> list[bytes | None]:
        """`recall` for many arguments, in their order, with few questions to the file."""
        keys = [self._key(step, each) for each in arguments]
        self._used.update(keys)
        missing = [key for key in keys if key not in self._new]
        stored: dict[bytes, bytes | None] = {}
        for at in range(0, len(missing), _AT_ONCE):
            stored |= self._stored_of(missing[at : at + _AT_ONCE])
        return [self._new.get(key, stored.get(key)) for key in keys]

    def keep(self, value: bytes, step: str, *arguments: bytes) -> bytes:
        """The value, which is from now on the result of this step for these arguments."""
        key = self._key(step, arguments)
        self._used.add(key)
        if self._path is not None:
            self._new[key] = self._unsaved[key] = value
            self._kept.add(key)
        return value

    def remember(self, make: Callable[[], bytes], step: str, *arguments: bytes) -> bytes:
        """The result of this step for these arguments, made when nobody remembers it."""
        found = self.recall(step, *arguments)
        return self.keep(make(), step, *arguments) if found is None else found

    def elsewhere(self) -> Memo:
        """The same memo for another process: it reads, and notes what it would have written."""
        return Memo(self._path, self._maker, read_only=True, known=self._new, asks=self._asks)

    def notes(self) -> Notes:
        """What came to be known since this was last asked."""
        notes = Notes(
            {key: self._new[key] for key in self._kept}, frozenset(self._used - self._told)
        )
        self._kept.clear()
        self._told |= notes.used
        return notes

    def take(self, notes: Notes) -> None:
        """What another process noted is known here, too."""
        self._used |= notes.used
        if self._path is not None:
            self._new |= notes.new
            self._unsaved |= notes.new

    @property
    def folder(self) -> Path | None:
        """The folder that the memo writes to; None when it writes nothing."""
        return None if self._path is None or self._read_only else self._path.parent

    def _key(self, step: str, arguments: Iterable[bytes]) -> bytes:
        digest = hashlib.sha256(self._maker)
        for part in (step.encode(), *arguments):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.digest()[:_DIGEST_BYTES]

    def _stored(self, key: bytes) -> bytes | None:
        if self._database is None or not self._asks:
            return None
        try:
            row = self._database.execute(
                "select value from results where key = ?", (key,)
            ).fetchone()
        except sqlite3.Error:
            return None
        return unsealed(key, row[0]) if row else None

    def _stored_of(self, keys: Sequence[bytes]) -> dict[bytes, bytes | None]:
        if self._database is None or not self._asks:
            return {}
        places = ",".join("?" * len(keys))
        question = f"select key, value from results where key in ({places})"  # noqa: S608  # only ?
        try:
            rows = self._database.execute(question, keys).fetchall()
        except sqlite3.Error:
            return {}
        return {key: unsealed(key, value) for key, value in rows}

    def _write(self) -> None:
        """The new entries are in the file."""
        if self._path is None or self._read_only:
            return
        if self._database is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._database = _opened(self._path) or _anew(self._path)
        with self._database as database:
            build = self._build or _next_build(database)
            entries = ((key, sealed(key, value)) for key, value in self._unsaved.items())
            database.executemany("insert or replace into results values (?, ?)", entries)
            uses = ((key, build) for key in self._unsaved)
            database.executemany("insert or replace into uses values (?, ?)", uses)
        self._build = build
        self._unsaved.clear()

    def _tidy(self) -> None:
        """It is noted what was used, and the long unused entries are gone."""
        if self._database is None or self._read_only:
            return
        with self._database as database:
            if self._build % _STAMP_EVERY == 0:
                stamps = [(self._build, key) for key in self._used]
                database.executemany("update uses set build = ? where key = ?", stamps)
            old = (self._build - UNUSED_BUILDS,)
            database.execute(f"delete from results where key in ({_OLD})", old)  # noqa: S608
            database.execute("delete from uses where build <= ?", old)


def _next_build(database: sqlite3.Connection) -> int:
    """The number of a build that begins to be saved."""
    row = database.execute("select max(number) from builds").fetchone()
    build: int = (row[0] or 0) + 1
    database.execute("delete from builds")
    database.execute("insert into builds values (?)", (build,))
    return build


FORGETFUL = Memo(None)
"""Remembers nothing; for builds without a memo."""


def _opened(path: Path, *, read_only: bool = False) -> sqlite3.Connection | None:
    """The database in the file, ready to use; None when the file holds none of ours."""
    database: sqlite3.Connection | None = None
    try:
        address = path.absolute().as_uri() + ("?mode=ro" if read_only else "")
        database = sqlite3.connect(address, uri=True, timeout=10)
        (layout,) = database.execute("pragma user_version").fetchone()
        if layout == 0 and not read_only:
            database.executescript(_TABLES)
        elif layout != _LAYOUT:
            raise sqlite3.DatabaseError("another layout")
        database.execute("pragma synchronous = off")  # losing it costs time only
        database.execute("select max(number) from builds").fetchone()
    except (sqlite3.Error, TypeError, OSError):
        if database is not None:
            database.close()
        return None
    return database


def _anew(path: Path) -> sqlite3.Connection:
    """An empty database in the place of a damaged file."""
    for name in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
        name.unlink(missing_ok=True)
    database = _opened(path)
    if database is None:
        raise sqlite3.DatabaseError(f"{path} cannot be made")
    return database


def sealed(key: bytes, value: bytes) -> bytes:
    """The value with a digest before it, by which damage is noticed."""
    return _seal(key, value) + value


def unsealed(key: bytes, stored: object) -> bytes | None:
    """The value; None when it is not what was written."""
    if not isinstance(stored, bytes):
        return None
    value = stored[_DIGEST_BYTES:]
    return value if stored.startswith(_seal(key, value)) else None


def _seal(key: bytes, value: bytes) -> bytes:
    digest = hashlib.sha256(key)
    digest.update(value)
    return digest.digest()[:_DIGEST_BYTES]
