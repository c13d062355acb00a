"""What the keys do to articles: mark them, tag them, and take it all back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import getters, on, work
from textual.screen import Screen
from textual.timer import Timer

from newsreader.errors import NewsreaderError
from newsreader.library import Completion, Entry, Library, Undone, fields
from newsreader.tui import verbs
from newsreader.tui.messages import Marked
from newsreader.tui.services import Services
from newsreader.tui.verbs import VERBS, Targets, Verb
from newsreader.tui.widgets.article_list import ArticleList
from newsreader.tui.widgets.completing import one_of
from newsreader.tui.widgets.list_pane import ListPane
from newsreader.tui.widgets.prompt import Prompt
from newsreader.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from newsreader.tui.widgets.article_pane import ArticlePane

_ERROR_SECONDS = 15.0


class TriageScreen(Screen[None]):
    """A screen with a list and an article to act on, and a line to ask and to tell in."""

    list_pane = getters.query_one("#list-pane", ListPane)
    article_list = getters.query_one("#articles", ArticleList)
    prompt = getters.query_one("#prompt", Prompt)
    status_line = getters.query_one("#bottom", StatusLine)

    def __init__(self, library: Library, services: Services) -> None:
        super().__init__()
        self.library = library
        self._services = services
        self._last: Verb | None = None
        self._read_timer: Timer | None = None

    @property
    def article_view(self) -> ArticlePane:
        """The article shown."""
        return cast("ArticlePane", self.query_one("#article"))

    def say(self, message: str, *, error: bool = False) -> None:
        """Say something quietly, in the bottom line; an error in a box that stays longer."""
        if error:
            self.app.notify(message, severity="error", markup=False, timeout=_ERROR_SECONDS)
        else:
            self.status_line.say(message)

    def _start_reading(self, entry: Entry) -> None:
        """Have the article marked read, if it stays on the screen for a moment."""
        self._stop_reading()
        settings = self._services.settings
        own = settings.of_source(entry.source.key, entry.source.name).mark_read_after
        seconds = settings.mark_read_after if own is None else own
        on_screen = not self.has_class("-narrow") or self.has_class("-at-article")
        if not entry.read and seconds >= 0 and on_screen:
            targets = self.article_list.targets_of([entry.number])
            mark = partial(self._mark, targets, VERBS["read"])
            self._read_timer = self.set_timer(max(seconds, 0.01), mark)

    def _stop_reading(self) -> None:
        if self._read_timer is not None:
            self._read_timer.stop()

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

    def question(self, asking: Coroutine[None, None, None]) -> None:
        """Have something asked that takes what is typed from this moment on."""
        self._asking(asking, self.prompt, self.prompt.begin())

    @work(exclusive=True, group="prompt")
    async def _asking(
        self, asking: Coroutine[None, None, None], prompt: Prompt, begun: int
    ) -> None:
        try:
            await asking
        finally:
            prompt.end(begun)

    def action_tag(self) -> None:
        """Give the articles a tag."""
        if self.article_list.targets:
            self.question(self._ask_tag())

    async def _ask_tag(self) -> None:
        name = await self.prompt.ask("Tag", complete=self._complete_tag)
        if not name:
            return
        try:
            self._do(verbs.tag(fields.tag_name(name)))
        except NewsreaderError as error:
            self.say(str(error), error=True)

    def action_untag(self) -> None:
        """Take a tag away from the articles."""
        rows = map(self.article_list.row, self.article_list.targets.numbers)
        tags = list(dict.fromkeys(tag for row in rows if row for tag in row.tags))
        if not tags:
            self.say("There is no tag to remove here")
        else:
            self.question(self._ask_untag(tags))

    async def _ask_untag(self, tags: Sequence[str]) -> None:
        name = await self.prompt.ask("Remove the tag", value=tags[0], complete=one_of(tags))
        if name:
            self._do(verbs.untag(name))

    def _complete_tag(self, text: str, cursor: int) -> Sequence[Completion]:
        tags = {tag.name: tag.articles for tag in self.library.tags()}
        return one_of(list(tags), tags)(text, cursor)

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
        await self._marks_changed()

    async def _marks_changed(self) -> None:
        """Show what has changed in the list, the counts and the article."""
        self.post_message(Marked())
        await self.article_view.follow_marks()

    @on(Marked)
    def _reload(self) -> None:
        self.article_list.reload()

    @work(exclusive=True, group="dialog")
    async def action_note(self) -> None:
        """Write a note on the article under the cursor."""
        from newsreader.tui.screens.note import NoteScreen

        number = self.article_list.current
        if number is None:
            self.say("There is no article here to note something on")
            return
        try:
            # What is on the screen is known, and nothing typed now may act on the list.
            shown = self.article_view.entry
            if shown is None or shown.number != number:
                shown = await asyncio.to_thread(self.library.entry, number)
            entry = shown
            before = entry.note or ""
            note = await self.app.push_screen_wait(
                NoteScreen(entry.article.title, before, self._services)
            )
            changed = await asyncio.to_thread(self.library.note, entry.article.id, note)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        if changed:
            kept = "Kept the note" if note.strip() else "Removed the note"
            self.say(f"{kept} · U takes it back")
            await self._marks_changed()

    @work(exclusive=True, group="dialog")
    async def action_journal(self) -> None:
        """Show what was done, to take any of it back."""
        from newsreader.tui.screens.journal import JournalScreen

        if await self.app.push_screen_wait(JournalScreen(self.library, self._services)):
            await self._marks_changed()

    @work(group="marks")
    async def action_undo(self) -> None:
        """Take back the last mark."""
        await self._travel(self.library.undo, "Undone", "Nothing to undo")

    @work(group="marks")
    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self._travel(self.library.redo, "Done again", "Nothing to redo")

    async def _travel(self, step: Callable[[], Undone | None], told: str, nothing: str) -> None:
        self._stop_reading()
        try:
            done = await asyncio.to_thread(step)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        self.say(nothing if done is None else f"{told}: {verbs.described(done)}")
        if done is not None:
            if done.stories:
                self.list_pane.stories_changed()
            await self._marks_changed()
