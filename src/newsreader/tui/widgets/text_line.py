"""A line of text as wide as it is, which says something else every moment.

To lay out the whole screen is dear, and mostly such a line keeps its width.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class TextLine(Static):
    """A line that lays the screen out anew only when it has become longer or shorter."""

    def say(self, content: Content) -> None:
        """Show another text."""
        before = Content(str(self.content)).cell_length
        self.update(content, layout=content.cell_length != before)
