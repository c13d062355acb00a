"""Which articles are copies of one story: found, kept in the catalogue, and kept up to date.

Of every article a sketch is kept (``sketches``), by whose ``keys`` others find it. Which two are
``alike`` depends on these two alone (:mod:`~newsreader.library.alike`); which of them make one
story, on all that hang together and on what the reader corrected
(:mod:`~newsreader.library.settling`). So an article that comes, changes or goes concerns its
neighbours only, and it does not matter in which order they came.

Articles whose bodies were written or deleted are noted in ``ungrouped`` by the catalogue itself, in
the same transaction, and struck off together with what was found for them: grouping can be ended
anywhere. ``corrected`` are the corrections that were taken into account. The outcome stands in the
columns ``story``, ``copies``, ``superseded`` and ``borrowed`` of ``articles``. All of it is cache.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from newsreader.library.database import transaction

TABLES = """
CREATE TABLE sketches (
    article INTEGER PRIMARY KEY,
    pairs BLOB NOT NULL,
    places BLOB NOT NULL,
    slots BLOB NOT NULL,
    running INTEGER NOT NULL,
    untitled INTEGER NOT NULL
);
CREATE TABLE keys (
    slab INTEGER,
    batch INTEGER,
    held BLOB NOT NULL,
    PRIMARY KEY (slab, batch)
) WITHOUT ROWID;
CREATE TABLE alike (
    one INTEGER,
    other INTEGER,
    shared REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE ungrouped (article INTEGER PRIMARY KEY);
CREATE TABLE corrected (
    article TEXT,
    field TEXT,
    value TEXT NOT NULL,
    PRIMARY KEY (article, field)
) WITHOUT ROWID;
CREATE TRIGGER body_came AFTER INSERT ON bodies BEGIN
    INSERT OR IGNORE INTO ungrouped VALUES (new.article);
END;
CREATE TRIGGER body_went AFTER DELETE ON bodies BEGIN
    INSERT OR IGNORE INTO ungrouped VALUES (old.article);
END;
CREATE TRIGGER copy_went AFTER DELETE ON articles WHEN old.story IS NOT NULL BEGIN
    INSERT OR IGNORE INTO ungrouped VALUES (old.story);
END;
"""
NAMES = ("sketches", "keys", "alike", "ungrouped", "corrected")

_BATCH = 4096
_SHARE = 32
"""Every batch reads all keys. So it has at least one article for so many that are known: then each
key is read a number of times that does not depend on the size of the library."""


class Stories:
    """Brings the stories up to date with the articles, a batch at a time."""

    def __init__(self, database: sqlite3.Connection) -> None:
        # Imported here, as below: everybody knows the tables, and only a sync looks for copies.
        from newsreader.library.alike import Neighbours

        self._database = database
        self._neighbours = Neighbours(database)

    def some(self) -> None:
        """Group a batch if enough articles have come for one."""
        (waiting,) = self._database.execute("SELECT count(*) FROM ungrouped").fetchone()
        if waiting >= self._size():
            self._next()

    def finish(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Group what is left, or as much of it as there is time for."""
        while self._next() and not cancelled():
            pass

    def _next(self) -> bool:
        """Group a batch, and heed what the reader corrected; whether there may be another."""
        from newsreader.library.settling import heed, regroup

        with transaction(self._database):
            size = self._size()
            batch = [
                number
                for (number,) in self._database.execute(
                    "SELECT article FROM ungrouped LIMIT ?", (size,)
                )
            ]
            touched = self._neighbours.update(batch) | heed(self._database)
            regroup(self._database, touched)
            self._database.executemany(
                "DELETE FROM ungrouped WHERE article = ?", [(number,) for number in batch]
            )
        return len(batch) == size

    def _size(self) -> int:
        """How many articles make a batch, by how many are known (numbers are given in order)."""
        (known,) = self._database.execute("SELECT max(article) FROM sketches").fetchone()
        return max(_BATCH, (known or 0) // _SHARE)


def has_news(database: sqlite3.Connection) -> bool:
    """Whether the reader has corrected something, or taken it back, that was not heeded yet."""
    from newsreader.library.settling import news

    return bool(news(database))


def settle(database: sqlite3.Connection) -> None:
    """Heed what the reader has just corrected, or taken back."""
    from newsreader.library.settling import heed, regroup

    with transaction(database):
        regroup(database, heed(database))
