"""The parser feedparser is given: Python's expat, which hands text over in one piece.

As it comes it hands over every line and every character written as an entity by itself, and
feedparser spends a third of its time putting them together.
"""

from __future__ import annotations

from typing import Any
from xml.sax.expatreader import ExpatParser

_LONGEST_PIECE = 1 << 18
"""Bytes of text that are handed over at once."""


class Parser(ExpatParser):
    """Gathers text until something else comes."""

    _parser: Any

    def reset(self) -> None:
        """Begin anew."""
        super().reset()
        self._parser.buffer_size = _LONGEST_PIECE
        self._parser.buffer_text = True


def create_parser() -> Parser:
    """What ``xml.sax.make_parser`` asks a driver for."""
    return Parser()
