"""A line of text which says something else every moment.

To lay out the whole screen is dear, and mostly such a line keeps its width.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

_SLACK = 3
"""Columns; a text that is no more shorter than the one before takes as much room."""


class TextLine(Static):
    """A line that lays the screen out anew only if it is as wide as its text, and that has become
    longer, or so much shorter that the room is missed elsewhere."""

    def say(self, content: Content) -> None:
        """Show another text."""
        before = Content(str(self.content))
        width = self.styles.width
        fits = width is not None and width.is_auto
        if fits and 0 < before.cell_length - content.cell_length <= _SLACK:
            content = content.pad_left(before.cell_length - content.cell_length)
        if not content.is_same(before):
            self.update(content, layout=fits and content.cell_length != before.cell_length)
