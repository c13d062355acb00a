"""What became of marks: taken back, kept without an article, set by a rule, brought together."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Undone(msgspec.Struct, frozen=True):
    """What was taken back, or done again.

    Attributes:
        verb: What the reader had done: ``star``.
        articles: To how many articles, as far as that was taken back.
        at: When, in seconds since the epoch.
        others: To how many sources and saved searches.
        kept: How many were left as they are, since they were changed again after it.
        stories: Whether some articles belong to other stories by it.
    """

    verb: str
    articles: int
    at: float
    others: int = 0
    kept: int = 0
    stories: bool = False


class Deed(msgspec.Struct, frozen=True):
    """One thing the reader did, as the journal tells of it.

    Attributes:
        number: What to give to :meth:`~newsreader.library.Library.undo`.
        verb: What was done: ``star``.
        at: When, in seconds since the epoch.
        articles: To how many articles.
        others: To how many sources and saved searches.
        title: The headline of one of the articles, if it is known.
        undone: Whether it was taken back.
        machine: The name of the machine it was done on, if that was another.
    """

    number: int
    verb: str
    at: float
    articles: int
    others: int
    title: str | None
    undone: bool
    machine: str | None


class Orphan(msgspec.Struct, frozen=True):
    """An article the reader kept that is not in the library.

    Attributes:
        title: What it was called, if that is known.
        path: Where it was found last, if that is known.
        fields: The marks it has.
    """

    id: str
    title: str | None
    path: Path | None
    fields: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What a rule would do.

    Attributes:
        rule: As it is written.
        numbers: The articles its query finds, best first.
        changes: How many of them it would change.
        problem: What is wrong with its query, or None.
    """

    rule: str
    numbers: tuple[int, ...]
    changes: int
    problem: str | None = None


class MarksSynced(msgspec.Struct, frozen=True):
    """What bringing the marks of several machines together did.

    Attributes:
        changed: Articles (and sources, and saved searches) that have other marks now.
        written: Lines added to the file of this machine.
        machines: The names of the other machines.
        passed_over: Lines that could not be understood.
    """

    changed: int
    written: int
    machines: tuple[str, ...]
    passed_over: int
