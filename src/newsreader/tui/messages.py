"""What any part of the main screen may tell it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Said(Message):
    """Something the reader should hear.

    Attributes:
        error: Whether something went wrong.
    """

    text: str
    error: bool = False


class Marked(Message):
    """Marks have changed: rows and counts may show them."""
