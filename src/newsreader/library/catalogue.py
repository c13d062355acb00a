"""The catalogue: what was read from the files of one library, in one SQLite file.

It can be deleted at any time: everything in it comes from the files. So one of another version, or
one that is damaged, is thrown away and made anew without a word. Its tables:

- ``sources``: folders and feed files articles come from.
- ``files``: every file seen, with size and time of change, so that only what changed is read again;
  ``skipped`` if it holds no article.
- ``articles``: one row an article, with what lists and filters need. ``file`` is the one whose text
  is shown, where several hold the same article. Of the copies of a story ``story`` is the number of
  the lead and ``copies`` how many there are; ``superseded`` those of which the outlet has a later
  version; ``borrowed`` the story's headline, where one has none.
- ``bodies``: the whole article as msgpack, apart, so that lists never touch it.
- ``appearances``: which article lies in which file, and under which source.
- ``unindexed``, ``departed``: articles the index does not have yet, and ids it should forget;
  emptied only after the index was committed, so that whatever happens in between is done again.
  An article that changes while it is being indexed gets a new number there, and so another turn.
- ``arrived``: the articles no rule has looked at.
- ``lines``, ``learnt``, ``untaught``: what the sources' articles taught about their furniture; see
  :mod:`~newsreader.library.learnt`.
- ``sketches``, ``keys``, ``alike``, ``ungrouped``, ``corrected``: how stories are found; see
  :mod:`~newsreader.library.stories`.
- ``facts``: single values, such as which index this catalogue speaks of.

The marks are attached to every connection as ``marks``, so that lists join with them.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from newsreader.errors import StorageError
from newsreader.library import learnt, stories
from newsreader.library.database import (
    Connection,
    Stamp,
    connect,
    is_damage,
    locked,
    private_folder,
    remove_database,
    stamp,
    why,
)
from newsreader.library.marks import Marks

SCHEMA = 7
NAME = "catalogue.sqlite3"

_TABLES = (
    """
CREATE TABLE sources (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    error TEXT
);
CREATE TABLE files (
    number INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    folder TEXT NOT NULL,
    skipped INTEGER NOT NULL
);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    file INTEGER NOT NULL,
    source INTEGER NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    byline TEXT,
    agency TEXT,
    place TEXT,
    language TEXT,
    published TEXT,
    precision TEXT,
    published_from TEXT,
    sort_at INTEGER NOT NULL,
    sort_until INTEGER NOT NULL,
    words INTEGER NOT NULL,
    folded TEXT NOT NULL,
    error TEXT,
    story INTEGER,
    copies INTEGER NOT NULL DEFAULT 1,
    superseded INTEGER NOT NULL DEFAULT 0,
    borrowed TEXT
);
CREATE INDEX articles_newest ON articles (sort_at DESC, id, sort_until, copies, story);
CREATE INDEX articles_story ON articles (story, id, copies) WHERE story IS NOT NULL;
CREATE INDEX articles_outlet ON articles (outlet);
CREATE INDEX articles_byline ON articles (byline) WHERE byline IS NOT NULL;
CREATE INDEX articles_agency ON articles (agency) WHERE agency IS NOT NULL;
CREATE INDEX articles_place ON articles (place) WHERE place IS NOT NULL;
CREATE INDEX articles_language ON articles (language) WHERE language IS NOT NULL;
CREATE INDEX articles_error ON articles (error) WHERE error IS NOT NULL;
CREATE TABLE bodies (article INTEGER PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE appearances (
    article INTEGER NOT NULL,
    file INTEGER NOT NULL,
    source INTEGER NOT NULL,
    PRIMARY KEY (article, file)
) WITHOUT ROWID;
CREATE INDEX appearances_file ON appearances (file);
CREATE INDEX appearances_source ON appearances (source, article);
CREATE TABLE unindexed (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL UNIQUE
);
CREATE TABLE departed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE arrived (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
    + learnt.TABLES
    + stories.TABLES
)
_PROBES = tuple(
    f"SELECT * FROM {table} LIMIT 1"
    for table in (
        "sources", "files", "articles", "bodies", "appearances", "unindexed", "departed", "arrived",
        "facts",
        *learnt.NAMES, *stories.NAMES,
    )
)  # fmt: skip

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
State = tuple[int, tuple[str, int]]


class Catalogue:
    """The catalogue of one library, for any thread and beside any other process.

    Attributes:
        path: Where it lies.
    """

    def __init__(self, folder: Path, marks: Marks) -> None:
        """Open the catalogue in a folder; make both if needed.

        Args:
            folder: The library's folder in the cache.
            marks: To be attached.

        Raises:
            StorageError: It cannot be made or opened.
        """
        self.path = folder / NAME
        self._marks = marks
        self._free: deque[tuple[Connection, State]] = deque()
        self._closed = False
        self._make()

    def ask(self, question: Callable[[Connection], Answer]) -> Answer:
        """Answer a question from the catalogue as it is now, in one consistent view.

        A catalogue that turns out to be damaged is thrown away; the answer is then that of an empty
        one, until the next sync.

        Raises:
            StorageError: It cannot be read (busy for too long, or the disk fails).
        """
        try:
            try:
                return self._asked(question)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                _log.warning("%s: damaged", self.path, exc_info=True)
                if not self._marks.heal():
                    self.throw_away()
                return self._asked(question)
        except sqlite3.Error as error:
            raise StorageError(f"{self.path}: cannot be read: {why(error)}") from error

    def _asked(self, question: Callable[[Connection], Answer]) -> Answer:
        with self.borrowed() as database:
            database.execute("BEGIN")
            try:
                return question(database)
            finally:
                with suppress(sqlite3.Error):
                    database.execute("ROLLBACK")

    @contextmanager
    def borrowed(self) -> Iterator[Connection]:
        """A connection of one's own for a while, with the marks attached. Made anew if the file was
        replaced or the marks moved since it was last used."""
        state = self._state()
        database = self._take(state)
        usable = False
        try:
            yield database
            usable = True
        except sqlite3.Error:
            raise
        except BaseException:
            usable = not database.in_transaction
            raise
        finally:
            if usable and not self._closed:
                self._free.append((database, state))
            else:
                database.close()

    def stamp(self) -> Stamp:
        """What differs once anything in the catalogue has changed."""
        return stamp(self.path)

    def throw_away(self) -> None:
        """Delete the catalogue and begin an empty one."""
        with locked(self._guard):
            remove_database(self.path)
        self._make()

    def close(self) -> None:
        """Close what is open. Nothing can be asked after."""
        self._closed = True
        while self._free:
            self._free.pop()[0].close()

    @property
    def writer_lock(self) -> Path:
        """The file to lock for as long as one writes to catalogue and index."""
        return self.path.with_name("writer.lock")

    @property
    def _guard(self) -> Path:
        return self.path.with_name("opening.lock")

    def _state(self) -> State:
        """What tells this file and these marks from those of before."""
        try:
            return self.path.stat().st_ino, self._marks.state
        except FileNotFoundError:
            self._make()
            return self.path.stat().st_ino, self._marks.state

    def _take(self, state: State) -> Connection:
        while self._free:
            try:
                database, opened = self._free.pop()
            except IndexError:
                break
            if opened == state:
                return database
            database.close()
        database = connect(self.path)
        try:
            database.execute("ATTACH DATABASE ? AS marks", (state[1][0],))
        except BaseException:
            database.close()
            raise
        return database

    def _make(self) -> None:
        """See that there is a catalogue of this version that answers."""
        folder = self.path.parent
        try:
            private_folder(folder)
            with locked(self._guard):
                if not _answers(self.path):
                    remove_database(self.path)
                    _create(self.path)
        except (sqlite3.Error, OSError) as error:
            raise StorageError(f"{folder}: cannot be written: {why(error)}") from error


def _answers(path: Path) -> bool:
    """Whether there is a catalogue of this version, whole as far as a quick look can tell.

    Raises:
        sqlite3.OperationalError: It cannot be opened, which says nothing of what is in it.
    """
    if not path.exists() or not os.path.getsize(path):  # noqa: PTH202 - a missing file is no error
        return False
    try:
        database = connect(path)
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise
    try:
        if database.execute("PRAGMA user_version").fetchone() != (SCHEMA,):
            return False
        for probe in _PROBES:
            database.execute(probe).fetchone()
        return True
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise
    finally:
        database.close()


def _create(path: Path) -> None:
    database = connect(path)
    try:
        database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
    finally:
        database.close()
