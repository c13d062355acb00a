"""What any part of the main screen may tell it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from newsreader.config import Settings


@dataclass
class Said(Message):
    """Something the reader should hear.

    Attributes:
        error: Whether something went wrong.
    """

    text: str
    error: bool = False


@dataclass
class SettingsChanged(Message):
    """The reader has changed the settings."""

    settings: Settings


class CaughtUp(Message):
    """What was asked for is on the screen: the keys pressed since may act on it."""


class Marked(Message):
    """Marks have changed: rows and counts may show them."""
