"""The search bar: tells every change at once; waiting for a pause is the screen's business."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Input

from newsreader.tui.keys import Scope, bindings


class SearchBar(Input):
    """One line for a query."""

    KEY_SCOPE = Scope.SEARCH
    BINDINGS = bindings(Scope.SEARCH)
    DEFAULT_CSS = """
    SearchBar {
        border: none;
        height: 1;
        padding: 0 1;
        background: transparent;
        width: 1fr;
        &:focus { border: none; background: $surface-lighten-1; }
    }
    """

    @dataclass
    class Wanted(Message):
        """The query has changed, or is to be answered now.

        Attributes:
            bar: The search bar.
            query: What stands in it.
            now: Whether enter was pressed: answer at once, and open the best hit.
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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder="⌕ search", select_on_focus=False, id=id)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell that the query has changed."""
        event.stop()
        self.post_message(self.Wanted(self, event.value, False))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that the query is finished."""
        event.stop()
        self.post_message(self.Wanted(self, event.value, True))

    def action_to_results(self) -> None:
        """To the list of results."""
        self.post_message(self.Left())

    def action_clear_search(self) -> None:
        """Clear the search."""
        self.post_message(self.Cleared())
