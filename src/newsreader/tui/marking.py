"""The verbs: what a key does to articles, and taking it back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsreader.library import Library, Undone
from newsreader.tui import wording


@dataclass(frozen=True)
class Verb:
    """Something that can be done to articles.

    Attributes:
        field: Of the marks.
        value: What the field is set to; None takes the mark away.
        name: What undo calls it.
    """

    field: str
    value: str | None
    name: str


VERBS = {
    "read": Verb("read", "1", "mark read"),
    "unread": Verb("read", None, "mark unread"),
    "star": Verb("starred", "1", "star"),
    "unstar": Verb("starred", None, "unstar"),
}


class Marking:
    """Marks articles of a library, and says in a sentence what was done.

    Every method raises :class:`~newsreader.errors.StorageError` if the marks cannot be written.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    async def mark(self, numbers: Sequence[int], verb: Verb) -> int:
        """Do it to some articles, as one step that can be undone.

        Returns:
            How many of them it changed.
        """
        return await asyncio.to_thread(self._store, numbers, verb)

    def _store(self, numbers: Sequence[int], verb: Verb) -> int:
        ids = [row.id for row in self._library.rows(numbers)]
        return self._library.mark(ids, verb.field, verb.value, verb.name)

    async def undo(self) -> str | None:
        """Take back the last mark; None if there is nothing to take back."""
        return await self._travel("Undone", self._library.undo)

    async def redo(self) -> str | None:
        """Do again what was taken back; None if there is nothing."""
        return await self._travel("Done again", self._library.redo)

    async def _travel(self, what: str, step: Callable[[], Undone | None]) -> str | None:
        undone = await asyncio.to_thread(step)
        if undone is None:
            return None
        return f"{what}: {undone.verb}, {wording.plural(undone.articles, 'article')}"
