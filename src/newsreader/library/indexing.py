"""Keeping the index in step with the catalogue, during a sync.

The catalogue lists what the index lacks (``unindexed``) and what it should forget (``departed``),
and how many documents it held when they last agreed. The first batch is small, so that search works
soon. Then they are as large as can be done in about the time between two signs of life: every
commit has a price, but nobody should have to wait for what was read meanwhile.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress

from newsreader.errors import StorageError
from newsreader.library.catalogue import Catalogue
from newsreader.library.cataloguing import Cataloguer
from newsreader.library.database import locked, transaction
from newsreader.library.texts import document
from newsreader.search.index import Index, IndexUnusable

_SMALLEST = 64
_LARGEST = 8192
WHILE_READING = 0.5
"""Seconds a batch may take that reading waits for."""
_SECONDS = 3.0
_HELD = "documents in the index"


class Indexing:
    """Brings what was catalogued into the index, a batch at a time.

    Attributes:
        done: How many articles went into it.
    """

    def __init__(
        self,
        index: Index,
        cataloguer: Cataloguer,
        database: sqlite3.Connection,
        tell: Callable[[int, int], None],
        *,
        seconds: float = WHILE_READING,
    ) -> None:
        """
        Args:
            index: To be brought up to date.
            cataloguer: Knows what it lacks.
            database: What the cataloguer writes to.
            tell: Hears how many articles of how many are done.
            seconds: What a batch may take while files are being read.
        """
        self.done = 0
        self._seconds = seconds
        self._index = index
        self._cataloguer = cataloguer
        self._database = database
        self._tell = tell
        self._speed = 0.0
        self._anew = False

    def begin(self) -> None:
        """See whether the index is the one the catalogue speaks of; if not, note what it lacks."""
        held = self._cataloguer.fact(_HELD)
        try:
            if held is None:
                raise IndexUnusable("the catalogue knows of no index")
            self._index.refresh()
            if self._index.count() != int(held):
                ids = self._index.ids()
                with transaction(self._database):
                    self._cataloguer.indexed_as(ids)
        except IndexUnusable:
            self._begin_anew()

    def some(self) -> None:
        """Index a batch if enough has been catalogued for one."""
        size = self._size(self._seconds)
        if self._cataloguer.unindexed_count() >= size:
            self._next(size)

    def finish(self, cancelled: Callable[[], bool]) -> None:
        """Index what is left, or as much of it as there is time for."""
        total = self.done + self._cataloguer.unindexed_count()
        while self._cataloguer.unindexed_count() or self._cataloguer.departed():
            self._tell(self.done, total)
            if cancelled():
                return
            self._next(self._size(_SECONDS))
        if self._anew:
            self._next(0)
        self._tell(self.done, total)
        with suppress(StorageError):  # only makes searches quicker; the next sync tries again
            mostly_new = 2 * self.done > self._index.count()
            self._index.merge(everything=mostly_new)

    def _size(self, seconds: float) -> int:
        """How many articles can be indexed in so many seconds."""
        return max(_SMALLEST, min(_LARGEST, int(self._speed * seconds)))

    def _next(self, size: int) -> None:
        began = time.monotonic()
        batch = self._cataloguer.unindexed(size)
        departed = self._cataloguer.departed()
        documents = [document(article, number, at) for number, at, article in batch.values()]
        if not self._anew:
            try:
                self._index.update(documents, departed)
            except IndexUnusable:
                self._begin_anew()
        if self._anew:
            self._index.rebuild(documents)
            self._anew = False
        with transaction(self._database):
            self._cataloguer.is_indexed(batch, departed)
            self._cataloguer.set_fact(_HELD, str(self._index.count()))
        self.done += len(batch)
        self._speed = len(batch) / (time.monotonic() - began)

    def _begin_anew(self) -> None:
        self._anew = True
        with transaction(self._database):
            self._cataloguer.index_everything()


def distrust(catalogue: Catalogue) -> None:
    """Have the next sync make the index anew, unless one is at it."""
    with (
        suppress(StorageError, sqlite3.Error),
        locked(catalogue.writer_lock, wait=0) as ours,
        catalogue.borrowed() as database,
    ):
        if ours:
            database.execute("DELETE FROM facts WHERE name = ?", (_HELD,))
