"""Writing: new documents → segments, segments → a larger one, all in one commit of Whoosh's.

Whoosh's writer keeps the lock, numbers the commits, marks documents as deleted, writes the TOC and
sweeps away what no TOC names. Everything else here goes past it: texts are gathered and numbered
(``numbering``), sorted run by run (``runs``) and merged into a segment (``merging``), whose
documents are put in the order of their dates. New documents fill a segment with ``HALF`` of what
one holds or ``MOST_WORDS`` words, for memory's sake.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from newsreader.search.postings import articles, counts, heaviest, runs
from newsreader.search.postings.articles import Articles, length_bytes
from newsreader.search.postings.codec import (
    ARTICLES,
    DOCUMENTS,
    FREQUENCIES,
    HEAVIEST,
    POSITIONS,
    TERMS,
    ArrayCodec,
    ArraySegment,
)
from newsreader.search.postings.files import Array, sync
from newsreader.search.postings.halves import HALF
from newsreader.search.postings.merging import PostingsWriter, Source, all_terms
from newsreader.search.postings.numbering import Numbering
from newsreader.search.postings.pieces import encoded
from newsreader.search.postings.ranking import BODY, TITLE
from newsreader.search.postings.runs import Run
from newsreader.search.postings.segment import SegmentArrays
from newsreader.search.postings.whoosh_parts import FileIndex, FileStorage, SegmentWriter

MOST_WORDS = 16_000_000
"""Of new documents, one segment has about so many words at most: they take 80 MB meanwhile."""
RUN_BYTES = 6_000_000
"""So much text is gathered before its words are sorted."""


class SyncedStorage(FileStorage):  # type: ignore[misc]
    """A folder of files of which those renamed into place last through a power cut."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        sync(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe)
        sync(Path(self.folder))


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Adds and deletes documents in one commit."""

    def __init__(
        self, folder: Path, indexname: str, timeout: float, numbering: Numbering | None = None
    ) -> None:
        index = FileIndex(SyncedStorage(str(folder)), indexname=indexname)
        super().__init__(index, codec=ArrayCodec(), timeout=timeout)
        self.segments: list[ArraySegment]
        self._folder = str(folder)
        self._numbering = numbering or Numbering()
        self._numbering.rest()
        self._gathered = _Gathered(self._numbering)
        self._new: list[ArraySegment] = []

    def add(
        self, id_: str, number: int, date: int, texts: Mapping[str, str], language: str | None
    ) -> None:
        """Add a document: its texts by field."""
        self._gathered.add(id_, number, date, texts, language)
        if len(self._gathered) == HALF or self._gathered.words > MOST_WORDS:
            self._end_segment()

    def join(self, segments: list[ArraySegment]) -> None:
        """Write one segment in place of several."""
        gone = {id(segment) for segment in segments}
        self.segments = [segment for segment in self.segments if id(segment) not in gone]
        sources = [SegmentArrays(self._folder, segment) for segment in segments]
        merged = self._written(lambda writer: _merged(sources, writer))
        if merged.doc_count_all():
            self._new.append(merged)

    def commit(self, policy: Callable[[list[Any]], Iterable[list[Any]]]) -> None:
        """Write everything and make it visible.

        Args:
            policy: From all segments, chooses groups of them to be merged.
        """
        if len(self._gathered):
            self._end_segment()
        kept = [*self.segments, *self._new]
        self._new = []
        self.segments = kept
        for group in policy(list(kept)):
            self.join(group)
        self._commit_toc([*self.segments, *self._new])
        self._finish()

    def _end_segment(self) -> None:
        gathered, self._gathered = self._gathered, _Gathered(self._numbering)
        self._new.append(self._written(gathered.write))

    def _written(
        self, write: Callable[[PostingsWriter], tuple[Articles, dict[str, int]]]
    ) -> ArraySegment:
        segment: ArraySegment = self.codec.new_segment(self.storage, self.indexname)
        names = (TERMS, DOCUMENTS, FREQUENCIES, POSITIONS)
        writer = PostingsWriter(*(segment.path(self._folder, name) for name in names))
        try:
            known, segment._fieldlengths = write(writer)
            segment.terms = writer.lexicon.close()
            segment.layouts = {
                DOCUMENTS: writer.documents.close(),
                FREQUENCIES: writer.frequencies.close(),
                POSITIONS: writer.positions.close(),
                ARTICLES: known.write(segment.path(self._folder, ARTICLES)),
            }
        except BaseException:
            writer.abandon()
            raise
        segment.set_doc_count(len(known.ids))
        self._note_heaviest(segment)
        return segment

    def _note_heaviest(self, segment: ArraySegment) -> None:
        read = SegmentArrays(self._folder, segment)
        layout = heaviest.write(read, segment.path(self._folder, HEAVIEST))
        if layout is not None:
            segment.layouts[HEAVIEST] = layout

    def _close_segment(self) -> None:
        """Whoosh's own files of a segment, of which there are none."""
        self.pool.cleanup()


class _Gathered:
    """New documents on their way into a segment."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._ids: list[bytes] = []
        self._numbers = array("I")
        self._dates = array("q")
        self._fields = {BODY: _Field()}
        self._size = 0
        self.words = 0

    def __len__(self) -> int:
        return len(self._ids)

    def add(
        self, id_: str, number: int, date: int, texts: Mapping[str, str], language: str | None
    ) -> None:
        place = len(self._ids)
        self._ids.append(id_.encode())
        self._numbers.append(number)
        self._dates.append(date)
        for name, text in texts.items():
            if text:
                field = self._fields.get(name)
                if field is None:
                    field = self._fields[name] = _Field()
                self._size += field.add(place, encoded(text), language)
        if self._size > RUN_BYTES:
            self._sort()

    def _sort(self) -> None:
        for field in self._fields.values():
            self.words += field.sort(self._numbering, len(self._ids))
        self._size = 0

    def write(self, writer: PostingsWriter) -> tuple[Articles, dict[str, int]]:
        """Write the postings; returns the documents in their order, and the words of each field."""
        self._sort()
        known = Articles(
            np.array(self._ids),
            np.array(self._numbers, np.uint32),
            np.array(self._dates, np.int64),
            {name: length_bytes(field.lengths()) for name, field in sorted(self._fields.items())},
        )
        order = known.order()
        known = known.taken(order)
        renumbered = np.empty(len(order), np.int32)
        renumbered[order] = np.arange(len(order))
        names = list(self._numbering.terms)
        words = {}
        taken = {name: field.take() for name, field in sorted(self._fields.items())}
        taken[BODY] += [run.as_headlines() for run in taken.get(TITLE, ())]
        for name, some in taken.items():
            if some:
                terms, sources = _sources(some, names, renumbered)
                words[name] = writer.write_field(name, terms, sources, known.lengths[name])
        return known, words


class _Field:
    """The texts of one field, gathered or sorted."""

    def __init__(self) -> None:
        self._first = 0
        self._places: list[int] = []
        self._texts: list[bytes] = []
        self._languages: list[str | None] = []
        self._lengths: list[Array] = []
        self._runs: list[Run] = []

    def add(self, place: int, text: bytes, language: str | None) -> int:
        """Add the text of the document with this number; numbers ascend. Returns its size."""
        self._places.append(place - self._first)
        self._texts.append(text)
        self._languages.append(language)
        return len(text)

    def sort(self, numbering: Numbering, end: int) -> int:
        """Sort the texts of documents before ``end`` into a run; returns their words."""
        words = numbering.words(self._texts, self._languages)
        places = np.array(self._places, np.int32)
        words = words._replace(texts=places.take(words.texts))
        self._lengths.append(np.bincount(words.texts, minlength=end - self._first))
        if len(words.terms):
            self._runs.append(runs.sort(words, self._first))
        self._first = end
        for values in (self._places, self._texts, self._languages):
            values.clear()
        return len(words.terms)

    def lengths(self) -> Array:
        """The number of words of each document."""
        return np.concatenate(self._lengths)

    def take(self) -> list[Run]:
        """The runs, which are forgotten."""
        some, self._runs = self._runs, []
        return some


def _sources(
    some: list[Run], names: list[str], renumbered: Array
) -> tuple[list[bytes], list[Source]]:
    used = runs.distinct(np.concatenate([run.terms for run in some]))
    encoded = [names[number].encode() for number in used.tolist()]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    rank = np.empty(int(used[-1]) + 1, np.int32)
    rank[used[order]] = np.arange(len(order))
    return [encoded[at] for at in order], [
        Source(
            rank[run.terms],
            run.counts,
            run.documents,
            run.packed,
            run.positions,
            renumbered,
        )
        for run in some
    ]


def _merged(
    segments: list[SegmentArrays], writer: PostingsWriter
) -> tuple[Articles, dict[str, int]]:
    """Write the postings of several segments as one; what is deleted stays behind."""
    parts = [articles.read(segment.articles, segment.fields) for segment in segments]
    together = articles.joined(parts)
    alive = np.concatenate([segment.alive() for segment in segments])
    order = together.order()
    order = order[alive[order]]
    renumbered = np.full(len(alive), -1, np.int32)
    renumbered[order] = np.arange(len(order))
    known = together.taken(order)
    bases = np.cumsum([0, *(len(part.ids) for part in parts)]).tolist()
    words = {}

    def rest() -> None:
        for segment in segments:
            segment.rest()

    for name in sorted({field for segment in segments for field in segment.fields}):
        having = [
            (segment, renumbered[base : base + segment.size])
            for segment, base in zip(segments, bases, strict=False)
            if name in segment.fields
        ]
        terms, places = all_terms([segment.lexicon.terms(name) for segment, _ in having])
        sources = [
            _source(segment, name, place, numbers)
            for (segment, numbers), place in zip(having, places, strict=True)
        ]
        words[name] = writer.write_field(name, terms, sources, known.lengths[name], rest)
    return known, words


def _source(segment: SegmentArrays, field: str, terms: Array, renumbered: Array) -> Source:
    """A field of a segment as a source, all of it checked."""
    documents = segment.documents.part(field)
    packed = counts.read(segment.frequencies, field)
    segment.rest()
    positions = segment.positions.part(field)
    segment.rest()
    frequencies = segment.lexicon.frequencies(field)
    return Source(terms, frequencies, documents, packed, positions, renumbered)
