"""How far a sync is, and what it found and did."""

from __future__ import annotations

from typing import Literal

import msgspec

Phase = Literal["looking", "reading", "indexing"]


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far a sync is.

    Attributes:
        phase: ``looking`` for files, ``reading`` them, ``indexing`` what was read.
        done: Files looked at or read; articles indexed.
        total: Of how many; 0 while that is not known.
        articles: How many articles the catalogue holds now.
    """

    phase: Phase
    done: int
    total: int
    articles: int


class Failure(msgspec.Struct, frozen=True):
    """A file or folder of the library that cannot be read, and why."""

    path: str
    error: str


class SyncResult(msgspec.Struct, frozen=True, tag="result"):
    """What a sync found and did.

    Attributes:
        sources: How many the library has now.
        articles: How many the library has now.
        added: Articles that are new.
        updated: Articles whose text or facts changed, edited files included.
        removed: Articles whose last file is gone.
        skipped: Files and folders of the library that hold no article.
        failed: All that cannot be read at present, whether it changed or not.
        seconds: How long it took.
        by_rules: New articles that rules changed.
        warnings: Sentences on what was left undone: the marks of other machines could not be had.
    """

    sources: int
    articles: int
    added: int
    updated: int
    removed: int
    skipped: int
    failed: list[Failure]
    seconds: float
    by_rules: int = 0
    warnings: tuple[str, ...] = ()
