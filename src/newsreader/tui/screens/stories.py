"""What the keys do to stories: compare their copies, show them, split and join them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import getters, work

from newsreader.library import Scope
from newsreader.tui.screens.triage import TriageScreen
from newsreader.tui.widgets.source_list import SourceList


class StoryScreen(TriageScreen):
    """A screen with a list of stories, and of the sources they come from."""

    source_list = getters.query_one("#sources", SourceList)

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
        from newsreader.tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(comparison))

    @work(group="marks")
    async def action_split(self) -> None:
        """Split the article under the cursor off its story, for good."""
        number = self.article_list.current
        if number is None:
            return
        if len((await asyncio.to_thread(self.library.story, number)).articles) < 2:
            self.say("There is no other copy to split this from")
            return
        changed = await asyncio.to_thread(self.library.split, number)
        await self._corrected("Split off its story · U takes it back", changed)

    @work(group="marks")
    async def action_leave_out(self) -> None:
        """Leave a source out of all stories, or let it in again: the one under the cursor, or that
        of the article there."""
        part = self.source_list.part_at(self.source_list.cursor)
        key = part.source if isinstance(part, Scope) and self.source_list.has_focus else None
        number = self.article_list.current
        if key is None and number is not None and not self.source_list.has_focus:
            key = (await asyncio.to_thread(self.library.entry, number)).source.key
        sources = await asyncio.to_thread(self.library.sources)
        source = next((source for source in sources if source.key == key), None)
        if source is None:
            self.say("Stand on a source, or on an article of it")
            return
        await asyncio.to_thread(self.library.leave_out, source.key, not source.apart)
        told = "Let {} into stories again" if source.apart else "Left {} out of all stories"
        await self._corrected(f"{told.format(source.name)} · U takes it back", 1)

    @work(group="marks")
    async def action_join(self) -> None:
        """Make one story of the articles selected, for good."""
        selected = self.article_list.selected
        if len(selected) < 2:
            self.say("Select the articles that are one story with v, then X joins them")
            return
        changed = await asyncio.to_thread(self.library.join, selected)
        await self._corrected("Joined in one story · U takes it back", changed)

    async def _corrected(self, done: str, changed: int) -> None:
        self.say(done if changed else "That is so already")
        if changed:
            self.list_pane.stories_changed()
            await self._marks_changed()
