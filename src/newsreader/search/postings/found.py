"""What a query finds, put together from what its parts find.

Of all that must hold, the rarest is asked which documents it finds, and the others only whether
these are among theirs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from newsreader.search.postings import ranking
from newsreader.search.postings.files import Array
from newsreader.search.postings.lists import Part


class Some(NamedTuple):
    """Some of what is found.

    Attributes:
        total: How many documents are found in all.
        documents: Some of them.
        scores: Theirs.
    """

    total: int
    documents: Array
    scores: Array


class Found(ABC):
    """What a part of a query finds. Arrays of documents are ascending."""

    @property
    @abstractmethod
    def size(self) -> int:
        """The most documents it may find."""

    @abstractmethod
    def documents(self) -> Array:
        """Those it finds."""

    @abstractmethod
    def scored(self) -> tuple[Array, Array]:
        """Its documents and their scores."""

    @abstractmethod
    def holding(self, documents: Array) -> Array:
        """For each of some documents whether it finds it."""

    @abstractmethod
    def matching(self, documents: Array) -> tuple[Array, Array]:
        """At which places of some documents there are found ones, and their scores."""

    def scores(self, places: Array) -> Array:
        """The scores of its own documents at some places."""
        return self.scored()[1].take(places)

    def best(self, limit: int) -> Some:
        """The best so many documents and their equals, or more."""
        documents, scores = self.scored()
        chosen = ranking.contenders(scores, limit)
        return Some(len(documents), documents.take(chosen), scores.take(chosen))

    def chosen(self, choose: Callable[[Array], Array]) -> Some:
        """The documents at the places that are chosen from all of them."""
        documents, scores = self.scored()
        places = choose(documents)
        return Some(len(documents), documents.take(places), scores.take(places))


class Weighed(Found):
    """What a word or phrase finds."""

    def __init__(self, part: Part, count: int) -> None:
        """Score what is found of so many documents."""
        self._part = part
        self._top = ranking.most(count, part.size)

    @property
    def size(self) -> int:
        return self._part.size

    def documents(self) -> Array:
        return self._part.documents

    def scored(self) -> tuple[Array, Array]:
        return self._part.documents, ranking.saturated(self._part.weights(), self._top)

    def holding(self, documents: Array) -> Array:
        return self._part.holding(documents)

    def matching(self, documents: Array) -> tuple[Array, Array]:
        here, weights = self._part.matching(documents)
        return here, ranking.saturated(weights, self._top)

    def scores(self, places: Array) -> Array:
        return ranking.saturated(self._part.weights(places), self._top)

    def best(self, limit: int) -> Some:
        best = self._part.best(limit)
        if best is None:
            return super().best(limit)
        documents, weights = best
        return Some(self._part.size, documents, ranking.saturated(weights, self._top))

    def chosen(self, choose: Callable[[Array], Array]) -> Some:
        documents = self._part.documents
        places = choose(documents)
        return Some(len(documents), documents.take(places), self.scores(places))


class Every(Found):
    """What all of several parts find."""

    def __init__(self, parts: Sequence[Found]) -> None:
        self._parts = sorted(parts, key=lambda part: part.size)

    @property
    def size(self) -> int:
        return self._parts[0].size

    def documents(self) -> Array:
        rarest, *others = self._parts
        documents = rarest.documents()
        for part in others:
            if not len(documents):
                break
            documents = documents.take(part.holding(documents).nonzero()[0])
        return documents

    def scored(self) -> tuple[Array, Array]:
        rarest, *others = self._parts
        documents = rarest.documents()
        places = scores = None
        for part in others:
            if not len(documents):
                break
            here, more = part.matching(documents)
            if scores is not None:
                more += scores.take(here)
            documents, scores = documents.take(here), more
            places = here if places is None else places.take(here)
        if places is None or scores is None:
            return rarest.scored()
        scores += rarest.scores(places)
        return documents, scores

    def holding(self, documents: Array) -> Array:
        first, *others = self._parts
        found = first.holding(documents)
        for part in others:
            found = found & part.holding(documents)
        return found

    def matching(self, documents: Array) -> tuple[Array, Array]:
        first, *others = self._parts
        places, scores = first.matching(documents)
        for part in others:
            here, more = part.matching(documents.take(places))
            more += scores.take(here)
            places, scores = places.take(here), more
        return places, scores


class Either(Found):
    """What any of several parts finds."""

    def __init__(self, parts: Sequence[Found], count: int) -> None:
        """Unite parts, of so many documents there are."""
        self._parts = parts
        self._count = count

    @property
    def size(self) -> int:
        return min(sum(part.size for part in self._parts), self._count)

    def documents(self) -> Array:
        found = np.zeros(self._count, bool)
        for part in self._parts:
            found[part.documents()] = True
        return found.nonzero()[0]

    def scored(self) -> tuple[Array, Array]:
        documents = self.documents()
        return documents, self._totals().take(documents)

    def holding(self, documents: Array) -> Array:
        found = np.zeros(len(documents), bool)
        for part in self._parts:
            found |= part.holding(documents)
        return found

    def matching(self, documents: Array) -> tuple[Array, Array]:
        found = np.zeros(len(documents), bool)
        scores = np.zeros(len(documents), np.float32)
        for part in self._parts:
            here, more = part.matching(documents)
            found[here] = True
            scores[here] += more
        places = found.nonzero()[0]
        return places, scores.take(places)

    def best(self, limit: int) -> Some:
        """If each part is found for its words, what has a score is what is found."""
        if not all(isinstance(part, Weighed) for part in self._parts):
            return super().best(limit)
        totals = self._totals()
        total = int(np.count_nonzero(totals > 0))
        documents = ranking.contenders(totals, min(limit, max(total, 1)))
        return Some(total, documents, totals.take(documents)) if total else Some(0, _NO, _NOTHING)

    def _totals(self) -> Array:
        """The scores of all documents there are."""
        totals = np.zeros(self._count, np.float32)
        for number, part in enumerate(self._parts):
            documents, scores = part.scored()
            if number:
                scores += totals.take(documents)
            totals[documents] = scores
        return totals


_NO = np.empty(0, np.intp)
_NOTHING = np.empty(0, np.float32)
