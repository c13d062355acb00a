"""Searches through the library, as the app asks for them: words narrowed by what SQLite knows, and
the counts of saved searches; also with many articles marked. Processor time."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from bench.figures import OURS, Row, Target, of, once
from bench.questions import choose
from bench.setting import Setting
from newsreader.library import Library, Scope, View

_TIMES = 15
_MARKED = 10_000
_SAVED = "newer:1w is:unread"
_EVERYWHERE = Scope(view=View.ALL, archived=True)


def measure(setting: Setting) -> list[Row]:
    """The rows of searching with facts."""
    words = [question.words[0] for question in choose(setting.sample(), _TIMES).two]
    with Library.open([setting.library], setting.places()) as library:
        first = _ms(library.get_ready)
        source = library.sources()[0].name
        narrowed = [_ms(partial(_narrowed, library, word, source)) for word in words]
        library.mark(library.ids(library.list(_EVERYWHERE)[:_MARKED]), "read", "1", "mark read")
        marked = [_ms(partial(_narrowed, library, word, source)) for word in words]
        counted = [_ms(partial(_count, library)) for _ in range(_TIMES)]
        library.undo()
    return [
        Row(work="import and open what searching needs, once", figures={OURS: once(first)}),
        Row(work="word + source + two weeks + unread, through the library",
            figures={OURS: of(narrowed)}, targets=(Target(10),)),
        Row(work=f"… with {_MARKED:,} marked", figures={OURS: of(marked)}, targets=(Target(10),)),
        Row(work="the count of a saved search", figures={OURS: of(counted)}, targets=(Target(5),)),
    ]  # fmt: skip


def _narrowed(library: Library, word: str, source: str) -> None:
    query = f'{word} source:"{source}" newer:2w is:unread'
    library.search(query, scope=_EVERYWHERE, nearly=False)


def _count(library: Library) -> None:
    library.search(_SAVED, limit=0, nearly=False)


def _ms(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000
