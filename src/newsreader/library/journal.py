"""What was done, told from the events: the journal, and what was kept but is gone."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from newsreader.library.answers.deeds import Deed, Orphan
from newsreader.library.events import NO_DEEDS
from newsreader.library.fields import KEPT

_LONGEST = 1000


def deeds(database: sqlite3.Connection, since: float) -> list[Deed]:
    """What was done since a moment, newest first; at most a thousand things.

    Undo and redo are told by what they did to the deeds, not as deeds of their own.
    """
    found = database.execute(
        f"""
        SELECT number, verb, at, state IN ('undone', 'gone'),
            CASE WHEN here THEN NULL ELSE coalesce(nullif(machines.name, ''), batches.machine) END,
            (SELECT count(DISTINCT article) FROM events WHERE batch = batches.number),
            (SELECT count(DISTINCT article) FROM events
                WHERE batch = batches.number AND instr(article, ':')),
            (SELECT articles.title FROM events JOIN articles ON articles.id = events.article
                WHERE batch = batches.number LIMIT 1)
        FROM batches LEFT JOIN machines ON machines.id = batches.machine
        WHERE at >= ? AND about IS NULL AND verb NOT IN {(*NO_DEEDS, "undo", "redo")}
        ORDER BY stamp DESC LIMIT ?
        """,
        (since, _LONGEST),
    )
    return [
        Deed(number, verb, at, changed - others, others, title, bool(undone), machine)
        for number, verb, at, undone, machine, changed, others, title in found
    ]


def orphans(database: sqlite3.Connection) -> list[Orphan]:
    """The articles that were kept and are not in this library, by headline."""
    found: dict[str, list[str]] = {}
    for article, field in database.execute(
        f"SELECT article, field FROM marks WHERE {KEPT} AND NOT instr(article, ':')"
        " AND NOT EXISTS (SELECT 1 FROM articles WHERE id = marks.article)"
        # Text that was edited goes on as another article, with its marks.
        " AND NOT EXISTS (SELECT 1 FROM heirs JOIN articles ON id = heir"
        " WHERE heirs.article = marks.article)"
    ):
        found.setdefault(article, []).append(field)
    titles = dict(database.execute("SELECT article, title FROM titles"))
    paths = dict(database.execute("SELECT article, path FROM paths"))
    gone = [
        Orphan(
            id=article,
            title=titles.get(article),
            path=Path(os.fsdecode(paths[article])) if article in paths else None,
            fields=tuple(sorted(fields)),
        )
        for article, fields in found.items()
    ]
    return sorted(gone, key=lambda orphan: (orphan.title is None, orphan.title, orphan.id))
