"""The main screen: sources, articles, article, and the search bar above them.

It puts the parts together: what one of them says is passed on to the others, and every key of the
screen is handed to the part it concerns. Nothing here reads the disk on the interface's own thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.timer import Timer
from textual.widget import MountError
from textual.widgets import Input, Static

from newsreader.errors import NewsreaderError
from newsreader.library import Counts, Found, Library, SavedSearch, SourceRow, SyncResult, View
from newsreader.library import Scope as LibraryScope
from newsreader.tui import garbage, wording
from newsreader.tui.keys import Action, Scope, bindings
from newsreader.tui.messages import CaughtUp, Marked, Said
from newsreader.tui.screens.commanding import CommandScreen
from newsreader.tui.screens.outgoing import OutgoingScreen
from newsreader.tui.screens.panes import ARTICLE, LIST, PaneScreen
from newsreader.tui.screens.reading import ReadingScreen
from newsreader.tui.screens.setting import SettingScreen
from newsreader.tui.screens.stories import StoryScreen
from newsreader.tui.services import Services
from newsreader.tui.widgets.article_list import ArticleList
from newsreader.tui.widgets.facet_list import FacetList
from newsreader.tui.widgets.list_pane import ListPane
from newsreader.tui.widgets.prompt import Prompt
from newsreader.tui.widgets.search_bar import SearchBar
from newsreader.tui.widgets.source_list import SourceList
from newsreader.tui.widgets.status_line import StatusLine
from newsreader.tui.widgets.sync_progress import SyncProgress
from newsreader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from newsreader.tui.widgets.article_pane import ArticlePane

_FIRST_LOOK = 0.5
"""Seconds the first paint waits for the list; on a disk that is slower it comes without."""

_REST_AFTER = 1.0
"""Seconds after a search, or a look at the files, until the memory it took is given back."""


class MainScreen(
    PaneScreen, ReadingScreen, CommandScreen, StoryScreen, OutgoingScreen, SettingScreen
):
    """Everything is read from here."""

    KEY_SCOPE = Scope.MAIN
    BINDINGS = bindings(Scope.MAIN)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]
    AUTO_FOCUS = "#articles"

    search_bar = getters.query_one("#search", SearchBar)
    sync_progress = getters.query_one("#progress", SyncProgress)

    def __init__(self, library: Library, services: Services) -> None:
        super().__init__(library, services)
        self._is_empty = True
        self._unread = 0
        self._sync_error = ""
        self._was_shown = False
        self._is_complete = False
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Top line, panes, bottom line: what the first paint shows."""
        with Horizontal(id="top"):
            yield Static("newsreader", id="name")
            yield SearchBar(self.library.complete, self.library.history, id="search")
            yield SyncProgress(self.library, self._services.synchronise, id="progress")
        with Horizontal(id="panes"):
            yield SourceList(id="sources", classes="side")
            yield ListPane(self.library, self._services, id="list-pane", classes="-here")
            yield Vertical(id="article-place")
        yield StatusLine(id="bottom")

    @work(group="parts")
    async def _complete(self) -> None:
        """Have the parts that nobody sees in the first paint, which they would only delay."""
        # Who quits at once takes parts away while others come.
        with suppress(NoMatches, MountError):
            await self._mount_the_rest()

    async def _mount_the_rest(self) -> None:
        from newsreader.tui.widgets.article_pane import ArticlePane

        article = ArticlePane(self.library, self._services, id="article")
        await self.query_one("#article-place").mount(article)
        await self.query_one("#panes").mount(
            FacetList(id="facets", classes="side"), before=self.list_pane
        )
        await self.mount(Prompt(id="prompt"), before=self.status_line)
        await self.list_pane.complete()
        await self.status_line.complete()
        self._is_complete = True
        self.show_article(self.article_list.current)
        self.post_message(CaughtUp())
        await self.article_view.opened()
        self._get_ready()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Spare the first paint the styles it has got already, when everything was composed."""
        event.refresh_styles, self._was_shown = self._was_shown, True

    def on_mount(self) -> None:
        """Show what is known, then look for what is new."""
        self._go_to(LIST)
        self.sync_progress.start()
        look = self.library.first_look(_FIRST_LOOK)
        if look is None:
            self.list_pane.show_scope(LibraryScope())
        else:
            self._show_counts(look.counts, [(saved, 0) for saved in look.searches], look.sources)
            self.list_pane.begin(look)
        self.call_after_refresh(self._complete)
        for warning in self.library.warnings:
            self.app.notify(warning, severity="warning", markup=False, timeout=12)

    @work(group="ready")
    async def _get_ready(self) -> None:
        """Have what searching needs at hand before anybody asks for it."""
        with suppress(NewsreaderError):
            await asyncio.to_thread(self.library.get_ready)
        garbage.keep_all_there_is()
        await asyncio.to_thread(self.library.look_through)
        self._rest_later()

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """Leave keys out of the footer that are letters of a query now, or have no article."""
        if not self.is_mounted:
            return True
        if isinstance(self.focused, Input):
            return action in ("pane", "scroll_article")
        return action not in ("mark", "read_on") or bool(self.article_list.numbers)

    # -- what is listed

    def show(self, what: LibraryScope | SavedSearch) -> None:
        """List a view, a source or a saved search."""
        with self.prevent(SearchBar.Changed):
            self.search_bar.value = ""
        self.show_facets(False)
        if isinstance(what, SavedSearch):
            self.list_pane.show_saved(what)
        else:
            self.list_pane.show_scope(what)

    @on(ListPane.Changed)
    @on(Marked)
    @work(exclusive=True, group="counts")
    async def count(self) -> None:
        """Count anew what the sources and the bottom line show."""
        self._show_counts(*await asyncio.to_thread(self._counts))

    def _show_counts(
        self,
        counts: Counts,
        searches: Sequence[tuple[SavedSearch, int]],
        sources: Sequence[SourceRow],
    ) -> None:
        # What is archived or muted has a source as well.
        self._is_empty = not counts.all and not sources
        self._unread = counts.unread
        part = self.list_pane.saved or self.list_pane.scope
        self.source_list.show(counts, searches, sources, part)
        self.list_pane.describe(self.source_list.name_of(part) or "", counts.all)
        self.list_pane.say_why_nothing(self._why_nothing())
        self._show_status()

    def _counts(
        self,
    ) -> tuple[Counts, Sequence[tuple[SavedSearch, int]], Sequence[SourceRow]]:
        library = self.library
        searches = []
        for saved in library.saved_searches():
            unread = library.narrowed(saved.query, "is:unread")
            searches.append((saved, library.search(unread, limit=0, nearly=False).total))
        return library.counts(), searches, self._sources()

    def _sources(self) -> list[SourceRow]:
        """The sources as the settings have it: some called otherwise, some hidden."""
        shown = []
        for source in self.library.sources():
            own = self._services.settings.of_source(source.key, source.name)
            if not own.hidden:
                shown.append(msgspec.structs.replace(source, name=own.name or source.name))
        return shown

    def _why_nothing(self) -> str:
        """Why there is no article at all; empty if there are some."""
        if not self._is_empty:
            return ""
        if self.sync_progress.running:
            return "Reading the files…"
        if self._sync_error:
            return f"{self._sync_error}\n\nR tries again."
        roots = "\n".join(str(root) for root in self.library.roots)
        return (
            f"No articles found in\n{roots}\n\nPut text, Markdown, HTML or feed files there "
            "and press R, or open another folder: newsreader PATH"
        )

    @on(VirtualList.Chosen, "#sources")
    def _source_chosen(self, event: VirtualList.Chosen) -> None:
        part = self.source_list.part_at(event.index)
        if part is not None:
            self.show(part)
            self._go_to(LIST)

    @on(VirtualList.Moved, "#sources")
    def _source_under_cursor(self, event: VirtualList.Moved) -> None:
        part = self.source_list.part_at(event.index)
        if part is not None and self.has_class("-wide"):
            self.show(part)

    # -- the article

    @on(ListPane.Current)
    def _article_current(self, event: ListPane.Current) -> None:
        self.show_article(event.number)
        if event.chosen:
            self._go_to(ARTICLE)

    def show_article(self, number: int | None) -> None:
        """Show an article in the pane; with the words searched for marked, in a search."""
        if not self._is_complete:
            return
        self._stop_reading()
        found = self.list_pane.found
        kinds = found.kinds if found is not None else ()
        self.article_view.open(number, self.list_pane.hits, kinds=kinds)

    def on_article_pane_shown(self, event: ArticlePane.Shown) -> None:
        """Say how far it is read, and begin to read it."""
        self.call_after_refresh(self._show_status)
        if event.entry is not None:
            self._start_reading(event.entry)

    @on(Said)
    def _said(self, event: Said) -> None:
        self.say(event.text, error=event.error)

    def on_article_scroll_scrolled(self) -> None:
        """Say how far it is read."""
        self._show_status()

    # -- searching

    def action_search(self) -> None:
        """Put the focus into the search bar."""
        self.set_focus(self.search_bar)

    def action_filter(self) -> None:
        """Narrow what is listed."""
        self.list_pane.ask_filter()

    @on(SearchBar.Wanted)
    def _search_wanted(self, event: SearchBar.Wanted) -> None:
        if event.now:
            self._remember_search()
            self._go_to(LIST)
            self._open_best(event.query)
        else:
            self.list_pane.seek(event.query)

    @work(exclusive=True, group="best")
    async def _open_best(self, query: str) -> None:
        """Open the best hit of a finished query, then let the keys act that were pressed since."""
        try:
            best = await self.list_pane.find(query)
            if best is not None:
                self._go_to(ARTICLE)
                self.show_article(best)
                await self.article_view.opened()
        finally:
            self.call_after_refresh(self.post_message, CaughtUp())

    @on(ListPane.Answered)
    def _search_answered(self, event: ListPane.Answered) -> None:
        found = event.found
        if found is not None:
            self.search_bar.show_problems(event.query, found.problems)
        if event.query and found is not None and found.hits:
            self.show_facets(True)
            self._count_facets(event.query, found)
        else:
            self.show_facets(False)
        self._rest_later()

    def _rest_later(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST_AFTER, self._rest)

    @work(group="rest")
    async def _rest(self) -> None:
        """Give back the memory that searching and counting took."""
        await asyncio.to_thread(self.library.rest)

    @work(exclusive=True, group="facets")
    async def _count_facets(self, query: str, found: Found) -> None:
        self.facet_list.show(await asyncio.to_thread(self.library.facets, query, found=found))

    @on(VirtualList.Chosen, "#facets")
    async def _facet_chosen(self, event: VirtualList.Chosen) -> None:
        facet, query = self.facet_list.facet_at(event.index), self.search_bar.value
        if facet is not None:
            query = await asyncio.to_thread(self.library.toggled, query, facet.term)
            self.search_bar.put(query)

    @on(SearchBar.SuggestionTaken)
    def action_take_suggestion(self) -> None:
        """Search for what was probably meant."""
        if self.list_pane.suggestion:
            self.search_bar.put(self.list_pane.suggestion)

    def action_similar(self, event: bool = False) -> None:
        """List what is like the current article, or on the same event in other words."""
        number = self.article_list.current
        row = self.article_list.row(number) if number is not None else None
        if row is None:
            self.say("There is no article to find others like it")
        else:
            self._go_to(LIST)
            self.list_pane.show_similar(row.number, row.title, event=event)

    @on(SearchBar.Left)
    def _to_results(self) -> None:
        self._remember_search()
        self._go_to(LIST)

    @work(group="history")
    async def _remember_search(self) -> None:
        if query := self.search_bar.value.strip():
            await asyncio.to_thread(self.library.remember, query)

    @on(SearchBar.Cleared)
    def _end_search(self) -> None:
        with self.prevent(SearchBar.Changed):
            self.search_bar.value = ""
        self.list_pane.end_search()
        self._go_to(LIST)

    # -- moving between articles

    def action_back(self) -> None:
        """One step back: article, then search, then nothing more."""
        self.step_back()

    def step_back(self) -> bool:
        """Go one step back.

        Returns:
            False if there is nothing to go back from.
        """
        if self._pane() != LIST:
            self._go_to(LIST)
            return True
        if self.article_list.selected:
            self.article_list.select(())
            return True
        if self.list_pane.end_filter():
            return True
        if self.list_pane.searching:
            self._end_search()
            return True
        return False

    def action_step_unread(self, direction: int) -> None:
        """To the next (1) or previous (-1) unread article; in a search, to the next hit."""
        if self.list_pane.found is None and not self.article_view.finding:
            self.list_pane.step_unread(direction)
        elif not self.article_view.scroll_to_hit(direction=direction):
            self.list_pane.step(direction)

    def action_step_source(self, direction: int) -> None:
        """To the next (1) or previous (-1) source with unread articles."""
        rows = self.source_list.sources_with_unread()
        cursor = self.source_list.cursor
        ahead = [row for row in rows if (row > cursor if direction > 0 else row < cursor)]
        target = ahead[:1] if direction > 0 else ahead[-1:]
        part = self.source_list.part_at(target[0]) if target else None
        if part is None:
            self.say("No other source with unread articles that way")
            return
        self.show(part)

    def action_view(self, view: str) -> None:
        """Show the unread, all or the starred articles."""
        self.show(LibraryScope(view=View(view)))

    def action_read_on(self) -> None:
        """Page down; at the end of the article, to the next unread one."""
        if self.article_view.entry is None or not self.article_view.read_on():
            self.list_pane.step_unread(1, around=True)

    def action_fold(self, what: str) -> None:
        """Open or close the story in the list; the sections of the article elsewhere, and where
        the article in the list has no copies."""
        current = self.article_list.current
        row = self.article_list.row(current) if current is not None else None
        if self.article_list.has_focus and row is not None and row.story is not None:
            self.list_pane.fold(what)
            return
        self.article_view.fold_or_say(what)

    # -- keeping up to date

    def action_refresh_library(self) -> None:
        """Look for changed files now."""
        if self.sync_progress.running:
            self.say("Already looking for changed files")
        self.sync_progress.start(asked=True)

    @on(SyncProgress.Arrived)
    def _articles_arrived(self) -> None:
        self.list_pane.arrived()
        self.count()

    @on(SyncProgress.Ended)
    def _synchronised(self, event: SyncProgress.Ended) -> None:
        self._sync_error = event.error
        if event.error:
            self.say(event.error, error=True)
        elif event.asked and event.result is not None:
            self.say(_changes(event.result))
        self.list_pane.settled()
        self.count()
        self._rest_later()

    # -- the bottom line

    def describe(self, action: Action) -> str:
        """What an action would do now, in a few words."""
        if action.action.startswith("mark_read"):
            which = action.id.removeprefix("read-")
            count = self.list_pane.count_of(which)
            if count is None:
                self._count_late(which)
            return f"{which} {wording.count(count)}" if count is not None else which
        return action.help

    @work(exclusive=True, group="count-part")
    async def _count_late(self, which: str) -> None:
        """Say how many there are once that is known, if the keys are still waited for."""
        count = len(await self.list_pane.part(which))
        self.status_line.add_to_hint(which, f"{which} {wording.count(count)}")

    @on(ArticleList.Selected)
    def _show_status(self) -> None:
        progress = self.article_view.progress if self._is_complete else None
        of_this = ""
        if progress is not None and self.query_one("#article-place").display:
            of_this = f" · {progress:2} %" + (" of this one" if self.has_class("-wide") else "")
        selected = len(self.article_list.selected)
        picked = f"{wording.count(selected)} selected · " if selected else ""
        self.status_line.show(f"{picked}{wording.count(self._unread)} unread{of_this}")


def _changes(result: SyncResult) -> str:
    numbers = ((result.added, "new"), (result.updated, "changed"), (result.removed, "gone"))
    changes = [f"{wording.count(number)} {what}" for number, what in numbers if number]
    return ", ".join(changes) or "Nothing has changed"
