"""What the keys do to stories: compare their copies, show them, split and join them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from newsreader.tui.screens.triage import TriageScreen


class StoryScreen(TriageScreen):
    """A screen with a list of stories."""

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
