"""The blocks an article consists of: a headline, a paragraph, a list item, a table; plain data.

How a block looks is said by the names of component classes of the widget, never by colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a block's text that looks different, or leads somewhere.

    Attributes:
        look: The component class it adds, such as ``article--strong``.
        address: Where it leads to, cleaned; None if it is no link.
    """

    start: int
    end: int
    look: str
    address: str | None = None


class Margin(NamedTuple):
    """What stands to the left of a block for one thing it stands in: a list item, a quotation.

    Attributes:
        first: In its first line: a bullet, a number.
        other: In all other lines, and as wide as ``first``.
    """

    first: str
    other: str
    look: str = ""


class Table(NamedTuple):
    """The cells of a table, as stretches of the block's text.

    Attributes:
        rows: Start and end of each cell; the first row is the head.
        right: For each column, whether it is set flush right.
    """

    rows: tuple[tuple[tuple[int, int], ...], ...]
    right: tuple[bool, ...]


@dataclass(slots=True)
class Block:
    """One block of an article.

    Attributes:
        text: What it says: cleaned, without tabs. A newline ends a line.
        look: The component class all of it has.
        paragraph: Its number in the article: those of the body count from 0, what stands in the
            head has negative numbers. Two blocks never have the same; they are in rising order.
        spans: What in it looks different, in order of their starts.
        margins: What stands to its left, outermost first.
        gap: Blank lines above it.
        gap_margins: What stands to the left of those.
        code: Whether it is set as it is, with all blanks.
        table: The cells, for a table.
        rule: A character to fill one line with instead of a text.
        fold: For the heading of a folded section, the number of the section.
    """

    text: str
    look: str
    paragraph: int
    spans: tuple[Span, ...] = ()
    margins: tuple[Margin, ...] = ()
    gap: int = 1
    gap_margins: tuple[Margin, ...] = ()
    code: bool = False
    table: Table | None = None
    rule: str = ""
    fold: int | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is the article's own words, which are searched, quoted and kept."""
        head = HEADLINE < self.paragraph < 0
        return self.fold is None and not self.rule and not head


HEADLINE, FACTS, MARKS, NOTE, NOTICE = -1_000_003, -1_000_002, -1_000_001, -1_000_000, -1
"""The numbers of the paragraphs in the head of an article; a note's count up from its own."""
