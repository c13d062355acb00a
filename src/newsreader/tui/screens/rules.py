"""The rules for articles that arrive: what each would do to those there are, and doing it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from newsreader.errors import NewsreaderError
from newsreader.library import Library, Outcome
from newsreader.library.rules import Rule
from newsreader.tui import wording
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.screens.dialog import Dialog
from newsreader.tui.widgets.key_line import KeyLine
from newsreader.tui.widgets.virtual_list import VirtualList, fit

_EMPTY = (
    "There are no rules yet.\n\n:rule title:markets -> tag markets, archive\nsays what to do with "
    "articles that arrive; rules may stand in the settings too."
)


class RuleList(VirtualList):
    """Rules in the order in which they are run."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rules: Sequence[tuple[Rule, Outcome]] = ()

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """Enter does what the screen says."""
        return action != "choose"

    def show(self, rules: Sequence[tuple[Rule, Outcome]]) -> None:
        """List rules, each with what it would do; the cursor stays where it is."""
        self._rules = rules
        self.set_rows(len(rules), height=2, cursor=self.cursor)

    @property
    def current(self) -> Rule | None:
        """The rule under the cursor."""
        return self._rules[self.cursor][0] if self._rules else None

    def row_lines(self, index: int, width: int) -> list[Content]:
        """The rule, and below it where it stands and what it would do."""
        rule, outcome = self._rules[index]
        dim, accent = self.part_style("list--dim"), self.part_style("list--accent")
        bar = Content.styled("▌", accent) if index == self.cursor else Content(" ")
        where = "saved" if rule.saved else "in the settings"
        what = outcome.problem or f"would change {wording.plural(outcome.changes, 'article')} now"
        return [
            Content.assemble(bar, " ", fit(wording.line(str(rule)), width - 3)),
            Content.assemble(bar, "   ", Content.styled(f"{where} · {what}", dim)),
        ]


class RulesScreen(Dialog):
    """The rules. Dismissed with whether any of them changed articles."""

    KEY_SCOPE = Scope.RULES
    BINDINGS = bindings(Scope.RULES)
    AUTO_FOCUS = "#rules"

    rules = getters.query_one("#rules", RuleList)

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def compose(self) -> ComposeResult:
        """What it is, the rules, and what happened to them here."""
        with Vertical(id="dialog"):
            yield Static("Rules for articles that arrive", id="dialog-title")
            yield RuleList(id="rules")
            yield Static("", id="dialog-said")
            yield KeyLine()

    def on_mount(self) -> None:
        """List the rules."""
        self._load()

    @work(exclusive=True, group="rules")
    async def _load(self) -> None:
        rules = await asyncio.to_thread(self._outcomes)
        self.rules.show(rules)
        if not rules:
            self.rules.say_when_empty(_EMPTY)

    def _outcomes(self) -> list[tuple[Rule, Outcome]]:
        rules = self._library.rules
        return [(rule, rules.attempt(rule)) for rule in rules.all()]

    @on(VirtualList.Chosen)
    def _chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.action_apply()

    @work(group="marks")
    async def action_apply(self) -> None:
        """Do what the rule does to all articles there are."""
        rule = self.rules.current
        if rule is None:
            return
        try:
            changed = await asyncio.to_thread(self._library.rules.apply, rule)
        except NewsreaderError as error:
            self.say(str(error))
            return
        self.changed = self.changed or bool(changed)
        self.say(
            f"Done: {wording.plural(changed, 'article')} changed · back in the list, U undoes it"
        )
        self._load()

    @work(group="marks")
    async def action_remove(self) -> None:
        """Remove a saved rule; what it did stays done."""
        rule = self.rules.current
        if rule is None:
            return
        if not rule.saved:
            self.say("That one stands in the settings: g s opens them")
            return
        await asyncio.to_thread(self._library.rules.remove, rule)
        self.say("Removed the rule · back in the list, U undoes it")
        self._load()
