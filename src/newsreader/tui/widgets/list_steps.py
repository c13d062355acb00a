"""What keys do in a list of articles: steps from one to another, and the parts they act on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import getters, work
from textual.containers import Vertical

from newsreader.library import Found, Library
from newsreader.tui.messages import Said
from newsreader.tui.widgets.article_list import ArticleList


class ListSteps(Vertical):
    """A list that can be walked through."""

    articles = getters.query_one("#articles", ArticleList)

    def __init__(
        self, library: Library, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._library = library
        self._found: Found | None = None

    def step(self, direction: int) -> None:
        """To the next (1) or previous (-1) row."""
        self.articles.move_to(self.articles.cursor + direction, direction)

    async def part(self, which: str) -> Sequence[int]:
        """A part of the list, as seen from the cursor.

        Args:
            which: ``all``; ``below`` or ``above``, with the current article; or ``older`` than it.
        """
        numbers, cursor = self.articles.numbers, self.articles.cursor
        if which == "below":
            return numbers[cursor:]
        if which == "above":
            return numbers[: cursor + 1]
        if which == "older" and self._found is None:
            return numbers[cursor + 1 :]
        current = self.articles.row(numbers[cursor]) if which == "older" and numbers else None
        if current is None:
            return numbers if which == "all" else []
        rows = await asyncio.to_thread(self._library.rows, numbers)
        return [row.number for row in rows if row.sort_at < current.sort_at]

    def count_of(self, which: str) -> int | None:
        """How many articles a part of the list has, if that can be said at once."""
        count, cursor = len(self.articles.numbers), self.articles.cursor
        counts = {"all": count, "below": count - cursor, "above": min(count, cursor + 1)}
        if self._found is None:
            counts["older"] = max(0, count - cursor - 1)
        return counts.get(which)

    @work(exclusive=True, group="step")
    async def step_unread(self, direction: int, *, around: bool = False) -> None:
        """To the next (1) or previous (-1) unread article.

        Args:
            direction: Which way.
            around: Whether to go on from the other end of the list.
        """
        numbers = self.articles.numbers
        start = self.articles.cursor
        above, below = range(start - 1, -1, -1), range(start + 1, len(numbers))
        ahead, behind = (below, above[::-1]) if direction > 0 else (above, below[::-1])
        for part in (ahead, behind) if around else (ahead,):
            for offset in range(0, len(part), 500):
                places = {numbers[index]: index for index in part[offset : offset + 500]}
                rows = await asyncio.to_thread(self._library.rows, list(places))
                unread = next((row.number for row in rows if not row.read), None)
                if unread is not None:
                    self.articles.move_to(places[unread], direction)
                    return
        self.post_message(
            Said(
                "All is read here · ] next source"
                if around
                else "No more unread articles here · ] next source"
                if direction > 0
                else "No unread articles above"
            )
        )
