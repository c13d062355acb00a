"""Postings from several places → those of one segment.

The runs of new documents and the segments of old ones are merged alike, a slab of terms at a time,
so that memory does not grow with the index. A slab's postings from all places get one key (term,
new number of the document, place in the slab), are sorted by it, and are written behind the last
slab's.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newsreader.search.postings.counts import Counts, CountsWriter, Packed
from newsreader.search.postings.files import Array, ArrayFileWriter
from newsreader.search.postings.halves import MOST_DOCUMENTS, parted, whole
from newsreader.search.postings.lexicon import INFO, LexiconWriter
from newsreader.search.postings.numbering import ranges
from newsreader.search.postings.runs import narrowed

SLAB = 1 << 18
"""Postings that are sorted at once; a single term may have up to 131,072 more."""

MANY_POSTINGS = 250_000
"""So many postings are added up in about a millisecond."""

_DOCUMENT, _TERM = 24, 41  # bits below: the place in the slab, and the document


class Source(NamedTuple):
    """Postings of a field from one place.

    Attributes:
        terms: Which of the field's terms it has, in the order of their postings, as places in the
            list of all.
        counts: In how many documents each of them stands.
        documents: Term by term: the numbers these documents had there, as they are written.
        packed: Beside them: how often the term stands there.
        positions: For each of these occurrences, one by one: where.
        renumbered: The new number of each document of that place; -1 for one that is gone.
    """

    terms: Array
    counts: Array
    documents: Array
    packed: Packed
    positions: Array
    renumbered: Array


class PostingsWriter:
    """Writes the postings of a segment, field by field."""

    def __init__(self, terms: Path, documents: Path, frequencies: Path, positions: Path) -> None:
        self.lexicon = LexiconWriter(terms)
        self.documents = ArrayFileWriter(documents)
        self.frequencies = ArrayFileWriter(frequencies)
        self.positions = ArrayFileWriter(positions)

    def abandon(self) -> None:
        """Close the files as they are."""
        for file in (self.lexicon, self.documents, self.frequencies, self.positions):
            file.abandon()

    def write_field(
        self,
        name: str,
        terms: list[bytes],
        sources: list[Source],
        lengths: Array,
        rest: Callable[[], None] = lambda: None,
    ) -> int:
        """Merge the postings of a field.

        Args:
            name: Of the field.
            terms: All terms of the sources, sorted.
            sources: Where they come from; headlines, for the body's lists, behind bodies.
            lengths: The length bytes of the field, by the new numbers of documents.
            rest: Called now and then, to give back memory that what was read takes.

        Returns:
            The number of words written.
        """
        self.lexicon.begin_field(name)
        self.documents.begin(name, "<u2")  # what is left of their numbers: see ``halves``
        counts = CountsWriter(self.frequencies, name)
        self.positions.begin(name, np.result_type(*(s.positions for s in sources)))
        frequency = np.zeros(len(terms), np.int64)
        for source in sources:
            frequency[source.terms] += source.counts
        after = np.cumsum(frequency)
        cuts = np.searchsorted(after, np.arange(SLAB, int(after[-1]), SLAB))
        readers = [_Reader(source) for source in sources]
        begun = _Begun(terms, frequency, len(lengths))
        postings = words = 0
        for start, stop in _pairs(cuts.tolist(), len(terms)):
            slab = _joined([reader.read(start, stop) for reader in readers])
            if not len(slab.terms):
                continue
            heads = np.flatnonzero(np.append(True, slab.terms[1:] != slab.terms[:-1]))
            infos = _infos(slab, heads, lengths, postings, words)
            chosen = slab.terms[heads] + start
            self.lexicon.add([terms[at] for at in chosen.tolist()], infos)
            listed, late = parted(slab.documents)
            self.documents.write(listed)
            counts.write(slab.frequencies, slab.headlines, late)
            self.positions.write(slab.positions)
            begun.add(slab, start, stop)
            rest()
            postings += len(slab.documents)
            words += len(slab.positions)
        counts.close()
        for beginning, exact in begun.totals.items():
            total = narrowed(exact, np.uint8)
            self.frequencies.section(beginning_section(name, beginning), total, total.dtype)
        return words


def beginning_section(field: str, beginning: bytes) -> str:
    """The section that has how often words that begin so stand in each document."""
    return f"{field} {beginning.hex()}"


class _Begun:
    """How often words that begin with one or two bytes stand in each document, if these begin so
    many postings that adding them up would take too long in a search.

    Attributes:
        totals: By beginning, the number for each document.
    """

    def __init__(self, terms: list[bytes], frequency: Array, size: int) -> None:
        self.totals: dict[bytes, Array] = {}
        self._ranges: list[tuple[bytes, int, int]] = []
        after = np.append(0, np.cumsum(frequency))
        for length in (1, 2):
            beginnings = [term[:length] for term in terms]
            for beginning, begun in groupby(range(len(terms)), beginnings.__getitem__):
                some = list(begun)
                start, stop = some[0], some[-1] + 1
                if after[stop] - after[start] > MANY_POSTINGS:
                    self._ranges.append((beginning, start, stop))
                    self.totals[beginning] = np.zeros(size, np.uint32)

    def add(self, slab: _Slab, start: int, stop: int) -> None:
        """Add the postings of the terms of a range."""
        for beginning, first, end in self._ranges:
            if first < stop and end > start:
                a, b = np.searchsorted(slab.terms, (first - start, end - start))
                total = self.totals[beginning]
                total += np.bincount(slab.documents[a:b], slab.frequencies[a:b], len(total)).astype(
                    np.uint32
                )


def _pairs(cuts: list[int], end: int) -> list[tuple[int, int]]:
    bounds = [0, *sorted({cut + 1 for cut in cuts} - {end}), end]
    return list(pairwise(bounds))


class _Slab(NamedTuple):
    """Postings of a range of terms, one by one; ``terms`` counts from the first of the range."""

    terms: Array
    documents: Array
    frequencies: Array
    headlines: Array
    positions: Array


class _Reader:
    """Reads a source in the order of its terms."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._sorted = bool(np.all(source.terms[1:] > source.terms[:-1]))
        self._starts = np.append(0, np.cumsum(source.counts))
        self._terms, self._counts = source.terms, source.counts
        self._read = 0
        if not self._sorted:
            order = np.argsort(source.terms)
            self._terms, self._counts = source.terms[order], source.counts[order]
            starts = self._starts[:-1]
            weights = np.add.reduceat(source.packed.counts().frequencies, starts, dtype=np.int32)
            self._places = (np.cumsum(weights, dtype=np.int32) - weights)[order]
            self._weights, self._starts = weights[order], starts[order].astype(np.int32)

    def read(self, start: int, stop: int) -> _Slab:
        """The postings of a range of terms, the documents renumbered but still in their order."""
        source = self._source
        first, last = np.searchsorted(self._terms, (start, stop))
        documents, counts, positions = (
            self._slices(int(first), int(last))
            if self._sorted
            else self._gathered(slice(first, last))
        )
        terms = np.repeat(self._terms[first:last] - start, self._counts[first:last])
        renumbered = source.renumbered[documents]
        return _Slab(terms, renumbered, counts.frequencies, counts.all_headlines(), positions)

    def _slices(self, first: int, last: int) -> tuple[Array, Counts, Array]:
        source = self._source
        begin, end = int(self._starts[first]), int(self._starts[last])
        counts = source.packed.part(begin, end).counts()
        words = int(counts.frequencies.sum(dtype=np.int64))
        positions = source.positions[self._read : self._read + words]
        self._read += words
        packed = source.packed.bytes[begin:end]
        return whole(source.documents[begin:end], packed, ascending=False), counts, positions

    def _gathered(self, chosen: slice) -> tuple[Array, Counts, Array]:
        source = self._source
        at = ranges(self._starts[chosen], self._counts[chosen])
        words = ranges(self._places[chosen], self._weights[chosen])
        return source.documents[at], source.packed.take(at).counts(), source.positions[words]


def _joined(parts: list[_Slab]) -> _Slab:
    terms, documents, frequencies, headlines, positions = (
        np.concatenate(values) for values in zip(*parts, strict=True)
    )
    key = terms.astype(np.int64) << _TERM | documents.astype(np.int64) << _DOCUMENT
    key |= np.arange(len(key))
    key = key[documents >= 0]
    key.sort()
    order = key & ((1 << _DOCUMENT) - 1)
    first = (np.cumsum(frequencies, dtype=np.int64) - frequencies)[order]
    counts, headlines = frequencies[order], headlines[order]
    twice = _besides(key >> _DOCUMENT, counts)
    if len(twice):
        headlines[twice - 1] = headlines[twice]
        key, first, counts, headlines = (
            np.delete(values, twice) for values in (key, first, counts, headlines)
        )
    return _Slab(
        (key >> _TERM).astype(np.int32),
        (key >> _DOCUMENT).astype(np.int32) & MOST_DOCUMENTS - 1,
        counts,
        headlines,
        positions[ranges(first, counts)],
    )


def _besides(places: Array, frequencies: Array) -> Array:
    """The postings of headlines that stand behind one of the same term and document's body."""
    without = np.flatnonzero(frequencies == 0)
    others = np.append(places, -1)
    found: Array = without[others[without - 1] == places[without]]
    return found


def _infos(slab: _Slab, heads: Array, lengths: Array, postings: int, words: int) -> Array:
    infos = np.zeros(len(heads), INFO)
    counts = np.diff(np.append(heads, len(slab.terms)))
    weights = np.add.reduceat(slab.frequencies, heads, dtype=np.int64)
    found = lengths[slab.documents]
    infos["df"], infos["weight"] = counts, weights
    infos["maxweight"] = np.maximum.reduceat(slab.frequencies, heads)
    infos["minid"], infos["maxid"] = slab.documents[heads], slab.documents[heads + counts - 1]
    infos["minlength"] = np.minimum.reduceat(found, heads)
    infos["maxlength"] = np.maximum.reduceat(found, heads)
    infos["post"] = postings + heads
    infos["pos"] = words + np.cumsum(weights) - weights
    return infos


def all_terms(parts: list[list[bytes]]) -> tuple[list[bytes], list[Array]]:
    """The terms of several sorted lists as one, and where each list's are in it."""
    together = sorted(term for part in parts for term in part)  # finds and merges what is sorted
    terms = list(dict.fromkeys(together))
    place = dict(zip(terms, range(len(terms)), strict=True))
    return terms, [np.fromiter(map(place.__getitem__, part), np.int64, len(part)) for part in parts]
