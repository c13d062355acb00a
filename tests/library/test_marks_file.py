"""The file of the marks of any version is brought up to this one, and loses nothing on the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.library.marks import Marks
from newsreader.library.marks_file import SCHEMA

A, B, C = "a" * 16, "b" * 16, "c" * 16

VERSION_1 = """
PRAGMA journal_mode = WAL;
CREATE TABLE batches (
    number INTEGER PRIMARY KEY, verb TEXT NOT NULL, at REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'past')),
    about INTEGER REFERENCES batches (number)
);
CREATE INDEX batches_state ON batches (state, number);
CREATE TABLE events (
    number INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batches (number),
    article TEXT NOT NULL, field TEXT NOT NULL, before TEXT, after TEXT, at REAL NOT NULL
);
CREATE INDEX events_batch ON events (batch);
CREATE TABLE marks (
    field TEXT NOT NULL, article TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (field, article)
) WITHOUT ROWID;
CREATE INDEX marks_article ON marks (article);
CREATE TABLE paths (path BLOB PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE heirs (
    article TEXT NOT NULL, heir TEXT NOT NULL, PRIMARY KEY (article, heir)
) WITHOUT ROWID;

INSERT INTO batches VALUES
    (1, 'read', 1700000000.5, 'done', NULL),
    (2, 'star', 1700000001.5, 'done', NULL),
    (3, 'star', 1700000002.5, 'past', NULL),
    (4, 'undo', 1700000003.5, 'past', 3),
    (5, 'carry', 1700000004.5, 'past', NULL),
    (6, 'unstar', 1600000000.5, 'undone', NULL),
    (7, 'undo', 1600000001.5, 'past', 6);
INSERT INTO events (batch, article, field, before, after, at) VALUES
    (1, 'aaaaaaaaaaaaaaaa', 'read', NULL, '1', 1700000000.5),
    (1, 'bbbbbbbbbbbbbbbb', 'read', NULL, '1', 1700000000.5),
    (2, 'aaaaaaaaaaaaaaaa', 'starred', NULL, '1', 1700000001.5),
    (3, 'bbbbbbbbbbbbbbbb', 'starred', NULL, '1', 1700000002.5),
    (4, 'bbbbbbbbbbbbbbbb', 'starred', '1', NULL, 1700000003.5),
    (5, 'cccccccccccccccc', 'read', NULL, '1', 1700000004.5),
    (6, 'aaaaaaaaaaaaaaaa', 'starred', '1', NULL, 1600000000.5),
    (7, 'aaaaaaaaaaaaaaaa', 'starred', NULL, '1', 1600000001.5);
INSERT INTO marks (article, field, value) VALUES
    ('aaaaaaaaaaaaaaaa', 'read', '1'),
    ('bbbbbbbbbbbbbbbb', 'read', '1'),
    ('cccccccccccccccc', 'read', '1'),
    ('aaaaaaaaaaaaaaaa', 'starred', '1');
INSERT INTO paths VALUES (CAST('/news/b.txt' AS BLOB), 'bbbbbbbbbbbbbbbb');
INSERT INTO heirs VALUES ('bbbbbbbbbbbbbbbb', 'cccccccccccccccc');
PRAGMA user_version = 1;
"""
"""A file as the first version wrote it: read A and B, starred A, starred B and took that back, then
B became C; A was unstarred while the clock was three years slow, and that was taken back."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of the first version."""
    path = tmp_path / "marks.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(VERSION_1)
    return path


def _ask(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


def _articles(path: Path, field: str) -> set[object]:
    return {row[0] for row in _ask(path, f"SELECT article FROM marks WHERE field = '{field}'")}


def test_a_file_of_the_first_version_keeps_every_mark_and_event(path: Path) -> None:
    events = _ask(path, "SELECT * FROM events")
    Marks(path, pytest.fail).close()
    assert _ask(path, "PRAGMA user_version") == [(SCHEMA,)]
    assert _ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert _ask(path, "PRAGMA foreign_key_check") == []
    assert _articles(path, "read") == {A, B, C}
    assert _articles(path, "starred") == {A}
    assert _ask(path, "SELECT * FROM events WHERE at > 0") == events


def test_what_was_done_with_the_first_version_can_be_undone_and_redone(path: Path) -> None:
    marks = Marks(path, pytest.fail)
    redone = marks.redo()
    assert redone is not None
    assert redone.verb == "unstar"
    assert _articles(path, "starred") == set()
    assert marks.redo() is None
    verbs = [undone.verb for _ in range(3) if (undone := marks.undo())]
    assert verbs == ["unstar", "star", "read"]
    assert marks.undo() is None
    # C had its mark from B.
    assert _articles(path, "read") == _articles(path, "starred") == set()
    marks.close()


def test_events_of_the_first_version_are_ordered_as_they_happened(path: Path) -> None:
    Marks(path, pytest.fail).close()
    in_order = _ask(path, "SELECT number FROM batches WHERE at > 0 ORDER BY stamp")
    assert in_order == sorted(in_order)


def test_both_programs_may_find_an_old_file_at_once(path: Path) -> None:
    one, two = Marks(path, pytest.fail), Marks(path, pytest.fail)
    one.mark([B], "starred", "1", "star")
    two.mark([C], "starred", "1", "star")
    assert _articles(path, "starred") == {A, B, C}
    one.close()
    two.close()
