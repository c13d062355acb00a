"""What the dialogs share: a box; and those that change articles, a line that says what happened and
a way out that waits for what is being done."""

from __future__ import annotations

from textual import getters, work
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Static

from newsreader.tui import wording


class Boxed(ModalScreen[ScreenResultType]):
    """A list or a text in a box, with its keys below."""

    DEFAULT_CSS = """
    Boxed {
        align: center middle;
        & > #dialog {
            width: 90%;
            max-width: 88;
            height: 70%;
            background: $panel;
            padding: 1 2 0 2;
            #note-about, #dialog-title {
                height: 1; color: $accent; text-wrap: nowrap; text-overflow: ellipsis;
            }
            #dialog-said { height: 1; color: $foreground-muted; }
            TextArea, TextArea:focus {
                border: none; padding: 0; background: $surface; height: 1fr; margin: 1 0;
            }
            VirtualList { height: 1fr; margin: 1 0 0 0; }
        }
    }
    """


class Dialog(Boxed[bool]):
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
