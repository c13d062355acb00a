"""Settles which articles make one story, and writes it where lists look.

Asked of everything that hangs together with what was touched: by likeness, by the story it was in,
or since the reader joined it. A story's lead is its fullest copy that has a headline and no
later version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from newsreader.article import PublishedFrom
from newsreader.library.database import json_list
from newsreader.library.fields import APART, JOINED, of_source
from newsreader.stories.grouping import Member, Pair, grouped
from newsreader.stories.versions import Version, superseded


class _Place(NamedTuple):
    """Where an article stands, as its row has it."""

    story: int | None = None
    copies: int = 1
    superseded: int = 0
    borrowed: str | None = None


class _Copy(NamedTuple):
    """What is asked of an article."""

    number: int
    id: str
    source: int
    outlet: str
    title: str
    untitled: int
    words: int
    published_from: str | None
    sort_at: int
    place: _Place

    def version(self) -> Version:
        dated = self.published_from not in (None, PublishedFrom.FILE)
        title = None if self.untitled else self.title
        return Version(self.id, self.outlet, title, self.sort_at if dated else None)


def news(database: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """The corrections of the reader that were not heeded yet: article, field, value. Among them
    those that were heeded and are no more."""
    now = database.execute(
        "SELECT article, field, value FROM marks.marks WHERE field IN (?, ?)", (APART, JOINED)
    )
    return set(now) ^ set(database.execute("SELECT article, field, value FROM corrected"))


def heed(database: sqlite3.Connection) -> set[int]:
    """Take the reader's corrections into account; the articles they concern."""
    different = news(database)
    if not different:
        return set()
    database.execute("DELETE FROM corrected")
    database.execute(
        "INSERT INTO corrected SELECT article, field, value FROM marks.marks WHERE field IN (?, ?)",
        (APART, JOINED),
    )
    return _numbers(
        database,
        "WITH said AS (SELECT value FROM json_each(?))"
        " SELECT number FROM articles WHERE id IN said"
        " UNION SELECT articles.number FROM articles JOIN sources ON sources.number = source"
        " WHERE ? || key IN said",
        [article for article, _, _ in different],
        of_source(""),
    )


def regroup(database: sqlite3.Connection, touched: Collection[int]) -> None:
    """Settle the stories of these articles and of all that hangs together with them."""
    corrections = _Corrections(database)
    concerned = _not_alone(database, touched, corrections)
    if not concerned:
        return
    numbers = _together(database, concerned, corrections)
    copies = {copy.id: copy for copy in _copies(database, numbers)}
    members = [corrections.member(copy) for copy in copies.values()]
    places: dict[int, _Place] = {}
    for story in grouped(members, _pairs(database, copies.values())):
        places |= _places([copies[id_] for id_ in story])
    database.executemany(
        "UPDATE articles SET story = ?, copies = ?, superseded = ?, borrowed = ? WHERE number = ?",
        [
            (*places[copy.number], copy.number)
            for copy in copies.values()
            if places[copy.number] != copy.place
        ],
    )


class _Corrections:
    """What the reader said."""

    def __init__(self, database: sqlite3.Connection) -> None:
        said = database.execute("SELECT article, field, value FROM corrected").fetchall()
        apart = {article for article, field, _ in said if field == APART}
        self._apart = apart
        self._joined = {article: value for article, field, value in said if field == JOINED}
        self._left_out = {
            number
            for number, key in database.execute("SELECT number, key FROM sources")
            if of_source(key) in apart
        }

    def member(self, copy: _Copy) -> Member:
        """An article with what was said of it."""
        return Member(
            copy.id,
            copy.words,
            apart=copy.id in self._apart or copy.source in self._left_out,
            joined=self._joined.get(copy.id),
        )

    def joined_among(self, database: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
        """Those of these that were joined with others."""
        if not self._joined:
            return set()
        return _numbers(
            database,
            "SELECT number FROM articles WHERE number IN (SELECT value FROM json_each(?))"
            " AND id IN (SELECT article FROM corrected WHERE field = ?)",
            numbers,
            JOINED,
        )

    def joined_with(self, database: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
        """What was joined with one of these."""
        if not self._joined:
            return set()
        return _numbers(
            database,
            "SELECT number FROM articles JOIN corrected ON article = id"
            " WHERE field = ?2 AND value IN"
            " (SELECT value FROM corrected JOIN articles ON id = article WHERE field = ?2"
            " AND number IN (SELECT value FROM json_each(?1)))",
            numbers,
            JOINED,
        )


def _places(story: list[_Copy]) -> dict[int, _Place]:
    """Where the articles of one story stand; they come fullest first."""
    if len(story) == 1:
        return {story[0].number: _Place()}
    old = superseded(copy.version() for copy in story)
    lead = min(story, key=lambda copy: (copy.id in old, copy.untitled))
    return {
        copy.number: _Place(
            lead.number,
            len(story),
            int(copy.id in old),
            lead.title if copy.untitled and not lead.untitled else None,
        )
        for copy in story
    }


def _not_alone(
    database: sqlite3.Connection, touched: Collection[int], corrections: _Corrections
) -> set[int]:
    """Those of these articles that have, or had, anything to do with others: few of them."""
    numbers = list(touched)
    found = _numbers(
        database,
        "WITH touched AS (SELECT value FROM json_each(?))"
        " SELECT one FROM alike WHERE one IN touched"
        " UNION SELECT story FROM articles WHERE story IN touched"
        " UNION SELECT number FROM articles WHERE number IN touched AND story IS NOT NULL",
        numbers,
    )
    return found | corrections.joined_among(database, numbers)


def _together(
    database: sqlite3.Connection, touched: Collection[int], corrections: _Corrections
) -> set[int]:
    """All articles that hang together with these."""
    found: set[int] = set()
    more = set(touched)
    while more > found:
        found = _numbers(
            database,
            "WITH RECURSIVE begin AS (SELECT value FROM json_each(?)), together (number) AS ("
            " SELECT value FROM begin"
            " UNION SELECT number FROM articles WHERE story IN begin OR story IN"
            " (SELECT story FROM articles WHERE number IN begin)"
            " UNION SELECT other FROM together JOIN alike ON one = together.number"
            ") SELECT number FROM together",
            list(more),
        )
        more = found | corrections.joined_with(database, list(found))
    return found


def _copies(database: sqlite3.Connection, numbers: Collection[int]) -> Iterable[_Copy]:
    for row in database.execute(
        "SELECT number, id, source, outlet, title, coalesce(untitled, 0), words, published_from,"
        " sort_at, story, copies, superseded, borrowed"
        " FROM articles LEFT JOIN sketches ON article = number"
        " WHERE number IN (SELECT value FROM json_each(?))",
        (json_list(numbers),),
    ):
        yield _Copy._make([*row[:-4], _Place._make(row[-4:])])


def _pairs(database: sqlite3.Connection, copies: Iterable[_Copy]) -> Iterable[Pair]:
    ids = {copy.number: copy.id for copy in copies}
    for one, other, shared in database.execute(
        "SELECT one, other, shared FROM alike"
        " WHERE one IN (SELECT value FROM json_each(?)) AND one < other",
        (json_list(ids),),
    ):
        if other in ids:
            yield Pair(ids[one], ids[other], shared)


def _numbers(
    database: sqlite3.Connection, question: str, some: Sequence[object], *more: object
) -> set[int]:
    return {row[0] for row in database.execute(question, (json_list(some), *more))}
