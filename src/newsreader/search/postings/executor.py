"""What words and phrases find over all segments, and how well each document fits.

For every segment a word gives one number for each document: what its occurrences count there.
"And", "or" and "not" are operations on whole arrays of these; nothing is looked at document by
document.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np

from newsreader.search.matching import Pattern
from newsreader.search.postings import ranking
from newsreader.search.postings.expansion import Expansions
from newsreader.search.postings.files import Array
from newsreader.search.postings.phrases import Span, occurrences
from newsreader.search.postings.segment import SegmentArrays

Masks = list[Array | None]
"""For each segment, whether each of its documents is found; None if none is."""


class Found(Protocol):
    """What a part of a query finds."""

    masks: Masks

    def scores(self, segment: int, documents: Array) -> Array:
        """The scores of documents that it finds; 0 for others."""

    def best(self, segment: int, limit: int) -> Array | None:
        """At least so many of the best documents of a segment, ascending; None if that is quicker
        found out from the scores of those it finds."""


class Weighed:
    """What a word or phrase finds."""

    def __init__(self, weights: Masks, masks: Masks, count: int) -> None:
        self._weights = weights
        self.masks = masks
        having = sum(int(np.count_nonzero(mask)) for mask in masks if mask is not None)
        self._top = ranking.most(count, having)

    def best(self, segment: int, limit: int) -> Array | None:
        """The best documents of a segment that is found in: what weighs more scores higher."""
        weights = self._weights[segment]
        return None if weights is None else ranking.highest(weights, limit)

    def all_scores(self, segment: int) -> Array | None:
        """The scores of all documents of a segment; None if none is found there."""
        weights = self._weights[segment]
        return None if weights is None else ranking.saturated(weights, self._top)

    def scores(self, segment: int, documents: Array) -> Array:
        weights = self._weights[segment]
        if weights is None:
            return np.zeros(len(documents), np.float32)
        return ranking.saturated(weights[documents], self._top)


class Unscored:
    """What is found for another reason than its words."""

    def __init__(self, masks: Masks) -> None:
        self.masks = masks

    def scores(self, segment: int, documents: Array) -> Array:  # noqa: ARG002 - as declared
        return np.zeros(len(documents), np.float32)

    def best(self, segment: int, limit: int) -> None:  # noqa: ARG002 - as declared
        return None


class Every:
    """What all of several parts find."""

    def __init__(self, parts: Sequence[Found]) -> None:
        self._parts = parts
        self.masks = [_every(masks) for masks in zip(*(part.masks for part in parts), strict=True)]

    def scores(self, segment: int, documents: Array) -> Array:
        return _sum([part.scores(segment, documents) for part in self._parts])

    def best(self, segment: int, limit: int) -> None:  # noqa: ARG002 - as declared
        return None


class Either:
    """What any of several parts finds."""

    def __init__(self, parts: Sequence[Found]) -> None:
        self._parts = parts
        self.masks = [_either(masks) for masks in zip(*(part.masks for part in parts), strict=True)]

    def scores(self, segment: int, documents: Array) -> Array:
        return _sum([self._gated(part, segment, documents) for part in self._parts])

    def best(self, segment: int, limit: int) -> Array | None:
        """If there are many, they are found out quicker by adding up the scores of all."""
        if not all(isinstance(part, Weighed) for part in self._parts):
            return None
        scores = [part.all_scores(segment) for part in self._parts if isinstance(part, Weighed)]
        return ranking.highest(_sum([some for some in scores if some is not None]), limit)

    def _gated(self, part: Found, segment: int, documents: Array) -> Array:
        scores = part.scores(segment, documents)
        mask = part.masks[segment]
        if isinstance(part, Weighed) or mask is None:
            return scores if mask is not None else np.zeros(len(documents), np.float32)
        return scores * mask[documents]


class Executor:
    """The segments of an index as one commit left them.

    Attributes:
        count: The number of documents that are not deleted.
        alive: For each segment, whether each document is not deleted.
    """

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self.segments = segments
        self.alive = [segment.alive() for segment in segments]
        self._whole = [bool(alive.all()) for alive in self.alive]
        self.count = sum(int(np.count_nonzero(alive)) for alive in self.alive)
        self._worth: dict[tuple[int, str], Array] = {}
        self._expansions = Expansions(segments)

    def words(self, pattern: Pattern, fields: Collection[str]) -> Found:
        """The documents with a word or phrase in one of these fields."""
        weights: Masks = [None] * len(self.segments)
        if pattern.slots and self.count:
            expansions = [self._expansions.of(slot, fields) for slot in pattern.slots]
            for number, segment in enumerate(self.segments):
                for field in fields:
                    slots = [expansion.spans(segment, field) for expansion in expansions]
                    if all(slots):
                        before = weights[number]
                        weights[number] = self._weigh(number, field, pattern, slots, before)
        for weight, alive, whole in zip(weights, self.alive, self._whole, strict=True):
            if weight is not None and not whole:
                weight *= alive
        masks = [None if weight is None else weight != 0 for weight in weights]
        return Weighed(weights, masks, self.count)

    def everything(self) -> Found:
        """All documents."""
        return Unscored(list(self.alive))

    def without(self, found: Found) -> Found:
        """All documents but these."""
        masks: Masks = [
            alive if mask is None else alive & ~mask
            for mask, alive in zip(found.masks, self.alive, strict=True)
        ]
        return Unscored(masks)

    def _weigh(
        self,
        number: int,
        field: str,
        pattern: Pattern,
        slots: list[list[Span]],
        before: Array | None,
    ) -> Array:
        segment = self.segments[number]
        weights = np.zeros(segment.size, np.float32) if before is None else before
        worth = self._worth_of(number, field)
        if len(pattern.slots) > 1:
            found = occurrences(segment, field, pattern, slots)
            if found:
                documents, counts = found
                weights[documents] += counts.astype(np.float32) * worth[documents]
            return weights
        for span in slots[0]:
            if span.added:
                weights += segment.frequencies.part(span.added) * worth
                continue
            end = span.post + span.count
            documents = segment.documents.part(field, span.post, end).astype(np.intp)
            frequencies = segment.frequencies.part(field, span.post, end)
            if span.one:
                more = worth[documents]
                more *= frequencies
                if before is None and span is slots[0][0]:
                    weights[documents] = more
                else:
                    weights[documents] += more
            else:
                total = np.bincount(documents, frequencies, segment.size).astype(np.float32)
                total *= worth
                weights += total
        return weights

    def _worth_of(self, number: int, field: str) -> Array:
        """What an occurrence in a field counts, in each document of a segment."""
        found = self._worth.get((number, field))
        if found is None:
            average = sum(segment.total_length(field) for segment in self.segments) / self.count
            lengths = self.segments[number].lengths(field)
            found = self._worth[number, field] = ranking.worth(field, average, lengths)
        return found


def _every(masks: Sequence[Array | None]) -> Array | None:
    together: Array | None = None
    for mask in masks:
        if mask is None:
            return None
        together = mask if together is None else together & mask
    return together


def _either(masks: Sequence[Array | None]) -> Array | None:
    together: Array | None = None
    for mask in masks:
        if mask is not None:
            together = mask if together is None else together | mask
    return together


def _sum(scores: list[Array]) -> Array:
    total = scores[0]
    for more in scores[1:]:
        total = total + more
    return total
