"""SQLite FTS5: contentless, Porter stemming, an index of prefixes; the best by ``order by rank``
with a limit, which FTS5 answers without sorting rows it does not return. Its row numbers are the
articles' numbers, so that the best are answered without looking at another table.

Files do not arrive in the order of their dates, so neither do its row numbers follow them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.corpus import Item
from bench.peers import LIMIT
from bench.questions import Question

_FILE = "fts5.sqlite3"
_WITHIN = 4
_BEST = "SELECT rowid, rank FROM words WHERE words MATCH :match ORDER BY rank LIMIT :limit"
_JOINED = "SELECT number, rank FROM words JOIN articles ON number = words.rowid"


class SqliteFts5:
    """One table of facts, one of words."""

    name = "SQLite FTS5"

    def __init__(self, *, prefixes: bool = True) -> None:
        """Without an index of prefixes building is quicker, and typing slower."""
        self._prefixes = prefixes
        self._database: sqlite3.Connection | None = None

    def version(self) -> str:
        return sqlite3.sqlite_version

    def build(self, items: Iterable[Sequence[Item]], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(folder / _FILE)
        prefixes = ", prefix='1 2 3'" if self._prefixes else ""
        database.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, source TEXT, at INTEGER,"
            " read INTEGER);"
            "CREATE INDEX articles_at ON articles (at DESC);"
            "CREATE VIRTUAL TABLE words USING"
            f" fts5 (text, content='', tokenize='porter unicode61'{prefixes});"
        )
        for batch in items:
            database.executemany(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?)",
                [(i.number, i.id, i.source, i.seconds, i.number % 2) for i in batch],
            )
            database.executemany(
                "INSERT INTO words (rowid, text) VALUES (?, ?)",
                [(i.number, f"{i.title}\n{i.body}") for i in batch],
            )
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / _FILE)
        self._database.execute("PRAGMA mmap_size = 2000000000")

    def prepare(self, question: Question) -> tuple[str, dict[str, Any]] | None:
        text = _match(question)
        if text is None:
            return None
        values: dict[str, Any] = {"match": text, "limit": LIMIT}
        conditions = ""
        if question.source is not None:
            values["source"] = question.source
            conditions += " AND source = :source"
        if question.between is not None:
            values["start"], values["end"] = question.between
            conditions += " AND at >= :start AND at < :end"
        if question.unread:
            conditions += " AND NOT read"
        if conditions or question.newest:
            order = "at DESC" if question.newest else "rank"
            sql = f"{_JOINED} WHERE words MATCH :match{conditions} ORDER BY {order} LIMIT :limit"
            return sql, values
        return _BEST, values

    def ask(self, prepared: tuple[str, dict[str, Any]]) -> Sequence[Any]:
        assert self._database is not None
        return self._database.execute(*prepared).fetchall()

    def close(self) -> None:
        if self._database is not None:
            self._database.close()


def _match(question: Question) -> str | None:
    words = [f'"{word}"' for word in question.words]
    match question.kind:
        case "all":
            return " ".join(words)
        case "any":
            return " OR ".join(words)
        case "phrase":
            return f'"{" ".join(question.words)}"'
        case "near":
            return f"NEAR({' '.join(words)}, {_WITHIN})"
        case "prefix":
            return " ".join(words) + "*"
        case _:
            return None
