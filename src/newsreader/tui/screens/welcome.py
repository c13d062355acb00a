"""How to begin: shown when there is no library yet."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

_TEXT = """\
newsreader reads the news you keep on disk: saved pages, scraped text, Markdown, feed files. \
Offline, by keyboard. Your files are only ever read.

To begin, type a folder below and press enter: it becomes your library, and a plain `newsreader` \
opens it from then on. Or press enter at once to look around in the sample library.

From the shell: newsreader ~/news opens a folder once, newsreader add ~/news keeps it."""


class WelcomeScreen(Screen[Path | None]):
    """One screen that says how to begin, and offers the samples.

    Dismissed with the folder to add to the library, or None for the samples.
    """

    BINDINGS = [("escape", "app.quit", "Quit")]
    DEFAULT_CSS = """
    WelcomeScreen {
        align: center middle;
        & > #dialog {
            width: 90%;
            max-width: 72;
            height: auto;
            background: $panel;
            padding: 1 3;
            Static { height: auto; padding-bottom: 1; }
            #welcome-path { margin-bottom: 1; }
            #welcome-error { color: $error; display: none; }
        }
    }
    """

    def compose(self) -> ComposeResult:
        """What this is, and one field."""
        with Vertical(id="dialog"):
            yield Static(Content.styled("newsreader", "bold $accent"))
            yield Static(Content(_TEXT))
            yield Input(placeholder="~/news, or nothing for the samples", id="welcome-path")
            yield Static("", id="welcome-error")
            yield Static(Content.styled("enter begins · esc quits", "$foreground-muted"))

    @on(Input.Submitted, "#welcome-path")
    def _begin(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if not typed:
            self.dismiss(None)
            return
        path = Path(typed).expanduser().absolute()
        if path.exists():
            self.dismiss(path)
            return
        error = self.query_one("#welcome-error", Static)
        error.update(Content(f"There is no {path}."))
        error.display = True
