"""Where words stand together: their positions, as one number for document and place.

Only the documents that have all words are looked at; they are found segment by segment. A place in
them is ``number of the document among these << 32 | position``. Where a phrase begins is a place
that all of its words have, less their offsets; words near each other are found by going through the
places of all of them in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import msgspec
import numpy as np

from newsreader.search.matching import Pattern
from newsreader.search.postings.fields import common, together
from newsreader.search.postings.files import Array
from newsreader.search.postings.runs import counted, distinct
from newsreader.search.postings.segment import SegmentArrays

_BIAS = 1 << 20
"""Added to positions, so that taking a slot's offset away never reaches the document before."""
_POSITION = (1 << 32) - 1


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
    """The postings of a span.

    Attributes:
        documents: One by one, as their segment numbers them; ascending if they are of one term.
        ascending: Whether they are.
    """

    def __init__(self, segment: SegmentArrays, field: str, span: Span) -> None:
        """Read a span of a field of a segment."""
        self._segment, self._field, self._span = segment, field, span
        end = span.post + span.count
        self.documents, self._packed = segment.postings(field, span.post, end, ascending=span.one)
        self.ascending = span.one

    def places(self, chosen: Array, numbers: Array) -> Array:
        """Where the words of some postings stand, posting by posting.

        Args:
            chosen: At which places the postings are; at least one, ascending.
            numbers: For each the number of its document among those that are looked at.
        """
        pos = self._span.pos
        frequencies = self._packed.frequencies()
        often = frequencies.take(chosen)
        behind = frequencies.cumsum(dtype=np.int64).take(chosen)
        first, end = int(behind[0]) - int(often[0]), int(behind[-1])
        read = self._segment.positions.part(self._field, pos + first, pos + end)
        # A word is as far from the end of its posting in what is read as it is in what is made.
        ends = often.cumsum(dtype=np.int64)
        words = int(ends[-1])
        behind -= ends
        one = np.arange(len(often)).repeat(often)
        at = behind.take(one)
        at += np.arange(-first, words - first)
        documents = numbers << 32
        documents += _BIAS
        places: Array = documents.take(one)
        places += read.take(at)
        return places


class Standing(NamedTuple):
    """Where all words of a pattern stand in a field of a segment.

    Attributes:
        segment: The segment.
        base: The number of documents in the segments before it.
        field: The field.
        spans: The postings of each word; none is without.
    """

    segment: SegmentArrays
    base: int
    field: str
    spans: list[list[Span]]


class Hits(NamedTuple):
    """Where a pattern stands in a field.

    Attributes:
        field: The field.
        documents: Ascending, counted through all segments.
        counts: How often it stands in each.
    """

    field: str
    documents: Array
    counts: Array


def occurrences(pattern: Pattern, where: Iterable[Standing]) -> list[Hits]:
    """Where a pattern of several words stands.

    Args:
        pattern: What to look for.
        where: Where its words are; field by field, and in each the segments in their order.
    """
    looked: list[Array] = []
    parts: list[list[Array]] = [[] for _ in pattern.slots]
    ends: dict[str, int] = {}
    count = 0
    for segment, base, field, spans in where:
        slots = [[Postings(segment, field, span) for span in some] for some in spans]
        documents, chosen = _with_all(slots, segment.size)
        if len(documents):
            numbers = np.arange(count, count + len(documents))
            for some, postings, which in zip(parts, slots, chosen, strict=True):
                some.append(_places(postings, documents, which, numbers))
            looked.append(documents + np.intp(base))
            ends[field] = count = count + len(documents)
    if not looked:
        return []
    standing = [together(some) for some in parts]
    found = (_near if pattern.extent is not None else _side_by_side)(standing, pattern)
    if found is None:
        return []
    numbers, counts = found
    documents = together(looked).take(numbers)
    bounds = [0, *numbers.searchsorted(list(ends.values())).tolist()]
    return [
        Hits(field, documents[first:end], counts[first:end])
        for field, (first, end) in zip(ends, pairwise(bounds), strict=True)
        if first < end
    ]


def _with_all(slots: list[list[Postings]], size: int) -> tuple[Array, list[Array | None]]:
    """The documents of a segment that have a word for each slot, ascending; and for each slot that
    has one list, at which places of it they are.

    Args:
        slots: The postings of each.
        size: The number of documents the segment has.
    """
    lists = [_documents(postings, size) for postings in slots]
    rarest, *others = sorted(range(len(slots)), key=[len(some) for some in lists].__getitem__)
    documents = lists[rarest]
    chosen: dict[int, Array] = {}
    for number in others:
        here, there = common(documents, lists[number])
        documents = documents.take(here)
        chosen = {before: places.take(here) for before, places in chosen.items()}
        chosen.setdefault(rarest, here)
        chosen[number] = there
    return documents, [
        chosen[number] if _is_one(postings) else None for number, postings in enumerate(slots)
    ]


def _is_one(postings: list[Postings]) -> bool:
    """Whether these are a single term's."""
    return len(postings) == 1 and postings[0].ascending


def _documents(postings: list[Postings], size: int) -> Array:
    """The documents of some postings of a segment of so many, ascending."""
    if _is_one(postings):
        return postings[0].documents
    having = np.zeros(size, bool)
    for some in postings:
        having[some.documents] = True
    found: Array = having.nonzero()[0]
    return found


def _places(
    postings: list[Postings], documents: Array, chosen: Array | None, numbers: Array
) -> Array:
    """Where some words stand in some documents of their segment; ascending.

    Args:
        postings: The words'.
        documents: The documents.
        chosen: At which places of the one list there is these are, if that is known.
        numbers: Those the documents have among all that are looked at.
    """
    if chosen is not None:
        return postings[0].places(chosen, numbers)
    found = []
    for some in postings:
        if some.ascending:
            at, where = common(documents, some.documents)
        else:
            at = documents.searchsorted(some.documents)
            np.minimum(at, len(documents) - 1, out=at)
            where = (documents.take(at) == some.documents).nonzero()[0]
            at = at.take(where)
        if len(where):
            found.append(some.places(where, numbers.take(at)))
    return distinct(together(found))


def _side_by_side(standing: list[Array], pattern: Pattern) -> tuple[Array, Array] | None:
    """The numbers of the documents in which words stand at their offsets, and how often."""
    starts: Array | None = None
    for number in sorted(range(len(standing)), key=lambda number: len(standing[number])):
        places = standing[number]
        places -= pattern.slots[number].offset
        starts = places if starts is None else _in_both(starts, places)
        if not len(starts):
            return None
    assert starts is not None
    return counted(starts >> 32)


def _in_both(one: Array, other: Array) -> Array:
    """The numbers two arrays of different ones share."""
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # merges what is sorted
    return both[1:].compress(both[1:] == both[:-1])


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
    hits = distinct(places[ends] >> 32)
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
    return counted(places[ends] >> 32) if ends.any() else None
