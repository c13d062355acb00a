"""The main screen: sources, articles, article, and the search bar above them.

It keeps what is being looked at (a scope, or a search within the library), asks the library for it
in workers, and hands the answers to the widgets. Nothing here reads the disk on the interface's own
thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from newsreader.errors import NewsreaderError
from newsreader.library import (
    Counts,
    Found,
    Library,
    SourceRow,
    SyncResult,
    Undone,
    View,
)
from newsreader.library import Scope as LibraryScope
from newsreader.tui import wording
from newsreader.tui.keys import Action, Scope, bindings
from newsreader.tui.services import Services
from newsreader.tui.widgets.article_list import ArticleList, Listed
from newsreader.tui.widgets.article_pane import ArticlePane
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.search_bar import SearchBar
from newsreader.tui.widgets.source_list import SourceList
from newsreader.tui.widgets.status_line import StatusLine
from newsreader.tui.widgets.sync_progress import SyncProgress
from newsreader.tui.widgets.virtual_list import VirtualList

_TYPING_PAUSE = 0.12
"""Seconds without a key press before a search starts: 7 key presses then start 1 search."""
_ERROR_SECONDS = 15.0

_SOURCES, _LIST, _ARTICLE = range(3)
"""The panes, from left to right."""

_MARKS = {
    "read": ("read", "1", "mark read"),
    "unread": ("read", None, "mark unread"),
    "star": ("starred", "1", "star"),
    "unstar": ("starred", None, "unstar"),
}
"""What a key does → field, value, the verb undo names it by."""

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


class MainScreen(Screen[None]):
    """Everything is read from here."""

    KEY_SCOPE = Scope.MAIN
    BINDINGS = bindings(Scope.MAIN)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]

    source_list = getters.query_one("#sources", SourceList)
    article_list = getters.query_one("#articles", ArticleList)
    article_view = getters.query_one("#article", ArticlePane)
    search_bar = getters.query_one("#search", SearchBar)
    sync_progress = getters.query_one("#progress", SyncProgress)
    status_line = getters.query_one("#bottom", StatusLine)

    def __init__(self, library: Library, services: Services) -> None:
        super().__init__()
        self.library = library
        self._services = services
        self._scope = LibraryScope()
        # What the list shows; another than the scope while that is being fetched.
        self._listed: LibraryScope | None = None
        self._found: Found | None = None
        self._before: _Before | None = None
        self._total = 0
        self._unread = 0
        self._sync_error = ""
        # Whether a list that was empty fills for the first time: until a key is pressed, its
        # newest article stays on top and is the one shown.
        self._filling = False
        self._read_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Top line, panes, bottom line."""
        with Horizontal(id="top"):
            yield Static("newsreader", id="name")
            yield SearchBar(id="search")
            yield SyncProgress(self.library, self._services.synchronise, id="progress")
        with Horizontal(id="panes"):
            yield SourceList(id="sources")
            with Vertical(id="list-pane"):
                yield Static("", id="list-heading")
                yield ArticleList(self._fetch_rows, self._services.clock, id="articles")
            yield ArticlePane(self.library, self._services, id="article")
        yield StatusLine(id="bottom")

    def on_mount(self) -> None:
        """Show what is known, then look for what is new."""
        self._go_to(_LIST)
        self.show_scope(LibraryScope())
        self.sync_progress.start()
        for warning in self.library.warnings:
            self.app.notify(warning, severity="warning", markup=False, timeout=12)

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """Leave the screen's keys out of the footer while they are letters of a query."""
        typing = self.is_mounted and isinstance(self.focused, SearchBar)
        return not typing or action in ("pane", "scroll_article")

    # -- what is listed

    @work(exclusive=True, group="list")
    async def show_scope(self, scope: LibraryScope) -> None:
        """List a view or a source, from its newest article."""
        self._scope = scope
        self._found = None
        self._before = None
        self._read_counts(await asyncio.to_thread(self._counts))
        numbers = await asyncio.to_thread(self.library.list, scope)
        self._listed = scope
        self.article_list.show(numbers, scroll=0)
        self._filling = not numbers
        self._list_changed()

    @work(exclusive=True, group="refresh")
    async def refresh_list(self) -> None:
        """List anew what has arrived; what stands on the screen stays where it is."""
        self._read_counts(await asyncio.to_thread(self._counts))
        scope, shown = self._scope, list(self.article_list.numbers)
        if self._listed == scope and self._found is None:
            numbers = await asyncio.to_thread(self.library.list, scope, shown)
            # Another list may have been asked for meanwhile, and must not be mixed with this one.
            still = self._listed == self._scope == scope and self._found is None
            if still and numbers != shown and self._filling:
                self.article_list.show(numbers, scroll=0)
                self._list_changed()
            elif still and numbers != shown:
                self.article_list.extend(numbers)
                self._list_changed(moved=not shown)
        self._describe_list()

    def _counts(self) -> tuple[Counts, Sequence[SourceRow]]:
        return self.library.counts(), self.library.sources()

    def _read_counts(self, answer: tuple[Counts, Sequence[SourceRow]]) -> None:
        counts, sources = answer
        self._total, self._unread = counts.all, counts.unread
        self.source_list.show(counts, sources, self._scope)
        self._show_status()

    def _list_changed(self, moved: bool = True) -> None:
        self._describe_list()
        if not self.article_list.numbers:
            self.article_list.say_when_empty(self._why_empty())
        if moved or not self.article_list.numbers:
            self.show_article(self.article_list.current)

    def _why_empty(self) -> str:
        if self._found is not None:
            problems = "".join(f"{problem.message}\n\n" for problem in self._found.problems)
            return f"Nothing found for {self._found.query}.\n\n{problems}esc brings the list back."
        if self.sync_progress.running and not self._total:
            return "Reading the files…"
        if not self._total and self._sync_error:
            return f"{self._sync_error}\n\nR tries again."
        if not self._total:
            roots = "\n".join(str(root) for root in self.library.roots)
            return (
                f"No articles found in\n{roots}\n\nPut text, Markdown, HTML or feed files there "
                "and press R, or open another folder: newsreader PATH"
            )
        return _EMPTY[self._scope.view]

    def _describe_list(self) -> None:
        if self._found is not None:
            found = self._found
            text = (
                f"{wording.count(found.total)} of {wording.count(self._total)} · "
                f"{found.query.strip()} · {found.ms:.0f} ms"
            )
            if found.problems:
                text = f"{found.problems[0].message} · {text}"
        else:
            name = self.source_list.name_of(self._scope) or str(self._scope.view)
            text = f"{name.upper()} · newest first"
        self.query_one("#list-heading", Static).update(wording.line(text))

    def _fetch_rows(self, numbers: Sequence[int]) -> list[Listed]:
        """What the rows of these articles show. Runs in a thread."""
        found = self._found
        listed = []
        for row in self.library.rows(numbers):
            if found is None:
                listed.append(Listed(row))
                continue
            snippet = self.library.snippet(row.number, found)
            listed.append(
                Listed(
                    row,
                    found.highlighter.spans(row.title),
                    snippet.text if snippet else "",
                    snippet.spans if snippet else (),
                )
            )
        return listed

    # -- the article

    @on(VirtualList.Moved, "#articles")
    def _article_under_cursor(self) -> None:
        self._filling = False
        self.show_article(self.article_list.current)

    @on(VirtualList.Chosen, "#articles")
    def _article_chosen(self) -> None:
        self.show_article(self.article_list.current, at_once=True)
        self._go_to(_ARTICLE)

    @on(VirtualList.Chosen, "#sources")
    def _source_chosen(self, event: VirtualList.Chosen) -> None:
        scope = self.source_list.scope_at(event.index)
        if scope is not None:
            self._leave_search()
            self.show_scope(scope)
            self._go_to(_LIST)

    @on(VirtualList.Moved, "#sources")
    def _source_under_cursor(self, event: VirtualList.Moved) -> None:
        scope = self.source_list.scope_at(event.index)
        if scope is not None and self.has_class("-wide"):
            self._leave_search()
            self.show_scope(scope)

    def show_article(self, number: int | None, at_once: bool = False) -> None:
        """Show an article in the pane; with the words searched for marked, in a search."""
        self._stop_reading()
        hits = self._found.highlighter.spans if self._found is not None else None
        self.article_view.open(number, hits, at_once=at_once)

    @on(ArticlePane.Shown)
    def _article_shown(self, event: ArticlePane.Shown) -> None:
        self.call_after_refresh(self._show_status)
        self._start_reading(event.entry.number, event.entry.read)

    @on(ArticlePane.Said)
    def _article_said(self, event: ArticlePane.Said) -> None:
        self.say(event.text, error=event.error)

    def _start_reading(self, number: int, read: bool) -> None:
        """Have the article marked read, if it stays on the screen for a moment."""
        self._stop_reading()
        seconds = self._services.settings.mark_read_after
        on_screen = not self.has_class("-narrow") or self.has_class("-at-article")
        if not read and seconds >= 0 and on_screen:
            mark = partial(self._mark, [number], "read")
            self._read_timer = self.set_timer(max(seconds, 0.01), mark)

    def _stop_reading(self) -> None:
        if self._read_timer is not None:
            self._read_timer.stop()

    @on(ArticleView.Scrolled)
    def _article_scrolled(self) -> None:
        self._show_status()

    # -- searching

    def action_search(self) -> None:
        """Put the focus into the search bar."""
        self.set_focus(self.search_bar)

    @on(SearchBar.Wanted)
    def _search_wanted(self, event: SearchBar.Wanted) -> None:
        if event.query.strip():
            self.search(event.query, event.now)
        else:
            self._end_search()

    @work(exclusive=True, group="search")
    async def search(self, query: str, now: bool) -> None:
        """Answer a query; the latest wins."""
        if not now:
            await asyncio.sleep(_TYPING_PAUSE)
        elif self._found is not None and self._found.query == query:
            self._open_best()
            return
        try:
            found = await asyncio.to_thread(self.library.search, query, typing=not now)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        if self._before is None:
            shown = self.article_list
            self._before = _Before(shown.numbers, shown.current, int(shown.scroll_offset.y))
        self._found = found
        self.article_list.show([hit.number for hit in found.hits], scroll=0, snippets=True)
        self._list_changed()
        if now:
            self._open_best()

    def _open_best(self) -> None:
        if self.article_list.numbers:
            self.show_article(self.article_list.current, at_once=True)
            self._go_to(_ARTICLE)

    @on(SearchBar.Left)
    def _to_results(self) -> None:
        self._go_to(_LIST)

    @on(SearchBar.Cleared)
    def _search_cleared(self) -> None:
        self._end_search()
        self._go_to(_LIST)

    def _leave_search(self) -> None:
        """Forget the search; another list is about to be shown."""
        self.workers.cancel_group(self, "search")
        self._found = None
        self._before = None
        with self.prevent(SearchBar.Changed):
            self.search_bar.value = ""

    def _end_search(self) -> None:
        """Bring the list back as it was."""
        before = self._before
        self._leave_search()
        if before is None:
            return
        self.article_list.show(before.numbers, current=before.current, scroll=before.scroll)
        self._list_changed()
        self.refresh_list()

    # -- marks

    def action_mark(self, what: str) -> None:
        """Mark the article under the cursor, and advance."""
        number = self.article_list.current
        if number is None:
            return
        if what == "star":
            row = self.article_list.row(number)
            what = "unstar" if row is not None and row.starred else "star"
        self._stop_reading()
        self._mark([number], what)
        self.article_list.action_cursor_down()

    def action_mark_all_read(self) -> None:
        """Mark all listed articles read."""
        numbers = list(self.article_list.numbers)
        if numbers:
            self._mark(numbers, "read", say=True)

    @work(group="marks")
    async def _mark(self, numbers: Sequence[int], what: str, say: bool = False) -> None:
        field, value, verb = _MARKS[what]
        try:
            changed = await asyncio.to_thread(self._store, numbers, field, value, verb)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        if say:
            articles = wording.plural(changed, "article")
            self.say(f"Marked {articles} read · U takes it back")
        self._marks_changed()

    def _store(self, numbers: Sequence[int], field: str, value: str | None, verb: str) -> int:
        return self.library.mark([row.id for row in self.library.rows(numbers)], field, value, verb)

    @work(exclusive=True, group="counts")
    async def _marks_changed(self) -> None:
        self.article_list.reload()
        self._read_counts(await asyncio.to_thread(self._counts))

    @work(group="marks")
    async def action_undo(self) -> None:
        """Take back the last mark."""
        await self._travel("Undone", self.library.undo, "Nothing to undo")

    @work(group="marks")
    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self._travel("Done again", self.library.redo, "Nothing to redo")

    async def _travel(self, what: str, step: Callable[[], Undone | None], nothing: str) -> None:
        self._stop_reading()
        try:
            undone = await asyncio.to_thread(step)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        if undone is None:
            self.say(nothing)
            return
        self.say(f"{what}: {undone.verb}, {wording.plural(undone.articles, 'article')}")
        self._marks_changed()
        await self.article_view.follow_marks()

    # -- moving between panes and articles

    def _panes(self) -> list[Widget]:
        return [self.source_list, self.article_list, self.article_view]

    def _pane(self) -> int:
        focused = self.focused
        for index, pane in enumerate(self._panes()):
            if focused is not None and pane in focused.ancestors_with_self:
                return index
        return _LIST

    def _go_to(self, pane: int) -> None:
        """Put the focus on a pane, and show it where it is not shown beside the others."""
        self._show_pane(pane)
        widget = self._panes()[pane]
        if widget.region:
            self.set_focus(widget)
        else:
            # What is not shown yet cannot keep the focus.
            self.call_after_refresh(self.set_focus, widget)

    def _show_pane(self, pane: int) -> None:
        self.set_class(pane == _SOURCES, "-at-sources")
        self.set_class(pane == _ARTICLE, "-at-article")
        if pane == _ARTICLE and self.has_class("-narrow"):
            self.show_article(self.article_list.current, at_once=True)

    def on_descendant_focus(self) -> None:
        """Show the pane that has got the focus, by a click for instance."""
        self._show_pane(self._pane())

    def action_pane(self, direction: int) -> None:
        """Put the focus on the next (1) or previous (-1) pane."""
        self._go_to(max(_SOURCES, min(_ARTICLE, self._pane() + direction)))

    def action_back(self) -> None:
        """One step back: article, then search, then nothing more."""
        self.step_back()

    def step_back(self) -> bool:
        """Go one step back.

        Returns:
            False if there is nothing to go back from.
        """
        if self._pane() != _LIST:
            self._go_to(_LIST)
            return True
        if self._found is not None or self._before is not None:
            self._end_search()
            return True
        return False

    def action_step_unread(self, direction: int) -> None:
        """To the next (1) or previous (-1) unread article; in a search, to the next hit."""
        if self._found is not None:
            if not self.article_view.scroll_to_hit(direction=direction):
                self.article_list.move_to(self.article_list.cursor + direction, direction)
            return
        self._step_unread(direction)

    @work(exclusive=True, group="step")
    async def _step_unread(self, direction: int) -> None:
        numbers = self.article_list.numbers
        start = self.article_list.cursor
        ahead = numbers[start + 1 :] if direction > 0 else list(reversed(numbers[:start]))
        for offset in range(0, len(ahead), 500):
            rows = await asyncio.to_thread(self.library.rows, ahead[offset : offset + 500])
            unread = next((row.number for row in rows if not row.read), None)
            if unread is not None:
                step = offset + 1 + ahead[offset : offset + 500].index(unread)
                self.article_list.move_to(start + direction * step, direction)
                return
        self.say(
            "No more unread articles here · ] next source"
            if direction > 0
            else "No unread articles above"
        )

    def action_step_source(self, direction: int) -> None:
        """To the next (1) or previous (-1) source with unread articles."""
        rows = self.source_list.sources_with_unread()
        cursor = self.source_list.cursor
        ahead = [row for row in rows if (row > cursor if direction > 0 else row < cursor)]
        target = ahead[:1] if direction > 0 else ahead[-1:]
        scope = self.source_list.scope_at(target[0]) if target else None
        if scope is None:
            self.say("No other source with unread articles that way")
            return
        self._leave_search()
        self.show_scope(scope)

    def action_view(self, view: str) -> None:
        """Show the unread, all or the starred articles."""
        self._leave_search()
        self.show_scope(LibraryScope(view=View(view)))

    def action_scroll_article(self, direction: int) -> None:
        """Scroll the article while the list keeps the focus."""
        self.article_view.scroll_relative(y=direction * 3, animate=False)

    def action_read_on(self) -> None:
        """Page down; at the end of the article, to the next unread one."""
        if self.article_view.entry is None or not self.article_view.read_on():
            self._step_unread(1)

    # -- what the article pane does

    def action_fold(self, what: str) -> None:
        """Open or close folded sections."""
        self.article_view.fold_or_say(what)

    def action_always_show(self) -> None:
        """Open this kind of section in every article of the source, or fold it again."""
        self.article_view.always_show()

    def action_step_section(self, direction: int) -> None:
        """To the next (1) or previous (-1) folded section."""
        self.article_view.step_section_or_say(direction)

    def action_whole(self) -> None:
        """Show the whole page as it came; the second time, the article again."""
        self.article_view.toggle_whole()

    def action_open_original(self) -> None:
        """Open the article's address in the browser."""
        self.article_view.open_original()

    def action_copy_url(self) -> None:
        """Copy the article's address."""
        self.article_view.copy_address()

    # -- keeping up to date

    def action_refresh_library(self) -> None:
        """Look for changed files now."""
        if self.sync_progress.running:
            self.say("Already looking for changed files")
        self.sync_progress.start(asked=True)

    @on(SyncProgress.Arrived)
    def _articles_arrived(self) -> None:
        self.refresh_list()

    @on(SyncProgress.Ended)
    def _synchronised(self, event: SyncProgress.Ended) -> None:
        self._sync_error = event.error
        if event.error:
            self.say(event.error, error=True)
        elif event.asked and event.result is not None:
            self.say(_changes(event.result))
        self._filling = self._filling and not self.article_list.numbers
        self.refresh_list()
        if not self.article_list.numbers:
            self._list_changed(moved=False)

    # -- the bottom line

    def say(self, message: str, *, error: bool = False) -> None:
        """Say something quietly, in the bottom line; an error in a box that stays longer."""
        if error:
            self.app.notify(message, severity="error", markup=False, timeout=_ERROR_SECONDS)
        else:
            self.status_line.say(message)

    def describe(self, action: Action) -> str:
        """What an action would do now, in a few words."""
        if action.id == "mark-all-read":
            articles = wording.plural(len(self.article_list.numbers), "listed article")
            return f"Mark {articles} read"
        return action.help

    def _show_status(self) -> None:
        progress = self.article_view.progress
        of_this = "" if progress is None else f" · {progress} % of this one"
        self.status_line.show(f"{wording.count(self._unread)} unread{of_this}")


def _changes(result: SyncResult) -> str:
    numbers = ((result.added, "new"), (result.updated, "changed"), (result.removed, "gone"))
    changes = [f"{wording.count(number)} {what}" for number, what in numbers if number]
    return ", ".join(changes) or "Nothing has changed"
