"""Marks as events: how changes are written down, taken back, and done again.

Every change is an event: article, field, before, after. The events of one key press are a batch,
which carries its verb and its stamp; undo and redo take back and repeat whole batches, and are
batches themselves. The table ``marks`` is where the events have led to: for every article and field
the value of the event with the highest stamp, and no row where that is none.

A stamp orders events even where they come from several machines: a hybrid logical clock (Kulkarni
et al., "Logical Physical Clocks", 2014), milliseconds times 65,536 plus a count, always above every
stamp seen before. Equal stamps of two machines are told apart by the machines' ids.

A batch is in one of these states:

- ``done``: can be taken back.
- ``undone``: can be repeated.
- ``gone``: was undone before something new was done, so that it can be neither.
- ``past``: undo and redo themselves, what was carried from article to article, and what came from
  another machine.

Taking back leaves alone what was changed again since, by the reader or on another machine: there
the last change wins. For the newest batch that is never the case, for an older one it may be.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence

from newsreader.library import fields
from newsreader.library.answers.deeds import Undone
from newsreader.library.database import json_list

Change = tuple[str, str, str | None]
"""An article, a field, and what it is to become."""

CARRY = "carry"
"""The verb of the batches that give an article's marks to another that took its place."""
SALVAGE = "salvage"
"""The verb of the batch that has the marks of a damaged file."""
BEGIN = "begin"
"""The verb of the batch that every new file begins with; the same on every machine."""
NO_DEEDS = (CARRY, SALVAGE, BEGIN)
"""What the reader did not do, and cannot take back."""

_COUNTS_PER_MILLISECOND = 1 << 16


def do(database: sqlite3.Connection, changes: Iterable[Change], verb: str) -> int:
    """Make changes as one batch that can be taken back.

    Returns:
        How many articles (or sources, or saved searches) it changed; if none, nothing is recorded.
    """
    wanted = {(article, field): value for article, field, value in changes}
    now = _values(database, wanted)
    real = [(*key, value) for key, value in wanted.items() if now.get(key) != value]
    if real:
        database.execute("UPDATE batches SET state = 'gone' WHERE state = 'undone'")
        record(database, verb, "done", real)
    return len({article for article, _, _ in real})


def record(
    database: sqlite3.Connection,
    verb: str,
    state: str,
    changes: Sequence[Change],
    about: int | None = None,
) -> None:
    """Make changes, each of another article and field, and write down that and when they were made.

    Args:
        database: In a transaction.
        verb: What was done.
        state: Of the batch.
        changes: What to set.
        about: The batch that this takes back or repeats.
    """
    at = time.time()
    batch = database.execute(
        "INSERT INTO batches (verb, at, state, about, stamp, machine)"
        " VALUES (?, ?, ?, ?, ?, (SELECT id FROM machines WHERE here))",
        (verb, at, state, about, _next_stamp(database, at)),
    ).lastrowid
    database.executemany(
        "INSERT INTO events (batch, article, field, before, after, at)"
        " VALUES (?1, ?2, ?3, (SELECT value FROM marks WHERE field = ?3 AND article = ?2), ?4, ?5)",
        [(batch, article, field, value, at) for article, field, value in changes],
    )
    database.executemany(
        "INSERT OR REPLACE INTO marks (article, field, value) VALUES (?, ?, ?)",
        [change for change in changes if change[2] is not None],
    )
    database.executemany(
        "DELETE FROM marks WHERE article = ? AND field = ?",
        [change[:2] for change in changes if change[2] is None],
    )


def undo(database: sqlite3.Connection, batch: int | None = None) -> Undone | None:
    """Take back a batch, else the newest that can be; None if there is none."""
    if batch is not None:
        return _again(database, batch, "undo")
    while (
        newest := _one(database, "SELECT max(number) FROM batches WHERE state = 'done'")
    ) is not None:
        undone = _again(database, newest, "undo")
        if undone is not None and undone.articles + undone.others:
            return undone
        # All it did was changed again on another machine: nobody would see it taken back.
        database.execute("UPDATE batches SET state = 'gone' WHERE number = ?", (newest,))
    return None


def redo(database: sqlite3.Connection) -> Undone | None:
    """Do again what was taken back last, unless something was done since."""
    last = _one(
        database,
        "SELECT undo.about FROM batches AS undo JOIN batches AS done ON done.number = undo.about"
        " WHERE undo.verb = 'undo' AND done.state = 'undone' ORDER BY undo.number DESC LIMIT 1",
    )
    return None if last is None else _again(database, last, "redo")


def carry(database: sqlite3.Connection, successions: Iterable[tuple[bytes, str, str]]) -> None:
    """Give articles that took another's place its marks, where they have none of their own.

    Args:
        database: In a transaction.
        successions: Paths, the id found there when it was marked, and the id found there now.
    """
    successions = list(successions)
    changes: dict[tuple[str, str], str] = {}
    for _, article, heir in successions:
        own = dict(_of_article(database, heir))
        for field, value in _of_article(database, article):
            if field not in own:
                changes[heir, field] = value
    if changes:
        record(database, CARRY, "past", [(*key, value) for key, value in changes.items()])
    pairs = [(article, heir) for _, article, heir in successions]
    database.executemany("INSERT OR IGNORE INTO heirs VALUES (?, ?)", pairs)
    database.executemany(
        "INSERT OR IGNORE INTO positions SELECT ?2, paragraph, paragraphs, stamp, machine"
        " FROM positions WHERE article = ?1",
        pairs,
    )
    remember(database, [(path, heir) for path, _, heir in successions])


def remember(database: sqlite3.Connection, found_at: Iterable[tuple[bytes, str]]) -> None:
    """Note at which paths nothing but one marked article was found."""
    database.executemany("INSERT OR REPLACE INTO paths VALUES (?, ?)", found_at)


def read_to(database: sqlite3.Connection, article: str, paragraph: int, paragraphs: int) -> None:
    """Keep how far an article was read: no event, for nobody would want it taken back."""
    database.execute(
        "INSERT OR REPLACE INTO positions"
        " VALUES (?, ?, ?, ?, (SELECT id FROM machines WHERE here))",
        (article, paragraph, paragraphs, _next_stamp(database, time.time())),
    )


def _next_stamp(database: sqlite3.Connection, now: float) -> int:
    """A stamp above all there are. ``now`` is in seconds since the epoch."""
    (latest,) = database.execute("SELECT max(stamp) FROM batches").fetchone()
    return max(int(now * 1000) * _COUNTS_PER_MILLISECOND, (latest or 0) + 1)


def _again(database: sqlite3.Connection, batch: int, verb: str) -> Undone | None:
    """Undo a batch that is not undone, or redo one that is; None if it is not so."""
    states, becomes = ("'done', 'past'", "undone") if verb == "undo" else ("'undone'", "done")
    known = database.execute(
        "SELECT verb, at, stamp, machine FROM batches WHERE number = ? AND about IS NULL"
        f" AND verb NOT IN {NO_DEEDS} AND state IN ({states})",
        (batch,),
    ).fetchone()
    if known is None:
        return None
    name, at, stamp, machine = known
    made = database.execute(
        "SELECT article, field, before, after FROM events WHERE batch = ?", (batch,)
    ).fetchall()
    later = _changed_since(database, stamp, machine)
    families = _families(database, {article for article, _, _, _ in made})
    now = _values(
        database, [(heir, field) for article, field, _, _ in made for heir in families[article]]
    )
    changes: dict[tuple[str, str], str | None] = {}
    changed, kept = set(), set()
    for article, field, before, after in made:
        to, was = (before, after) if verb == "undo" else (after, before)
        # An heir that has another mark than it got from the article has it for its own sake.
        heirs = [(heir, field) for heir in families[article] if now.get((heir, field)) == was]
        for mark in ((article, field), *heirs):
            if mark in later:
                kept.add(article)
            else:
                changes[mark] = to
                changed.add(article)
    kept -= changed
    if changes:
        record(database, verb, "past", [(*key, to) for key, to in changes.items()], about=batch)
        database.execute("UPDATE batches SET state = ? WHERE number = ?", (becomes, batch))
    articles = sum(map(fields.is_article, changed))
    return Undone(name, articles, at, others=len(changed) - articles, kept=len(kept))


def _changed_since(database: sqlite3.Connection, stamp: int, machine: str) -> set[tuple[str, str]]:
    """The articles and fields that were changed after a batch, by what was not taken back."""
    return set(
        database.execute(
            "SELECT article, field FROM batches JOIN events ON events.batch = batches.number"
            " WHERE stamp >= ?1 AND (stamp, machine) > (?1, ?2) AND about IS NULL"
            f" AND verb NOT IN {NO_DEEDS} AND state IN ('done', 'past')",
            (stamp, machine),
        )
    )


def _families(database: sqlite3.Connection, articles: Iterable[str]) -> dict[str, list[str]]:
    """For every article those that took its place, and theirs, and so on."""
    heirs: dict[str, list[str]] = {}
    for article, heir in database.execute("SELECT article, heir FROM heirs ORDER BY article, heir"):
        heirs.setdefault(article, []).append(heir)
    families = {}
    for article in articles:
        # Text edited to and fro goes in a circle.
        family = [article]
        for one in family:
            family += [heir for heir in heirs.get(one, ()) if heir not in family]
        families[article] = family[1:]
    return families


def _one(database: sqlite3.Connection, question: str) -> int | None:
    row = database.execute(question).fetchone()
    return None if row is None else row[0]


def _values(
    database: sqlite3.Connection, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """What fields are now, where they are set."""
    articles: dict[str, list[str]] = {}
    for article, field in wanted:
        articles.setdefault(field, []).append(article)
    return {
        (article, field): value
        for field, some in articles.items()
        for article, value in database.execute(
            "SELECT article, value FROM marks"
            " WHERE field = ? AND article IN (SELECT value FROM json_each(?))",
            (field, json_list(some)),
        )
    }


def _of_article(database: sqlite3.Connection, article: str) -> list[tuple[str, str]]:
    return database.execute(
        "SELECT field, value FROM marks WHERE article = ?", (article,)
    ).fetchall()
