"""A line to type in at the bottom of the article pane: what to find, or the label of a link.

Unlike the question in the bottom line it says what is typed as it is typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from newsreader.tui import wording
from newsreader.tui.keys import Scope, bindings


class FindLine(Input):
    """Where it is typed."""

    KEY_SCOPE = Scope.FIND
    BINDINGS = bindings(Scope.FIND)

    def action_give_up(self) -> None:
        """Leave it with nothing wanted."""
        self.screen.query_one(FindBar).post_message(FindBar.GivenUp())


class FindBar(Horizontal):
    """Hidden until something is asked; says at its right what has come of it."""

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        display: none;
        background: $surface-lighten-1;
        #find-label { width: auto; padding: 0 1; color: $accent; text-style: bold; }
        #find-note { width: auto; padding: 0 1; color: $foreground-muted; }
        FindLine {
            border: none; height: 1; padding: 0; width: 1fr; background: transparent;
            &:focus { border: none; background: transparent; }
        }
    }
    """

    line = getters.query_one(FindLine)

    @dataclass
    class Typed(Message):
        """Another text stands in it.

        Attributes:
            done: Whether enter was pressed.
        """

        text: str
        done: bool = False

    class GivenUp(Message):
        """It is left with nothing wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._back: Widget | None = None

    def compose(self) -> ComposeResult:
        """What is asked, the line, and a note."""
        yield Static("", id="find-label")
        yield FindLine()
        yield Static("", id="find-note")

    def ask(self, label: str, value: str = "", hint: str = "") -> None:
        """Show it and give it the focus.

        Args:
            label: What is asked.
            value: What stands there to begin with; typing replaces it.
            hint: What stands there while nothing does.
        """
        if not self.display:
            self._back = self.screen.focused
        self.query_one("#find-label", Static).update(wording.line(label))
        self.say("")
        self.line.placeholder = hint
        with self.prevent(Input.Changed):
            self.line.value = value
        self.line.action_select_all()
        self.display = True
        self.screen.set_focus(self.line)

    def say(self, note: str) -> None:
        """Say at the right what has come of it."""
        self.query_one("#find-note", Static).update(wording.line(note))

    def leave(self, to: Widget | None = None) -> None:
        """Hide it; the focus goes to a widget, or where it came from."""
        if self.display:
            self.display = False
            back = to or self._back
            if back is not None and back.is_attached and self.line.has_focus:
                self.screen.set_focus(back)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Typed(event.value, done=True))
