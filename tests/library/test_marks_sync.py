"""Several machines that share a folder come to the same marks, whatever happens on the way."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.library.events import Change
from newsreader.library.marks import Marks
from newsreader.library.marks_sync import sync_marks

A, B = "a" * 16, "b" * 16
State = dict[tuple[str, str], str]


class Machine:
    """A machine with marks of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.path = folder / name / "marks.sqlite3"
        self.marks = Marks(self.path, pytest.fail)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Ask its database."""
        with closing(sqlite3.connect(self.path)) as database:
            return database.execute(question).fetchall()

    def state(self) -> State:
        """All its marks but the searches it began with."""
        rows = self.ask("SELECT article, field, value FROM marks WHERE NOT instr(article, ':')")
        return {(article, field): value for article, field, value in rows}

    def sync(self, shared: Path) -> int:
        """Sync with a folder; how much that changed."""
        return sync_marks(self.marks, shared, self.name).changed


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder the machines share."""
    return tmp_path / "shared"


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Callable[[str], Machine]]:
    """Makes machines by name."""
    made: list[Machine] = []

    def make(name: str) -> Machine:
        made.append(Machine(tmp_path, name))
        return made[-1]

    yield make
    for one in made:
        one.marks.close()


def test_marks_go_from_machine_to_machine(machine: Callable[[str], Machine], shared: Path) -> None:
    desk, lap = machine("desk"), machine("lap")
    desk.marks.mark([A, B], "starred", "1", "star")
    desk.marks.mark([A], "note", "Ask Marta.", "note")
    desk.sync(shared)
    assert lap.sync(shared) == 2
    assert lap.state() == desk.state() == {
        (A, "starred"): "1", (B, "starred"): "1", (A, "note"): "Ask Marta.",
    }  # fmt: skip
    lap.marks.mark([A], "starred", None, "unstar")
    lap.sync(shared)
    desk.sync(shared)
    assert (A, "starred") not in desk.state()


def test_syncing_again_changes_and_writes_nothing(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk, lap = machine("desk"), machine("lap")
    desk.marks.mark([A], "read", "1", "read")
    for one in (desk, lap, desk, lap):
        one.sync(shared)
    before = {path.name: path.read_bytes() for path in shared.iterdir()}
    for one in (desk, lap):
        synced = sync_marks(one.marks, shared, one.name)
        assert (synced.changed, synced.written) == (0, 0)
        assert len(synced.machines) == 1
    assert {path.name: path.read_bytes() for path in shared.iterdir()} == before


def test_undoing_on_one_machine_undoes_on_the_other(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk, lap = machine("desk"), machine("lap")
    desk.marks.mark([A, B], "read", "1", "mark all read")
    desk.sync(shared)
    lap.sync(shared)
    desk.marks.undo()
    desk.sync(shared)
    lap.sync(shared)
    assert lap.state() == {}


def test_undo_leaves_what_another_machine_changed_later(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk, lap = machine("desk"), machine("lap")
    desk.marks.mark([A, B], "note", "from the desk", "note")
    desk.sync(shared)
    lap.sync(shared)
    lap.marks.mark([A], "note", "from the lap", "note")
    lap.sync(shared)
    desk.sync(shared)
    undone = desk.marks.undo()
    assert undone is not None
    assert (undone.articles, undone.kept) == (1, 1)
    assert desk.state() == {(A, "note"): "from the lap"}


def test_what_another_machine_did_can_be_undone_by_name(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk, lap = machine("desk"), machine("lap")
    desk.marks.mark([A], "note", "first", "note")
    desk.sync(shared)
    lap.sync(shared)
    lap.marks.mark([A], "note", "second", "note anew")
    lap.sync(shared)
    desk.sync(shared)
    ((number,),) = desk.ask("SELECT number FROM batches WHERE verb = 'note anew'")
    desk.marks.undo(int(number))
    assert desk.state() == {(A, "note"): "first"}


def test_positions_and_saved_searches_and_headlines_travel_too(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk, lap = machine("desk"), machine("lap")
    desk.marks.read_to(A, 3, 9)
    desk.marks.change([(A, "starred", "1")], "star", titles=[(A, "Ferry returns")])
    desk.marks.mark(["search:today"], "query", None, "remove a search")
    desk.sync(shared)
    lap.sync(shared)
    assert lap.ask("SELECT article, paragraph, paragraphs FROM positions") == [(A, 3, 9)]
    assert lap.ask("SELECT article, title FROM titles") == [(A, "Ferry returns")]
    assert lap.ask("SELECT 1 FROM marks WHERE article = 'search:today' AND field = 'query'") == []
    lap.marks.read_to(A, 5, 9)
    lap.sync(shared)
    desk.sync(shared)
    assert desk.ask("SELECT paragraph FROM positions") == [(5,)]


def test_a_half_written_line_is_passed_over_and_written_again(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk, lap = machine("desk"), machine("lap")
    desk.marks.mark([A], "read", "1", "read")
    desk.marks.mark([B], "read", "1", "read")
    desk.sync(shared)
    (file,) = shared.iterdir()
    file.write_bytes(file.read_bytes()[:-30])
    lap.sync(shared)
    assert lap.state() == {(A, "read"): "1"}
    desk.sync(shared)
    lap.sync(shared)
    assert lap.state() == desk.state()


def test_what_is_none_of_ours_is_left_alone(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    shared.mkdir()
    strange = {
        "notes.txt": b"milk",
        "other.jsonl": b'{"temperature": 3}\n[1]\nnull\n\xff\xfe\n{"is":"batch"}\n',
        "empty.jsonl": b"",
        ".hidden.jsonl": b'{"is":"machine","id":"0123456789abcdef","name":"x"}\n',
        "future.jsonl": b'{"is":"batch","stamp":%d,"machine":"0123456789abcdef","at":1,"verb":"x","changes":[]}\n'
        % 2**62,
    }
    for name, data in strange.items():
        (shared / name).write_bytes(data)
    (shared / "folder.jsonl").mkdir()
    desk = machine("desk")
    desk.marks.mark([A], "read", "1", "read")
    assert sync_marks(desk.marks, shared, "desk").passed_over == 6
    for name, data in strange.items():
        assert (shared / name).read_bytes() == data


def test_what_comes_from_the_folder_is_cleaned(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    shared.mkdir()
    changes = [
        (A, "read", "yes"),
        (A, "starred", "1"),
        (A, "note", "red \x1b[31m note"),
        (A, "tag:x", 'x "\x07" y'),
        (A, "passage:1", '{"key": "1", "text": "a\\u001b b", "paragraph": 0, "start": 0}'),
        (A, "passage:2", "no passage"),
        ("a\nb", "starred", "1"),
    ]
    line = {
        "is": "batch", "stamp": 99, "machine": "0123456789abcdef", "at": 1.0,
        "verb": "\x1b[2J star", "changes": changes, "titles": {A: "a\x1btitle"},
    }  # fmt: skip
    (shared / "x.jsonl").write_text(json.dumps(line) + "\n")
    desk = machine("desk")
    desk.sync(shared)
    state = desk.state()
    assert state.keys() == {
        (A, "starred"), (A, "note"), (A, "tag:x"), (A, "passage:1"), ("a b", "starred"),
    }  # fmt: skip
    assert json.loads(state[A, "passage:1"])["text"] == "a b"
    everything = repr(
        [desk.ask(f"SELECT * FROM {t}") for t in ("marks", "events", "batches", "titles")]
    )
    assert "\\x1b" not in everything
    assert "u001b" not in everything


def test_a_copied_machine_gets_a_file_of_its_own(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk = machine("desk")
    desk.marks.mark([A], "read", "1", "read")
    desk.sync(shared)
    new = machine("new")
    for file in desk.path.parent.glob("marks.sqlite3*"):
        shutil.copy(file, new.path.parent)
    new.marks.mark([B], "read", "1", "read")
    new.sync(shared)
    desk.sync(shared)
    assert len(list(shared.iterdir())) == 2
    assert desk.state() == new.state() == {(A, "read"): "1", (B, "read"): "1"}


def test_a_lost_file_comes_back_from_the_others(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk, lap, third = machine("desk"), machine("lap"), machine("third")
    desk.marks.mark([A], "read", "1", "read")
    desk.sync(shared)
    lap.sync(shared)
    shutil.rmtree(shared)
    lap.sync(shared)
    third.sync(shared)
    assert third.state() == {(A, "read"): "1"}


def test_two_runs_at_once_write_nothing_twice(
    machine: Callable[[str], Machine], shared: Path
) -> None:
    desk = machine("desk")
    for number in range(50):
        desk.marks.mark([f"{number:016x}"], "read", "1", "read")
    program = (
        "import sys; from pathlib import Path\n"
        "from newsreader.library.marks import Marks\n"
        "from newsreader.library.marks_sync import sync_marks\n"
        "sync_marks(Marks(Path(sys.argv[1]), print), Path(sys.argv[2]), 'desk')\n"
    )
    command = [sys.executable, "-c", program, str(desk.path), str(shared)]
    runs = [subprocess.Popen(command) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    (file,) = shared.iterdir()
    lines = file.read_bytes().splitlines()
    assert len(lines) == len(set(lines)) == 52  # the machine, what it began with, and its marks


_changes = st.tuples(
    st.sampled_from([A, B]),
    st.sampled_from(["starred", "note", "tag:x"]),
    st.sampled_from(["1", None]),
)
_steps = st.tuples(
    st.integers(0, 2),
    st.one_of(_changes, st.sampled_from(["undo", "redo", "sync", "lose a line", "undo any"])),
)


@settings(deadline=None, max_examples=40)
@given(steps=st.lists(_steps, max_size=25))
def test_three_machines_converge_whatever_they_do_and_whenever_they_sync(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, Change | str]]
) -> None:
    folder = tmp_path_factory.mktemp("machines")
    shared = folder / "shared"
    machines = [Machine(folder, name) for name in ("one", "two", "three")]
    for at, step in steps:
        one = machines[at]
        match step:
            case "undo":
                one.marks.undo()
            case "redo":
                one.marks.redo()
            case "undo any":
                one.marks.undo(3)
            case "sync":
                one.sync(shared)
            case "lose a line":
                for file in sorted(shared.glob("*"))[at : at + 1]:
                    file.write_bytes(b"\n".join(file.read_bytes().split(b"\n")[:-2]))
            case tuple():
                one.marks.change([step], "mark")
        _assert_marks_are_where_events_lead(one)
    for _ in range(2):
        for one in machines:
            one.sync(shared)
    first, *others = machines
    for other in others:
        assert other.state() == first.state()
        assert _batches(other) == _batches(first)
    for one in machines:
        _assert_marks_are_where_events_lead(one)
        assert one.sync(shared) == 0
        one.marks.close()


def _batches(one: Machine) -> set[tuple[object, ...]]:
    return set(one.ask("SELECT stamp, machine, verb FROM batches"))


def _assert_marks_are_where_events_lead(one: Machine) -> None:
    last: State = {}
    for article, field, after in one.ask(
        "SELECT article, field, after FROM events JOIN batches ON batches.number = batch"
        " WHERE NOT instr(article, ':') ORDER BY stamp, machine"
    ):
        last.pop((article, field), None)
        if after is not None:
            last[article, field] = after
    assert one.state() == last
