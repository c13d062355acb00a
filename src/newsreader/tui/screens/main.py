"""The main screen: sources, articles, article, and the search bar above them.

It puts the parts together: what one of them says is passed on to the others, and every key of the
screen is handed to the part it concerns. Nothing here reads the disk on the interface's own thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from newsreader.errors import NewsreaderError
from newsreader.library import Completion, Counts, Library, SavedSearch, SourceRow, SyncResult, View
from newsreader.library import Scope as LibraryScope
from newsreader.tui import verbs, wording
from newsreader.tui.command_line import complete_command, parse_command
from newsreader.tui.keys import Action, Scope, bindings
from newsreader.tui.messages import Marked, Said
from newsreader.tui.screens.compare import CompareScreen
from newsreader.tui.services import Services
from newsreader.tui.verbs import VERBS, Targets, Verb
from newsreader.tui.widgets.article_list import ArticleList
from newsreader.tui.widgets.article_pane import ArticlePane
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.completing import one_of
from newsreader.tui.widgets.facet_list import FacetList
from newsreader.tui.widgets.list_pane import ListPane
from newsreader.tui.widgets.prompt import Prompt
from newsreader.tui.widgets.search_bar import SearchBar
from newsreader.tui.widgets.source_list import SourceList
from newsreader.tui.widgets.status_line import StatusLine
from newsreader.tui.widgets.sync_progress import SyncProgress
from newsreader.tui.widgets.virtual_list import VirtualList

_ERROR_SECONDS = 15.0
_FIRST_LOOK = 0.5
"""Seconds the first paint waits for the list; on a disk that is slower it comes without."""

_SOURCES, _LIST, _ARTICLE = range(3)
"""The panes, from left to right."""


class MainScreen(Screen[None]):
    """Everything is read from here."""

    KEY_SCOPE = Scope.MAIN
    BINDINGS = bindings(Scope.MAIN)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]

    source_list = getters.query_one("#sources", SourceList)
    list_pane = getters.query_one("#list-pane", ListPane)
    article_list = getters.query_one("#articles", ArticleList)
    article_view = getters.query_one("#article", ArticlePane)
    facet_list = getters.query_one("#facets", FacetList)
    prompt = getters.query_one("#prompt", Prompt)
    search_bar = getters.query_one("#search", SearchBar)
    sync_progress = getters.query_one("#progress", SyncProgress)
    status_line = getters.query_one("#bottom", StatusLine)

    def __init__(self, library: Library, services: Services) -> None:
        super().__init__()
        self.library = library
        self._services = services
        self._last: Verb | None = None
        self._total = 0
        self._unread = 0
        self._sync_error = ""
        self._read_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Top line, panes, bottom line."""
        with Horizontal(id="top"):
            yield Static("newsreader", id="name")
            yield SearchBar(self.library.complete, self.library.history, id="search")
            yield SyncProgress(self.library, self._services.synchronise, id="progress")
        with Horizontal(id="panes"):
            yield SourceList(id="sources", classes="side")
            yield FacetList(id="facets", classes="side")
            yield ListPane(self.library, self._services, id="list-pane")
            yield ArticlePane(self.library, self._services, id="article")
        yield Prompt(id="prompt")
        yield StatusLine(id="bottom")

    def on_mount(self) -> None:
        """Show what is known, then look for what is new."""
        self._go_to(_LIST)
        look = self.library.first_look(_FIRST_LOOK)
        if look is None:
            self.list_pane.show_scope(LibraryScope())
        else:
            self._show_counts(look.counts, [(saved, 0) for saved in look.searches], look.sources)
            self.list_pane.begin(look)
        self.sync_progress.start()
        for warning in self.library.warnings:
            self.app.notify(warning, severity="warning", markup=False, timeout=12)

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """Leave the screen's keys out of the footer while they are letters of a query."""
        typing = self.is_mounted and isinstance(self.focused, Input)
        return not typing or action in ("pane", "scroll_article")

    # -- what is listed

    def show(self, what: LibraryScope | SavedSearch) -> None:
        """List a view, a source or a saved search."""
        with self.prevent(SearchBar.Changed):
            self.search_bar.value = ""
        self.remove_class("-searching")
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
        self._total, self._unread = counts.all, counts.unread
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
        return library.counts(), searches, library.sources()

    def _why_nothing(self) -> str:
        """Why there is no article at all; empty if there are some."""
        if self._total:
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
            self._go_to(_LIST)

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
            self._go_to(_ARTICLE)

    def show_article(self, number: int | None) -> None:
        """Show an article in the pane; with the words searched for marked, in a search."""
        self._stop_reading()
        found = self.list_pane.found
        kinds = found.kinds if found is not None else ()
        self.article_view.open(number, self.list_pane.hits, kinds=kinds)

    @on(ArticlePane.Shown)
    def _article_shown(self, event: ArticlePane.Shown) -> None:
        self.call_after_refresh(self._show_status)
        self._start_reading(event.entry.number, event.entry.read)

    @on(Said)
    def _said(self, event: Said) -> None:
        self.say(event.text, error=event.error)

    def _start_reading(self, number: int, read: bool) -> None:
        """Have the article marked read, if it stays on the screen for a moment."""
        self._stop_reading()
        seconds = self._services.settings.mark_read_after
        on_screen = not self.has_class("-narrow") or self.has_class("-at-article")
        if not read and seconds >= 0 and on_screen:
            targets = self.article_list.targets_of([number])
            mark = partial(self._mark, targets, VERBS["read"])
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

    def action_filter(self) -> None:
        """Narrow what is listed."""
        self.list_pane.ask_filter()

    @on(SearchBar.Wanted)
    def _search_wanted(self, event: SearchBar.Wanted) -> None:
        self.list_pane.seek(event.query, now=event.now)
        if event.now:
            self._remember_search()

    @on(ListPane.Answered)
    def _search_answered(self, event: ListPane.Answered) -> None:
        self.set_class(bool(event.query), "-searching")
        if event.found is not None:
            self.search_bar.show_problems(event.query, event.found.problems)
        if event.query:
            self._show_facets(event.query)

    @work(exclusive=True, group="facets")
    async def _show_facets(self, query: str) -> None:
        self.facet_list.show(await asyncio.to_thread(self.library.facets, query))

    @on(VirtualList.Chosen, "#facets")
    def _facet_chosen(self, event: VirtualList.Chosen) -> None:
        facet = self.facet_list.facet_at(event.index)
        if facet is not None:
            self.search_bar.put(self.library.toggled(self.search_bar.value, facet.term))

    @on(SearchBar.SuggestionTaken)
    def action_take_suggestion(self) -> None:
        """Search for what was probably meant."""
        if self.list_pane.suggestion:
            self.search_bar.put(self.list_pane.suggestion)

    def action_similar(self) -> None:
        """List what is like the current article."""
        number = self.article_list.current
        row = self.article_list.row(number) if number is not None else None
        if row is None:
            self.say("There is no article to find others like it")
        else:
            self._go_to(_LIST)
            self.list_pane.show_similar(row.number, row.title)

    @on(SearchBar.Left)
    def _to_results(self) -> None:
        self._remember_search()
        self._go_to(_LIST)

    @work(group="history")
    async def _remember_search(self) -> None:
        if query := self.search_bar.value.strip():
            await asyncio.to_thread(self.library.remember, query)

    @on(SearchBar.Cleared)
    def _end_search(self) -> None:
        with self.prevent(SearchBar.Changed):
            self.search_bar.value = ""
        self.list_pane.end_search()
        self._go_to(_LIST)

    @work(exclusive=True, group="prompt")
    async def action_save_search(self) -> None:
        """Give the search a name, to find it among the sources from now on."""
        query = self.list_pane.asked
        if not query:
            self.say("Search or filter first, then + saves that")
            return
        saved = self.list_pane.saved
        name = await self.prompt.ask(f"Save {query} as", value=saved.name if saved else "")
        if not name:
            return
        try:
            await asyncio.to_thread(self.library.save_search, name, query)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        self.say(f"Saved as {name} · @{name} in a query stands for it · U takes it back")
        self.count()

    # -- marks

    def action_mark(self, name: str) -> None:
        """Do a verb to the articles selected, or to the one under the cursor, and advance."""
        targets = self.article_list.targets
        verb = VERBS[name]
        row = self.article_list.row(targets.numbers[0]) if targets else None
        if verb.undone_by and row is not None and verb.has(row):
            verb = VERBS[verb.undone_by]
        self._do(verb)

    def action_archive_story(self) -> None:
        """Archive the story: every copy of it."""
        targets = self.article_list.targets
        self._do(VERBS["done"], Targets(stories=targets.numbers))

    def action_repeat(self) -> None:
        """Do the last verb again."""
        if self._last is None:
            self.say("There is no verb to repeat yet")
        else:
            self._do(self._last)

    @work(exclusive=True, group="prompt")
    async def action_tag(self) -> None:
        """Give the articles a tag."""
        if self.article_list.targets:
            name = await self.prompt.ask("Tag", complete=self._complete_tag)
            if name:
                self._do(verbs.tag(name))

    @work(exclusive=True, group="prompt")
    async def action_untag(self) -> None:
        """Take a tag away from the articles."""
        rows = map(self.article_list.row, self.article_list.targets.numbers)
        tags = list(dict.fromkeys(tag for row in rows if row for tag in row.tags))
        if not tags:
            self.say("There is no tag to remove here")
            return
        name = await self.prompt.ask("Remove the tag", value=tags[0], complete=one_of(tags))
        if name:
            self._do(verbs.untag(name))

    def _complete_tag(self, text: str, cursor: int) -> Sequence[Completion]:
        tags = {tag.name: tag.articles for tag in self.library.tags()}
        return one_of(list(tags), tags)(text, cursor)

    @work(exclusive=True, group="prompt")
    async def action_command(self) -> None:
        """Do a verb to what a query finds, or to the articles at hand."""
        complete = complete_command(
            self.library.complete, lambda: [tag.name for tag in self.library.tags()]
        )
        text = await self.prompt.ask(":", complete=complete, hint="read source:cbc older:2w")
        if not text:
            return
        try:
            command = parse_command(text)
            if not command.query:
                self._do(command.verb)
                return
            found = await asyncio.to_thread(self.library.search, command.query, nearly=False)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        if found.problems:
            self.say(f"Nothing was done: {found.problems[0].message}", error=True)
        elif not found.hits:
            self.say(f"Nothing found for {command.query}")
        else:
            articles = wording.plural(found.total, "article")
            sure = await self.prompt.ask(f"{command.verb.name} {articles}? enter does it, esc not")
            if sure is not None:
                self._mark(Targets([hit.number for hit in found.hits]), command.verb, say=True)

    def _do(self, verb: Verb, targets: Targets | None = None) -> None:
        """Do a verb to what it is meant for; a single article is advanced from."""
        selected = self.article_list.selected
        targets = targets or self.article_list.targets
        if not targets:
            return
        self._last = verb
        self._stop_reading()
        self._mark(targets, verb, say=bool(selected))
        if selected:
            self.article_list.select(())
        else:
            self.article_list.action_cursor_down()

    @work(exclusive=True, group="mark-read")
    async def action_mark_read(self, which: str) -> None:
        """Mark ``all`` listed articles read, or those ``below``, ``above`` or ``older``."""
        targets = self.article_list.targets_of(await self.list_pane.part(which))
        if targets:
            self._mark(targets, VERBS["read"], say=True)

    @work(group="marks")
    async def _mark(self, targets: Targets, verb: Verb, say: bool = False) -> None:
        try:
            done = await verbs.do(self.library, verb, targets)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        if say:
            self.say(done)
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.article_list.reload()
        self.post_message(Marked())

    @work(group="marks")
    async def action_undo(self) -> None:
        """Take back the last mark."""
        await self._travel(verbs.undo(self.library), "Nothing to undo")

    @work(group="marks")
    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self._travel(verbs.redo(self.library), "Nothing to redo")

    async def _travel(self, step: Awaitable[str | None], nothing: str) -> None:
        self._stop_reading()
        try:
            done = await step
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        self.say(done or nothing)
        if done:
            self._marks_changed()
            await self.article_view.follow_marks()

    # -- moving between panes and articles

    def _panes(self) -> list[Widget]:
        side = self.facet_list if self.has_class("-searching") else self.source_list
        return [side, self.article_list, self.article_view]

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
        target = self.article_view.text if pane == _ARTICLE else widget
        if widget.region:
            self.set_focus(target)
        else:
            # What is not shown yet cannot keep the focus.
            self.call_after_refresh(self.set_focus, target)

    def _show_pane(self, pane: int) -> None:
        self.set_class(pane == _SOURCES, "-at-sources")
        self.set_class(pane == _ARTICLE, "-at-article")
        if pane == _ARTICLE and self.has_class("-narrow"):
            self.show_article(self.article_list.current)

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

    def action_scroll_article(self, direction: int) -> None:
        """Scroll the article while the list keeps the focus."""
        self.article_view.scroll_lines(direction * 3)

    def action_read_on(self) -> None:
        """Page down; at the end of the article, to the next unread one."""
        if self.article_view.entry is None or not self.article_view.read_on():
            self.list_pane.step_unread(1)

    # -- what the article pane does

    def action_fold(self, what: str) -> None:
        """Open or close the story in the list, or the folded sections of the article."""
        if self.article_list.has_focus:
            self.list_pane.fold(what)
            return
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

    def action_copy_quotation(self) -> None:
        """Copy what is selected, or the first paragraph, with its source."""
        self.article_view.copy_quotation()

    def action_label_links(self) -> None:
        """Follow or copy a link by the letters put on it."""
        self.article_view.label_links()

    def action_find(self) -> None:
        """Find in the article."""
        self.article_view.find()

    def action_keep_passage(self) -> None:
        """Keep the selected passage."""
        self.article_view.keep_passage()

    # -- stories

    def action_every_copy(self) -> None:
        """Give every copy of a story a row, or every story one."""
        every = not self.list_pane.every_copy
        self.list_pane.show_every_copy(every)
        self.say("Every copy has a row · C gives each story one" if every else "A row a story")

    @work(exclusive=True, group="compare")
    async def action_compare(self) -> None:
        """Compare the articles selected, or the copies of the story under the cursor."""
        numbers: Sequence[int] = self.article_list.selected
        if not numbers and self.article_list.current is not None:
            story = await asyncio.to_thread(self.library.story, self.article_list.current)
            numbers = [copy.number for copy in story.articles]
        if len(numbers) < 2:
            self.say("There is no other copy to compare this with · v selects articles to compare")
            return
        comparison = await asyncio.to_thread(self.library.compare, numbers)
        self.app.push_screen(CompareScreen(comparison))

    @work(group="marks")
    async def action_split(self) -> None:
        """Split the article under the cursor off its story, for good."""
        number = self.article_list.current
        if number is None:
            return
        changed = await asyncio.to_thread(self.library.split, number)
        self._corrected("Split off its story · U takes it back", changed)

    @work(group="marks")
    async def action_join(self) -> None:
        """Make one story of the articles selected, for good."""
        selected = self.article_list.selected
        if len(selected) < 2:
            self.say("Select the articles that are one story with v, then X joins them")
            return
        changed = await asyncio.to_thread(self.library.join, selected)
        self._corrected("Joined in one story · U takes it back", changed)

    def _corrected(self, done: str, changed: int) -> None:
        self.say(done if changed else "That is so already")
        if changed:
            self.list_pane.show_every_copy(self.list_pane.every_copy)

    # -- keeping up to date

    def action_refresh_library(self) -> None:
        """Look for changed files now."""
        if self.sync_progress.running:
            self.say("Already looking for changed files")
        self.sync_progress.start(asked=True)

    @on(SyncProgress.Arrived)
    def _articles_arrived(self) -> None:
        self.list_pane.refresh_list()
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

    # -- the bottom line

    def say(self, message: str, *, error: bool = False) -> None:
        """Say something quietly, in the bottom line; an error in a box that stays longer."""
        if error:
            self.app.notify(message, severity="error", markup=False, timeout=_ERROR_SECONDS)
        else:
            self.status_line.say(message)

    def describe(self, action: Action) -> str:
        """What an action would do now, in a few words."""
        if action.action.startswith("mark_read"):
            which = action.id.removeprefix("read-")
            count = self.list_pane.count_of(which)
            return f"{which} {wording.count(count)}" if count is not None else which
        return action.help

    @on(ArticleList.Selected)
    def _show_status(self) -> None:
        progress = self.article_view.progress
        of_this = "" if progress is None else f" · {progress} % of this one"
        selected = len(self.article_list.selected)
        picked = f"{wording.count(selected)} selected · " if selected else ""
        self.status_line.show(f"{picked}{wording.count(self._unread)} unread{of_this}")


def _changes(result: SyncResult) -> str:
    numbers = ((result.added, "new"), (result.updated, "changed"), (result.removed, "gone"))
    changes = [f"{wording.count(number)} {what}" for number, what in numbers if number]
    return ", ".join(changes) or "Nothing has changed"
