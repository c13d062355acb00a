"""What follows the catalogue during a sync: the index, and the stories.

Both take from the catalogue what they have not seen yet, a batch at a time, while files are being
read, and what is left after that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from newsreader.library.cataloguing import Cataloguer
from newsreader.library.indexing import WHILE_READING, Indexing
from newsreader.library.stories import Stories
from newsreader.search.index import Index


class Following:
    """Has index and stories follow, in this process. A context manager, as is the one beside us."""

    def __init__(
        self,
        database: sqlite3.Connection,
        index: Index,
        tell: Callable[[int, int], None],
        *,
        seconds: float = WHILE_READING,
    ) -> None:
        """
        Args:
            database: The catalogue, with the marks attached.
            index: To be brought up to date.
            tell: Hears how many articles of how many are indexed.
            seconds: What a batch may take while files are being read.
        """
        self._indexing = Indexing(index, Cataloguer(database), database, tell, seconds=seconds)
        self._stories = Stories(database)

    def __enter__(self) -> Following:
        self._indexing.begin()
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left open."""

    @property
    def done(self) -> int:
        """How many articles were indexed."""
        return self._indexing.done

    def some(self) -> None:
        """Follow, if enough has come to be worth it."""
        self._indexing.some()
        self._stories.some()

    def finish(self, cancelled: Callable[[], bool]) -> None:
        """Follow to the end, or as far as there is time for."""
        self._stories.finish(cancelled)
        self._indexing.finish(cancelled)
