"""The list of articles, with the library behind it: what is listed, and a heading that says so.

It lists a view or source of the library, or what a search found in it. Everything is asked of the
library in workers, and whatever was asked for last wins.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from newsreader.errors import NewsreaderError
from newsreader.library import Found, Library, Scope, View
from newsreader.tui import wording
from newsreader.tui.messages import Said
from newsreader.tui.services import Services
from newsreader.tui.widgets.article.matches import Hits
from newsreader.tui.widgets.article_list import ArticleList, Listed
from newsreader.tui.widgets.virtual_list import VirtualList

_TYPING_PAUSE = 0.12
"""Seconds without a key press before a search starts: 7 key presses then start 1 search."""

_EMPTY = {
    View.UNREAD: "Everything here is read.\n\n2 shows all articles · ] goes to the next source "
    "with unread ones",
    View.ALL: "No articles here yet.",
    View.STARRED: "Nothing is starred.\n\nPress s on an article worth keeping.",
}


@dataclass(frozen=True)
class _Before:
    """The list as it stood before a search."""

    numbers: Sequence[int]
    current: int | None
    scroll: int


class ListPane(Vertical):
    """Which articles are listed, and why."""

    articles = getters.query_one("#articles", ArticleList)

    @dataclass
    class Current(Message):
        """Another article is the current one.

        Attributes:
            number: The article; None if there is none.
            chosen: Whether the reader wants to read it now.
        """

        number: int | None
        chosen: bool = False

    class Changed(Message):
        """Something else is listed; counts may have changed."""

    def __init__(self, library: Library, services: Services, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._library = library
        self._clock = services.clock
        self._scope = Scope()
        # What the list shows; another than the scope while that is being fetched.
        self._listed: Scope | None = None
        self._found: Found | None = None
        self._before: _Before | None = None
        # Whether a list that was empty fills for the first time: until a key is pressed, its
        # newest article stays on top and is the one shown.
        self._filling = False
        self._called = ""
        self._total = 0
        self._why_nothing = ""

    def compose(self) -> ComposeResult:
        """The heading, and the list below it."""
        yield Static("", id="list-heading")
        yield ArticleList(self._fetch_rows, self._clock, id="articles")

    # -- what is listed

    @property
    def scope(self) -> Scope:
        """The part of the library that is listed, or was before the search."""
        return self._scope

    @property
    def found(self) -> Found | None:
        """The search that is shown; None outside a search."""
        return self._found

    @property
    def hits(self) -> Hits | None:
        """What finds the words searched for; None outside a search."""
        return self._found.highlighter.spans if self._found is not None else None

    @property
    def searching(self) -> bool:
        """Whether there is a search to leave."""
        return self._found is not None or self._before is not None

    @work(exclusive=True, group="list")
    async def show_scope(self, scope: Scope) -> None:
        """List a view or a source, from its newest article."""
        self.forget_search()
        self._scope = scope
        self.post_message(self.Changed())
        numbers = await asyncio.to_thread(self._library.list, scope)
        self._listed = scope
        self.articles.show(numbers, scroll=0)
        self._filling = not numbers
        self._changed()

    @work(exclusive=True, group="refresh")
    async def refresh_list(self) -> None:
        """List anew what has arrived; what stands on the screen stays where it is."""
        scope, shown = self._scope, list(self.articles.numbers)
        if self._listed == scope and self._found is None:
            numbers = await asyncio.to_thread(self._library.list, scope, shown)
            # Another list may have been asked for meanwhile, and must not be mixed with this one.
            still = self._listed == self._scope == scope and self._found is None
            if still and numbers != shown and self._filling:
                self.articles.show(numbers, scroll=0)
                self._changed()
            elif still and numbers != shown:
                self.articles.extend(numbers)
                self._changed(moved=not shown)
        self.describe(self._called, self._total)

    def settled(self) -> None:
        """Say that nothing more is going to arrive by itself."""
        self._filling = self._filling and not self.articles.numbers
        self.refresh_list()
        if not self.articles.numbers:
            self._changed(moved=False)

    def _changed(self, moved: bool = True) -> None:
        self.describe(self._called, self._total)
        if not self.articles.numbers:
            self.articles.say_when_empty(self._why_empty())
        if moved or not self.articles.numbers:
            self.post_message(self.Current(self.articles.current))

    def _fetch_rows(self, numbers: Sequence[int]) -> list[Listed]:
        """What the rows of these articles show. Runs in a thread."""
        found = self._found
        listed = []
        for row in self._library.rows(numbers):
            if found is None:
                listed.append(Listed(row))
                continue
            snippet = self._library.snippet(row.number, found)
            listed.append(
                Listed(
                    row,
                    found.highlighter.spans(row.title),
                    snippet.text if snippet else "",
                    snippet.spans if snippet else (),
                )
            )
        return listed

    # -- saying what is listed

    def describe(self, name: str, total: int) -> None:
        """Say in the heading what is listed.

        Args:
            name: What the scope is called.
            total: How many articles the library has.
        """
        self._called, self._total = name, total
        if self._found is not None:
            found = self._found
            text = (
                f"{wording.count(found.total)} of {wording.count(total)} · "
                f"{found.query.strip()} · {found.ms:.0f} ms"
            )
            if found.problems:
                text = f"{found.problems[0].message} · {text}"
        else:
            text = f"{(name or self._scope.view).upper()} · newest first"
        self.query_one("#list-heading", Static).update(wording.line(text))

    def say_why_nothing(self, text: str) -> None:
        """Why the whole library is empty, as long as it is: still reading, no files, an error."""
        self._why_nothing = text
        if not self.articles.numbers:
            self.articles.say_when_empty(self._why_empty())

    def _why_empty(self) -> str:
        if self._found is not None:
            problems = "".join(f"{problem.message}\n\n" for problem in self._found.problems)
            return f"Nothing found for {self._found.query}.\n\n{problems}esc brings the list back."
        return self._why_nothing or _EMPTY[self._scope.view]

    # -- searching

    def seek(self, query: str, *, now: bool) -> None:
        """Look for a query that is being typed, or bring the list back if there is none.

        Args:
            query: What stands in the search bar.
            now: Whether it is finished: answer at once, and open the best hit.
        """
        if query.strip():
            self._search(query, now)
        else:
            self.end_search()

    @work(exclusive=True, group="search")
    async def _search(self, query: str, now: bool) -> None:
        if not now:
            await asyncio.sleep(_TYPING_PAUSE)
        elif self._found is not None and self._found.query == query:
            self._open_best()
            return
        try:
            found = await asyncio.to_thread(self._library.search, query, typing=not now)
        except NewsreaderError as error:
            self.post_message(Said(str(error), error=True))
            return
        if self._before is None:
            shown = self.articles
            self._before = _Before(shown.numbers, shown.current, int(shown.scroll_offset.y))
        self._found = found
        self.articles.show([hit.number for hit in found.hits], scroll=0, snippets=True)
        self._changed()
        if now:
            self._open_best()

    def _open_best(self) -> None:
        if self.articles.numbers:
            self.post_message(self.Current(self.articles.current, chosen=True))

    def forget_search(self) -> None:
        """Leave the search; another list is about to be shown."""
        self.workers.cancel_group(self, "search")
        self._found = None
        self._before = None

    def end_search(self) -> None:
        """Bring the list back as it was before the search."""
        before = self._before
        self.forget_search()
        if before is None:
            return
        self.articles.show(before.numbers, current=before.current, scroll=before.scroll)
        self._changed()
        self.refresh_list()

    # -- moving

    @on(VirtualList.Moved, "#articles")
    def _moved(self, event: VirtualList.Moved) -> None:
        event.stop()
        self._filling = False
        self.post_message(self.Current(self.articles.current))

    @on(VirtualList.Chosen, "#articles")
    def _chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.post_message(self.Current(self.articles.current, chosen=True))

    def step(self, direction: int) -> None:
        """To the next (1) or previous (-1) row."""
        self.articles.move_to(self.articles.cursor + direction, direction)

    @work(exclusive=True, group="step")
    async def step_unread(self, direction: int) -> None:
        """To the next (1) or previous (-1) unread article."""
        numbers = self.articles.numbers
        start = self.articles.cursor
        ahead = numbers[start + 1 :] if direction > 0 else list(reversed(numbers[:start]))
        for offset in range(0, len(ahead), 500):
            rows = await asyncio.to_thread(self._library.rows, ahead[offset : offset + 500])
            unread = next((row.number for row in rows if not row.read), None)
            if unread is not None:
                step = offset + 1 + ahead[offset : offset + 500].index(unread)
                self.articles.move_to(start + direction * step, direction)
                return
        self.post_message(
            Said(
                "No more unread articles here · ] next source"
                if direction > 0
                else "No unread articles above"
            )
        )
