"""What we take from Whoosh: files of postings, their dictionary of terms, commits, merges.

The only module that knows Whoosh 2.7.4, which is pinned: some names here are private to it. Its
query parser, searchers and scorers are not used. Postings are read block by block, and a word is
scored by BM25F as its authors define it (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009): occurrences in headline, body and folded sections are weighted and added *before*
they saturate, and whatever a word stands for (its stems, the completions of a prefix, the words a
few letters away) counts as one word.
"""

from __future__ import annotations

import gc
import math
import os
import traceback
import warnings
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from newsreader.article import FOLDED_KINDS
from newsreader.search import analysis
from newsreader.search.matching import Pattern, Slot

with warnings.catch_warnings():  # Whoosh's source has invalid escapes and `is` with literals
    warnings.simplefilter("ignore")
    from whoosh import __version__ as _version
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.fields import ID, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Positions
    from whoosh.index import TOC, FileIndex
    from whoosh.matching.wrappers import FilterMatcher
    from whoosh.reading import SegmentReader, TermNotFound
    from whoosh.writing import SegmentWriter

WHOOSH_VERSION = ".".join(map(str, _version))

TITLE, BODY = "title", "body"
FIELDS = (TITLE, BODY, *(kind.value for kind in FOLDED_KINDS))
WEIGHTS = {TITLE: 8.0, BODY: 1.0}
"""What an occurrence counts. 8 finds known articles best by words of the headline (mean reciprocal
rank, 300 queries on 10,000 articles) without losing those looked for by words of the body."""
FOLDED_WEIGHT = 0.4
SATURATION = 1.2
LENGTH_NORM = 0.75
MAX_EXPANSION = 50
"""A prefix or misspelling stands for at most so many terms, the commonest …"""
MAX_POSTINGS = 30_000
"""… and no more of them than stand together in so many documents."""
SIZES = 8
"""Segments are merged when there are so many of one size, a size being so many times the next."""

_NAME = "MAIN"


class Words(Positions):  # type: ignore[misc]
    """Whoosh's postings with positions, fed by our analysis; ``value`` is (language, text)."""

    def word_values(
        self,
        value: tuple[str | None, str],
        analyzer: object,  # noqa: ARG002 - Whoosh's signature
        **_: object,
    ) -> Iterator[tuple[str, int, float, bytes]]:
        language, text = value
        for term, places in analysis.positions(text, language).items():
            yield term, len(places), float(len(places)), self.encode(places)


def _schema() -> Any:
    words = {name: FieldType(Words(), None, scorable=True) for name in FIELDS}
    return Schema(id=ID(unique=True, sortable=True), **words)


def create(folder: Path) -> None:
    """Make an empty index in a folder."""
    FileIndex.create(FileStorage(str(folder)), _schema(), _NAME)


class Writer:
    """Adds and deletes documents in one commit; holds Whoosh's lock until that or a cancel."""

    def __init__(self, folder: Path) -> None:
        index = FileIndex(FileStorage(str(folder)), indexname=_NAME)
        self._writer = SegmentWriter(index, codec=W3Codec(compression=1), timeout=5.0)
        self.generation: int = self._writer.generation
        """The number this commit will have."""

    def add(self, id_: str, texts: dict[str, str], language: str | None) -> None:
        """Add a document: its texts by field."""
        fields = {name: (language, text) for name, text in texts.items() if text}
        self._writer.add_document(id=id_, **fields)

    def delete(self, number: int) -> None:
        """Delete a document by its number in the commit before this one."""
        self._writer.delete_document(number)

    def commit(self) -> None:
        """Write everything and make it visible."""
        self._writer.commit(mergetype=_merge)

    def cancel(self) -> None:
        """Forget everything. Never raises, even on a full disk, and always gives up the lock."""
        try:
            self._writer.cancel()
        except Exception as error:  # a full disk fails again; the next commit sweeps what is left
            if self._writer.writelock:
                self._writer.writelock.release()
            self._writer = None
            let_go(error)


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's hook: merge the segments of one size when there are too many, and half-empty ones.

    Every document is copied once a size, so the work stays proportional to what was added.
    """
    by_size: dict[int, list[Any]] = {}
    for segment in segments:
        size = int(math.log(max(segment.doc_count_all(), 1), SIZES))
        by_size.setdefault(size, []).append(segment)
    chosen = {id(s) for some in by_size.values() if len(some) >= SIZES for s in some}
    chosen |= {id(s) for s in segments if s.deleted_count() * 2 > s.doc_count_all()}
    for segment in segments:
        if id(segment) in chosen and segment.deleted_count() < segment.doc_count_all():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if id(segment) not in chosen]


class Segment:
    """A run of documents as one commit left it. ``base`` is the number of its first document."""

    def __init__(self, reader: Any, base: int, before: Segment | None) -> None:
        self.name: str = reader.segment().segment_id()
        self.base = base
        self.size: int = reader.doc_count_all()
        self.deleted = frozenset(reader.segment().deleted_docs())
        self._reader = reader
        self._lengths: dict[str, array[int]] = before._lengths if before else {}
        self._norms: dict[str, tuple[float, list[float]]] = {}
        self._ids: list[str] = before._ids if before else []

    def close(self) -> None:
        self._reader.close()

    @property
    def ids(self) -> list[str]:
        """The ids of its documents, the deleted ones too, in their order."""
        if not self._ids:
            column = self._reader.column_reader("id")
            self._ids = [column[number] for number in range(self.size)]
        return self._ids

    def total_length(self, field: str) -> int:
        length: int = self._reader.field_length(field)
        return length

    def lengths(self, field: str) -> array[int]:
        """The number of words each document has in a field; a byte's precision."""
        if field not in self._lengths:
            length_of = self._reader.doc_field_length
            found = array("l", (length_of(n, field, 0) or 0 for n in range(self.size)))
            self._lengths[field] = found
        return self._lengths[field]

    def number(self, id_: str) -> int | None:
        """The number of a document that is not deleted."""
        for block in self._blocks("id", id_.encode()):
            for number in block._ids:
                if number not in self.deleted:
                    return self.base + int(number)
        return None

    def norms(self, field: str, average: float) -> list[float]:
        """What an occurrence in a field of each document is divided by: BM25's length norm."""
        if field not in self._norms or self._norms[field][0] != average:
            steep = LENGTH_NORM / average
            weight = WEIGHTS.get(field, FOLDED_WEIGHT)
            norms = [(1 - LENGTH_NORM + steep * length) / weight for length in self.lengths(field)]
            self._norms[field] = (average, norms)
        return self._norms[field][1]

    def terms(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """The terms with a prefix, and in how many documents each stands."""
        if prefix and field in self._reader.indexed_field_names():
            for term in self._reader.expand_prefix(field, prefix):
                yield term, self._reader.doc_frequency(field, term)

    def frequency(self, field: str, term: str) -> int:
        """In how many documents a term stands."""
        encoded = term.encode()
        if not self.has(field, encoded):
            return 0
        return int(self._reader.doc_frequency(field, encoded))

    def has(self, field: str, term: bytes) -> bool:
        return (field, term) in self._reader

    def frequencies(self, field: str, term: str) -> Iterator[tuple[Iterable[int], Iterable[float]]]:
        """Blocks of document numbers (in this segment) and how often the term stands in each."""
        for block in self._blocks(field, term.encode()):
            block.weight()
            yield block._ids, block._weights

    def places(self, field: str, term: str) -> Iterator[tuple[int, bytes]]:
        """Document numbers (in this segment) with the term's positions there, still encoded."""
        for block in self._blocks(field, term.encode()):
            block.value()
            yield from zip(block._ids, block._values, strict=True)

    def decode(self, field: str, places: bytes) -> list[int]:
        positions: list[int] = self._reader.schema[field].format.decode_positions(places)
        return positions

    def _blocks(self, field: str, term: bytes) -> Iterator[Any]:
        """Whoosh's matcher at each of its blocks: reading them whole is five times as fast."""
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return
        if isinstance(matcher, FilterMatcher):
            matcher = matcher.child
        while matcher.is_active():
            matcher.id()
            yield matcher
            matcher._next_block()


class Snapshot:
    """The whole index as one commit left it, for reading; later commits do not change it.

    Not for two threads at once.
    """

    def __init__(self, folder: Path, before: Snapshot | None = None) -> None:
        storage = FileStorage(str(folder), readonly=True)
        schema = _schema()
        toc = TOC.read(storage, _NAME, schema=schema)
        earlier = {segment.name: segment for segment in before.segments} if before else {}
        self.folder = folder
        self.generation: int = toc.generation
        self.segments: list[Segment] = []
        base = 0
        try:
            for entry in toc.segments:
                reader = SegmentReader(storage, schema, entry, generation=toc.generation)
                segment = Segment(reader, base, earlier.get(entry.segment_id()))
                self.segments.append(segment)
                base += segment.size
        except BaseException:
            self.close()
            raise
        self.count = base - sum(len(segment.deleted) for segment in self.segments)
        self._expansions: dict[tuple[str, bool, int, tuple[str, ...]], list[str]] = {}

    def close(self) -> None:
        for segment in self.segments:
            segment.close()

    def numbers(self) -> Iterator[int]:
        """The numbers of all documents."""
        for segment in self.segments:
            for number in range(segment.size):
                if number not in segment.deleted:
                    yield segment.base + number

    def number(self, id_: str) -> int | None:
        """The number of the document with this id."""
        for segment in self.segments:
            number = segment.number(id_)
            if number is not None:
                return number
        return None

    def ids(self, numbers: Iterable[int]) -> list[str]:
        """The ids of documents, in the order of their numbers given."""
        ids: list[str] = []
        for segment in self.segments:
            ids += segment.ids
        return [ids[number] for number in numbers]

    def scores(self, pattern: Pattern, fields: Collection[str]) -> dict[int, float]:
        """The documents with a word or phrase in one of these fields, with its score (above 0)."""
        if not pattern.slots or not self.count:
            return {}
        terms = [self._expand(slot, fields) for slot in pattern.slots]
        weighted: dict[int, float] = {}
        for field in fields:
            average = sum(s.total_length(field) for s in self.segments) / self.count
            if not average:
                continue
            for segment in self.segments:
                norms = segment.norms(field, average)
                base = segment.base
                for numbers, frequencies in _occurrences(segment, field, pattern, terms):
                    for number, frequency in zip(numbers, frequencies, strict=True):
                        worth = weighted.get(base + number, 0.0) + frequency / norms[number]
                        weighted[base + number] = worth
        for segment in self.segments:
            for number in segment.deleted:
                weighted.pop(segment.base + number, None)
        rarity = math.log(1 + (self.count - len(weighted) + 0.5) / (len(weighted) + 0.5))
        top = rarity * (SATURATION + 1)
        return {number: top * worth / (worth + SATURATION) for number, worth in weighted.items()}

    def _expand(self, slot: Slot, fields: Collection[str]) -> list[str]:
        """The terms a slot stands for; for a prefix or misspelling, the commonest of them."""
        if not (slot.prefix or slot.fuzzy):
            return sorted(slot.terms)
        key = (slot.word, slot.prefix, slot.fuzzy, tuple(fields))
        found = self._expansions.get(key)
        if found is None:
            found = self._prefixed(slot, fields) if slot.prefix else self._nearly(slot, fields)
            if len(self._expansions) > 1000:
                self._expansions.clear()
            self._expansions[key] = found
        return sorted({*slot.terms, *found})

    def _prefixed(self, slot: Slot, fields: Collection[str]) -> list[str]:
        # A single letter begins too many terms to look at: those in headlines are enough.
        listed = (TITLE,) if len(slot.word) == 1 else fields
        found = self._common(slot.beginnings, listed, lambda _: True)
        # "producti" begins no term: "production" is indexed by its stem, "product".
        shorter = slot.word
        while not found and len(shorter) > max(4, len(slot.word) - 4):
            shorter = shorter[:-1]
            terms = analysis.query_terms(shorter, slot.languages)
            found = [term for term in terms if self._has(term, fields)]
        return found

    def _has(self, term: str, fields: Collection[str]) -> bool:
        return any(s.has(field, term.encode()) for s in self.segments for field in fields)

    def _nearly(self, slot: Slot, fields: Collection[str]) -> list[str]:
        return self._common({form[0] for form in slot.forms}, fields, slot.nearly)

    def vocabulary(self, beginnings: Collection[str]) -> dict[str, int]:
        """The terms of headlines and bodies that begin so, and how many documents have each."""
        found = self._terms(beginnings, (BODY,))
        for term, count in self._terms(beginnings, (TITLE,)).items():
            found[term] = max(count, found.get(term, 0))
        return {term.decode(): count for term, count in found.items()}

    def frequency(self, term: str) -> int:
        """In how many documents a term stands: in their headlines or their bodies, whichever are
        more."""
        return max(
            sum(segment.frequency(field, term) for segment in self.segments)
            for field in (TITLE, BODY)
        )

    def examples(self, term: str, limit: int) -> list[int]:
        """The numbers of a few documents a term stands in, rather by headline than by body."""
        found: dict[int, None] = {}
        for field in (TITLE, BODY):
            for segment in self.segments:
                for numbers, _ in segment.frequencies(field, term):
                    for number in numbers:
                        if number not in segment.deleted:
                            found[segment.base + int(number)] = None
                            if len(found) == limit:
                                return list(found)
        return list(found)

    def _terms(self, beginnings: Collection[str], fields: Collection[str]) -> dict[bytes, int]:
        frequencies: dict[bytes, int] = {}
        for segment in self.segments:
            for field in fields:
                for beginning in beginnings:
                    for term, frequency in segment.terms(field, beginning.encode()):
                        frequencies[term] = frequencies.get(term, 0) + frequency
        return frequencies

    def _common(
        self,
        beginnings: Collection[str],
        fields: Collection[str],
        wanted: Callable[[str], bool],
    ) -> list[str]:
        """The terms that begin so and stand in most documents, of those that are wanted."""
        frequencies = self._terms(beginnings, fields)
        ranked = sorted(frequencies, key=lambda term: (-frequencies[term], term))
        found: list[str] = []
        postings = 0
        for term in ranked:
            text = term.decode()
            if wanted(text):
                found.append(text)
                postings += frequencies[term]
                if len(found) == MAX_EXPANSION or postings > MAX_POSTINGS:
                    break
        return found


def _occurrences(
    segment: Segment, field: str, pattern: Pattern, terms: list[list[str]]
) -> Iterator[tuple[Iterable[int], Iterable[float]]]:
    """Documents of a segment, and how often a pattern stands in a field of each."""
    if len(pattern.slots) == 1:
        for term in terms[0]:
            yield from segment.frequencies(field, term)
        return
    filled: list[dict[int, list[bytes]]] = []
    for some in terms:
        slot: dict[int, list[bytes]] = {}
        for term in some:
            for number, places in segment.places(field, term):
                if not filled or number in filled[-1]:
                    slot.setdefault(number, []).append(places)
        if not slot:
            return
        filled.append(slot)
    for number in filled[-1]:
        standing = [
            sorted({at for places in slot[number] for at in segment.decode(field, places)})
            for slot in filled
        ]
        matches = pattern.matches(standing)
        if matches:
            yield (number,), (float(len(matches)),)


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


def make_last(folder: Path) -> None:
    """Make a folder's files last through a power cut; Whoosh itself never asks for that."""
    for file in [*folder.iterdir(), folder]:
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
