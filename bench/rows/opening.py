"""The first query of a session, in a fresh process that has imported what searching needs: with the
index in the system's page cache, and with its files dropped from it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bench import child
from bench.figures import OURS, Row, Target, of
from bench.peers import Engine, engines
from bench.questions import Question, choose
from bench.setting import Setting

_TIMES = 7


def measure(setting: Setting) -> list[Row]:
    """The rows of opening an index that was built."""
    questions = choose(setting.sample(), _TIMES).one
    found = [one for one in engines(setting.programs) if setting.index_of(one.name).exists()]
    rows = []
    for work, cold, target in (
        ("first query after opening, page cache warm", False, 10),
        ("… page cache dropped", True, 80),
    ):
        figures = {
            engine.name: of(
                [
                    child.run(_first, engine, setting.index_of(engine.name), question, cold).answer
                    for question in questions
                ]
            )
            for engine in found
        }
        rows.append(Row(work=work, figures=figures, targets=(Target(target),)))
    return rows


def _first(engine: Engine, folder: Path, question: Question, cold: bool) -> float:
    """The milliseconds from opening the index to the first answer."""
    _import_what_it_needs(engine)
    for path in folder.rglob("*"):
        if path.is_file():
            _drop(path) if cold else path.read_bytes()
    began = time.perf_counter()
    engine.open(folder)
    engine.ask(engine.prepare(question))
    taken = (time.perf_counter() - began) * 1000
    engine.close()
    return taken


def _import_what_it_needs(engine: Engine) -> None:
    """What the app does in the background once it is painted."""
    if engine.name == OURS:
        import newsreader.search.searching
        import newsreader.search.segments  # noqa: F401
    elif engine.name == "stock Whoosh":
        import whoosh.index
        import whoosh.query  # noqa: F401


def _drop(path: Path) -> None:
    """Have the system forget what it holds of a file."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
