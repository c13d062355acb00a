"""What the app shows first, asked for while the app itself is still being imported.

Importing Textual takes longer than asking the catalogue, and another thread does the asking: so the
first paint can have the list filled.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from newsreader.errors import NewsreaderError
from newsreader.library.answers.found import SavedSearch
from newsreader.library.answers.lists import Counts, Row, Scope, SourceRow

ROWS = 100
"""Rows that are asked for: more than a screen has."""


class FirstLook(msgspec.Struct, frozen=True):
    """What the app shows first.

    Attributes:
        scope: What is listed.
        numbers: All articles of the list.
        rows: The first rows of it.
        counts: How many articles each view shows.
        searches: The saved searches; what they find is not looked for yet.
        sources: The sources, by name.
    """

    scope: Scope
    numbers: list[int]
    rows: list[Row]
    counts: Counts
    searches: Sequence[SavedSearch]
    sources: list[SourceRow]


class Ahead:
    """A first look that is being asked for in a thread."""

    def __init__(self, ask: Callable[[], FirstLook]) -> None:
        self._ask = ask
        self._look: FirstLook | None = None
        self._thread = threading.Thread(target=self._run, name="first look", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        # What cannot be read now is asked for again by the app, which then says what is wrong.
        with suppress(NewsreaderError):
            self._look = self._ask()

    def result(self, seconds: float) -> FirstLook | None:
        """The answer; None if it does not come in so many seconds, or cannot be had."""
        self._thread.join(seconds)
        return self._look
