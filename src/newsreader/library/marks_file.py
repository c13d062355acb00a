"""The file the marks are in: how it is made, brought up to date, and saved from the worst.

Its tables are the steps below, one a version: a file of version n has had the first n of them. A
file of a version we do not know is left alone.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from newsreader.library import events
from newsreader.library.database import connect, transaction

NAME = "marks.sqlite3"

# Never change one of these: add another.
_MIGRATIONS = (
    """
    CREATE TABLE batches (
        number INTEGER PRIMARY KEY,
        verb TEXT NOT NULL,
        at REAL NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'past')),
        about INTEGER REFERENCES batches (number)
    );
    CREATE INDEX batches_state ON batches (state, number);
    CREATE TABLE events (
        number INTEGER PRIMARY KEY,
        batch INTEGER NOT NULL REFERENCES batches (number),
        article TEXT NOT NULL,
        field TEXT NOT NULL,
        before TEXT,
        after TEXT,
        at REAL NOT NULL
    );
    CREATE INDEX events_batch ON events (batch);
    CREATE TABLE marks (
        field TEXT NOT NULL,
        article TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (field, article)
    ) WITHOUT ROWID;
    CREATE INDEX marks_article ON marks (article);
    CREATE TABLE paths (path BLOB PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE heirs (
        article TEXT NOT NULL,
        heir TEXT NOT NULL,
        PRIMARY KEY (article, heir)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE machines (id TEXT PRIMARY KEY, name TEXT NOT NULL, here INTEGER NOT NULL)
        WITHOUT ROWID;
    INSERT INTO machines VALUES (lower(hex(randomblob(8))), '', 1);
    CREATE TABLE stamped_batches (
        number INTEGER PRIMARY KEY,
        verb TEXT NOT NULL,
        at REAL NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'gone', 'past')),
        about INTEGER REFERENCES stamped_batches (number),
        stamp INTEGER NOT NULL,
        machine TEXT NOT NULL,
        UNIQUE (stamp, machine)
    );
    INSERT INTO stamped_batches SELECT
        number,
        verb,
        at,
        CASE WHEN state = 'past' AND about IS NULL AND verb != 'carry' THEN 'gone' ELSE state END,
        about,
        CAST(max(at) OVER (ORDER BY number) * 1000 AS INTEGER) * 65536 + number,
        (SELECT id FROM machines WHERE here)
    FROM batches;
    DROP TABLE batches;
    ALTER TABLE stamped_batches RENAME TO batches;
    CREATE INDEX batches_state ON batches (state, number);
    CREATE INDEX batches_at ON batches (at);
    CREATE INDEX events_mark ON events (article, field);
    CREATE TABLE positions (
        article TEXT PRIMARY KEY,
        paragraph INTEGER NOT NULL,
        paragraphs INTEGER NOT NULL,
        stamp INTEGER NOT NULL,
        machine TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE titles (article TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;
    INSERT INTO marks (article, field, value) VALUES
        ('search:today', 'name', 'Today'),
        ('search:today', 'query', 'date:today'),
        ('search:today', 'place', '000001'),
        ('search:this week', 'name', 'This week'),
        ('search:this week', 'query', 'newer:1w is:unread'),
        ('search:this week', 'place', '000002'),
        ('search:annotated', 'name', 'Annotated'),
        ('search:annotated', 'query', 'has:note OR has:passage'),
        ('search:annotated', 'place', '000003');
    INSERT INTO batches (verb, at, state, stamp, machine)
        VALUES ('begin', 0, 'past', 1, '0000000000000000');
    INSERT INTO events (batch, article, field, after, at)
        SELECT (SELECT number FROM batches WHERE stamp = 1), article, field, value, 0
        FROM marks WHERE article GLOB 'search:*'
    """,
)
SCHEMA = len(_MIGRATIONS)
_TABLES = (
    "batches", "events", "marks", "paths", "heirs", "machines", "positions", "titles",
)  # fmt: skip

_memories = itertools.count(1)


class TooNewError(Exception):
    """The file is of a version we do not know."""


def sound(path: Path) -> sqlite3.Connection | None:
    """The file at a path, if it is whole."""
    try:
        database = open_file(path)
    except (sqlite3.Error, OSError, TooNewError):
        return None
    with suppress(sqlite3.Error):
        if database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
            return database
    database.close()
    return None


def open_file(path: Path) -> sqlite3.Connection:
    """Open the file, made or brought up to this version if need be.

    Raises:
        sqlite3.Error, OSError: It cannot be opened or written, or is damaged.
        TooNewError: A newer program made it.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(13, "it is read-only", str(path))
    database = connect(path, synchronous="FULL")
    try:
        _migrate(database)
        for table in _TABLES:
            database.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
    except BaseException:
        database.close()
        raise
    return database


def in_memory(path: Path) -> tuple[str, sqlite3.Connection]:
    """A database in memory with what can be had of a file, and the address at which all
    connections of this process find it."""
    # Immutable is for a folder that cannot be written, where SQLite could not lock the file; it
    # passes over what was not yet moved from the log into the file.
    for mode in ("mode=ro", "immutable=1", None):
        address = f"file:/newsreader-marks-{next(_memories)}?vfs=memdb"
        memory = connect(address)
        try:
            if mode is not None:
                source = f"{path.absolute().as_uri()}?{mode}"
                with closing(sqlite3.connect(source, uri=True)) as file:
                    # Not a copy by pages, which would want a log beside it, as the file has.
                    memory.executescript("\n".join(file.iterdump()))
                    memory.execute(f"PRAGMA user_version = {_version(file)}")
            _migrate(memory)
            return address, memory
        except (sqlite3.Error, TooNewError):
            memory.close()
    raise AssertionError("memory can always be had")


def _migrate(database: sqlite3.Connection) -> None:
    """Bring a file to this version."""
    if _version(database) == SCHEMA:
        return
    with transaction(database):
        version = _version(database)
        if version > SCHEMA:
            raise TooNewError("it was written by a newer newsreader")
        for step in _MIGRATIONS[version:]:
            for statement in step.split(";"):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {SCHEMA}")


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def salvage(damaged: Path, database: sqlite3.Connection) -> int:
    """Take over what can be read of a damaged file; how many marks that is."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(damaged)) as file, transaction(database):
        marks = {
            (article, field): value
            for article, field, value in _readable(file, "article, field, value", "marks")
            if isinstance(value, str)
        }
        if marks:
            # What every new file begins with is among them, unless the reader removed it.
            begun = database.execute("SELECT article, field FROM marks").fetchall()
            changes = {**dict.fromkeys(begun), **marks}
            events.record(
                database, events.SALVAGE, "past", [(*key, to) for key, to in changes.items()]
            )
        database.executemany(
            "INSERT OR IGNORE INTO paths VALUES (?, ?)", _readable(file, "path, article", "paths")
        )
        database.executemany(
            "INSERT OR IGNORE INTO titles VALUES (?, ?)",
            _readable(file, "article, title", "titles"),
        )
        database.executemany(
            "INSERT OR IGNORE INTO positions VALUES (?, ?, ?, ?, ?)",
            _readable(file, "article, paragraph, paragraphs, stamp, machine", "positions"),
        )
        return len(marks)
    return 0


def _readable(file: sqlite3.Connection, columns: str, table: str) -> list[tuple[Any, ...]]:
    """The rows of a damaged table up to where it breaks."""
    rows = []
    with suppress(sqlite3.Error):
        for row in file.execute(f"SELECT {columns} FROM {table}"):
            if None not in row:
                rows.append(row)
    return rows
