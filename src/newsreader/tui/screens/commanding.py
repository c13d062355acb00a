"""What is typed to act on articles: verbs on queries, rules, and searches that are saved."""

from __future__ import annotations

import asyncio

from textual import on, work

from newsreader.errors import NewsreaderError
from newsreader.library import SavedSearch
from newsreader.tui import wording
from newsreader.tui.command_line import (
    Command,
    SaveRule,
    SaveSearch,
    complete_command,
    parse_command,
)
from newsreader.tui.messages import Marked
from newsreader.tui.screens.triage import TriageScreen
from newsreader.tui.verbs import Targets
from newsreader.tui.widgets.source_list import SourceList


class CommandScreen(TriageScreen):
    """A screen that is told what to do in words."""

    def action_command(self) -> None:
        """Do a verb to what a query finds, or to the articles at hand; save a rule or a search."""
        self.question(self._ask_command())

    async def _ask_command(self) -> None:
        complete = complete_command(
            self.library.complete, lambda: [tag.name for tag in self.library.tags()]
        )
        text = await self.prompt.ask(":", complete=complete, hint="read source:cbc older:2w")
        if not text:
            return
        try:
            match parse_command(text):
                case SaveRule(""):
                    self.action_rules()
                case SaveRule(rule):
                    await self._save_rule(rule)
                case SaveSearch(name):
                    await self._save_search(name)
                case Command(verb, ""):
                    self._do(verb)
                case command:
                    await self._do_to_found(command)
        except NewsreaderError as error:
            self.say(str(error), error=True)

    async def _do_to_found(self, command: Command) -> None:
        """Do a verb to what a query finds, once the reader has seen how many that is."""
        found = await asyncio.to_thread(self.library.search, command.query, nearly=False)
        if found.problems:
            self.say(f"Nothing was done: {found.problems[0].message}", error=True)
        elif not found.hits:
            self.say(f"Nothing found for {command.query}")
        else:
            articles = wording.plural(found.total, "article")
            if await self.prompt.sure(f"{command.verb.name} {articles}"):
                self._mark(Targets([hit.number for hit in found.hits]), command.verb, say=True)

    # -- rules

    async def _save_rule(self, text: str) -> None:
        """Keep a rule, once the reader has seen what it would have done."""
        rules = self.library.rules
        outcome = await asyncio.to_thread(rules.attempt, text)
        if outcome.problem:
            self.say(f"Nothing was saved: {outcome.problem}", error=True)
            return
        would = wording.plural(outcome.changes, "article")
        if await self.prompt.sure(f"It would have changed {would}: save it for those to come"):
            await asyncio.to_thread(rules.save, text)
            self.say("Saved the rule · g r lists the rules · U takes it back")

    @work(exclusive=True, group="dialog")
    async def action_rules(self) -> None:
        """Show the rules."""
        from newsreader.tui.screens.rules import RulesScreen

        if await self.app.push_screen_wait(RulesScreen(self.library)):
            await self._marks_changed()

    # -- saved searches

    def action_save_search(self) -> None:
        """Give the search a name, to find it among the sources from now on."""
        self.question(self._save_search(""))

    async def _save_search(self, name: str) -> None:
        query = await self.list_pane.asked()
        if not query:
            self.say("Search or filter first, then + saves that")
            return
        saved = self.list_pane.saved
        known = saved.name if saved else ""
        name = name or await self.prompt.ask(f"Save {query} as", value=known) or ""
        if not name:
            return
        try:
            await asyncio.to_thread(self.library.save_search, name, query)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        self.say(f"Saved as {name} · @{name} in a query stands for it · U takes it back")
        self.post_message(Marked())

    @on(SourceList.Edit)
    @work(exclusive=True, group="prompt")
    async def _edit_search(self, event: SourceList.Edit) -> None:
        """Give a saved search another name, and another query."""
        saved = event.search
        name = await self.prompt.ask("Name", value=saved.name)
        query = await self.prompt.ask(f"{name} looks for", value=saved.query) if name else None
        if not name or not query:
            return
        try:
            if name != saved.name:
                await asyncio.to_thread(self.library.rename_search, saved.name, name)
            if query != saved.query:
                await asyncio.to_thread(self.library.save_search, name, query)
        except NewsreaderError as error:
            self.say(str(error), error=True)
        self._searches_changed(saved, SavedSearch(name, query))

    @on(SourceList.Remove)
    @work(group="marks")
    async def _remove_search(self, event: SourceList.Remove) -> None:
        await asyncio.to_thread(self.library.remove_search, event.search.name)
        self.say(f"Removed the search {event.search.name} · U takes it back")
        self.post_message(Marked())

    @on(SourceList.Move)
    @work(group="marks")
    async def _move_search(self, event: SourceList.Move) -> None:
        await asyncio.to_thread(self.library.move_search, event.search.name, event.to)
        self.post_message(Marked())

    def _searches_changed(self, before: SavedSearch, after: SavedSearch) -> None:
        """List what a saved search finds now, if it is the one that is listed."""
        if self.list_pane.saved == before:
            self.list_pane.show_saved(after)
        self.post_message(Marked())
