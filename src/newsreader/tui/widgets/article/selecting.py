"""What of an article is selected: paragraphs by key, or any stretch by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual.selection import Selection

from newsreader.tui.widgets.article.blocks import Block
from newsreader.tui.widgets.article.document import BEGINNING, END, Document, Place


class Stretch(NamedTuple):
    """A part of an article, from a place to the place before which it ends."""

    start: Place
    end: Place

    def within(self, block: Block) -> tuple[int, int] | None:
        """What of a block is in it, in characters; None if nothing is."""
        if not self.start.paragraph <= block.paragraph <= self.end.paragraph:
            return None
        start = self.start.offset if block.paragraph == self.start.paragraph else 0
        end = self.end.offset if block.paragraph == self.end.paragraph else len(block.text)
        return (start, min(end, len(block.text))) if start < end else None

    def blocks(self, document: Document) -> Iterator[tuple[Block, int, int]]:
        """The text that is in it: block, start and end."""
        for piece in document.shown:
            if piece.paragraph > self.end.paragraph:
                return
            if piece is not document.piece_of(self.start.paragraph) and (
                piece.paragraph < self.start.paragraph
            ):
                continue
            for block in piece.blocks:
                part = self.within(block)
                if part is not None and block.text:
                    yield block, *part

    def text(self, document: Document) -> str:
        """The words in it, a blank line between paragraphs."""
        parts = (block.text[start:end] for block, start, end in self.blocks(document))
        return "\n\n".join(part for part in parts if part.strip())


def stretch_of(selection: Selection) -> Stretch:
    """What Textual calls a selection; ``painting`` has told it where everything stands."""
    start, end = selection
    return Stretch(
        Place(start.y, start.x) if start is not None else BEGINNING,
        Place(end.y, end.x) if end is not None else END,
    )


class ParagraphCursor:
    """Selects paragraphs by key: one to begin with; from where it is fixed, several."""

    def __init__(self, document: Document, paragraph: int) -> None:
        """Begin at the first paragraph of text at or after a number."""
        self._document = document
        self._fixed: int | None = None
        at = self._next(paragraph, 1, here=True)
        at = self._next(paragraph, -1, here=True) if at is None else at
        self.paragraph = paragraph if at is None else at

    @property
    def is_fixed(self) -> bool:
        """Whether moving selects several paragraphs."""
        return self._fixed is not None

    def fix(self) -> None:
        """Let what is selected begin here."""
        self._fixed = self.paragraph

    def move(self, direction: int) -> None:
        """To the next (1) or previous (-1) paragraph, if there is one."""
        at = self._next(self.paragraph, direction, here=False)
        self.paragraph = self.paragraph if at is None else at

    def _next(self, paragraph: int, direction: int, *, here: bool) -> int | None:
        shown = self._document.shown
        piece = self._document.piece_of(paragraph)
        start = shown.index(piece) if piece in shown else 0
        for piece in shown[start:] if direction > 0 else shown[start::-1]:
            for block in piece.blocks[::direction]:
                ahead = (block.paragraph - paragraph) * direction
                if (ahead > 0 or (here and ahead == 0)) and block.is_text and block.text.strip():
                    return block.paragraph
        return None

    @property
    def stretch(self) -> Stretch:
        """What is selected."""
        ends = (self.paragraph, self.paragraph if self._fixed is None else self._fixed)
        return Stretch(Place(min(ends)), Place(max(ends), END.offset))
