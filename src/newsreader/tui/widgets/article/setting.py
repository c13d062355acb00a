"""What a set article consists of: lines, and the runs in them; plain data."""

from __future__ import annotations

from typing import NamedTuple

from newsreader.tui.widgets.article.blocks import Block


class Run(NamedTuple):
    """A part of a line: a stretch of the block's text, or a fill that is none of the article's.

    Attributes:
        fill: What is drawn instead of text.
        look: The component class of the fill.
    """

    start: int = 0
    end: int = 0
    fill: str = ""
    look: str = ""


class Line(NamedTuple):
    """One line of an article.

    Attributes:
        margins: What stands at its left: text and component class.
        runs: What stands in it; nothing in a blank line.
        start: Where in the block's text it begins.
        end: Where in the block's text it ends.
    """

    block: Block
    margins: tuple[tuple[str, str], ...] = ()
    runs: tuple[Run, ...] = ()
    start: int = 0
    end: int = 0
