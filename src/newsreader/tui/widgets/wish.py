"""What the list shows besides a whole view or source, and how that is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from newsreader.library import Found, SavedSearch, Scope, View
from newsreader.tui import wording

if TYPE_CHECKING:
    from newsreader.search.query import Problem

_EMPTY = {
    View.UNREAD: "Nothing is unread.\n\n2 shows all articles · R looks for new ones.",
    View.ALL: "No articles here.\n\n5 shows what is archived.",
    View.STARRED: "Nothing is starred.\n\nPress s on an article worth keeping.",
    View.LATER: "Nothing is kept for later.\n\nPress L on an article to read it another time.",
    View.ARCHIVED: "Nothing is archived.\n\na archives an article: it is done with, "
    "and stays out of every list but this one.",
}


class Like(msgspec.Struct, frozen=True):
    """An article that others are to be like.

    Attributes:
        event: Whether they are to be on the same event.
    """

    number: int
    headline: str
    event: bool


class Wish(msgspec.Struct, frozen=True):
    """What is looked for in the part of the library that is listed.

    Attributes:
        query: What stands in the search bar: it looks through the whole library.
        like: The article that others are to be like.
        filter: What narrows all that.
    """

    query: str = ""
    like: Like | None = None
    filter: str = ""

    def __bool__(self) -> bool:
        return bool(self.query or self.like or self.filter)

    def searching(self, query: str) -> Wish:
        """The same with another query, and no longer like an article."""
        return Wish(query, None, self.filter)

    def narrowed(self, filter: str) -> Wish:
        """The same with another filter."""
        return msgspec.structs.replace(self, filter=filter)


class Telling(msgspec.Struct, frozen=True):
    """What there is to say about a list.

    Attributes:
        scope: The view or source listed, or that was before the search.
        called: What that is called; empty if it has no name of its own.
        saved: The saved search listed, or that was before the search.
        wish: What is looked for.
        found: The answer; None where nothing was looked for.
        suggestion: What the query was probably meant to be; empty if nothing better is known.
        total: How many articles the library has.
        why_nothing: Why the whole library is empty; empty if it is not.
    """

    scope: Scope
    called: str
    saved: SavedSearch | None
    wish: Wish
    found: Found | None
    suggestion: str
    total: int
    why_nothing: str

    def heading(self) -> str:
        """What is listed."""
        found, wish = self.found, self.wish
        if found is None or (self.saved and not wish):
            name = self.saved.name if self.saved else self.called or self.scope.view
            return f"{name.upper()} · newest first"
        parts = [f"{wording.count(found.total)} of {wording.count(self.total)}"]
        if wish.query:
            parts.append(wish.query.strip())
        if wish.like:
            what = "on the event of" if wish.like.event else "like"
            parts = [f"{wording.count(found.total)} {what}", wish.like.headline]
        parts.append(f"{found.ms:.0f} ms")
        return " · ".join(parts)

    def note(self) -> str:
        """What the reader should know of the answer: a mistake, what was meant, what else it is."""
        if self.found is None or not self.wish:
            return ""
        parts = [problem.message for problem in self._problems[:1]]
        if self.suggestion and self.found.hits:
            parts.append(self._meant)
        if self.found.nearly:
            parts.append("Nothing has it all: these come near")
        return " · ".join(parts)

    def when_empty(self) -> str:
        """Why there is nothing, and what to do next."""
        wish = self.wish
        if not wish:
            if self.saved:
                return f"{self.saved.name} finds nothing now.\n\nIt looks for {self.saved.query}"
            return self.why_nothing or _EMPTY[self.scope.view]
        text = f"Nothing found for {wish.query or wish.filter}."
        if wish.like:
            what = "No other article on the event of" if wish.like.event else "Nothing like"
            text = f"{what} {wish.like.headline}."
        for problem in self._problems:
            text += f"\n\n{problem.message}"
        if self.suggestion:
            text += f"\n\n{self._meant}."
        elif wish.query and "in:" not in wish.query:
            text += "\n\nin:all looks through the folded sections too."
        return f"{text}\n\nesc brings the list back."

    @property
    def _meant(self) -> str:
        return f"Did you mean {self.suggestion}? Tab takes it, or D in the list"

    @property
    def _problems(self) -> Sequence[Problem]:
        return self.found.problems if self.found is not None else ()
