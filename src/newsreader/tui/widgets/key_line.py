"""The keys that work now, on one line.

Textual's footer makes a widget of every key, and makes them all anew whenever the focus moves,
which took longer than to show the article that had got it. This one is a single widget that paints
a line.
"""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class KeyLine(Widget):
    """Shows what the screen's keys do; a click on one is as good as pressing it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-line--key"}
    """
    | Class | Description |
    | :- | :- |
    | `key-line--key` | A key; what it does has the colour of the line. |
    """
    DEFAULT_CSS = """
    KeyLine {
        width: 1fr;
        height: 1;
        color: $foreground-muted;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        & > .key-line--key { color: $accent; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str, str]] = []

    def on_mount(self) -> None:
        """Follow what the screen says of its keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)
        self._show(self.screen)

    def _show(self, screen: Screen[object]) -> None:
        shown = {
            binding.action: (binding.key, self.app.get_key_display(binding), binding.description)
            for _, binding, _, _ in reversed(screen.active_bindings.values())
            if binding.show
        }
        keys = [*reversed(shown.values())]
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """Each key with what it does."""
        style = self.get_visual_style("key-line--key", partial=True)
        return Content(" ").join(
            Content.assemble(Content.styled(key, style), f" {what}") for _, key, what in self._keys
        )

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        end = 0
        for key, shown, what in self._keys:
            start, end = end, end + Content(f"{shown} {what} ").cell_length
            if start <= event.x < end:
                event.stop()
                self.app.simulate_key(key)
