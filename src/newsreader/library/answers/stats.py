"""What the reader did, as numbers: since a moment, and over all time."""

from __future__ import annotations

import msgspec


class Session(msgspec.Struct, frozen=True):
    """What the reader did since a moment, as far as it stands.

    Attributes:
        read: Articles marked read.
        words: In the bodies of those that are in the library.
        archived: Articles archived.
        kept: Articles starred, put off, tagged, noted, or with a passage kept.
        titles: Of what was kept, the latest first.
        left: Articles of the library that are unread now.
    """

    read: int
    words: int
    archived: int
    kept: int
    titles: tuple[str, ...]
    left: int


class DayOfReading(msgspec.Struct, frozen=True):
    """What was read and kept on a day: ``2026-11-22``, of this machine's time zone."""

    day: str
    read: int
    kept: int


class SourceStats(msgspec.Struct, frozen=True):
    """What was read, kept and left of a source."""

    key: str
    name: str
    read: int
    kept: int
    unread: int


class Stats(msgspec.Struct, frozen=True):
    """What was read, kept and left, over all time.

    Attributes:
        articles: In this library, archived ones included, muted ones not.
        unread: Of them.
        read: By this reader, also what is in this library no more.
        kept: By this reader, likewise.
        archived: Of this library.
        notes: On articles.
        passages: Kept.
        gone: Articles that were kept and are not in this library.
        days: The latest on which something was read or kept, newest first.
        sources: Those most was read of first.
    """

    articles: int
    unread: int
    read: int
    kept: int
    archived: int
    notes: int
    passages: int
    gone: int
    days: tuple[DayOfReading, ...]
    sources: tuple[SourceStats, ...]
