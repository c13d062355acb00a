"""Marking very many articles at once, and taking it back, as the app does it."""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.figures import OURS, Row, Target, of
from bench.setting import Setting
from newsreader.library import Library, Scope, View

_MANY = 10_000
_TIMES = 5


def measure(setting: Setting) -> list[Row]:
    """The rows of marks, and what the app asks of the library after each."""
    marked, undone, listed, counted = [], [], [], []
    with Library.open([setting.library], setting.places()) as library:
        numbers = library.list(Scope(view=View.ALL))[:_MANY]
        for _ in range(_TIMES):
            marked.append(_ms(lambda: _mark(library, numbers)))
            undone.append(_ms(library.undo))
            listed.append(_ms(lambda: library.list(Scope())))
            counted.append(_ms(lambda: (library.counts(), library.sources())))
    return [
        Row(work=f"mark {len(numbers):,} articles read", figures={OURS: of(marked)},
            targets=(Target(300),)),
        Row(work="… undo", figures={OURS: of(undone)}, targets=(Target(300),)),
        Row(work=setting.measured("the list of N, as numbers"), figures={OURS: of(listed)},
            targets=(Target(20),)),
        Row(work="counts of views and sources", figures={OURS: of(counted)}, targets=(Target(5),)),
    ]  # fmt: skip


def _mark(library: Library, numbers: list[int]) -> None:
    library.mark(library.ids(numbers), "read", "1", "mark read")


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
