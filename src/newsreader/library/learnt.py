"""What the sources' articles taught about their furniture, as the catalogue keeps it.

Of every article that is no entry of a feed the fingerprints of its lines are kept; from them the
furniture of its source is learnt. A source with articles that came, changed or went is noted as
*untaught* in the same transaction, and learnt from at the end of a sync, once a hundredth of it has
changed. Where that gives other lines than before, the files of the articles that have one of these
lines are to be read again, which is noted in the same transaction, too: so a sync can be ended
anywhere, and a source nothing happened to costs nothing. All of it is cache.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsreader.library.database import json_list

if TYPE_CHECKING:
    from newsreader.reading.learning import Fingerprints

TABLES = """
CREATE TABLE lines (
    article INTEGER PRIMARY KEY,
    short BLOB NOT NULL,
    edge BLOB NOT NULL,
    paragraphs BLOB NOT NULL,
    opening BLOB NOT NULL
);
CREATE TABLE learnt (source INTEGER PRIMARY KEY, lines BLOB NOT NULL);
CREATE TABLE untaught (source INTEGER PRIMARY KEY, changes INTEGER NOT NULL);
"""
NAMES = ("lines", "learnt", "untaught")
READ_AGAIN = -1
"""The time of change of a file that has to be read again, whatever its own."""

_WORTHWHILE = 100
_EARLY = 30
_ONE_MORE = "ON CONFLICT (source) DO UPDATE SET changes = changes + 1"


def put_lines(database: sqlite3.Connection, source: int, article: int, lines: Fingerprints) -> None:
    """Keep the lines of an article; its source has to be learnt from if they are new."""
    packed = lines.pack()
    before = database.execute(
        "SELECT short, edge, paragraphs, opening FROM lines WHERE article = ?", (article,)
    ).fetchone()
    if before != packed:
        database.execute("INSERT OR REPLACE INTO lines VALUES (?, ?, ?, ?, ?)", (article, *packed))
        database.execute(f"INSERT INTO untaught VALUES (?, 1) {_ONE_MORE}", (source,))


def forget_lines(database: sqlite3.Connection, articles: Iterable[int]) -> None:
    """These articles are going."""
    numbers = json_list(articles)
    database.execute(
        "INSERT INTO untaught SELECT source, 1 FROM articles"
        " JOIN lines ON lines.article = articles.number"
        f" WHERE number IN (SELECT value FROM json_each(?)) {_ONE_MORE}",
        (numbers,),
    )
    database.execute(
        "DELETE FROM lines WHERE article IN (SELECT value FROM json_each(?))", (numbers,)
    )


def learnt_by_folder(database: sqlite3.Connection) -> dict[str, bytes]:
    """What is known of each source's furniture, packed, by the source's key."""
    return dict(
        database.execute(
            "SELECT key, lines FROM learnt JOIN sources ON sources.number = learnt.source"
        )
    )


def learn_early(database: sqlite3.Connection) -> set[bytes]:
    """Learn from the sources that have grown to the double while a sync is still reading, so that
    the rest of a large source is taken apart but once; the paths of the files to read again."""
    return learn_again(database, worthwhile=2, least=_EARLY)


def learn_again(
    database: sqlite3.Connection, *, worthwhile: int = _WORTHWHILE, least: int = 1
) -> set[bytes]:
    """Learn from the sources that have changed; the paths of the files to read again for it.

    Args:
        database: The catalogue.
        worthwhile: Into how many parts a source is divided of which one has to have changed.
        least: How many articles have to have changed.
    """
    again: set[bytes] = set()
    for source, changes in database.execute(
        "SELECT source, changes FROM untaught WHERE changes >= ?", (least,)
    ).fetchall():
        (articles,) = database.execute(
            "SELECT count(*) FROM appearances WHERE source = ?", (source,)
        ).fetchone()
        if changes * worthwhile >= articles:
            again |= _learn_from(database, source)
            database.execute("DELETE FROM untaught WHERE source = ?", (source,))
    database.execute("DELETE FROM learnt WHERE source NOT IN (SELECT number FROM sources)")
    database.executemany(
        "UPDATE files SET mtime = ? WHERE path = ?", [(READ_AGAIN, path) for path in again]
    )
    return again


def _learn_from(database: sqlite3.Connection, source: int) -> set[bytes]:
    # Imported here: everybody knows the tables, and only a sync learns.
    from newsreader.reading.learning import Fingerprints, learn, pack_learnt, unpack_learnt

    # In an order that does not depend on which article was read first.
    rows = database.execute(
        "SELECT article, short, edge, paragraphs, opening FROM lines WHERE article IN"
        " (SELECT article FROM appearances WHERE source = ?) ORDER BY opening, short, paragraphs",
        (source,),
    ).fetchall()
    articles = [Fingerprints.unpack(*row[1:]) for row in rows]
    known = database.execute("SELECT lines FROM learnt WHERE source = ?", (source,)).fetchone()
    before = set(unpack_learnt(known[0])) if known else set()
    learnt = learn(articles)
    changed = before ^ learnt.keys()
    if not changed:
        return set()
    database.execute("INSERT OR REPLACE INTO learnt VALUES (?, ?)", (source, pack_learnt(learnt)))
    concerned = [
        number
        for (number, *_), said in zip(rows, articles, strict=True)
        if not (changed.isdisjoint(said.short) and changed.isdisjoint(said.paragraphs))
    ]
    return {
        path
        for (path,) in database.execute(
            "SELECT path FROM articles JOIN files ON files.number = articles.file"
            " WHERE articles.number IN (SELECT value FROM json_each(?)) AND articles.source = ?",
            (json_list(concerned), source),
        )
    }
