"""Marks are precious: kept, undone and redone across restarts, and never silently lost."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.library.marks import Marks
from newsreader.library.marks_file import SCHEMA

A, B, C = "a" * 16, "b" * 16, "c" * 16

OpenMarks = Callable[[], Marks]


@pytest.fixture
def warnings() -> list[str]:
    """What the reader was told."""
    return []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the marks are."""
    return tmp_path / "data" / "marks.sqlite3"


@pytest.fixture
def open_marks(path: Path, warnings: list[str]) -> Iterator[OpenMarks]:
    """Opens the marks, as another start of the program would; closed when the test is done."""
    opened: list[Marks] = []

    def open_one() -> Marks:
        opened.append(Marks(path, warnings.append))
        return opened[-1]

    yield open_one
    for marks in opened:
        marks.close()


def marked(marks: Marks, field: str = "read") -> set[str]:
    """The ids of the articles with a mark, as any reader of the file sees them."""
    with closing(sqlite3.connect(marks.address, uri=True)) as database:
        rows = database.execute("SELECT article FROM marks WHERE field = ?", (field,))
        return {article for (article,) in rows}


def test_a_mark_outlives_the_program(open_marks: OpenMarks) -> None:
    assert open_marks().mark([A, B], "read", "1", "read") == 2
    assert marked(open_marks()) == {A, B}


def test_an_acknowledged_mark_outlives_a_killed_program(open_marks: OpenMarks, path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from newsreader.library.marks import Marks

Marks(Path(sys.argv[1]), print).mark(["a" * 16], "read", "1", "read")
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert marked(open_marks()) == {A}


def test_marking_again_changes_nothing_and_is_not_recorded(open_marks: OpenMarks) -> None:
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    assert marks.mark([A, A], "read", "1", "read again") == 0
    undone = marks.undo()
    assert undone is not None
    assert undone.verb == "read"
    assert marks.undo() is None


def test_undo_reaches_across_restarts_and_names_the_verb(open_marks: OpenMarks) -> None:
    first = open_marks()
    first.mark([A, B, C], "starred", "1", "star")
    first.mark([A], "starred", None, "unstar")
    first.close()
    second = open_marks()
    undone = second.undo()
    assert undone is not None
    assert (undone.verb, undone.articles) == ("unstar", 1)
    assert marked(second, "starred") == {A, B, C}
    undone = second.undo()
    assert undone is not None
    assert (undone.verb, undone.articles) == ("star", 3)
    assert marked(second, "starred") == set()
    assert second.undo() is None


def test_redo_reaches_across_restarts(open_marks: OpenMarks) -> None:
    first = open_marks()
    first.mark([A], "read", "1", "read")
    first.mark([B], "read", "1", "read")
    first.undo()
    first.undo()
    first.close()
    second = open_marks()
    second.redo()
    assert marked(second) == {A}
    second.redo()
    assert marked(second) == {A, B}
    assert second.redo() is None


def test_something_new_ends_what_can_be_redone(open_marks: OpenMarks) -> None:
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    marks.undo()
    marks.mark([B], "read", "1", "read")
    assert marks.redo() is None
    assert marked(marks) == {B}


def test_every_change_is_an_event_undo_included(open_marks: OpenMarks) -> None:
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    marks.undo()
    with closing(sqlite3.connect(marks.address, uri=True)) as database:
        events = database.execute(
            "SELECT verb, article, field, before, after FROM events"
            " JOIN batches ON batches.number = events.batch"
            " WHERE verb != 'begin' ORDER BY events.number"
        ).fetchall()
    assert events == [("read", A, "read", None, "1"), ("undo", A, "read", "1", None)]


def test_marks_are_carried_to_what_took_an_articles_place(open_marks: OpenMarks) -> None:
    marks = open_marks()
    marks.mark([A], "read", "1", "read", [(b"/news/a.txt", A)])
    marks.carry([(b"/news/a.txt", A, B)])
    assert marked(marks) == {A, B}


def test_marks_of_ones_own_are_not_carried_over(open_marks: OpenMarks) -> None:
    marks = open_marks()
    marks.mark([A], "note", "old", "note")
    marks.mark([B], "note", "new", "note")
    marks.carry([(b"/news/a.txt", A, B)])
    with closing(sqlite3.connect(marks.address, uri=True)) as database:
        assert database.execute("SELECT value FROM marks WHERE article = ?", (B,)).fetchall() == [
            ("new",)
        ]


def test_undo_reaches_the_heirs(open_marks: OpenMarks) -> None:
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    marks.carry([(b"/news/a.txt", A, B)])
    marks.carry([(b"/news/a.txt", B, C)])
    marks.carry([(b"/news/a.txt", C, A)])
    undone = marks.undo()
    assert undone is not None
    assert (undone.verb, undone.articles) == ("read", 1)
    assert marked(marks) == set()
    marks.redo()
    assert marked(marks) == {A, B, C}


def test_undo_leaves_an_heir_what_it_has_for_its_own_sake(open_marks: OpenMarks) -> None:
    marks = open_marks()
    marks.mark([B], "note", "its own", "note")
    marks.mark([A], "note", "of another", "note")
    marks.carry([(b"/news/a.txt", A, B)])
    marks.undo()
    assert marked(marks, "note") == {B}
    marks.redo()
    assert marked(marks, "note") == {A, B}


def test_a_damaged_file_is_kept_and_what_can_be_read_is_taken_over(
    open_marks: OpenMarks, path: Path, warnings: list[str]
) -> None:
    first = open_marks()
    first.mark([f"{number:016x}" for number in range(3000)], "read", "1", "read")
    first.close()
    data = bytearray(path.read_bytes())
    data[100:108] = b"\xff" * 8  # the first page's list of tables
    damaged = bytes(data)
    path.write_bytes(damaged)
    marks = open_marks()
    assert marks.mark([A], "read", "1", "read") == 1
    (aside,) = path.parent.glob("marks.damaged-*.sqlite3")
    assert aside.read_bytes() == damaged
    (warning,) = warnings
    assert aside.name in warning


def test_a_file_deleted_while_open_is_put_back(open_marks: OpenMarks, path: Path) -> None:
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    for file in path.parent.iterdir():
        file.unlink()
    marks.mark([B], "read", "1", "read")
    assert marked(marks) == marked(open_marks()) == {A, B}


def test_a_file_replaced_while_open_is_the_one_written_to(
    open_marks: OpenMarks, path: Path, tmp_path: Path
) -> None:
    saved = Marks(tmp_path / "saved.sqlite3", pytest.fail)
    saved.mark([C], "read", "1", "read")
    saved.close()
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    for file in path.parent.iterdir():
        file.unlink()
    (tmp_path / "saved.sqlite3").rename(path)
    marks.mark([B], "read", "1", "read")
    assert marked(marks) == {B, C}


def test_damage_that_shows_later_is_healed_then(
    open_marks: OpenMarks, path: Path, warnings: list[str]
) -> None:
    many = [f"{number:016x}" for number in range(3000)]
    first = open_marks()
    first.mark(many, "read", "1", "read")
    first.close()
    data = bytearray(path.read_bytes())
    half = len(data) // 2 // 4096 * 4096
    data[half : half + 4096 * 8] = b"\xaa" * 4096 * 8
    path.write_bytes(data)
    marks = open_marks()
    if not warnings:
        assert marks.heal()
    marks.mark([A], "starred", "1", "star")
    assert marked(marks, "starred") == {A}
    assert len(warnings) == 1


def test_what_is_no_database_is_moved_aside(
    open_marks: OpenMarks, path: Path, warnings: list[str]
) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("This was never a database, but it is not ours to delete. " * 40)
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    assert marked(marks) == {A}
    assert len(list(path.parent.glob("marks.damaged-*"))) == 1
    assert len(warnings) == 1


def test_marks_that_cannot_be_saved_last_for_the_session(
    tmp_path: Path, warnings: list[str]
) -> None:
    (tmp_path / "obstacle").write_text("a file where the folder should be")
    marks = Marks(tmp_path / "obstacle" / "marks.sqlite3", warnings.append)
    marks.mark([A], "read", "1", "read")
    assert marked(marks) == {A}
    marks.undo()
    assert marked(marks) == set()
    (warning,) = warnings
    assert "until you quit" in warning
    marks.close()


def test_a_disk_that_fills_loses_no_mark_of_the_session(
    open_marks: OpenMarks, warnings: list[str]
) -> None:
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    # SQLite's own way of saying that there is no more room.
    marks._database.execute("PRAGMA max_page_count = 1")
    many = [f"{number:016x}" for number in range(5000)]
    assert marks.mark(many, "read", "1", "read") == 5000
    assert marked(marks) == {A, *many}
    (warning,) = warnings
    assert "the disk is full" in warning
    assert marked(open_marks()) == {A}


def test_a_file_of_a_newer_version_is_left_alone(
    open_marks: OpenMarks, path: Path, warnings: list[str]
) -> None:
    open_marks().close()
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = path.read_bytes()
    marks = open_marks()
    marks.mark([A], "read", "1", "read")
    assert marked(marks) == {A}
    assert path.read_bytes() == before
    (warning,) = warnings
    assert "newer" in warning


def test_two_programs_may_mark_at_once(open_marks: OpenMarks) -> None:
    one, two = open_marks(), open_marks()
    one.mark([A], "read", "1", "read")
    two.mark([B], "read", "1", "read")
    assert marked(one) == marked(two) == {A, B}
    one.undo()
    assert marked(two) == {A}


_steps = st.one_of(
    st.tuples(
        st.lists(st.sampled_from([A, B, C]), min_size=1),
        st.sampled_from(["read", "starred"]),
        st.sampled_from(["1", None]),
    ),
    st.sampled_from(["undo", "redo"]),
)


@settings(deadline=None)
@given(steps=st.lists(_steps, max_size=20))
def test_undo_and_redo_lead_where_an_editor_would(
    tmp_path_factory: pytest.TempPathFactory, steps: list[object]
) -> None:
    marks = Marks(tmp_path_factory.mktemp("data") / "marks.sqlite3", lambda _: None)
    now: frozenset[tuple[str, str]] = frozenset()
    done, undone = [now], []
    for step in steps:
        if step == "undo":
            assert (marks.undo() is not None) == (len(done) > 1)
            if len(done) > 1:
                undone.append(done.pop())
        elif step == "redo":
            assert (marks.redo() is not None) == bool(undone)
            if undone:
                done.append(undone.pop())
        elif isinstance(step, tuple):
            articles, field, value = step
            pairs = {(article, field) for article in articles}
            after = done[-1] | pairs if value else done[-1] - pairs
            assert bool(marks.mark(articles, field, value, "mark")) == (after != done[-1])
            if after != done[-1]:
                done.append(frozenset(after))
                undone.clear()
        there = {(article, f) for f in ("read", "starred") for article in marked(marks, f)}
        assert there == done[-1]
    marks.close()
