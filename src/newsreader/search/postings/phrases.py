"""Where words stand together: their positions, as one number for document and place.

A place in a segment is ``document << 32 | position``. Places of a word ascend, so that those at
which a phrase begins are found by looking each place of its rarest word up among the others', and
words near each other by going through the places of all of them in order.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from newsreader.search.matching import Pattern
from newsreader.search.postings.files import Array
from newsreader.search.postings.numbering import ranges
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


def occurrences(
    segment: SegmentArrays, field: str, pattern: Pattern, slots: list[list[Span]]
) -> tuple[Array, Array] | None:
    """Documents, ascending, and how often a pattern of several words stands in a field of each.

    Args:
        slots: The postings of each slot's words.
    """
    if not all(slots):
        return None
    having = np.ones(segment.size, bool)
    for spans in slots:
        having &= _having(segment, field, spans)
    if not having.any():
        return None
    sizes = [sum(span.count for span in spans) for spans in slots]
    if pattern.extent is None:
        order = sorted(range(len(slots)), key=sizes.__getitem__)
        starts = None
        for number in order:
            places = _places(segment, field, slots[number], having)
            places -= pattern.slots[number].offset
            starts = places if starts is None else starts[_among(starts, places)]
            if not len(starts):
                return None
        assert starts is not None
        return _counted(starts >> 32)
    standing = [_places(segment, field, spans, having) for spans in slots]
    return _near(standing, pattern)


def _having(segment: SegmentArrays, field: str, spans: Iterable[Span]) -> Array:
    having = np.zeros(segment.size, bool)
    for span in spans:
        having[segment.documents.part(field, span.post, span.post + span.count)] = True
    return having


def _places(segment: SegmentArrays, field: str, spans: list[Span], having: Array) -> Array:
    """The places of some words in the documents that have all words; ascending."""
    parts = []
    for span in spans:
        documents = segment.documents.part(field, span.post, span.post + span.count)
        frequencies = segment.frequencies.part(field, span.post, span.post + span.count)
        chosen = np.flatnonzero(having[documents])
        after = np.cumsum(frequencies, dtype=np.int64)
        counts = frequencies[chosen]
        at = ranges(after[chosen] - counts, counts)
        words = int(after[-1])
        positions = segment.positions.part(field, span.pos, span.pos + words)[at].astype(np.int64)
        positions += np.repeat((documents[chosen].astype(np.int64) << 32) + _BIAS, counts)
        parts.append(positions)
    if len(parts) == 1 and spans[0].one:
        return parts[0]
    return np.unique(np.concatenate(parts))


def _among(few: Array, many: Array) -> Array:
    """For each of some ascending numbers, whether it is among others."""
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    found: Array = many[at] == few
    return found


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
    hits = np.unique(places[ends] >> 32)
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
