"""What the dialogs share that change articles: a line that says what happened, and a way out that
waits for what is being done."""

from __future__ import annotations

from textual import getters, work
from textual.screen import ModalScreen
from textual.widgets import Static

from newsreader.tui import wording


class Dialog(ModalScreen[bool]):
    """Dismissed with whether anything was changed in it. Its workers of the group "marks" change
    articles, and its line `#dialog-said` says what they did."""

    said = getters.query_one("#dialog-said", Static)

    def __init__(self) -> None:
        super().__init__()
        self.changed = False

    def say(self, text: str) -> None:
        """Say what happened, on one line."""
        self.said.update(wording.line(text))

    @work(exclusive=True, group="closing")
    async def action_close(self) -> None:
        """Back to the list, which shows all that was done here."""
        for worker in list(self.app.workers):
            if worker.node is self and worker.group == "marks":
                await worker.wait()
        self.dismiss(self.changed)
