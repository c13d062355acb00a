"""What words and phrases find over all segments, and how well each document fits.

The list of a term in the body also has the documents that have it in their headline alone, and says
how often it stands in either, so that a word is one list. What many terms together find, or a term
in folded sections too, is weighed for all documents at once. Documents are counted through all
segments, one after the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from newsreader.search.matching import Pattern
from newsreader.search.postings import heaviest, ranking
from newsreader.search.postings.expansion import Expansion, Expansions
from newsreader.search.postings.fields import Field, InSegment, Worth, counted_through, together
from newsreader.search.postings.files import Array
from newsreader.search.postings.found import Found, Weighed
from newsreader.search.postings.lexicon import Entry
from newsreader.search.postings.lists import Few, Heaviest, Listed, Part, Weights
from newsreader.search.postings.phrases import Span, Standing, occurrences
from newsreader.search.postings.ranking import BODY, TITLE
from newsreader.search.postings.segment import SegmentArrays
from newsreader.search.postings.unscored import Among, Chosen, Unscored, Without

Entries = list[tuple[int, Entry]]
"""What the segments have of a term, each by its number."""

_OF_ONE_LIST = {(TITLE,): TITLE, (TITLE, BODY): BODY}
"""The fields that are searched as a single list: whose list."""
_RARELY = 16
"""Articles that are so many times fewer than what they are looked for in are looked up."""
_SPARSELY = 8
"""Numbers of articles may be so many times as high as there are articles to be looked up."""


class Executor:
    """The segments of an index as one commit left them.

    Attributes:
        size: The number of documents, the deleted ones too.
        count: Without these.
        alive: For each document whether it is not deleted.
    """

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self.segments = segments
        self.bases = [0]
        for segment in segments:
            self.bases.append(self.bases[-1] + segment.size)
        self.size = self.bases[-1]
        self.alive = _joined([segment.alive() for segment in segments], bool)
        self.count = int(np.count_nonzero(self.alive))
        self._partly = None if self.count == self.size else self.alive
        self._expansions = Expansions(segments)
        self._worth: dict[str, Worth] = {}
        self._average: dict[str, float] = {}

    @cached_property
    def numbers(self) -> Array:
        """The number of each document's article in the catalogue."""
        return _joined([segment.numbers for segment in self.segments], np.uint32)

    @cached_property
    def dates(self) -> Array:
        """When each document was published; ascending in each segment."""
        return _joined([segment.dates for segment in self.segments], np.int64)

    @cached_property
    def ids(self) -> Array:
        """The id of each document's article, as bytes."""
        return _joined([segment.ids for segment in self.segments], "S1")

    def words(self, pattern: Pattern, fields: Collection[str]) -> Found:
        """The documents with a word or phrase in one of these fields."""
        part: Part | None = None
        if pattern.slots and self.count:
            expansions = [self._expansions.of(slot, fields) for slot in pattern.slots]
            if len(expansions) > 1:
                part = self._phrase(pattern, expansions, fields)
            else:
                part = self._word(expansions[0], tuple(fields))
        return Weighed(Few.none() if part is None else part, self.count)

    def everything(self) -> Found:
        """All documents."""
        return Unscored(self.alive)

    def without(self, found: Found) -> Found:
        """All documents but these."""
        return Without(found, self.alive)

    def among(self, truths: Array, most: int) -> Found:
        """The documents of some articles.

        Args:
            truths: For each article's number whether it is one of them; the others are not.
            most: Of so many documents, about, it will be asked whether they are among these.
        """
        if np.count_nonzero(truths) * _RARELY < most and self._places is not None:
            wanted = truths[: len(self._places)].nonzero()[0]
            found = self._places.take(wanted)
            found.sort()
            return Chosen(found[found.searchsorted(0) :], self.size)
        return Among(truths, self.numbers)

    def latest(self, documents: Array, limit: int) -> Array:
        """The places of the last so many documents of every segment."""
        if len(documents) <= limit:
            return np.arange(len(documents))
        bounds = documents.searchsorted(self.bases).tolist()
        return np.concatenate(
            [np.arange(max(start, end - limit), end) for start, end in pairwise(bounds)]
        )

    @cached_property
    def _places(self) -> Array | None:
        """For each article's number its document, -1 if there is none; None if several have one
        number, or numbers are much higher than there are articles."""
        alive = self.alive.nonzero()[0]
        numbers = self.numbers.take(alive)
        most = int(numbers.max()) if len(numbers) else -1
        if most > _SPARSELY * self.count + 1_000:
            return None
        places = np.full(most + 1, -1, np.intp)
        places[numbers] = alive
        return places if np.count_nonzero(places >= 0) == self.count else None

    def _word(self, expansion: Expansion, fields: tuple[str, ...]) -> Part | None:
        field = _OF_ONE_LIST.get(fields)
        if field is None or expansion.single is None:
            return self._weighed(expansion, fields)
        entries = self._entries(field, expansion.single)
        return self._listed(field, entries) if entries else None

    def _listed(self, field: str, entries: Entries) -> Listed:
        """A term's list in some segments."""
        return Listed(
            sum(entry.df for _, entry in entries),
            self.size,
            lambda: self._field(field, entries),
            self._partly,
            lambda: self._heaviest(entries) if field == BODY else None,
            lambda: self._most(entries) if field == BODY else None,
        )

    def _entries(self, field: str, term: bytes) -> Entries:
        """A term's entries in a field."""
        found = []
        for number, segment in enumerate(self.segments):
            entry = segment.lexicon.find(field, term)
            if entry is not None:
                found.append((number, entry))
        return found

    def _field(self, field: str, entries: Entries) -> Field:
        parts = []
        for number, entry in entries:
            segment = self.segments[number]
            end = entry.post + entry.df
            documents, packed = segment.postings(field, entry.post, end)
            parts.append(InSegment(self.bases[number], segment.size, documents, packed))
        return Field(parts, self._worth_of(field), self._worth_of(TITLE))

    def _heaviest(self, entries: Entries) -> Heaviest | None:
        """The documents a term weighs most in, and all of those segments that do not keep them."""
        documents, body, title, bounds, others = [], [], [], [], []
        for number, entry in entries:
            kept = heaviest.of(self.segments[number], entry, self._growth[number])
            if kept is None:
                others.append((number, entry))
            else:
                documents.append((kept.documents, self.bases[number]))
                body.append(kept.body)
                title.append(kept.title)
                bounds.append(kept.bound)
        if not documents:
            return None
        found = counted_through(documents)
        weights: Array = self._worth_of(BODY).of(found) * together(body)
        weights += self._worth_of(TITLE).of(found) * together(title)
        if others:
            rest = self._listed(BODY, others)
            found = np.concatenate([found, rest.documents])
            weights = np.concatenate([weights, rest.weigh(rest.documents, rest.signs)])
            order = np.argsort(found)
            found, weights = found.take(order), weights.take(order)
        return Heaviest(found, weights, max(bounds))

    def _most(self, entries: Entries) -> float | None:
        """What a term weighs at most, if all segments know that."""
        found = 0.0
        for number, entry in entries:
            most = heaviest.most(self.segments[number], entry, self._growth[number])
            if most is None:
                return None
            found = max(found, most)
        return found

    @cached_property
    def _growth(self) -> list[float]:
        return [heaviest.growth(segment, self._average_of) for segment in self.segments]

    def _phrase(
        self, pattern: Pattern, expansions: list[Expansion], fields: Collection[str]
    ) -> Part | None:
        found = []
        for field, documents, often in occurrences(pattern, self._standing(expansions, fields)):
            found.append((documents, self._worth_of(field).of(documents) * often))
        return Few.joined(found, self._partly) if found else None

    def _standing(self, expansions: list[Expansion], fields: Collection[str]) -> Iterator[Standing]:
        """Where all of some words stand."""
        for field in fields:
            for segment, base in zip(self.segments, self.bases, strict=False):
                spans = []
                for expansion in expansions:
                    some = expansion.spans(segment, field)
                    if not some:
                        break
                    spans.append(some)
                else:
                    yield Standing(segment, base, field, spans)

    def _weighed(self, expansion: Expansion, fields: tuple[str, ...]) -> Part | None:
        weights = np.zeros(self.size, np.float32)
        for field in fields:
            worth = self._worth_of(field).values
            for segment, base in zip(self.segments, self.bases, strict=False):
                here = slice(base, base + segment.size)
                for span in expansion.spans(segment, field):
                    _weigh(segment, field, span, worth[here], weights[here])
        if self._partly is not None:
            weights *= self._partly
        return Weights(weights)

    def _worth_of(self, field: str) -> Worth:
        found = self._worth.get(field)
        if found is None:
            lengths = together([segment.length_bytes(field) for segment in self.segments])
            worth = ranking.worth(field, self._average_of(field) or 1)
            found = self._worth[field] = Worth(worth.take(lengths))
        return found

    def _average_of(self, field: str) -> float:
        """The average number of words of a field."""
        found = self._average.get(field)
        if found is None:
            words = sum(segment.total_length(field) for segment in self.segments)
            found = self._average[field] = words / self.count
        return found


def _weigh(segment: SegmentArrays, field: str, span: Span, worth: Array, weights: Array) -> None:
    """Add what occurrences weigh to the weights of a segment's documents."""
    if span.added:
        weights += segment.frequencies.part(span.added) * worth
        return
    end = span.post + span.count
    listed, packed = segment.postings(field, span.post, end, ascending=span.one)
    documents, frequencies = listed.astype(np.intp, copy=False), packed.frequencies()
    if span.one:
        more = worth.take(documents)
        more *= frequencies
        more += weights.take(documents)
        weights[documents] = more
    else:
        total = np.bincount(documents, frequencies, segment.size).astype(np.float32)
        total *= worth
        weights += total


def _joined(parts: list[Array], dtype: object) -> Array:
    return together(parts) if parts else np.empty(0, dtype)  # type: ignore[call-overload]
