"""The keys that work now, on one line.

Textual's footer makes a widget of every key, and makes them all anew whenever the focus moves,
which took longer than to show the article that had got it. This one is a single widget that paints
a line.
"""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

_HELP = "help"


class _Key(NamedTuple):
    """A key.

    Attributes:
        name: What Textual calls it.
        shown: As it is drawn, with a blank behind it.
        what: What it does, with a blank behind it.
        is_help: Whether it shows all keys.
    """

    name: str
    shown: str
    what: str
    is_help: bool

    @property
    def width(self) -> int:
        """Columns."""
        return Content(self.shown + self.what).cell_length


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
        self._keys: list[_Key] = []

    def on_mount(self) -> None:
        """Follow what the screen says of its keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)
        self._show(self.screen)

    def on_resize(self) -> None:
        """Have as many keys as there is room for."""
        self.refresh()

    def _show(self, screen: Screen[object]) -> None:
        shown = {
            binding.action: _Key(
                binding.key,
                f"{self.app.get_key_display(binding)} ",
                f"{binding.description} ",
                binding.action == _HELP,
            )
            for _, binding, _, _ in reversed(screen.active_bindings.values())
            if binding.show
        }
        keys = [*reversed(shown.values())]
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _fitting(self) -> list[_Key]:
        """The keys there is room for; the last to go is help, which tells of all."""
        keys = [*self._keys]
        others = [key for key in keys if not key.is_help]
        while others and sum(key.width for key in keys) > self.size.width + 1:
            keys.remove(others.pop())
        return keys

    def render(self) -> Content:
        """Each key with what it does."""
        style = self.get_visual_style("key-line--key", partial=True)
        parts = [(Content.styled(key.shown, style), key.what) for key in self._fitting()]
        return Content.assemble(*(part for both in parts for part in both))

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        end = 0
        for key in self._fitting():
            start, end = end, end + key.width
            if start <= event.x < end:
                event.stop()
                self.app.simulate_key(key.name)
