"""From files to everything searchable, by the command a person would use; then again, with nothing
changed and with a few files changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench import files
from bench.figures import OURS, Figure, Row, Target, of, once
from bench.peers import recoll
from bench.setting import Setting, size_of
from newsreader.config import Places
from newsreader.library import Library

_CHANGED = 100
_AGAIN = 5
_LOOK_EVERY = 0.2
_MIXED = 2_000


def measure(setting: Setting) -> list[Row]:
    """The rows of reading files; the library stays, read and indexed, for the rows of the app."""
    where = setting.places()
    shutil.rmtree(setting.home, ignore_errors=True)
    theirs, note = recoll.index(setting) if setting.takes_part(recoll.NAME) else (None, "")
    all_of_it, first = _first_time(setting.library, where)
    again = [_index(setting.library) for _ in range(_AGAIN)]
    changed = [_with_changes(setting, time_) for time_ in range(2)]
    return [
        Row(work=setting.measured("N plain files → all searchable"), unit="s",
            figures={OURS: once(all_of_it), recoll.NAME: once(theirs)},
            targets=(Target(90 * setting.articles / 100_000), Target(1 / 3, recoll.NAME)),
            note=note),
        Row(work="… the first of them searchable", unit="s", figures={OURS: once(first)}),
        Row(work="… catalogue and index on disk", unit="× the text",
            figures={OURS: once(size_of(where.cache) / setting.text_bytes)}),
        Row(work="again, nothing changed", unit="s", figures={OURS: of(again)},
            targets=(Target(2),)),
        Row(work=f"again, {_CHANGED} files changed", unit="s", figures={OURS: of(changed)},
            targets=(Target(3),)),
        _mixed(setting),
    ]  # fmt: skip


def _index(library: Path, home: Path | None = None) -> float:
    """The seconds ``newsreader index`` takes."""
    environment = os.environ | ({"NEWSREADER_HOME": str(home)} if home else {})
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "newsreader", "index", str(library)],
        check=True, capture_output=True, env=environment,
    )  # fmt: skip
    return time.perf_counter() - began


def _first_time(library: Path, where: Places) -> tuple[float, float | None]:
    """The seconds until all is indexed, and until a search finds the first of it."""
    first: float | None = None
    began = time.perf_counter()
    command = [sys.executable, "-m", "newsreader", "index", str(library)]
    quiet = subprocess.DEVNULL
    with (
        subprocess.Popen(command, stdout=quiet, stderr=quiet) as process,
        Library.open([library], where) as opened,
    ):
        while process.poll() is None:
            time.sleep(_LOOK_EVERY)
            if first is None and opened.search("said", limit=1).total:
                first = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"newsreader index ended with status {process.returncode}")
    return time.perf_counter() - began, first


def _with_changes(setting: Setting, time_: int) -> float:
    """The seconds after some files were edited, until a search finds what was written."""
    word = f"whortleberry{'x' * time_}"
    paths = sorted(setting.library.rglob("*.txt"))[time_ :: max(1, setting.articles // _CHANGED)]
    for path in paths[:_CHANGED]:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"A {word} was seen.\n")
    taken = _index(setting.library)
    with Library.open([setting.library], setting.places()) as library:
        found = library.search(word).total
    if found < min(len(paths), _CHANGED):
        raise RuntimeError(f"of {len(paths)} changed files {found} are found")
    return taken


def _mixed(setting: Setting) -> Row:
    """The same for a small library of all forms: how many articles a second."""
    count = min(_MIXED, setting.articles)
    root, home = setting.folder / "mixed", setting.folder / "mixed-home"
    if not root.exists():
        files.write_mixed(
            (item for item, _ in zip(setting.items(), range(count), strict=False)), root
        )
    shutil.rmtree(home, ignore_errors=True)
    speed: Figure | None = once(count / _index(root, home))
    return Row(
        work=f"{count:,} articles in files of all forms", unit="articles/s", figures={OURS: speed}
    )
