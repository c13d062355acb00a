"""A widget that paints lines as they are asked for, however many there are.

Textual's own lays the whole screen out when it gets another number of lines, which concerns the
scroll bar alone. If that comes or goes, the width changes, and Textual is right.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class LineView(ScrollView):
    """A ``ScrollView`` that may have more lines at any moment."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    def watch_virtual_size(self, size: Size) -> None:
        """Have the scroll bar follow."""
        self._scroll_update(size)
