"""Where words stand together: their positions, as one number for document and place.

Only the documents that have all words are looked at. A place in them is
``number of the document among these << 32 | position``. Places of a word ascend, so that those at
which a phrase begins are found by looking each place of its rarest word up among the others', and
words near each other by going through the places of all of them in order.
"""

from __future__ import annotations

import msgspec
import numpy as np

from newsreader.search.matching import Pattern
from newsreader.search.postings.files import Array
from newsreader.search.postings.lists import common
from newsreader.search.postings.segment import SegmentArrays

_BIAS = 1 << 20
"""Added to positions, so that taking a slot's offset away never reaches the document before."""
_POSITION = (1 << 32) - 1
_FEW = 16
"""Looking one document up in a list takes about as long as going over so many of its postings."""
_SPARSE = 8
"""Adding up what lies between few postings is quicker than adding up one by one."""


class Span(msgspec.Struct, frozen=True):
    """Postings that lie side by side in a field of a segment: those of a term, or of several.

    Attributes:
        post: The first.
        count: How many.
        pos: The first position.
        one: Whether they are of one term, so that documents ascend.
        added: The section of frequencies that has them added up for each document, or None.
    """

    post: int
    count: int
    pos: int
    one: bool
    added: str | None = None


class Postings:
    """The postings of a span, their documents counted through all segments.

    Attributes:
        documents: One by one; ascending if they are of one term.
        ascending: Whether they are.
        base: The number of documents in the segments before.
        size: And in this one.
    """

    def __init__(self, segment: SegmentArrays, field: str, span: Span, base: int) -> None:
        """Read a span of a field.

        Args:
            segment: Its segment.
            field: Its field.
            span: Where it lies.
            base: The number of documents in the segments before.
        """
        end = span.post + span.count
        self.documents = segment.documents.part(field, span.post, end).astype(np.intp)
        self.documents += base
        self.ascending = span.one
        self.base, self.size = base, segment.size
        self._frequencies = segment.frequencies.part(field, span.post, end)
        self._segment, self._field, self._first = segment, field, span.pos

    def places(self, chosen: Array, numbers: Array) -> Array:
        """Where some postings stand.

        Args:
            chosen: Their places, ascending.
            numbers: Those of their documents among the documents looked at.
        """
        counts = self._frequencies.take(chosen)
        starts = self._starts(chosen, counts)
        first, last = int(starts[0]), int(starts[-1]) + int(counts[-1])
        read = self._segment.positions.part(self._field, self._first + first, self._first + last)
        places = (numbers << 32) + _BIAS
        starts -= first
        words = int(counts.sum(dtype=np.int64))
        if words == len(counts) and counts.min():
            places += read.take(starts)
            return places
        # The one that each stands for, and how far behind its first.
        one = np.repeat(np.arange(len(counts)), counts)
        starts -= counts.cumsum(dtype=np.int64)
        starts += counts
        at = starts.take(one)
        at += np.arange(words)
        places = places.take(one)
        places += read.take(at)
        return places

    def _starts(self, chosen: Array, counts: Array) -> Array:
        """How many positions lie before those of some postings, which have so many each."""
        frequencies = self._frequencies
        if len(chosen) * _SPARSE > len(frequencies):
            starts = frequencies.cumsum(dtype=np.int64).take(chosen)
            starts -= counts
            return starts
        between = np.add.reduceat(frequencies, chosen, dtype=np.int64)
        starts = between.cumsum()
        starts -= between
        starts += int(frequencies[: chosen[0]].sum(dtype=np.int64))
        return starts


def occurrences(
    pattern: Pattern, slots: list[list[Postings]], size: int
) -> tuple[Array, Array] | None:
    """Documents, ascending, and how often a pattern of several words stands in a field of each.

    Args:
        pattern: What to look for.
        slots: The postings of each slot's words in that field; none may be without.
        size: How many documents there are.
    """
    documents = _with_all(slots, size)
    if not len(documents):
        return None
    if pattern.extent is None:
        order = sorted(range(len(slots)), key=lambda number: _size(slots[number]))
        starts = None
        for number in order:
            places = _places(slots[number], documents)
            places -= pattern.slots[number].offset
            starts = places if starts is None else starts.take(common(starts, places)[0])
            if not len(starts):
                return None
        assert starts is not None
        found = _counted(starts >> 32)
    else:
        standing = [_places(postings, documents) for postings in slots]
        near = _near(standing, pattern)
        if near is None:
            return None
        found = near
    return documents.take(found[0]), found[1]


def _size(postings: list[Postings]) -> int:
    return sum(len(some.documents) for some in postings)


def _with_all(slots: list[list[Postings]], size: int) -> Array:
    """The documents that have a word for each slot; ascending."""
    rarest, *others = sorted(slots, key=_size)
    documents = np.concatenate([some.documents for some in rarest])
    if not all(some.ascending for some in rarest):
        documents = _distinct(documents)
    for postings in others:
        if len(documents) * _FEW < _size(postings) and all(some.ascending for some in postings):
            here = np.concatenate([common(documents, some.documents)[0] for some in postings])
            here.sort()
        else:
            having = np.zeros(size, bool)
            for some in postings:
                having[some.documents] = True
            here = having.take(documents).nonzero()[0]
        documents = documents.take(here)
        if not len(documents):
            break
    return documents


def _places(postings: list[Postings], documents: Array) -> Array:
    """The places of some words in some documents, one at least in each; ascending."""
    parts = []
    for some in postings:
        first, last = documents.searchsorted((some.base, some.base + some.size)).tolist()
        here = documents[first:last]
        if some.ascending:
            number, chosen = common(here, some.documents)
        elif len(here):
            number = here.searchsorted(some.documents)
            np.minimum(number, len(here) - 1, out=number)
            chosen = (here.take(number) == some.documents).nonzero()[0]
            number = number.take(chosen)
        else:
            continue
        if len(chosen):
            number += first
            parts.append(some.places(chosen, number))
    together = np.concatenate(parts) if parts else np.empty(0, np.int64)
    return together if all(some.ascending for some in postings) else _distinct(together)


def _distinct(numbers: Array) -> Array:
    """The different ones of some numbers, ascending; numpy's own way hashes them, and takes ten
    times as long."""
    numbers = np.sort(numbers)
    is_first = np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]
    return numbers.compress(is_first)


def _counted(documents: Array) -> tuple[Array, Array]:
    """Ascending numbers → the different ones, and how often each is there."""
    heads = np.flatnonzero(np.append(True, documents[1:] != documents[:-1]))
    return documents[heads], np.diff(np.append(heads, len(documents)))


def _near(standing: list[Array], pattern: Pattern) -> tuple[Array, Array] | None:
    """What ``Pattern.matches`` counts in each document, which need not be asked about most."""
    assert pattern.extent is not None
    places = np.concatenate(standing)
    slots = np.repeat(np.arange(len(standing)), [len(some) for some in standing])
    order = np.argsort(places, kind="stable")
    places, slots = places[order], slots[order]
    if len(standing) == 2 and not np.any(places[1:] == places[:-1]):
        return _two_near(places, slots, pattern.extent)
    earliest = places
    for slot in range(len(standing)):
        latest = np.maximum.accumulate(np.where(slots == slot, places, -1))
        earliest = np.minimum(earliest, latest)
    ends = earliest >= places - pattern.extent
    hits = _distinct(places[ends] >> 32)
    documents, counts = [], []
    bounds = [
        (np.searchsorted(some, hits << 32).tolist(), np.searchsorted(some, hits + 1 << 32).tolist())
        for some in standing
    ]
    for at, document in enumerate(hits.tolist()):
        found = pattern.matches(
            [
                (some[starts[at] : ends_[at]] & _POSITION).tolist()
                for some, (starts, ends_) in zip(standing, bounds, strict=True)
            ]
        )
        if found:
            documents.append(document)
            counts.append(len(found))
    return (np.array(documents), np.array(counts)) if documents else None


def _two_near(places: Array, slots: Array, extent: int) -> tuple[Array, Array] | None:
    """The same for two slots that no word fills both of: a match is a pair of neighbours, and of
    neighbours in a row every other pair."""
    near = np.append(False, (slots[1:] != slots[:-1]) & (places[1:] - places[:-1] <= extent))
    number = np.arange(len(places))
    before = np.maximum.accumulate(np.where(near, 0, number))
    ends = near & ((number - before) % 2 == 1)
    return _counted(places[ends] >> 32) if ends.any() else None
