"""What lists and articles show, asked of the catalogue with the marks joined in.

Lists come from covering indexes alone and are numbers; rows are fetched for what is on the screen;
the article itself only when it is opened. Newest first; articles of the same moment stand by id, so
that the order is the same every time and everywhere.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

from newsreader.article import Kind, Precision, PublishedFrom, Source
from newsreader.errors import UnknownArticle
from newsreader.library.answers import Counts, Entry, Row, Scope, SourceRow, View
from newsreader.library.bodies import decode

SHOWN = "show:"
"""What the fields of marks begin with that say which kinds of section a source shows."""
NEWEST_FIRST = "sort_at DESC, id"

_SHORTEST_PREFIX = 4
_HEX = frozenset("0123456789abcdef")
_MARKED = "SELECT 1 FROM marks.marks WHERE field = '{field}' AND article = articles.id"
_READ = f"EXISTS ({_MARKED.format(field='read')})"
_STARRED = f"EXISTS ({_MARKED.format(field='starred')})"
_VIEWS = {View.UNREAD: f"NOT {_READ}", View.ALL: "1", View.STARRED: _STARRED}


def within(scope: Scope) -> tuple[str, dict[str, object]]:
    """A condition on ``articles`` that holds in a scope, with its parameters."""
    if scope.source is None:
        return _VIEWS[scope.view], {}
    return f"{_VIEWS[scope.view]} AND {_IN_SOURCE}", {"source": scope.source}


_IN_SOURCE = (
    "number IN (SELECT article FROM appearances"
    " WHERE source = (SELECT number FROM sources WHERE key = :source))"
)


def numbers(database: sqlite3.Connection, scope: Scope, keep: Collection[int]) -> list[int]:
    """The articles of a scope, and those to keep whatever their marks."""
    condition = _VIEWS[scope.view]
    if keep and scope.view is not View.ALL:
        condition = f"({condition} OR number IN (SELECT value FROM json_each(:keep)))"
    if scope.source is not None:
        condition += f" AND {_IN_SOURCE}"
    return [
        row[0]
        for row in database.execute(
            f"SELECT number FROM articles WHERE {condition} ORDER BY {NEWEST_FIRST}",
            {"source": scope.source, "keep": json.dumps(list(keep))},
        )
    ]


def rows(database: sqlite3.Connection, wanted: Sequence[int]) -> list[Row]:
    """Rows, in the order asked for."""
    found = {
        row[0]: Row(
            number=row[0],
            id=row[1],
            title=row[2],
            outlet=row[3],
            published=row[4],
            precision=Precision(row[5]) if row[5] else None,
            published_from=PublishedFrom(row[6]) if row[6] else None,
            sort_at=row[7],
            read=bool(row[8]),
            starred=bool(row[9]),
            error=row[10],
            words=row[11],
        )
        for row in database.execute(
            "SELECT number, id, title, outlet, published, precision, published_from, sort_at,"
            f" {_READ}, {_STARRED}, error, words FROM articles"
            " WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(wanted)),),
        )
    }
    return [found[number] for number in wanted if number in found]


def counts(database: sqlite3.Connection) -> Counts:
    """How many articles each view shows."""
    (total,) = database.execute("SELECT count(*) FROM articles").fetchone()
    marked = dict(
        database.execute(
            "SELECT field, count(*) FROM marks.marks JOIN articles ON articles.id = marks.article"
            " WHERE field IN ('read', 'starred') GROUP BY field"
        )
    )
    return Counts(unread=total - marked.get("read", 0), all=total, starred=marked.get("starred", 0))


def sources(database: sqlite3.Connection) -> list[SourceRow]:
    """The sources by name."""
    # An article is counted once in every source it appears in.
    articles = dict(
        database.execute("SELECT source, count(DISTINCT article) FROM appearances GROUP BY source")
    )
    read = dict(
        database.execute(
            "SELECT appearances.source, count(DISTINCT appearances.article) FROM marks.marks"
            " JOIN articles ON articles.id = marks.article"
            " JOIN appearances ON appearances.article = articles.number"
            " WHERE field = 'read' GROUP BY appearances.source"
        )
    )
    found = [
        SourceRow(
            key=key,
            name=name,
            articles=articles[number],
            unread=articles[number] - read.get(number, 0),
            error=error,
        )
        for number, key, name, error in database.execute(
            "SELECT number, key, name, error FROM sources"
        )
        if number in articles
    ]
    return sorted(found, key=lambda source: (source.name.casefold(), source.key))


def entry(database: sqlite3.Connection, number: int) -> Entry:
    """An article with all there is.

    Raises:
        UnknownArticle: There is none with that number.
    """
    row = database.execute(
        f"SELECT content, sources.key, sources.name, outlet, {_READ}, {_STARRED} FROM articles"
        " JOIN bodies ON bodies.article = articles.number"
        " JOIN sources ON sources.number = articles.source WHERE articles.number = ?",
        (number,),
    ).fetchone()
    if row is None:
        raise UnknownArticle(str(number))
    paths = database.execute(
        "SELECT path FROM appearances JOIN files ON files.number = file WHERE article = ?"
        " ORDER BY path",
        (number,),
    )
    return Entry(
        number=number,
        article=decode(row[0]),
        source=Source(key=row[1], name=row[2]),
        outlet=row[3],
        paths=tuple(Path(os.fsdecode(path)) for (path,) in paths),
        read=bool(row[4]),
        starred=bool(row[5]),
        shown=_shown(database, row[1]),
    )


def mark_of_source(key: str) -> str:
    """What marks of a whole source are kept under, where those of an article have its id."""
    return f"source:{key}"


def _shown(database: sqlite3.Connection, source: str) -> frozenset[Kind]:
    """The kinds of section a source always shows."""
    marked = database.execute(
        "SELECT field FROM marks.marks WHERE article = ?", (mark_of_source(source),)
    )
    named = (field.removeprefix(SHOWN) for (field,) in marked if field.startswith(SHOWN))
    return frozenset(Kind(kind) for kind in named if kind in set(Kind))


def number_of(database: sqlite3.Connection, id: str) -> int:
    """The number of the one article whose id begins so.

    Raises:
        UnknownArticle: There is none, or more than one, or it is too short to tell.
    """
    begin = id.strip().lower()
    if len(begin) < _SHORTEST_PREFIX or not _HEX.issuperset(begin):
        raise UnknownArticle(id)
    found = database.execute(
        "SELECT number FROM articles WHERE id >= ? AND id < ? LIMIT 2", (begin, begin + "g")
    ).fetchall()
    if len(found) != 1:
        raise UnknownArticle(id)
    return int(found[0][0])


def whereabouts(database: sqlite3.Connection, ids: Sequence[str]) -> list[tuple[bytes, str]]:
    """The paths at which nothing but one of these articles lies: path, id."""
    return database.execute(
        "SELECT files.path, articles.id FROM articles"
        " JOIN appearances ON appearances.article = articles.number"
        " JOIN files ON files.number = appearances.file"
        " WHERE articles.id IN (SELECT value FROM json_each(?)) AND articles.error IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM appearances AS others"
        " WHERE others.file = files.number AND others.article != articles.number)",
        (json.dumps(list(ids)),),
    ).fetchall()
