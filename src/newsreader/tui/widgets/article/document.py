"""An article as the pane shows it: which lines it has, as far as they are needed.

An article is a row of pieces: its head, then a few kilobytes of text each, then the folded
sections, a heading and their own pieces. Only what comes near the screen is parsed and set in lines
at once; the height of every other piece is estimated, so that the scroll bar is about right from
the start. Nothing here knows the screen: lines are counted from the top of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from itertools import accumulate
from typing import Any, NamedTuple

from newsreader.article import Format, Kind, Section
from newsreader.library import Entry
from newsreader.reading.clean import clean_text
from newsreader.tui.widgets.article import headers
from newsreader.tui.widgets.article.blocks import HEADLINE, Block, Margin
from newsreader.tui.widgets.article.layout import NARROWEST, set_block
from newsreader.tui.widgets.article.pieces import TextPiece, cut
from newsreader.tui.widgets.article.setting import Line

_FILLED = 0.9
"""How full lines are on average; for estimates."""
_ADDRESS = re.compile(r"(?<=\])\([^()\n]*\)")


class Place(NamedTuple):
    """Where in an article something stands, whatever the width.

    Attributes:
        paragraph: The number of the block.
        offset: Where in the block's text, in characters.
        above: How many lines above that.
    """

    paragraph: int
    offset: int = 0
    above: int = 0


BEGINNING = Place(HEADLINE)
"""Before everything."""
END = Place(1 << 60, 1 << 60)
"""After everything."""


@dataclass(eq=False)
class Piece:
    """A part of an article, short enough to be set between two key presses.

    Attributes:
        paragraph: The number of its first paragraph.
        source: Its text, not yet parsed, for estimates and for searching.
        make: Makes its blocks.
        fold: The number of the folded section it is in the content of; None outside.
    """

    paragraph: int
    source: str
    make: Callable[[], list[Block]]
    fold: int | None = None
    _blocks: list[Block] | None = None
    _lines: list[Line] | None = None
    _height: int = 0

    @property
    def blocks(self) -> list[Block]:
        """Its blocks; parsed when first asked for."""
        if self._blocks is None:
            self._blocks = self.make()
        return self._blocks

    @property
    def is_parsed(self) -> bool:
        """Whether its blocks are known."""
        return self._blocks is not None

    @property
    def is_set(self) -> bool:
        """Whether its lines are known."""
        return self._lines is not None

    @property
    def lines(self) -> list[Line]:
        """Its lines; none before :meth:`set`."""
        return self._lines or []

    @property
    def height(self) -> int:
        """How many lines it has, or is thought to have."""
        return self._height if self._lines is None else len(self._lines)

    def estimate(self, width: int) -> None:
        """Forget its lines, and guess how many it has in another width."""
        self._lines = None
        texts = _ADDRESS.sub("", self.source).split("\n")
        self._height = sum(2 + int(len(text) / (width * _FILLED)) for text in texts if text)

    def set(self, width: int) -> None:
        """Set it in lines, if it is not."""
        if self._lines is None:
            self._lines = [line for block in self.blocks for line in set_block(block, width)]


@dataclass
class Fold:
    """A section that is not the body, and whether its content is shown."""

    number: int
    section: Section
    opened: bool
    heading: Piece = field(repr=False)


class Document:
    """One article. Give it a width before asking for lines."""

    def __init__(self, entry: Entry, now: datetime) -> None:
        self.width = 0
        self.folds: list[Fold] = []
        self._pieces: list[Piece] = []
        self._shown: list[Piece] = []
        self._tops: list[int] = []
        self._add_all(entry, now)
        self._choose_shown()

    # -- what it consists of

    def _add_all(self, entry: Entry, now: datetime) -> None:
        self._pieces.append(_head(entry, now))
        sections = list(enumerate(entry.article.sections))
        paragraph = 0
        for _, section in sections:
            if section.kind is Kind.BODY and section.text.strip():
                paragraph = self._add_text(section, paragraph)
        for number, section in sections:
            if section.kind is not Kind.BODY:
                heading = Piece(paragraph, headers.describe_fold(section), list)
                self._pieces.append(heading)
                self.folds.append(Fold(number, section, section.kind in entry.shown, heading))
                paragraph = self._add_content(section, number, paragraph + 1)
        self.paragraphs = paragraph
        self._name_folds()

    def _add_content(self, section: Section, number: int, paragraph: int) -> int:
        if section.items:
            for item in section.items:
                source = f"{item.title}\n{item.text}"
                make = partial(headers.card, item, paragraph)
                self._pieces.append(Piece(paragraph, source, make, number))
                paragraph += headers.CARD
            return paragraph
        if section.text.strip():
            return self._add_text(section, paragraph, number, headers.INDENT)
        self._pieces.append(Piece(paragraph, "", partial(headers.empty, paragraph), number))
        return paragraph + 1

    def _add_text(
        self,
        section: Section,
        paragraph: int,
        fold: int | None = None,
        margins: tuple[Margin, ...] = (),
    ) -> int:
        text = clean_text(section.text)
        references = cache(partial(_references, text))
        for part in cut(text, section.format):
            make = partial(_blocks, part, references, paragraph, margins)
            self._pieces.append(Piece(paragraph, part.text, make, fold))
            paragraph += part.lines
        return paragraph

    def _name_folds(self) -> None:
        """Make the headings of the folds say whether they are open."""
        open_above = True
        for fold in self.folds:
            heading = headers.fold(
                fold.section,
                fold.number,
                fold.heading.paragraph,
                first=open_above,
                opened=fold.opened,
            )
            fold.heading.make = partial(list, [heading])
            fold.heading._blocks = None
            fold.heading.estimate(self.width or 80)
            open_above = fold.opened

    def set_head(self, entry: Entry, now: datetime) -> None:
        """Put another head on the article, since its marks have changed."""
        self._pieces[0] = _head(entry, now)
        self._pieces[0].estimate(self.width or 80)
        self._choose_shown()

    def _choose_shown(self) -> None:
        closed = {fold.number for fold in self.folds if not fold.opened}
        self._shown = [piece for piece in self._pieces if piece.fold not in closed]
        self._measure()

    def _measure(self) -> None:
        self._tops = [0, *accumulate(piece.height for piece in self._shown)]

    def open(self, numbers: Collection[int], opened: bool = True) -> None:
        """Open or close sections, by their numbers."""
        for fold in self.folds:
            if fold.number in numbers:
                fold.opened = opened
        self._name_folds()
        self._choose_shown()

    # -- setting it in lines

    @property
    def height(self) -> int:
        """How many lines there are, or are thought to be."""
        return self._tops[-1]

    def set_width(self, width: int) -> None:
        """Forget all lines if they were of another width."""
        width = max(width, NARROWEST)
        if width != self.width:
            self.width = width
            for piece in self._pieces:
                piece.estimate(width)
            self._measure()

    def set_piece(self, piece: Piece) -> None:
        """Set one piece in lines."""
        if not piece.is_set:
            before = piece.height
            piece.set(self.width)
            if piece.height != before:
                self._measure()

    def set_lines(self, top: int, count: int) -> None:
        """Set what stands in ``count`` lines from ``top`` on."""
        index = self._index(top)
        while index < len(self._shown) and self._tops[index] < top + count:
            self.set_piece(self._shown[index])
            index += 1

    def set_end(self, count: int) -> None:
        """Set the last ``count`` lines."""
        for piece in reversed(self._shown):
            if count <= 0:
                break
            self.set_piece(piece)
            count -= piece.height

    def unset(self, around: int) -> list[Piece]:
        """The shown pieces that are not yet set, those nearest to a line first."""
        middle = self._index(around)
        places = sorted(range(len(self._shown)), key=lambda index: abs(index - middle))
        return [piece for index in places if not (piece := self._shown[index]).is_set]

    def is_above(self, piece: Piece, line: int) -> bool:
        """Whether a shown piece ends above a line."""
        return self._tops[self._shown.index(piece) + 1] <= line

    def _index(self, line: int) -> int:
        """Which of the shown pieces a line is in."""
        index = bisect_right(self._tops, max(0, line)) - 1
        return min(index, len(self._shown) - 1)

    def line(self, number: int) -> Line | None:
        """A line of the article; None below its end."""
        if not 0 <= number < self.height:
            return None
        index = self._index(number)
        piece = self._shown[index]
        self.set_piece(piece)
        within = number - self._tops[index]
        return piece.lines[within] if within < len(piece.lines) else None

    # -- places

    def place(self, number: int) -> Place:
        """What stands in a line, or in the first one below it that is not blank."""
        line = self.line(number)
        above = 0
        while line is not None and not line.runs:
            above += 1
            line = self.line(number + above)
        if line is None:
            return Place(HEADLINE)
        return Place(line.block.paragraph, line.start, above)

    def line_of(self, place: Place) -> int:
        """The line a place is in; of a place in a closed section, the line of its heading."""
        piece = self.piece_of(place.paragraph)
        if piece not in self._shown:
            heading = next(fold.heading for fold in self.folds if fold.number == piece.fold)
            return self.line_of(Place(heading.paragraph))
        self.set_piece(piece)
        top = self._tops[self._shown.index(piece)]
        found = 0
        for number, line in enumerate(piece.lines):
            paragraph = line.block.paragraph
            if paragraph > place.paragraph:
                break
            if line.runs:
                found = number
                if paragraph == place.paragraph and line.end > place.offset:
                    break
        return max(0, top + found - place.above)

    def piece_of(self, paragraph: int) -> Piece:
        """The piece a paragraph is in."""
        index = bisect_right([piece.paragraph for piece in self._pieces], paragraph) - 1
        return self._pieces[max(0, index)]

    # -- what stands in it

    @property
    def pieces(self) -> list[Piece]:
        """All pieces, those in closed sections among them, in their order."""
        return self._pieces

    @property
    def shown(self) -> list[Piece]:
        """The pieces that are not in a closed section."""
        return self._shown

    def fold_of(self, piece: Piece) -> Fold | None:
        """The folded section a piece is the content of, or None."""
        return next((fold for fold in self.folds if fold.number == piece.fold), None)


def _head(entry: Entry, now: datetime) -> Piece:
    blocks = headers.head(entry, now)
    source = "\n".join(block.text for block in blocks)
    return Piece(HEADLINE, source, partial(list, blocks))


def _references(text: str) -> dict[str, Any]:
    # Imported here, as below: the app starts without what parses Markdown.
    from newsreader.tui.widgets.article import markdown

    return markdown.references(text)


def _blocks(
    part: TextPiece,
    references: Callable[[], dict[str, Any]],
    paragraph: int,
    margins: tuple[Margin, ...],
) -> list[Block]:
    if part.format is Format.MARKDOWN:
        from newsreader.tui.widgets.article import markdown

        return markdown.blocks(part.text, references(), paragraph, margins)
    return headers.plain(part.text, paragraph, margins)
