"""The bottom line: the keys that work now, and where one is or what just happened."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Static

from newsreader.tui import wording
from newsreader.tui.widgets.completing import Offers
from newsreader.tui.widgets.key_line import KeyLine
from newsreader.tui.widgets.text_line import TextLine

_MESSAGE_SECONDS = 4.0
"""How long a message stands before the standing text comes back."""


class StatusLine(Horizontal):
    """Messages are quiet: they stand here for a few seconds, and go away by themselves."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        align-horizontal: right;
        background: $panel;
        #hint {
            display: none; width: 1fr; padding: 0 1;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        #status {
            width: auto; max-width: 65%; padding: 0 1; color: $foreground-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        &.-hint #hint { display: block; }
        &.-hint KeyLine, &.-offers KeyLine { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._standing = ""
        self._hint = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The status; :meth:`complete` adds the keys."""
        yield TextLine("", id="status")

    async def complete(self) -> None:
        """Have what is not needed for the first paint: hint or keys, before the status."""
        await self.mount(Static("", id="hint"), Offers(id="offers"), KeyLine(), before="#status")

    def show(self, text: str) -> None:
        """What stands here while there is no message."""
        self._standing = text
        if self._timer is None:
            self._write(text)

    def say(self, message: str) -> None:
        """Show a message for a few seconds."""
        if self._timer is not None:
            self._timer.stop()
        self._write(message)
        self._timer = self.set_timer(_MESSAGE_SECONDS, self._over)

    def hint(self, text: str) -> None:
        """Show what can follow the first key of a sequence; nothing brings the keys back."""
        self._hint = text
        self.set_class(bool(text), "-hint")
        self.query_one("#hint", Static).update(wording.line(text))

    def add_to_hint(self, known: str, more: str) -> None:
        """Say more about one of what can follow, if that still stands here."""
        if self._hint.endswith(known) or f"{known} ·" in self._hint:
            self.hint(self._hint.replace(known, more, 1))

    def _over(self) -> None:
        self._timer = None
        self._write(self._standing)

    def _write(self, text: str) -> None:
        self.query_one("#status", TextLine).say(wording.line(text))
