"""The longest that any of the inputs takes that were made to break parsers and to take long.

Each is asked once, as typed and as finished; processor time, as for searching.
"""

from __future__ import annotations

import time

from tests.search.nasty import EVERY

from bench.figures import OURS, Row, Target, once
from bench.setting import Setting
from newsreader.library import Library

_SHOWN = 10
_LIMIT = 50


def measure(setting: Setting) -> list[Row]:
    """The row of nasty inputs."""
    taken = []
    with Library.open([setting.library], setting.places()) as library:
        library.sync()
        library.search("warm")
        for text in EVERY:
            for typing in (True, False):
                began = time.process_time()
                library.search(text, limit=_LIMIT, typing=typing)
                taken.append(((time.process_time() - began) * 1000, text))
    worst = sorted(taken, reverse=True)[:_SHOWN]
    return [
        Row(
            work=setting.measured(f"the worst of {len(taken):,} nasty inputs, N articles"),
            figures={OURS: once(worst[0][0])},
            targets=(Target(250),),
            note=" · ".join(f"{ms:.0f} {text[:40]!r}" for ms, text in worst),
        )
    ]
