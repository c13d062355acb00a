"""Facts of a query, answered by the catalogue: a mask of the articles each holds for.

Names are compared folded, as the index folds words, so that ``source:uberblick`` finds Überblick;
there are few different ones, so they are compared here and the articles are then found by index. A
date that is known only as a month or year fits whatever it may mean. Moments are of the day they
were in the reader's time zone; a date that is a day, and no more, is that day everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from newsreader.article import FOLDED_KINDS
from newsreader.errors import UnknownArticle
from newsreader.library.columns import Array, columns, mask_of, where
from newsreader.library.database import Connection, json_list
from newsreader.library.fields import FLAGS, NOTE, PASSAGE, TAG
from newsreader.library.listing import number_of
from newsreader.search.analysis import fold
from newsreader.search.query import DATE_OPS, Fact, Field, Op

_COLUMNS = {
    Field.OUTLET: "outlet",
    Field.AGENCY: "agency",
    Field.BY: "byline",
    Field.PLACE: "place",
}
_MARKS = {*FLAGS, NOTE}
_NAMED = {"tag": TAG, "passage": PASSAGE}
_TEXTS = {Field.TAG: TAG, Field.NOTE: NOTE, Field.PASSAGE: PASSAGE}
FAR = 2**62
"""Seconds; before and after all time."""
DAY = 86_400
"""Seconds; what lasts so long is a date, what is shorter a moment."""


def holds_for(database: Connection, fact: Fact, zone: tzinfo | None = None) -> Array:
    """The mask of the articles a fact holds for; what it says of numbers that no article has does
    not matter. Days are a time zone's; None for this machine's."""
    return database.remembered(
        (fact, zone), lambda: _holds_for(database, fact, zone), "main", "marks"
    )


def _holds_for(database: Connection, fact: Fact, zone: tzinfo | None) -> Array:
    if fact.op in DATE_OPS:
        return _of_days(database, fact, zone)
    if fact.field is Field.SOURCE:
        return _from_sources(database, fact)
    if fact.field in _COLUMNS:
        return _with_names(database, _COLUMNS[fact.field], fits(fact))
    if fact.field is Field.LANG:
        language = fact.value.casefold()
        return _with_names(database, "language", lambda name: name.casefold() == language)
    if fact.field is Field.IS and fact.value == "unread":
        return ~_marked(database, "read")
    if fact.field in (Field.IS, Field.HAS) and fact.value in _MARKS:
        return _marked(database, fact.value)
    if fact.field is Field.HAS and fact.value in _NAMED:
        return where(
            database,
            f"id IN (SELECT article FROM marks.marks WHERE {_BEGINS})",
            _from(_NAMED[fact.value]),
        )
    if fact.field in _TEXTS:
        return _saying(database, fact)
    if fact.field is Field.STORY:
        return _of_story(database, fact.value)
    if fact.field is Field.COPIES:
        return where(database, f"copies {fact.op.value} ?", (int(fact.value),))
    if fact.field is Field.HAS and fact.value == "copies":
        return where(database, "story IS NOT NULL", ())
    if fact.field is Field.HAS and fact.value in FOLDED_KINDS:
        return where(database, "instr(folded, ?)", (f" {fact.value} ",))
    return mask_of(database, [])


def _of_days(database: Connection, fact: Fact, zone: tzinfo | None) -> Array:
    listed, begins, ends, _ = columns(database)
    moment = ends - begins < DAY
    start, end = midnight(fact.start, zone, -FAR), midnight(fact.end, zone, FAR)
    fit = moment & (begins >= start) & (begins < end)
    start, end = midnight(fact.start, UTC, -FAR), midnight(fact.end, UTC, FAR)
    # Entries of one day are listed a second apart, counted back from midnight.
    fit |= ~moment & (ends > start) & (begins <= end - DAY)
    return mask_of(database, listed.numbers[fit])


def fits(fact: Fact) -> Callable[[str], bool]:
    """Whether a name is the one a fact asks for."""
    wanted = fold(fact.value)
    if fact.op is Op.EQUAL:
        return lambda name: fold(name) == wanted
    if fact.op is Op.CONTAINS:
        return lambda name: wanted in fold(name)
    return lambda _: False


def _from_sources(database: Connection, fact: Fact) -> Array:
    fit = fits(fact)
    numbers = [
        number
        for number, key, name in database.execute("SELECT number, key, name FROM sources")
        if fit(name) or fit(key.rpartition("/")[2]) or key == fact.value
    ]
    return where(
        database,
        "number IN (SELECT article FROM appearances"
        " WHERE source IN (SELECT value FROM json_each(?)))",
        (json_list(numbers),),
    )


def _of_story(database: Connection, id: str) -> Array:
    """The articles of the story that has this one, named by the beginning of its id."""
    try:
        number = number_of(database, id)
    except UnknownArticle:
        return mask_of(database, [])
    return where(
        database,
        "number = ?1 OR story = (SELECT story FROM articles WHERE number = ?1)",
        (number,),
    )


def _with_names(database: Connection, column: str, fit: Callable[[str], bool]) -> Array:
    names = [
        name
        for (name,) in database.execute(
            f"SELECT DISTINCT {column} FROM articles WHERE {column} IS NOT NULL"
        )
        if fit(name)
    ]
    return where(database, f"{column} IN (SELECT value FROM json_each(?))", (json_list(names),))


def _marked(database: Connection, field: str) -> Array:
    return where(database, "id IN (SELECT article FROM marks.marks WHERE field = ?)", (field,))


def _saying(database: Connection, fact: Fact) -> Array:
    """The articles with a mark whose text is, or contains, what a fact asks for."""
    fit = fits(fact)
    marked = {
        article
        for article, value in database.execute(
            f"SELECT article, value FROM marks.marks WHERE {_BEGINS}", _from(_TEXTS[fact.field])
        )
        if fit(json.loads(value)["text"] if fact.field is Field.PASSAGE else value)
    }
    return where(database, "id IN (SELECT value FROM json_each(?))", (json_list(marked),))


_BEGINS = "field >= ? AND field < ?"


def _from(beginning: str) -> tuple[str, str]:
    """The values between which all fields lie that begin so."""
    return beginning, beginning[:-1] + chr(ord(beginning[-1]) + 1)


def midnight(day: date | None, zone: tzinfo | None, otherwise: int) -> int:
    """When a day begins, in seconds since the epoch.

    Args:
        day: A day; ``otherwise`` is the answer for None.
        zone: Where; None for this machine's time zone.
        otherwise: The beginning or the end of time.
    """
    if day is None:
        return otherwise
    begins = datetime(day.year, day.month, day.day, tzinfo=zone)
    try:
        return int(begins.timestamp())
    except (ValueError, OverflowError, OSError):  # a day at the end of what calendars can do
        return int(begins.replace(tzinfo=UTC).timestamp())
