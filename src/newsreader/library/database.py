"""How the SQLite files of a library are opened, and what their errors mean.

Everything is in WAL mode, so that reading never waits for writing. Connections are not bound to
threads: whoever reads borrows one and gives it back, so there are only as many as read at a time.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from newsreader.errors import StorageError

Value = TypeVar("Value")

BUSY_SECONDS = 300.0
"""On a machine with much else to do a writer may take long, and to wait is better than to fail."""
_LOOK_AGAIN = 0.05
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FULL = "the disk is full"
_SAID = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: "the disk is full or failing",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_BUSY: "another program is busy with it",
    sqlite3.SQLITE_LOCKED: "another program is busy with it",
}


def json_list(values: Iterable[object]) -> str:
    """Any number of values as one, for SQL's ``json_each``."""
    return msgspec.json.encode(list(values)).decode()


Stamp = tuple[tuple[int, int, int], ...]
"""See :func:`stamp`."""


def stamp(path: Path) -> Stamp:
    """What differs once anything was written to a database, by whatever process: inode, size and
    time of its file and of its log."""
    found = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        try:
            status = file.stat()
        except OSError:
            continue
        # Reading makes an empty log.
        if status.st_size:
            found.append((status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(found)


class Connection(sqlite3.Connection):
    """A connection that remembers what was made of what it reads, until that changes."""

    MOST = 32
    """So many things are remembered; of more, those used last."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._made: OrderedDict[Hashable, tuple[tuple[int, ...], Any]] = OrderedDict()

    def remembered(self, key: Hashable, make: Callable[[], Value], *schemas: str) -> Value:
        """What was made of some attached databases, made anew if one of them has changed.

        Args:
            key: What it is.
            make: Makes it.
            schemas: The databases it is made of: ``main``, …
        """
        version = self._version(schemas)
        if key not in self._made or self._made[key][0] != version:
            self._made[key] = version, make()
        self._made.move_to_end(key)
        while len(self._made) > self.MOST:
            self._made.popitem(last=False)
        value: Value = self._made[key][1]
        return value

    def remembers(self, key: Hashable, *schemas: str) -> bool:
        """Whether this need not be made anew."""
        return key in self._made and self._made[key][0] == self._version(schemas)

    def _version(self, schemas: tuple[str, ...]) -> tuple[int, ...]:
        """Differs after any change: by others, or by this connection."""
        others = [self.execute(f"PRAGMA {name}.data_version").fetchone()[0] for name in schemas]
        return (*others, self.total_changes)


def connect(address: str | Path, *, synchronous: str = "NORMAL") -> Connection:
    """Open a database for any thread, in WAL mode. Transactions are begun by hand.

    Args:
        address: An absolute path, or a ``file:`` address.
        synchronous: ``NORMAL`` may lose the last transactions when the power fails, ``FULL`` none.
    """
    database = sqlite3.connect(
        address,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
        factory=Connection,
    )
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(f"PRAGMA synchronous = {synchronous}")
    except BaseException:
        database.close()
        raise
    return database


def prepare_for_much(database: sqlite3.Connection) -> None:
    """Make ready to write much: what is written again and again stays in memory (32 MB), and goes
    from the log into the file (every 40 MB of it) a tenth as often."""
    database.execute("PRAGMA main.cache_size = -32768")
    database.execute("PRAGMA main.wal_autocheckpoint = 10000")


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        # A full disk has rolled back already.
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def is_free(database: sqlite3.Connection) -> bool:
    """Whether a transaction could begin at once: nobody else is writing at the moment."""
    database.execute("PRAGMA busy_timeout = 0")
    try:
        database.execute("BEGIN IMMEDIATE")
        database.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise
        return False
    finally:
        database.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    return True


def is_damage(error: BaseException) -> bool:
    """Whether an error says that the file itself is no good (rather than busy, full, read-only)."""
    return _code(error) in _DAMAGE or (
        isinstance(error, sqlite3.OperationalError) and "no such" in str(error)
    )


def is_busy(error: BaseException) -> bool:
    """Whether another process held the database for too long."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def why(error: BaseException) -> str:
    """The reason of a failure to write, in a few plain words."""
    if isinstance(error, sqlite3.Error):
        return _SAID.get(_code(error), str(error))
    number = getattr(error, "errno", None)
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _FULL
    return str(getattr(error, "strerror", None) or error).lower()


def _code(error: BaseException) -> int:
    """SQLite's primary result code, 0 if there is none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def remove_database(path: Path) -> None:
    """Delete a database with the files SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def private_folder(folder: Path) -> None:
    """Make a folder only this user can look into, and check that it can be written.

    Raises:
        OSError: It cannot.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(13, "permission denied", str(folder))


@contextmanager
def locked(
    path: Path, *, wait: float | None = None, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[bool]:
    """Hold a lock that other processes respect; the system frees it however we end.

    Args:
        path: A file for it, made if needed.
        wait: How many seconds to wait for another holder; None for as long as it takes.
        cancelled: Asked now and then whether to give up.

    Yields:
        Whether the lock is ours.
    """
    until = None if wait is None else time.monotonic() + wait
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StorageError(f"{path.parent}: cannot be written: {why(error)}") from error
    try:
        while not (ours := _try(handle)):
            if cancelled() or (until is not None and time.monotonic() >= until):
                break
            time.sleep(_LOOK_AGAIN)
        yield ours
    finally:
        os.close(handle)


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
