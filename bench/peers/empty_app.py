"""The least a Textual app can be: what starting one costs on this machine, whatever it shows."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

SAYS = "nothing but this line"


class EmptyApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """That line."""
        yield Static(SAYS)


if __name__ == "__main__":
    EmptyApp().run()
