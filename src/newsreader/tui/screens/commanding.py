"""What is typed to act on articles: commands on queries, and searches that are saved."""

from __future__ import annotations

import asyncio

from textual import work

from newsreader.errors import NewsreaderError
from newsreader.tui import wording
from newsreader.tui.command_line import complete_command, parse_command
from newsreader.tui.messages import Marked
from newsreader.tui.screens.triage import TriageScreen
from newsreader.tui.verbs import Targets


class CommandScreen(TriageScreen):
    """A screen that is told what to do in words."""

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
            if await self.prompt.sure(f"{command.verb.name} {articles}"):
                self._mark(Targets([hit.number for hit in found.hits]), command.verb, say=True)

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
        self.post_message(Marked())
