"""What was read, kept and left: in a session, by day, by source.

Told from the marks as they stand: what was taken back since does not count. An article was read
when it was last marked read, by hand or by being shown; it was kept when it was starred, put off
for later, tagged, noted, or a passage of it was kept.
"""

from __future__ import annotations

import sqlite3

from newsreader.library import listing
from newsreader.library.answers.stats import DayOfReading, Session, SourceStats, Stats
from newsreader.library.fields import ARCHIVED, KEPT, NOTE, PASSAGE, READ
from newsreader.library.journal import orphans

# When each mark that stands was set: by article, one row for those of a kind.
_SET_AT = (
    "SELECT events.article AS id, max(events.at) AS at FROM events"
    " JOIN marks ON marks.field = events.field AND marks.article = events.article"
    " WHERE events.after IS NOT NULL AND NOT instr(events.article, ':') AND {which}"
    " GROUP BY events.article"
)
_READ = _SET_AT.format(which=f"events.field = '{READ}'")
_ARCHIVED = _SET_AT.format(which=f"events.field = '{ARCHIVED}'")
_KEPT = _SET_AT.format(which=KEPT.replace("field", "events.field"))


def session(database: sqlite3.Connection, since: float) -> Session:
    """What was done since a moment, in seconds since the epoch."""

    def count(what: str) -> int:
        return int(
            database.execute(f"SELECT count(*) FROM ({what}) WHERE at >= ?", (since,)).fetchone()[0]
        )

    (words,) = database.execute(
        f"SELECT total(words) FROM ({_READ}) JOIN articles USING (id) WHERE at >= ?", (since,)
    ).fetchone()
    titles = database.execute(
        f"SELECT title FROM ({_KEPT}) JOIN articles USING (id) WHERE at >= ? ORDER BY at DESC",
        (since,),
    )
    return Session(
        read=count(_READ),
        words=int(words),
        archived=count(_ARCHIVED),
        kept=count(_KEPT),
        titles=tuple(title for (title,) in titles),
        left=listing.counts(database, every_copy=True).unread,
    )


def stats(database: sqlite3.Connection, days: int) -> Stats:
    """Everything, and the last days on which something was read or kept, newest first."""
    by_day: dict[str, dict[str, int]] = {}
    for name, what in (("read", _READ), ("kept", _KEPT)):
        for day, count in database.execute(
            f"SELECT date(at, 'unixepoch', 'localtime') AS day, count(*) FROM ({what}) GROUP BY day"
        ):
            by_day.setdefault(day, {})[name] = count
    counts = listing.counts(database, every_copy=True)
    return Stats(
        articles=counts.all + counts.archived,
        unread=counts.unread,
        read=sum(day.get("read", 0) for day in by_day.values()),
        kept=sum(day.get("kept", 0) for day in by_day.values()),
        archived=counts.archived,
        notes=_marked(database, f"field = '{NOTE}'"),
        passages=_marked(database, f"field GLOB '{PASSAGE}*'"),
        gone=len(orphans(database)),
        days=tuple(
            DayOfReading(day, by_day[day].get("read", 0), by_day[day].get("kept", 0))
            for day in sorted(by_day, reverse=True)[:days]
        ),
        sources=_by_source(database),
    )


def _by_source(database: sqlite3.Connection) -> tuple[SourceStats, ...]:
    """The sources, those most is read of first."""

    def by_key(field: str) -> dict[str, int]:
        return dict(
            database.execute(
                "SELECT sources.key, count(DISTINCT appearances.article) FROM marks"
                " JOIN articles ON articles.id = marks.article"
                " JOIN appearances ON appearances.article = articles.number"
                f" JOIN sources ON sources.number = appearances.source WHERE {field} GROUP BY key"
            )
        )

    read, kept = by_key(f"field = '{READ}'"), by_key(KEPT)
    found = [
        SourceStats(
            key=source.key,
            name=source.name,
            read=read.get(source.key, 0),
            kept=kept.get(source.key, 0),
            unread=source.unread,
        )
        for source in listing.sources(database)
    ]
    return tuple(sorted(found, key=lambda one: (-one.read, -one.kept, one.name.casefold())))


def _marked(database: sqlite3.Connection, which: str) -> int:
    return int(database.execute(f"SELECT count(*) FROM marks WHERE {which}").fetchone()[0])
