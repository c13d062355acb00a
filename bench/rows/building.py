"""Building an index from article strings: tokenising and stemming included, on one core, each in a
process of its own. Reading the strings from disk is left out of the count."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from bench import child, corpus_file
from bench.corpus import Item
from bench.figures import Figure, Row, Target, once
from bench.peers import Engine, engines
from bench.peers.sqlite_fts5 import SqliteFts5
from bench.setting import Setting, size_of

_QUICKEST_FTS5 = "SQLite FTS5"
_MEGABYTES = 350
_SHARE = 0.7


def measure(setting: Setting) -> list[Row]:
    """The rows of building; the indexes stay for those of searching."""
    speeds: dict[str, Figure | None] = {}
    memory: dict[str, Figure | None] = {}
    shares: dict[str, Figure | None] = {}
    for engine in engines(setting.programs):
        folder = setting.index_of(engine.name)
        shutil.rmtree(folder, ignore_errors=True)
        taken = child.run(_build, engine, setting.corpus, folder)
        speeds[engine.name] = once(setting.articles / taken.answer)
        memory[engine.name] = once(taken.megabytes)
        shares[engine.name] = once(size_of(folder) / setting.text_bytes)
    if _QUICKEST_FTS5 in speeds:
        # What is compared is building words: its index of prefixes is for searching only.
        folder = setting.index_of("fts5-without-prefixes")
        taken = child.run(_build, SqliteFts5(prefixes=False), setting.corpus, folder)
        speeds[_QUICKEST_FTS5] = once(setting.articles / taken.answer)
        shutil.rmtree(folder)
    return [
        Row(work=setting.measured("build the index of N from strings, one core"),
            unit="articles/s", figures=speeds,
            targets=(Target(1, _QUICKEST_FTS5, at_least=True),)),
        Row(work="… the most memory", unit="MB", figures=memory, targets=(Target(_MEGABYTES),)),
        Row(work="… index on disk", unit="× the text", figures=shares, targets=(Target(_SHARE),)),
    ]  # fmt: skip


def _build(engine: Engine, corpus: Path, folder: Path) -> float:
    """Build an index; the seconds of processor time it took."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    batches: child.Stopped[Sequence[Item]] = child.Stopped(corpus_file.batches(corpus))
    began = time.process_time()
    engine.build(batches, folder)
    return time.process_time() - began - batches.seconds
