"""The index's folder of segments: opening them as one commit left them, and writing another.

Whoosh keeps the folder (commits, lock, deletions); ``postings`` keeps the segments in it, and says
how. Nothing above this module knows Whoosh.
"""

from __future__ import annotations

import gc
import math
import traceback
import warnings
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from newsreader.article import FOLDED_KINDS
from newsreader.search.postings.executor import Executor
from newsreader.search.postings.expansion import frequencies
from newsreader.search.postings.files import Array
from newsreader.search.postings.halves import MOST_DOCUMENTS
from newsreader.search.postings.numbering import Numbering
from newsreader.search.postings.ranking import BODY, TITLE
from newsreader.search.postings.segment import SegmentArrays
from newsreader.search.postings.whoosh_parts import (
    ID,
    TOC,
    VERSION,
    FieldType,
    FileIndex,
    FileStorage,
    Positions,
    Schema,
)
from newsreader.search.postings.writer import ArrayWriter

WHOOSH_VERSION = VERSION

FIELDS = (TITLE, BODY, *(kind.value for kind in FOLDED_KINDS))
SIZES = 8
"""Segments are merged when there are so many of one size, a size being so many times the next …"""
AT_ONCE = 2_000
"""… and within a commit only as long as it takes a fraction of a second: so many documents."""

_NAME = "MAIN"


def schema() -> Any:
    """The fields of the index, as Whoosh has to know them."""
    words = {name: FieldType(Positions(), None, scorable=True) for name in FIELDS}
    return Schema(id=ID(stored=True), **words)


def create(folder: Path) -> None:
    """Make an empty index in a folder."""
    FileIndex.create(FileStorage(str(folder)), schema(), _NAME)


class Writer:
    """Adds and deletes documents in one commit; holds Whoosh's lock until that or a cancel."""

    def __init__(self, folder: Path, numbering: Numbering | None = None) -> None:
        """Take the lock.

        Args:
            folder: That of the index.
            numbering: What commits before this one have learnt of words, and this one will.
        """
        self._writer = ArrayWriter(folder, _NAME, timeout=5.0, numbering=numbering)
        self.generation: int = self._writer.generation
        """The number this commit will have."""

    def add(
        self, id_: str, number: int, date: int, texts: Mapping[str, str], language: str | None
    ) -> None:
        """Add a document: its texts by field."""
        self._writer.add(id_, number, date, texts, language)

    def delete(self, number: int) -> None:
        """Delete a document by its number in the commit before this one."""
        self._writer.delete_document(number)

    def commit(self, *, everything: bool = False) -> None:
        """Write everything and make it visible; merge what is small, or all there is."""
        self._writer.commit(fitting if everything else _small)

    def merge(self, *, everything: bool) -> None:
        """Merge what is worth it, or all there is, in a commit of its own."""
        self._writer.commit(fitting if everything else worth_merging)

    def cancel(self) -> None:
        """Forget everything. Never raises, even on a full disk, and always gives up the lock."""
        try:
            self._writer.cancel()
        except Exception as error:  # a full disk fails again; the next commit sweeps what is left
            if self._writer.writelock:
                self._writer.writelock.release()
            let_go(error)


def worth_merging(segments: Iterable[Any], most: int = MOST_DOCUMENTS) -> list[list[Any]]:
    """Groups of segments that are better one: many of one size, and those half deleted.

    Every document is copied once a size, so the work stays proportional to what was added.

    Args:
        segments: Those there are.
        most: The most documents a group may have.
    """
    by_size: dict[int, list[Any]] = {}
    half_empty = []
    for segment in segments:
        if segment.deleted_count() * 2 > segment.doc_count_all():
            half_empty.append(segment)
        else:
            size = int(math.log(max(segment.doc_count_all(), 1), SIZES))
            by_size.setdefault(size, []).append(segment)
    chosen = [half_empty, *(some for some in by_size.values() if len(some) >= SIZES)]
    return [group for some in chosen for group in fitting(some, most)]


def _small(segments: Iterable[Any]) -> list[list[Any]]:
    return worth_merging(segments, AT_ONCE)


def fitting(segments: Iterable[Any], most: int = MOST_DOCUMENTS) -> list[list[Any]]:
    """The fewest groups, about, of at most so many documents; without those that need nothing."""
    groups: list[list[Any]] = []
    for segment in sorted(segments, key=lambda one: -one.doc_count()):
        for group in groups:
            if sum(one.doc_count() for one in group) + segment.doc_count() <= most:
                group.append(segment)
                break
        else:
            groups.append([segment])
    return [
        group
        for group in groups
        if sum(one.doc_count() for one in group) <= most
        and (len(group) > 1 or group[0].deleted_count())
    ]


class Snapshot:
    """The whole index as one commit left it, for reading; later commits do not change it.

    Not for two threads at once.
    """

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder), readonly=True)
        toc = TOC.read(storage, _NAME, schema=schema())
        self.folder = folder
        self._entries = toc.segments
        self.generation: int = toc.generation
        self.segments = [SegmentArrays(str(folder), segment) for segment in toc.segments]
        self.executor = Executor(self.segments)
        self.count = self.executor.count

    def merges(self, *, everything: bool) -> bool:
        """Whether there is anything to merge; see :meth:`Writer.merge`."""
        return bool((fitting if everything else worth_merging)(self._entries))

    def places(self, ids: Collection[str]) -> list[int]:
        """The numbers of the documents with these ids, counted through all segments."""
        wanted = list(ids)
        return [
            base + number
            for segment, base in zip(self.segments, self.executor.bases, strict=False)
            for number in (segment.documents_of(wanted) if wanted else ())
        ]

    def ids(self) -> list[str]:
        """The ids of all documents."""
        return _decoded(self.executor.ids[self.executor.alive])

    def vocabulary(self, beginnings: Collection[str]) -> dict[str, int]:
        """The terms of headlines and bodies that begin so, and how many documents have each."""
        begun = [beginning.encode() for beginning in beginnings]
        found = frequencies(self.segments, (BODY,), begun)
        return {term.decode(): count for term, count in found.items()}

    def frequency(self, term: str) -> int:
        """In how many documents a term stands, be it in the headline or the body."""
        return sum(
            entry.df
            for segment in self.segments
            if (entry := segment.lexicon.find(BODY, term.encode()))
        )

    def examples(self, term: str, limit: int) -> list[str]:
        """The ids of a few documents a term stands in, rather by headline than by body."""
        found: dict[str, None] = {}
        for field in (TITLE, BODY):
            for segment, base in zip(self.segments, self.executor.bases, strict=False):
                entry = segment.lexicon.find(field, term.encode())
                if entry:
                    documents, _ = segment.postings(field, entry.post, entry.post + entry.df)
                    newest = documents[self.executor.alive[documents + np.intp(base)]][-limit:]
                    found.update(dict.fromkeys(_decoded(segment.ids[newest])))
        return list(found)[:limit]


def _decoded(ids: Array) -> list[str]:
    return [id_.decode() for id_ in ids.tolist()]


def let_go(error: Exception) -> None:
    """Close the files that Whoosh left open where it failed: the error's traceback holds them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        cause: BaseException | None = error
        while cause:
            traceback.clear_frames(cause.__traceback__)
            cause.__traceback__ = None
            cause = cause.__context__
        gc.collect()
