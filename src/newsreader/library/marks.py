"""Marks: what the reader did. The one file of ours that nothing can bring back.

How marks are kept, undone and ordered is told in :mod:`~newsreader.library.events`.

Marks belong to an article's id, which is made from its text, so an edited text file is another
article. ``paths`` therefore remembers where what is marked was found, and :meth:`Marks.carry` gives
the marks to the article that is found there instead. ``heirs`` remembers whom, so that undo reaches
them.

The file is written with ``synchronous=FULL``. If it cannot be written, marks are kept in memory for
the session; if it is damaged, it is moved aside, and what can be read of it is taken over. Either
way the reader is told, once.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TypeVar

from newsreader.errors import StorageError
from newsreader.library import events
from newsreader.library.answers.deeds import Undone
from newsreader.library.database import is_busy, is_damage, locked, transaction, why
from newsreader.library.events import Change
from newsreader.library.marks_file import TooNewError, in_memory, open_file, salvage, sound

Answer = TypeVar("Answer")


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

    @property
    def is_file(self) -> bool:
        """Whether they are in the file, and not in memory for the session."""
        return self.address == self._at

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def change(
        self,
        changes: Iterable[Change],
        verb: str,
        found_at: Iterable[tuple[bytes, str]] = (),
        titles: Iterable[tuple[str, str]] = (),
    ) -> int:
        """Change fields of articles, as one batch that can be taken back.

        Args:
            changes: Articles, fields, and what to set, or None to clear it.
            verb: What the reader did, to be named when it is undone.
            found_at: Paths at which nothing but one of these articles was found, with its id.
            titles: What articles are called, by id, should their files go one day.

        Returns:
            How many articles it changed; if none, nothing is recorded.
        """
        changes, found_at, titles = list(changes), list(found_at), list(titles)

        def change(database: sqlite3.Connection) -> int:
            changed = events.do(database, changes, verb)
            if changed:
                events.remember(database, found_at)
                database.executemany("INSERT OR REPLACE INTO titles VALUES (?, ?)", titles)
            return changed

        return self.write(change)

    def mark(
        self,
        articles: Sequence[str],
        field: str,
        value: str | None,
        verb: str,
        found_at: Iterable[tuple[bytes, str]] = (),
    ) -> int:
        """Set one field of articles, as :meth:`change` does."""
        return self.change([(article, field, value) for article in articles], verb, found_at)

    def undo(self, batch: int | None = None) -> Undone | None:
        """Take back a batch, else the last that was not taken back yet, if there is one."""
        return self.write(lambda database: events.undo(database, batch))

    def redo(self) -> Undone | None:
        """Do the last batch again that was taken back, unless something new was done since."""
        return self.write(events.redo)

    def carry(self, successions: Iterable[tuple[bytes, str, str]]) -> None:
        """Give articles that took another's place its marks, where they have none of their own.

        Args:
            successions: Paths, the id found there when it was marked, and the id found there now.
        """
        successions = list(successions)
        if successions:
            self.write(lambda database: events.carry(database, successions))

    def remember(self, found_at: Iterable[tuple[bytes, str]]) -> None:
        """Note at which paths nothing but one marked article was found."""
        found_at = list(found_at)
        if found_at:
            self.write(lambda database: events.remember(database, found_at))

    def read_to(self, article: str, paragraph: int, paragraphs: int) -> None:
        """Keep how far an article was read. That is no event: it cannot be undone."""
        self.write(lambda database: events.read_to(database, article, paragraph, paragraphs))

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

    def alone(self, name: str) -> AbstractContextManager[bool]:
        """A lock beside the file: what is done under it, one program does at a time."""
        return locked(self._path.with_name(name))

    def write(self, change: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Change the file in one transaction.

        Raises:
            StorageError: It cannot be written, and not kept in memory either.
        """
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
