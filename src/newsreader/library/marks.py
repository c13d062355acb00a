"""Marks: what the reader did. The one file of ours that nothing can bring back.

Every change is an event: article, field, before, after, when. Events of one key press are a batch,
which carries its verb; undo and redo take back and repeat whole batches, across restarts, and are
batches themselves. The table ``marks`` is where the events have led to: a field that is not set has
no row.

A batch is ``done`` (can be taken back), ``undone`` (can be repeated) or ``past`` (neither: undo and
redo themselves, what was carried, and undone batches after something new was done).

Marks belong to an article's id, which is made from its text, so an edited text file is another
article. ``paths`` therefore remembers where what is marked was found, and :meth:`Marks.carry` gives
the marks to the article that is found there instead. ``heirs`` remembers whom, so that undo reaches
them.

The file is written with ``synchronous=FULL``. If it cannot be written, marks are kept in memory for
the session; if it is damaged, it is moved aside, and what can be read of it is taken over. Either
way the reader is told, once.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from newsreader.errors import StorageError
from newsreader.library.answers import Undone
from newsreader.library.database import is_busy, is_damage, locked, transaction, why
from newsreader.library.marks_file import TooNewError, in_memory, open_file, salvage, sound

Answer = TypeVar("Answer")
Change = tuple[str, str, str | None]
"""An article, a field, and what it is to become."""


class Marks:
    """The marks of this user, for any thread and beside any other process.

    Attributes:
        address: Where SQLite finds them now; changes when they have to move into memory.
    """

    def __init__(self, path: Path, warn: Callable[[str], None]) -> None:
        """Open the marks; make the file if there is none.

        Args:
            path: The file.
            warn: Hears a sentence if they cannot be written, or were damaged.
        """
        self._path = path
        self._warn = warn
        self._lock = threading.RLock()
        self._at = path.absolute().as_uri()
        self.address = self._at
        self._inode = 0
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self._guard):
                self._database = open_file(path)
            self._inode = self.state[1]
        except (sqlite3.Error, OSError, StorageError, TooNewError) as error:
            if is_damage(error):
                self._database = self._begin_anew()
            else:
                self._database = self._move_to_memory(error)

    @property
    def _guard(self) -> Path:
        return self._path.with_name("marks.lock")

    @property
    def state(self) -> tuple[str, int]:
        """What tells the file that holds the marks now from any other: address and inode."""
        address = self.address
        if address != self._at:
            return address, 0
        try:
            return address, self._path.stat().st_ino
        except OSError:
            return address, 0

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def mark(
        self,
        articles: Sequence[str],
        field: str,
        value: str | None,
        verb: str,
        found_at: Sequence[tuple[bytes, str]] = (),
    ) -> int:
        """Set a field of articles, as one batch.

        Args:
            articles: Their ids.
            field: ``read``, ``starred``, …
            value: What to set, or None to clear it.
            verb: What the reader did, to be named when it is undone.
            found_at: Paths at which nothing but one of these articles was found, with its id.

        Returns:
            How many articles it changed; if none, nothing is recorded.
        """

        def change(database: sqlite3.Connection) -> int:
            values = _values(database, field, articles)
            changes = [
                (article, field, value)
                for article in dict.fromkeys(articles)
                if values.get(article) != value
            ]
            if changes:
                database.execute("UPDATE batches SET state = 'past' WHERE state = 'undone'")
                _record(database, verb, "done", changes)
                _remember(database, found_at)
            return len(changes)

        return self._write(change)

    def undo(self) -> Undone | None:
        """Take back the last batch that was not taken back yet, if there is one."""
        return self._write(lambda database: _again(database, "undo", "done", "undone"))

    def redo(self) -> Undone | None:
        """Do the last batch again that was taken back, unless something new was done since."""
        return self._write(lambda database: _again(database, "redo", "undone", "done"))

    def carry(self, successions: Iterable[tuple[bytes, str, str]]) -> None:
        """Give articles that took another's place its marks, where they have none of their own.

        Args:
            successions: Paths, the id found there when it was marked, and the id found there now.
        """
        successions = list(successions)
        if not successions:
            return

        def change(database: sqlite3.Connection) -> None:
            changes: dict[tuple[str, str], str] = {}
            for _, article, heir in successions:
                own = {field for field, _ in _of_article(database, heir)}
                for field, value in _of_article(database, article):
                    if field not in own:
                        changes[heir, field] = value
            if changes:
                _record(
                    database,
                    "carry",
                    "past",
                    [(heir, field, value) for (heir, field), value in changes.items()],
                )
            database.executemany(
                "INSERT OR IGNORE INTO heirs VALUES (?, ?)",
                [(article, heir) for _, article, heir in successions],
            )
            _remember(database, [(path, heir) for path, _, heir in successions])

        self._write(change)

    def remember(self, found_at: Iterable[tuple[bytes, str]]) -> None:
        """Note at which paths nothing but one marked article was found."""
        found_at = list(found_at)
        if found_at:
            self._write(lambda database: _remember(database, found_at))

    def heal(self) -> bool:
        """Put the file right if it is damaged, or not the one we opened; whether it was."""
        with self._lock:
            try:
                if self._follow():
                    return True
                if self._database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
                    return False
            except (sqlite3.Error, OSError, TooNewError) as error:
                if not is_damage(error):
                    return False
            self._database.close()
            self._database = self._begin_anew()
            return True

    def _write(self, change: Callable[[sqlite3.Connection], Answer]) -> Answer:
        with self._lock:
            try:
                try:
                    self._follow()
                    return self._in_transaction(change)
                except (sqlite3.Error, OSError, TooNewError) as error:
                    if is_busy(error):
                        raise
                    old = self._database
                    if is_damage(error):
                        old.close()
                        self._database = self._begin_anew()
                    elif self.address == self._at:
                        self._database = self._move_to_memory(error)
                        old.close()
                    else:
                        raise
                    return self._in_transaction(change)
            except (sqlite3.Error, OSError) as error:
                raise StorageError(f"{self._path}: cannot be written: {why(error)}") from error

    def _follow(self) -> bool:
        """See that we write to the file that is there: another one was put in its place, or it was
        deleted and is put back; whether so."""
        there = self.state[1]
        if self.address != self._at or there == self._inode:
            return False
        old = self._database
        if not there or not self._path.stat().st_size:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path)) as new:
                old.backup(new)
        self._database = open_file(self._path)
        self._inode = self.state[1]
        old.close()
        return True

    def _in_transaction(self, change: Callable[[sqlite3.Connection], Answer]) -> Answer:
        with transaction(self._database):
            return change(self._database)

    def _move_to_memory(self, error: BaseException) -> sqlite3.Connection:
        """Marks that last for the session: a copy, in memory, of what the file holds."""
        self.address, memory = in_memory(self._path)
        self._warn(
            f"{self._path}: marks cannot be saved: {why(error)}. "
            "What you mark now lasts until you quit."
        )
        return memory

    def _begin_anew(self) -> sqlite3.Connection:
        """A new file in the place of a damaged one, with all marks that can still be read; unless
        another process has seen to that already."""
        aside = self._path.with_name(f"{self._path.stem}.damaged-{time.time_ns()}.sqlite3")
        try:
            with locked(self._guard):
                if (healed := sound(self._path)) is not None:
                    self._inode = self.state[1]
                    return healed
                for suffix in ("", "-wal", "-shm"):
                    file = self._path.with_name(self._path.name + suffix)
                    if file.exists():
                        file.rename(aside.with_name(aside.name + suffix))
                database = open_file(self._path)
                self._inode = self.state[1]
                saved = salvage(aside, database)
        except (sqlite3.Error, OSError, StorageError, TooNewError) as error:
            return self._move_to_memory(error)
        self._warn(
            f"{self._path}: was damaged; it is kept as {aside.name}, "
            f"and {saved} marks in it could still be read."
        )
        return database


def _values(database: sqlite3.Connection, field: str, articles: Sequence[str]) -> dict[str, str]:
    """What a field is now, for those articles where it is set."""
    return dict(
        database.execute(
            "SELECT article, value FROM marks"
            " WHERE field = ? AND article IN (SELECT value FROM json_each(?))",
            (field, json.dumps(list(articles))),
        )
    )


def _of_article(database: sqlite3.Connection, article: str) -> list[tuple[str, str]]:
    return database.execute(
        "SELECT field, value FROM marks WHERE article = ?", (article,)
    ).fetchall()


def _record(
    database: sqlite3.Connection,
    verb: str,
    state: str,
    changes: Sequence[Change],
    about: int | None = None,
) -> None:
    """Make changes, and write down that and when they were made."""
    at = time.time()
    batch = database.execute(
        "INSERT INTO batches (verb, at, state, about) VALUES (?, ?, ?, ?)", (verb, at, state, about)
    ).lastrowid
    database.executemany(
        "INSERT INTO events (batch, article, field, before, after, at)"
        " VALUES (?1, ?2, ?3, (SELECT value FROM marks WHERE field = ?3 AND article = ?2), ?4, ?5)",
        [(batch, article, field, value, at) for article, field, value in changes],
    )
    database.executemany(
        "INSERT OR REPLACE INTO marks (article, field, value) VALUES (?, ?, ?)",
        [change for change in changes if change[2] is not None],
    )
    database.executemany(
        "DELETE FROM marks WHERE article = ? AND field = ?",
        [change[:2] for change in changes if change[2] is None],
    )


def _again(database: sqlite3.Connection, verb: str, state: str, becomes: str) -> Undone | None:
    """Undo the newest batch that is done, or redo the oldest that is undone."""
    last, value = ("max", "before") if verb == "undo" else ("min", "after")
    batch, name, at = database.execute(
        f"SELECT {last}(number), verb, at FROM batches WHERE state = ?", (state,)
    ).fetchone()
    if batch is None:
        return None
    changes: list[Change] = database.execute(
        # UNION also ends the search where heirs go in a circle: text edited to and fro.
        f"""
        WITH RECURSIVE affected (article, field, value) AS (
            SELECT article, field, {value} FROM events WHERE batch = ?
            UNION
            SELECT heirs.heir, affected.field, affected.value
            FROM affected JOIN heirs ON heirs.article = affected.article
        )
        SELECT article, field, value FROM affected
        """,
        (batch,),
    ).fetchall()
    (articles,) = database.execute(
        "SELECT count(DISTINCT article) FROM events WHERE batch = ?", (batch,)
    ).fetchone()
    _record(database, verb, "past", changes, about=batch)
    database.execute("UPDATE batches SET state = ? WHERE number = ?", (becomes, batch))
    return Undone(name, articles, at)


def _remember(database: sqlite3.Connection, found_at: Iterable[tuple[bytes, str]]) -> None:
    database.executemany("INSERT OR REPLACE INTO paths VALUES (?, ?)", found_at)
