"""A program killed while it marks loses no mark that it acknowledged, and leaves none half made."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.library.marks import Marks

KILLS = 100

# Forks a marker, lets it acknowledge some of its marks, kills it; so often. A marker is told what it
# marks by its number, and writes a byte for every batch of three that was made.
_PROGRAM = """
import json, os, random, signal, sys
from pathlib import Path
from newsreader.library.marks import Marks

path, kills = Path(sys.argv[1]), int(sys.argv[2])
luck = random.Random(6)

def articles(marker, batch):
    return [f"{marker:08x}{batch:07x}{one}" for one in range(3)]

acknowledged = []
for marker in range(kills):
    here, there = os.pipe()
    child = os.fork()
    if not child:
        marks = Marks(path, print)
        batch = 0
        while True:
            ids = articles(marker, batch)
            changes = [(id_, field, "1") for field in ("read", "archived") for id_ in ids]
            marks.change(changes, "archive")
            os.write(there, b"!")
            batch += 1
    os.close(there)
    wanted, heard = luck.randrange(12), 0
    while heard < wanted:
        heard += len(os.read(here, 1))
    for _ in range(luck.randrange(20_000)):
        pass
    os.kill(child, signal.SIGKILL)
    while rest := os.read(here, 4096):
        heard += len(rest)
    os.close(here)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    acknowledged += [articles(marker, batch) for batch in range(heard)]
print(json.dumps(acknowledged))
"""


def test_no_acknowledged_mark_is_lost_to_a_kill_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "marks.sqlite3"
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path), str(KILLS)],
        stdout=subprocess.PIPE,
        check=True,
    )
    acknowledged = json.loads(done.stdout)
    assert len(acknowledged) > KILLS
    Marks(path, pytest.fail).close()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        marked = set(database.execute("SELECT article, field FROM marks"))
        events = database.execute(
            "SELECT count(*), count(DISTINCT article) FROM events WHERE field IN"
            " ('read', 'archived') GROUP BY batch"
        ).fetchall()
    for articles in acknowledged:
        assert {(id_, field) for id_ in articles for field in ("read", "archived")} <= marked
    assert set(events) == {(6, 3)}
