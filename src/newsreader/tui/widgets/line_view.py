"""A widget that paints lines as they are asked for, however many there are.

Textual's own lays the whole screen out when it gets another number of lines, which concerns the
scroll bar alone. If that comes or goes, the width changes, and Textual is right. And it paints the
bar anew for every line scrolled, of which a long list has many more than the bar has steps.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView

_STEPS = 8
"""Places a scroll bar's thumb can have within a line of the screen."""


class LineView(ScrollView):
    """A ``ScrollView`` that may have more lines at any moment."""

    DEFAULT_CSS = """
    LineView {
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    """

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    def watch_virtual_size(self, size: Size) -> None:
        """Have the scroll bar follow."""
        self._scroll_update(size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint what has come into sight."""
        self.move_thumb()
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def move_thumb(self) -> None:
        """Have the scroll bar show where we are, as far as it can."""
        if self.show_vertical_scrollbar:
            lines = self.max_scroll_y / (_STEPS * self.size.height) if self.size.height else 0
            y = self.scroll_y
            self.vertical_scrollbar.position = round(y / lines) * lines if lines > 1 else y
