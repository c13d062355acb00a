"""The search bar: tells every change at once; waiting for a pause is the list's business.

What is wrong with a query is underlined where it stands. ``↑`` and ``↓`` go through the searches of
before; ``↓`` at the newest goes to the results.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from rich.text import Text
from textual.message import Message
from textual.widgets import Input

from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.completing import Complete, CompletingInput

if TYPE_CHECKING:
    from newsreader.search.query import Problem


class SearchBar(CompletingInput):
    """One line for a query."""

    KEY_SCOPE = Scope.SEARCH
    BINDINGS = bindings(Scope.SEARCH)
    COMPONENT_CLASSES = {"search--problem"}
    """
    | Class | Description |
    | :- | :- |
    | `search--problem` | What is wrong with a query. |
    """
    DEFAULT_CSS = """
    SearchBar {
        border: none;
        height: 1;
        padding: 0 1;
        background: transparent;
        width: 1fr;
        &:focus { border: none; background: $surface-lighten-1; }
        & > .search--problem { color: $error; text-style: underline; }
    }
    """

    @dataclass
    class Wanted(Message):
        """The query has changed, or is to be answered now.

        Attributes:
            bar: The search bar.
            query: What stands in it.
            now: Whether enter was pressed: answer at once, and open the best hit; the keys pressed
                since are held until it is told that this is done.
        """

        bar: SearchBar
        query: str
        now: bool

        @property
        def control(self) -> SearchBar:
            """The search bar."""
            return self.bar

    class Left(Message):
        """The user wants to go to the results."""

    class Cleared(Message):
        """The user wants no search any more."""

    class SuggestionTaken(Message):
        """The user wants what is suggested instead of the query."""

    def __init__(
        self, complete: Complete, history: Callable[[], Sequence[str]], *, id: str | None = None
    ) -> None:
        """
        Args:
            complete: What can be completed.
            history: The searches of before, newest first; runs in a thread.
        """
        super().__init__(complete, placeholder="⌕ search", id=id)
        self._history = history
        # How far back in the history the query shown stands; 0 is what was typed.
        self._back = 0
        self._draft = ""
        self._problems = _Problems()
        self.highlighter = self._problems

    def show_problems(self, query: str, problems: Sequence[Problem]) -> None:
        """Underline what is wrong with a query, as long as it stands here."""
        style = self.get_component_rich_style("search--problem", partial=True)
        spans = [(problem.start, problem.end) for problem in problems]
        self._problems.mark(query, spans, style)
        self.refresh()

    def put(self, query: str) -> None:
        """Put another query here, as if it had been typed."""
        self.value = query
        self.cursor_position = len(query)

    def ends_with(self, key: str) -> bool:
        """Whether a key ends the query: what is pressed then is meant for the answer."""
        return key == "enter"

    async def action_submit(self) -> None:
        """End the query; keys are for its answer from now on."""
        await self.run_action("app.hold_keys(True)")
        await super().action_submit()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell that the query has changed."""
        event.stop()
        self.offer()
        self.post_message(self.Wanted(self, event.value, False))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that the query is finished."""
        event.stop()
        self.hide_offers()
        self.post_message(self.Wanted(self, event.value, True))

    def on_focus(self) -> None:
        """Begin at the newest end of the history."""
        self._back = 0

    async def action_older(self) -> None:
        """The search before the one shown."""
        if self._back == 0:
            self._draft = self.value
        await self._travel(self._back + 1)

    async def action_newer(self) -> None:
        """The search after the one shown; from the newest, to the results."""
        if self._back == 0:
            self.post_message(self.Left())
        else:
            await self._travel(self._back - 1)

    async def _travel(self, back: int) -> None:
        known = await asyncio.to_thread(self._history)
        history = [query for query in known if query != self._draft.strip()]
        if back <= len(history):
            self._back = back
            self.put(history[back - 1] if back else self._draft)

    def action_complete(self, direction: int) -> None:
        """Take an offer; where there are none, what is suggested instead of the query."""
        if self.offered:
            super().action_complete(direction)
        else:
            self.post_message(self.SuggestionTaken())

    def action_clear_search(self) -> None:
        """Clear the search."""
        self.post_message(self.Cleared())


class _Problems(Highlighter):
    """Underlines parts of the one query they were found in."""

    def __init__(self) -> None:
        self._query = ""
        self._spans: Sequence[tuple[int, int]] = ()
        self._style: object = ""

    def mark(self, query: str, spans: Sequence[tuple[int, int]], style: object) -> None:
        self._query, self._spans, self._style = query, spans, style

    def highlight(self, text: Text) -> None:
        """Underline, if it is still the same query."""
        if text.plain == self._query:
            for start, end in self._spans:
                text.stylize(self._style, start, end)  # type: ignore[arg-type]
