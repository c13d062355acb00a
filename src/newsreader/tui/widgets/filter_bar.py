"""The line that narrows the list below it, in the language of the search bar."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Input

from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.completing import Complete, CompletingInput


class FilterBar(CompletingInput):
    """Hidden while nothing narrows the list."""

    KEY_SCOPE = Scope.FILTER
    BINDINGS = bindings(Scope.FILTER)
    DEFAULT_CSS = """
    FilterBar {
        display: none;
        border: none;
        height: 1;
        padding: 0 1;
        background: $surface-lighten-1;
        &:focus { border: none; }
    }
    """

    @dataclass
    class Wanted(Message):
        """The filter has changed, or is finished.

        Attributes:
            query: What stands in it; empty when it is put away.
            now: Whether it is finished.
        """

        query: str
        now: bool

    def __init__(self, complete: Complete, *, id: str | None = None) -> None:
        super().__init__(complete, placeholder="\\ only what fits", id=id)

    def ask(self) -> None:
        """Show the line, to be typed in."""
        self.display = True
        self.call_after_refresh(self.focus)

    def put_away(self) -> None:
        """Hide the line, and narrow nothing."""
        self.display = False
        with self.prevent(Input.Changed):
            self.value = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell that the filter has changed."""
        event.stop()
        self.offer()
        self.post_message(self.Wanted(event.value, False))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that the filter is finished."""
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Keep the filter, and go to the list; an empty one is none."""
        if not self.value.strip():
            self.put_away()
        self.post_message(self.Wanted(self.value, True))

    def action_give_up(self) -> None:
        """The whole list again."""
        self.put_away()
        self.post_message(self.Wanted("", True))
