"""Small changes to a large index: articles added, deleted, and all of it merged."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from bench import child
from bench.corpus import Item, made_up
from bench.figures import OURS, Figure, Row, Target, of, once
from bench.peers.newsreader_index import document
from bench.setting import Setting
from newsreader.search.index import Index

_TIMES = 5
_ADDED = 100
_DELETED = 200


def measure(setting: Setting) -> list[Row]:
    """The rows of changing an index that was built."""
    built = setting.index_of(OURS)
    if not built.exists():
        return []
    folder = setting.folder / "indexes" / "changed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(built, folder)
    added, deleted, merged = child.run(_change, folder, setting.corpus).answer
    shutil.rmtree(folder)
    return [
        Row(work=f"add {_ADDED} articles to N".replace("N", f"{setting.articles:,}"),
            figures={OURS: added}, targets=(Target(100),)),
        Row(work=f"delete {_DELETED} of them", figures={OURS: deleted}, targets=(Target(50),)),
        Row(work="merge all of it", unit="s", figures={OURS: merged}, targets=(Target(4),)),
    ]  # fmt: skip


def _change(folder: Path, corpus: Path) -> tuple[Figure | None, Figure | None, Figure | None]:
    from bench import corpus_file

    index = Index.open(folder)
    fresh = list(made_up(_ADDED * _TIMES, seed=2))
    old = [item.id for item in islice(corpus_file.read(corpus), _DELETED * _TIMES)]
    added = of(_each(fresh, _ADDED, lambda some: index.update(map(document, some))))
    deleted = of(_each(old, _DELETED, lambda some: index.update([], some)))
    began = time.perf_counter()
    index.merge(everything=True)
    return added, deleted, once(time.perf_counter() - began)


def _each(
    things: Sequence[Item] | Sequence[str],
    size: int,
    change: Callable[[Sequence], None],  # type: ignore[type-arg]
) -> list[float]:
    """The milliseconds each of some changes took."""
    times = []
    for start in range(0, len(things), size):
        began = time.perf_counter()
        change(things[start : start + size])
        times.append((time.perf_counter() - began) * 1000)
    return times
