"""The list of articles, with the library behind it: what is listed, and a heading that says so.

It lists a part of the library: a view, a source or a saved search; or what a search found, or what
is like an article; any of them narrowed by a filter. Everything is asked of the library in workers,
and whatever was asked for last wins.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static
from textual.worker import WorkerError

from newsreader.config import Settings
from newsreader.errors import NewsreaderError
from newsreader.library import FirstLook, Found, Library, SavedSearch, Scope, View
from newsreader.tui import wording
from newsreader.tui.messages import Said
from newsreader.tui.services import Services
from newsreader.tui.widgets import asking
from newsreader.tui.widgets.article_list import ArticleList
from newsreader.tui.widgets.article_row import Listed
from newsreader.tui.widgets.asking import Part
from newsreader.tui.widgets.filter_bar import FilterBar
from newsreader.tui.widgets.list_steps import ListSteps
from newsreader.tui.widgets.text_line import TextLine
from newsreader.tui.widgets.virtual_list import VirtualList
from newsreader.tui.widgets.wish import Like, Telling, Wish

if TYPE_CHECKING:
    from newsreader.tui.widgets.article.matches import Hits

_TYPING_PAUSE = 0.12
"""Seconds without a key press before a search starts: 7 key presses then start 1 search."""


class _Before(msgspec.Struct, frozen=True):
    """The list as it stood before a search."""

    numbers: Sequence[int]
    found: Found | None
    current: int | None
    scroll: int


class ListPane(ListSteps):
    """Which articles are listed, and why."""

    @dataclass
    class Current(Message):
        """Another article is the current one.

        Attributes:
            number: The article; None if there is none.
            chosen: Whether the reader wants to read it now.
        """

        number: int | None
        chosen: bool = False

    @dataclass
    class Answered(Message):
        """A search was answered, or left.

        Attributes:
            query: What was searched for; empty for anything but a search.
            found: The answer; None when the search was left.
        """

        query: str
        found: Found | None

    class Changed(Message):
        """Something else is listed; counts may have changed."""

    def __init__(
        self,
        library: Library,
        services: Services,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(library, id=id, classes=classes)
        self._clock = services.clock
        self._settings = services.settings
        self._scope = Scope()
        self._every_copy = False
        # What the list shows; another than the scope while that is being fetched.
        self._listed: Scope | None = None
        self._saved: SavedSearch | None = None
        self._wish = Wish()
        self._before: _Before | None = None
        self._suggestion = ""
        # Whether a list that was empty fills for the first time: until a key is pressed, its
        # newest article stays on top and is the one shown.
        self._filling = False
        self._called = ""
        self._total = 0
        self._why_nothing = ""

    def compose(self) -> ComposeResult:
        """The heading, a note, and the list; :meth:`complete` adds what narrows it."""
        yield TextLine("", id="list-heading")
        yield Static("", id="list-note")
        yield ArticleList(self._fetch_rows, self._settings, self._clock, id="articles")

    async def complete(self) -> None:
        """Have what is not needed for the first paint."""
        await self.mount(FilterBar(self._library.complete, id="filter"), before=self.articles)

    def tell_focus(self, *, here: bool, beside: bool) -> None:
        """Show whether the focus is in this pane, or in the article's beside it.

        The heading and the rule show it; Textual would work out the styles of all rows again.
        """
        classes = self.classes
        self.update_classes({"-here": here, "-beside": beside}, update=False)
        if self.classes != classes:
            heading = self.query_one("#list-heading")
            self.app.stylesheet.update_nodes((self, heading))

    # -- what is listed

    @property
    def scope(self) -> Scope:
        """The part of the library that is listed, or was before the search."""
        return self._scope

    @property
    def saved(self) -> SavedSearch | None:
        """The saved search that is listed, or was before the search; None if it is another part."""
        return self._saved

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
        """Whether there is a search or filter to leave."""
        return bool(self._wish) or self._before is not None

    async def asked(self) -> str:
        """What is listed, as a query that can be saved; empty for a whole view or source."""
        return await asyncio.to_thread(asking.as_query, self._library, self._part, self._wish)

    @property
    def _part(self) -> Part:
        return Part(self._scope, self._saved)

    def begin(self, look: FirstLook) -> None:
        """List what was asked for before there was anything to paint."""
        self._scope = self._listed = look.scope
        self.articles.show(look.numbers, scroll=0, stories=True, rows=look.rows)
        self._filling = not look.numbers
        self._changed()
        if look.searches:
            self.post_message(self.Changed())

    @property
    def every_copy(self) -> bool:
        """Whether each copy of a story has a row of its own."""
        return self._every_copy

    def show_every_copy(self, every_copy: bool) -> None:
        """Give each copy of a story a row, or each story one."""
        self._every_copy = every_copy
        if self._wish:
            self._look(True)
        else:
            self._show_part(self._scope, self._saved)

    def stories_changed(self) -> None:
        """List anew after articles were split off or joined; what is listed stays."""
        if self._wish:
            self._look(True)
        elif self._found is not None:
            self._show_part(self._scope, self._saved)
        else:
            self.refresh_list()

    def show_scope(self, scope: Scope) -> None:
        """List a view or a source, from its newest article."""
        self._show_part(scope, None)

    def show_saved(self, saved: SavedSearch) -> None:
        """List what a saved search finds, newest first unless it says otherwise."""
        self._show_part(Scope(view=View.ALL), saved)

    @work(exclusive=True, group="list")
    async def _show_part(self, scope: Scope, saved: SavedSearch | None) -> None:
        self.forget_search()
        scope = msgspec.structs.replace(scope, every_copy=self._every_copy)
        self._scope, self._saved = scope, saved
        self.post_message(self.Changed())
        numbers, found = await asyncio.to_thread(asking.list_part, self._library, self._part)
        self._listed = scope
        self._put(numbers, found)
        self._filling = not numbers
        self._changed()

    def _put(
        self,
        numbers: Sequence[int],
        found: Found | None,
        current: int | None = None,
        scroll: int = 0,
    ) -> None:
        """List articles; with snippets if words were searched for."""
        self._found = found
        snippets = found is not None and any(hit.score for hit in found.hits[:1])
        self.articles.show(
            numbers,
            current=current,
            scroll=scroll,
            snippets=snippets,
            stories=not self._every_copy and (found is not None or self._scope.source is None),
        )

    @work(exclusive=True, group="refresh")
    async def refresh_list(self, *, settled: bool = False) -> None:
        """List anew what has arrived; what stands on the screen stays where it is.

        Args:
            settled: Whether nothing more is going to arrive by itself.
        """
        scope, shown = self._scope, list(self.articles.numbers)
        if self._listed == scope and self._found is None:
            numbers = await asyncio.to_thread(self._library.list, scope, shown)
            # Another list may have been asked for meanwhile, and must not be mixed with this one.
            still = self._listed == self._scope == scope and self._found is None
            if still and numbers != shown and self._filling:
                self._put(numbers, None)
                self._changed()
            elif still and numbers != shown:
                self.articles.extend(numbers)
                self._changed(moved=not shown)
        if settled and self.articles.numbers:
            self._filling = False
        self.describe(self._called, self._total)

    def arrived(self, *, settled: bool = False) -> None:
        """Show what has arrived; a search that found nothing is asked again.

        Args:
            settled: Whether nothing more is going to arrive by itself.
        """
        self.refresh_list(settled=settled)
        if self._wish and self._found is not None and not self._found.hits:
            self._look(True)

    def settled(self) -> None:
        """Show what has arrived, and say that nothing more is going to by itself."""
        self.arrived(settled=True)
        if not self.articles.numbers:
            self._changed(moved=False)

    def _changed(self, moved: bool = True) -> None:
        self.describe(self._called, self._total)
        if not self.articles.numbers:
            self.articles.say_when_empty(self._telling.when_empty())
        if moved or not self.articles.numbers:
            self.post_message(self.Current(self.articles.current))

    def _fetch_rows(self, numbers: Sequence[int]) -> list[Listed]:
        return asking.rows(self._library, numbers, self._found)

    def apply(self, settings: Settings) -> None:
        """Set the rows by other settings."""
        self.articles.set_by(settings)

    # -- saying what is listed

    def describe(self, name: str, total: int) -> None:
        """Say in the heading what is listed.

        Args:
            name: What the scope is called.
            total: How many articles the library has.
        """
        self._called, self._total = name, total
        telling = self._telling
        self.query_one("#list-heading", TextLine).say(wording.line(telling.heading()))
        note = self.query_one("#list-note", Static)
        text = telling.note()
        if text != str(note.content):
            note.display = bool(text)
            note.update(wording.line(text))

    @property
    def _telling(self) -> Telling:
        return Telling(
            scope=self._scope,
            called=self._called,
            saved=self._saved,
            wish=self._wish,
            found=self._found,
            suggestion=self._suggestion,
            total=self._total,
            why_nothing=self._why_nothing,
        )

    def say_why_nothing(self, text: str) -> None:
        """Why the whole library is empty, as long as it is: still reading, no files, an error."""
        self._why_nothing = text
        if not self.articles.numbers:
            self.articles.say_when_empty(self._telling.when_empty())

    # -- searching

    @property
    def suggestion(self) -> str:
        """What the query was probably meant to be; empty if nothing better is known."""
        return self._suggestion

    def seek(self, query: str) -> None:
        """Look for a query that is being typed, or bring the list back if there is none."""
        if query.strip():
            self._wish = self._wish.searching(query)
            self._look(False)
        else:
            self.end_search()

    async def find(self, query: str) -> int | None:
        """Look for a query that is finished, or bring the list back if there is none.

        Returns:
            The best hit; None if there is none, or something else was listed meanwhile.
        """
        if not query.strip():
            self.end_search()
            return None
        self._wish = self._wish.searching(query)
        try:
            answered = await self._look(True, tell=False).wait()
        except WorkerError:
            return None
        return self.articles.current if answered else None

    def show_similar(self, number: int, headline: str, *, event: bool = False) -> None:
        """List the articles that are like one, or on the same event in other words."""
        self.query_one(FilterBar).put_away()
        self._wish = Wish(like=Like(number, headline, event))
        self._look(True)

    def ask_filter(self) -> None:
        """Let the reader type what narrows the list."""
        self.query_one(FilterBar).ask()

    @on(FilterBar.Wanted)
    def _filter_wanted(self, event: FilterBar.Wanted) -> None:
        event.stop()
        self._wish = self._wish.narrowed(event.query.strip())
        if self._wish:
            self._look(event.now)
        else:
            self.end_search()
        if event.now:
            self.articles.focus()

    @work(exclusive=True, group="search")
    async def _look(self, now: bool, tell: bool = True) -> bool:
        """Answer the wish.

        Args:
            now: Whether it is finished, not being typed.
            tell: Whether to tell that the best hit is the current article.

        Returns:
            Whether it could be answered.
        """
        wish = self._wish
        if not now:
            await asyncio.sleep(_TYPING_PAUSE)
        try:
            found = await asyncio.to_thread(
                asking.answer, self._library, self._part, wish, typing=not now
            )
        except NewsreaderError as error:
            self.post_message(Said(str(error), error=True))
            return False
        if self._before is None:
            shown = self.articles
            self._before = _Before(
                shown.numbers, self._found, shown.current, int(shown.scroll_offset.y)
            )
        self._suggestion = ""
        self._put([hit.number for hit in found.hits], found)
        self._changed(moved=tell)
        self.post_message(self.Answered(wish.query, found))
        if wish.query and (found.nearly or not found.hits):
            suggestion = await asyncio.to_thread(self._library.did_you_mean, wish.query)
            self._suggestion = (suggestion or "").strip()
            self._changed(moved=False)
        return True

    def forget_search(self) -> None:
        """Leave search and filter; another list is about to be shown."""
        self.workers.cancel_group(self, "search")
        self._found = None
        self._before = None
        self._suggestion = ""
        self._wish = Wish()
        for bar in self.query(FilterBar):
            bar.put_away()

    def end_filter(self) -> bool:
        """Show the whole list again; False if nothing narrows it."""
        if not self._wish.filter:
            return False
        self.query_one(FilterBar).action_give_up()
        return True

    def end_search(self) -> None:
        """Bring the list back as it was before the search."""
        before = self._before
        self.forget_search()
        if before is None:
            return
        self._put(before.numbers, before.found, before.current, before.scroll)
        self._changed()
        self.post_message(self.Answered("", None))
        self.refresh_list()

    # -- stories

    @work(exclusive=True, group="story")
    async def fold(self, what: str) -> None:
        """``toggle``, ``open`` or ``close`` the story under the cursor; ``open-all`` gives every
        copy a row, ``close-all`` every story."""
        number = self.articles.current
        if what.endswith("-all"):
            self.show_every_copy(what == "open-all")
        elif number is not None:
            row = self.articles.row(number)
            if what != "open" and self.articles.fold(number):
                return
            if what == "close" or row is None or row.story is None:
                self.post_message(Said("There are no other copies of this article"))
                return
            story = await asyncio.to_thread(self._library.story, number)
            self.articles.unfold(number, [copy.number for copy in story.articles])

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
