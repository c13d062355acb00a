"""A note on an article, in Markdown: written in place, or in the reader's editor."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from newsreader.errors import NewsreaderError
from newsreader.tui import wording
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.outside import terminal_lent
from newsreader.tui.screens.dialog import Boxed
from newsreader.tui.services import Services
from newsreader.tui.widgets.key_line import KeyLine


class NoteScreen(Boxed[str]):
    """Dismissed with the note; nothing but white space means that there is none."""

    KEY_SCOPE = Scope.NOTE
    BINDINGS = bindings(Scope.NOTE)
    AUTO_FOCUS = "#note"

    text = getters.query_one("#note", TextArea)

    def __init__(self, title: str, note: str, services: Services) -> None:
        super().__init__()
        self._about = title
        self._note = note
        self._services = services

    def compose(self) -> ComposeResult:
        """What the note is about, and the note."""
        with Vertical(id="dialog"):
            yield Static(wording.line(f"Note on {self._about}"), id="note-about")
            yield TextArea(
                self._note,
                id="note",
                soft_wrap=True,
                highlight_cursor_line=False,
                placeholder="Markdown. An empty note is none.",
            )
            yield KeyLine()

    def on_mount(self) -> None:
        """Go on where the note ends."""
        self.text.move_cursor(self.text.document.end)

    def action_keep(self) -> None:
        """Keep the note, and go back."""
        self.dismiss(self.text.text)

    def action_edit(self) -> None:
        """Write it in $EDITOR."""
        try:
            with terminal_lent(self.app):
                self.text.text = self._services.edit(self.text.text)
        except NewsreaderError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.text.move_cursor(self.text.document.end)

    def action_give_up(self) -> None:
        """Leave the note as it was."""
        self.dismiss(self._note)
