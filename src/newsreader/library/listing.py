"""What lists and articles show, asked of the catalogue with the marks joined in.

Lists come from covering indexes alone and are numbers; rows are fetched for what is on the screen;
the article itself only when it is opened. Newest first; articles of the same moment stand by id, so
that the order is the same every time and everywhere.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from newsreader.article import Kind, Precision, PublishedFrom, Source
from newsreader.errors import UnknownArticle
from newsreader.library.answers.articles import Entry, Passage, Position, Tag
from newsreader.library.answers.lists import Counts, Row, Scope, SourceRow, View
from newsreader.library.bodies import decode
from newsreader.library.database import json_list
from newsreader.library.fields import (
    APART,
    ARCHIVED,
    FLAGS,
    LATER,
    MUTED,
    NOTE,
    PASSAGE,
    READ,
    SHOWN,
    STARRED,
    TAG,
    of_source,
)

NEWEST_FIRST = "sort_at DESC, id"

_numbers = msgspec.json.Decoder(list[int])

_SHORTEST_PREFIX = 4
_HEX = frozenset("0123456789abcdef")


def marked(*fields: str) -> str:
    """A condition on ``articles``: this field is set, or one of these."""
    return f"id IN (SELECT article FROM marks.marks WHERE field IN ({_names(fields)}))"


def _names(fields: Iterable[str]) -> str:
    return ", ".join(f"'{field}'" for field in fields)


_SHOWN = f"NOT {marked(ARCHIVED, MUTED)}"
_VIEWS = {
    View.UNREAD: f"NOT {marked(READ, ARCHIVED, MUTED)}",
    View.ALL: _SHOWN,
    # The plus sign keeps to the order of the list, where SQLite would gather and sort.
    View.STARRED: f"+{marked(STARRED)} AND {_SHOWN}",
    View.LATER: f"+{marked(LATER)} AND {_SHOWN}",
    View.ARCHIVED: f"+{marked(ARCHIVED)} AND NOT {marked(MUTED)}",
}


def within(scope: Scope) -> tuple[str, dict[str, object]]:
    """A condition on ``articles`` that holds in a scope, with its parameters."""
    view = "1" if scope.archived else _VIEWS[scope.view]
    if scope.source is None:
        return view, {}
    return f"{view} AND {_IN_SOURCE}", {"source": scope.source}


_IN_SOURCE = (
    "number IN (SELECT article FROM appearances"
    " WHERE source = (SELECT number FROM sources WHERE key = :source))"
)


def _row_a_story(condition: str) -> str:
    """What holds for an article that is no copy if the condition does, and for the lead of a story
    if it does for any copy."""
    return (
        f"(copies = 1 AND ({condition}) OR copies > 1 AND number IN"
        f" (SELECT story FROM articles WHERE story IS NOT NULL AND ({condition})))"
    )


def numbers(database: sqlite3.Connection, scope: Scope, keep: Collection[int]) -> list[int]:
    """The articles of a scope, and those to keep whatever their marks."""
    found = _numbers_of(database, scope, ())
    # Mostly all that is to be kept is among them: a look at the rest costs nothing then.
    lacking = set(keep).difference(found)
    return _numbers_of(database, scope, lacking) if lacking else found


def _numbers_of(database: sqlite3.Connection, scope: Scope, keep: Collection[int]) -> list[int]:
    condition = _VIEWS[scope.view]
    if keep:
        condition = f"({condition} OR number IN (SELECT value FROM json_each(:keep)))"
    if scope.source is not None:
        condition += f" AND {_IN_SOURCE}"
    if not scope.every_copy:
        condition = (
            _row_a_story(condition) if scope.source is None else f"{condition} AND NOT superseded"
        )
    # As one value: a row each would hand the interpreter's lock to and fro 100,000 times, and wait
    # for it as often while something else is running.
    (found,) = database.execute(
        "SELECT json_group_array(number) FROM"
        f" (SELECT number FROM articles WHERE {condition} ORDER BY {NEWEST_FIRST})",
        {"source": scope.source, "keep": json_list(keep)},
    ).fetchone()
    return _numbers.decode(found)


def ids(database: sqlite3.Connection, wanted: Sequence[int]) -> list[str]:
    """The ids of articles, in the order asked for."""
    found = dict(
        database.execute(
            "SELECT number, id FROM articles WHERE number IN (SELECT value FROM json_each(?))",
            (json_list(wanted),),
        )
    )
    return [found[number] for number in wanted if number in found]


def rows(database: sqlite3.Connection, wanted: Sequence[int]) -> list[Row]:
    """Rows, in the order asked for."""
    known = database.execute(
        "SELECT number, id, title, outlet, published, precision, published_from, sort_at, error,"
        " words FROM articles WHERE number IN (SELECT value FROM json_each(?))",
        (json_list(wanted),),
    ).fetchall()
    marks = marks_of(database, [row[1] for row in known])
    found = {}
    for row in known:
        own = marks.get(row[1], {})
        found[row[0]] = Row(
            number=row[0],
            id=row[1],
            title=row[2],
            outlet=row[3],
            published=row[4],
            precision=Precision(row[5]) if row[5] else None,
            published_from=PublishedFrom(row[6]) if row[6] else None,
            sort_at=row[7],
            error=row[8],
            words=row[9],
            **_flags(own),
            tags=_tags(own),
            noted=NOTE in own,
            passages=sum(field.startswith(PASSAGE) for field in own),
        )
    return [found[number] for number in wanted if number in found]


def counts(database: sqlite3.Connection, *, every_copy: bool = False) -> Counts:
    """How many rows each view has: one an article, or one a story while any of its copies has."""
    (total,) = database.execute("SELECT count(*) FROM articles").fetchone()
    articles = _counts(database, total, _EVERY_MARKED)
    if every_copy:
        return articles
    (copies,) = database.execute("SELECT count(*) FROM articles WHERE story IS NOT NULL").fetchone()
    in_stories = msgspec.structs.asdict(_counts(database, copies, _MARKED_COPIES))
    stories = {
        view.value: database.execute(
            f"SELECT count(DISTINCT story) FROM articles WHERE story IS NOT NULL AND {condition}"
        ).fetchone()[0]
        for view, condition in _VIEWS.items()
    }
    together = msgspec.structs.asdict(articles)
    return Counts(
        **{view: count - in_stories[view] + stories[view] for view, count in together.items()}
    )


# Each joined in the order, and by the index, that needs no row of an article.
_EVERY_MARKED = "marks.marks JOIN articles ON articles.id = marks.article"
_MARKED_COPIES = (
    "(SELECT id FROM articles WHERE story IS NOT NULL) AS articles"
    " CROSS JOIN marks.marks ON articles.id = marks.article"
)


def _counts(database: sqlite3.Connection, total: int, marked: str) -> Counts:
    """How many articles each view has of ``total`` of them, with their marks; only what is marked
    is looked at."""
    flags = ", ".join(f"max(field = '{flag}') AS {flag}" for flag in FLAGS)
    hidden, seen, starred, later, archived = database.execute(
        "SELECT total(archived OR muted), total(read OR archived OR muted),"
        " total(starred AND NOT archived AND NOT muted),"
        " total(later AND NOT archived AND NOT muted), total(archived AND NOT muted)"
        f" FROM (SELECT {flags} FROM {marked} WHERE field IN ({_names(FLAGS)}) GROUP BY article)"
    ).fetchone()
    return Counts(
        unread=total - int(seen),
        all=total - int(hidden),
        starred=int(starred),
        later=int(later),
        archived=int(archived),
    )


def sources(database: sqlite3.Connection) -> list[SourceRow]:
    """The sources by name."""
    # An article is counted once in every source it appears in.
    articles = dict(
        database.execute("SELECT source, count(DISTINCT article) FROM appearances GROUP BY source")
    )
    marked = {
        source: (seen, hidden)
        for source, seen, hidden in database.execute(
            "SELECT appearances.source, count(DISTINCT appearances.article), count(DISTINCT"
            f" CASE WHEN field IN ({_names((ARCHIVED, MUTED))}) THEN appearances.article END)"
            " FROM marks.marks JOIN articles ON articles.id = marks.article"
            " JOIN appearances ON appearances.article = articles.number"
            f" WHERE field IN ({_names((READ, ARCHIVED, MUTED))}) GROUP BY appearances.source"
        )
    }
    apart = {
        key
        for (key,) in database.execute("SELECT article FROM marks.marks WHERE field = ?", (APART,))
    }
    found = [
        SourceRow(
            key=key,
            name=name,
            articles=articles[number] - marked.get(number, (0, 0))[1],
            unread=articles[number] - marked.get(number, (0, 0))[0],
            error=error,
            apart=of_source(key) in apart,
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
        "SELECT content, sources.key, sources.name, outlet FROM articles"
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
    article = decode(row[0])
    own = marks_of(database, [article.id]).get(article.id, {})
    return Entry(
        number=number,
        article=article,
        source=Source(key=row[1], name=row[2]),
        outlet=row[3],
        paths=tuple(Path(os.fsdecode(path)) for (path,) in paths),
        **_flags(own),
        shown=_shown(database, row[1]),
        tags=_tags(own),
        note=own.get(NOTE),
        passages=_passages(own),
        position=_position(database, article.id),
    )


def tags(database: sqlite3.Connection) -> list[Tag]:
    """Every tag the reader ever gave and did not take away, the commonest of this library first."""
    return [
        Tag(name, articles)
        for name, articles in database.execute(
            "SELECT max(value), count(articles.id) AS articles FROM marks.marks"
            " LEFT JOIN articles ON articles.id = marks.article"
            " WHERE field >= ? AND field < ? GROUP BY field ORDER BY articles DESC, field",
            (TAG, TAG[:-1] + ";"),
        )
    ]


def marks_of(database: sqlite3.Connection, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """The marks of articles: by id, then by field."""
    found: dict[str, dict[str, str]] = {}
    for article, field, value in database.execute(
        "SELECT article, field, value FROM marks.marks"
        " WHERE article IN (SELECT value FROM json_each(?))",
        (json_list(ids),),
    ):
        found.setdefault(article, {})[field] = value
    return found


def _flags(own: Mapping[str, str]) -> dict[str, Any]:
    return {flag: flag in own for flag in FLAGS}


def _tags(own: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(own[field] for field in sorted(own) if field.startswith(TAG))


def _passages(own: Mapping[str, str]) -> tuple[Passage, ...]:
    kept = [
        msgspec.json.decode(value, type=Passage)
        for field, value in own.items()
        if field.startswith(PASSAGE)
    ]
    return tuple(sorted(kept, key=lambda passage: (passage.paragraph, passage.start)))


def _position(database: sqlite3.Connection, id: str) -> Position | None:
    row = database.execute(
        "SELECT paragraph, paragraphs FROM marks.positions WHERE article = ?", (id,)
    ).fetchone()
    return None if row is None else Position(*row)


def _shown(database: sqlite3.Connection, source: str) -> frozenset[Kind]:
    """The kinds of section a source always shows."""
    own = marks_of(database, [of_source(source)]).get(of_source(source), {})
    named = (field.removeprefix(SHOWN) for field in own if field.startswith(SHOWN))
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
        (json_list(ids),),
    ).fetchall()


def titles(database: sqlite3.Connection, ids: Sequence[str]) -> list[tuple[str, str]]:
    """What articles are called: id, headline."""
    return database.execute(
        "SELECT id, title FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json_list(ids),),
    ).fetchall()
