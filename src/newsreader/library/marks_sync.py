"""The marks of several machines, brought together over a folder they share; no server.

Every machine writes a file of its own there, and only ever adds lines to it: a line for every batch
of events. It takes in what the other files have. A mark is then, on every machine, what the event
with the highest stamp says, so neither the order nor the number of times a line is read matters:
machines that know the same batches have the same marks (a last-writer-wins map; Shapiro et al., "A
comprehensive study of Convergent and Commutative Replicated Data Types", 2011).

What is in no file of the folder is written, whoever it is from: so marks travel over several
folders, and come back where a file was lost. A line that was only half written, or is none of ours,
is passed over; the batch in it is written again. Copies that the program which shares the folder
makes of a file, where it saw two versions, are read like any other.

Everything in the folder was written by somebody else, and is cleaned before it is kept.
"""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsreader.errors import StorageError
from newsreader.library.answers.deeds import MarksSynced
from newsreader.library.database import json_list, why
from newsreader.library.fields import cleaned
from newsreader.library.marks import Marks
from newsreader.library.shared_folder import (
    Batch,
    Known,
    Line,
    Named,
    Position,
    append,
    read_folder,
)
from newsreader.reading.clean import clean_line

_LONGEST_KEY = 4096


def sync_marks(marks: Marks, folder: Path, machine: str | None = None) -> MarksSynced:
    """Bring the marks of this machine and those in a folder together.

    Args:
        marks: The marks of this machine.
        folder: The folder, made if only it is not there.
        machine: What to call this machine; None for the name it has in its network.

    Raises:
        StorageError: The folder cannot be read or written.
    """
    name = clean_line(socket.gethostname() if machine is None else machine)[:60]
    with marks.alone("marks-sync.lock"):
        try:
            folder.mkdir(exist_ok=True)
            known = read_folder(folder)
            taken = marks.write(lambda database: _take_in(database, known))
            own, lines = marks.write(lambda database: _lines(database, known, name))
            if lines:
                append(folder, own, lines)
        except OSError as error:
            raise StorageError(f"{folder}: cannot be read or written: {why(error)}") from error
    others = sorted(known.machines[id_] or id_ for id_ in known.machines if id_ != own)
    return MarksSynced(taken, len(lines), tuple(others), known.passed_over)


def _take_in(database: sqlite3.Connection, known: Known) -> int:
    """Record what is new to us; how many articles it gives other marks."""
    ours = set(database.execute("SELECT stamp, machine FROM batches"))
    touched: dict[tuple[str, str], None] = {}
    for key in sorted(known.batches.keys() - ours):
        touched.update(dict.fromkeys(_record(database, known.batches[key])))
    for position in known.positions.values():
        database.execute(
            "INSERT INTO positions VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (article) DO UPDATE"
            " SET paragraph = ?2, paragraphs = ?3, stamp = ?4, machine = ?5"
            " WHERE (stamp, machine) < (?4, ?5)",
            (
                clean_line(position.article)[:_LONGEST_KEY],
                max(0, min(position.paragraph, 2**31)),
                max(0, min(position.paragraphs, 2**31)),
                position.stamp,
                position.machine,
            ),
        )
    database.executemany(
        "INSERT INTO machines VALUES (?1, ?2, 0) ON CONFLICT (id) DO UPDATE SET name = ?2"
        " WHERE NOT here",
        known.machines.items(),
    )
    return _settle(database, list(touched))


def _record(database: sqlite3.Connection, batch: Batch) -> Iterator[tuple[str, str]]:
    """Write down what was done elsewhere; yields the articles and fields it speaks of."""
    number = database.execute(
        "INSERT INTO batches (verb, at, state, stamp, machine) VALUES (?, ?, 'past', ?, ?)",
        (clean_line(batch.verb)[:200], batch.at, batch.stamp, batch.machine),
    ).lastrowid
    changes = {}
    for article, field, value in batch.changes:
        key = clean_line(article)[:_LONGEST_KEY], clean_line(field)[:_LONGEST_KEY]
        changes[key] = None if value is None else cleaned(field, value)
    spoken_of = _with_events(database, changes)
    for (article, field), value in changes.items():
        yield article, field
        before = None
        if (article, field) in spoken_of:
            before = _between(database, article, field, value, batch)
        database.execute(
            "INSERT INTO events (batch, article, field, before, after, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (number, article, field, before, value, batch.at),
        )
    database.executemany(
        "INSERT OR IGNORE INTO titles VALUES (?, ?)",
        [
            (clean_line(id_)[:_LONGEST_KEY], clean_line(title))
            for id_, title in batch.titles.items()
        ],
    )


def _with_events(
    database: sqlite3.Connection, marks: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Those of some articles and fields that there are events of, and some more."""
    articles = json_list({article for article, _ in marks})
    return set(
        database.execute(
            "SELECT article, field FROM events WHERE article IN (SELECT value FROM json_each(?))",
            (articles,),
        )
    )


def _between(
    database: sqlite3.Connection, article: str, field: str, value: str | None, batch: Batch
) -> str | None:
    """Put an event among those of its mark: the next one is told what was before it.

    Returns:
        What was before this one.
    """
    place = {"article": article, "field": field, "stamp": batch.stamp, "machine": batch.machine}
    before = database.execute(f"SELECT after {_OF_MARK} < {_HERE} {_LAST}", place).fetchone()
    following = database.execute(
        f"SELECT events.number {_OF_MARK} > {_HERE} {_FIRST}", place
    ).fetchone()
    if following is not None:
        database.execute("UPDATE events SET before = ? WHERE number = ?", (value, *following))
    return None if before is None else before[0]


_OF_MARK = (
    "FROM events JOIN batches ON batches.number = events.batch"
    " WHERE events.article = :article AND events.field = :field"
    " AND (batches.stamp, batches.machine)"
)
_HERE = "(:stamp, :machine)"
_LAST = "ORDER BY batches.stamp DESC, batches.machine DESC LIMIT 1"
_FIRST = "ORDER BY batches.stamp, batches.machine LIMIT 1"


def _settle(database: sqlite3.Connection, touched: list[tuple[str, str]]) -> int:
    """Make marks what their last events say; how many articles had others."""
    changed = database.execute(
        "SELECT article, field, said FROM (SELECT key ->> 0 AS article, key ->> 1 AS field,"
        " (SELECT after FROM events JOIN batches ON batches.number = events.batch"
        f" WHERE events.article = key ->> 0 AND events.field = key ->> 1 {_LAST}) AS said"
        " FROM (SELECT value AS key FROM json_each(?))) AS ours"
        " WHERE said IS NOT (SELECT value FROM marks"
        " WHERE marks.field = ours.field AND marks.article = ours.article)",
        (json_list(touched),),
    ).fetchall()
    database.executemany(
        "DELETE FROM marks WHERE article = ?1 AND field = ?2 AND ?3 IS NULL", changed
    )
    database.executemany(
        "INSERT OR REPLACE INTO marks (article, field, value) VALUES (?, ?, ?)",
        [change for change in changed if change[2] is not None],
    )
    return len({article for article, _, _ in changed})


def _lines(database: sqlite3.Connection, known: Known, name: str) -> tuple[str, list[Line]]:
    """The id of this machine, and what the folder does not know yet."""
    own = _own_id(database, name)
    lines: list[Line] = []
    if known.machines.get(own) != name:
        lines.append(Named(own, name))
    titles = dict(database.execute("SELECT article, title FROM titles"))
    there = known.batches.keys()
    for number, stamp, machine, at, verb in database.execute(
        "SELECT number, stamp, machine, at, verb FROM batches ORDER BY stamp, machine"
    ).fetchall():
        if (stamp, machine) not in there:
            changes = database.execute(
                "SELECT article, field, after FROM events WHERE batch = ?", (number,)
            ).fetchall()
            told = {article: titles[article] for article, _, _ in changes if article in titles}
            lines.append(Batch(stamp, machine, at, verb, changes, told))
    for article, paragraph, paragraphs, stamp, machine in database.execute(
        "SELECT article, paragraph, paragraphs, stamp, machine FROM positions ORDER BY stamp"
    ):
        if (stamp, machine) not in known.positions:
            lines.append(Position(stamp, machine, article, paragraph, paragraphs))
    return own, lines


def _own_id(database: sqlite3.Connection, name: str) -> str:
    """The id of this machine. Where the marks were copied from another it gets one of its own, so
    that the two do not write to one file."""
    own, known_as = database.execute("SELECT id, name FROM machines WHERE here").fetchone()
    if known_as not in ("", name):
        database.execute("UPDATE machines SET here = 0 WHERE here")
        database.execute("INSERT INTO machines VALUES (lower(hex(randomblob(8))), ?, 1)", (name,))
        (own,) = database.execute("SELECT id FROM machines WHERE here").fetchone()
    elif not known_as:
        database.execute("UPDATE machines SET name = ? WHERE here", (name,))
    return str(own)
