"""Where in an article words are found, and the way from one to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from newsreader.article import Kind
from newsreader.tui.widgets.article.blocks import Block
from newsreader.tui.widgets.article.document import BEGINNING, Document, Piece, Place

Hits = Callable[[str], Sequence[tuple[int, int]]]
"""A text → where in it the words searched for stand, as character offsets."""


class Match(NamedTuple):
    """One stretch of an article that was found, in characters of a paragraph's text."""

    paragraph: int
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.paragraph, self.start)


class Matches:
    """Everything in an article that one search finds; found as far as it is asked for."""

    def __init__(
        self, document: Document, find: Hits, kinds: Collection[Kind], *, in_source: bool
    ) -> None:
        """
        Args:
            document: The article.
            find: Finds the words in a paragraph.
            kinds: The kinds of folded section to walk into; those that are open are anyway.
            in_source: Whether what is not found in the text of a piece as it came cannot be found
                in its paragraphs, so that it need not be parsed.
        """
        self._document = document
        self._find = find
        self._kinds = kinds
        self._in_source = in_source
        self._known: dict[int, Sequence[tuple[int, int]]] = {}
        self._barren: set[int] = set()

    def spans(self, block: Block) -> Sequence[tuple[int, int]]:
        """What is found in a block, in order."""
        spans = self._known.get(block.paragraph)
        if spans is None:
            spans = self._find(block.text) if block.is_text else ()
            self._known[block.paragraph] = spans
        return spans

    def of_piece(self, piece: Piece) -> list[Match]:
        """What is found in a piece, in order."""
        if self._in_source and not piece.is_parsed:
            if piece.paragraph in self._barren:
                return []
            if not self._find(piece.source):
                self._barren.add(piece.paragraph)
                return []
        return [
            Match(block.paragraph, start, end)
            for block in piece.blocks
            for start, end in self.spans(block)
        ]

    def step(self, place: Place, direction: int, *, past: bool) -> Match | None:
        """The next match in a direction from a place.

        Args:
            place: Where to look from.
            direction: Down (1) or up (-1).
            past: Whether one that stands at the place itself does not count.
        """
        return next(filter(None, self._walk(place, direction, past)), None)

    async def seek(self, place: Place) -> Match | None:
        """The first match at or below a place; others may do something meanwhile."""
        for match in self._walk(place, 1, False):
            if match is not None:
                return match
            await asyncio.sleep(0)
        return None

    def _walk(self, place: Place, direction: int, past: bool) -> Iterator[Match | None]:
        """The matches from a place on, and None wherever a piece has been looked through."""
        there = (place.paragraph, place.offset)
        for piece in self._from(place, direction):
            for match in self.of_piece(piece)[::direction]:
                here = (match.paragraph, match.start)
                ahead = here > there if direction > 0 else here < there
                if ahead or (here == there and not past):
                    yield match
            yield None

    def _from(self, place: Place, direction: int) -> Iterator[Piece]:
        pieces = self._document.pieces
        start = pieces.index(self._document.piece_of(place.paragraph))
        for piece in pieces[start:] if direction > 0 else pieces[start::-1]:
            fold = self._document.fold_of(piece)
            if fold is None or fold.opened or fold.section.kind in self._kinds:
                yield piece

    async def all(self) -> list[Match]:
        """All there are, closed sections that are walked into among them; others may do something
        meanwhile."""
        found: list[Match] = []
        for piece in self._from(BEGINNING, 1):
            found += self.of_piece(piece)
            await asyncio.sleep(0)
        return found
