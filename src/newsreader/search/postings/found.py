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
        documents: Some of them.
        scores: Theirs.
    """

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
    def standing(self, documents: Array) -> tuple[Array, Array]:
        """At which places of some documents there are found ones, and for each of these what
        :meth:`score` needs, its sign."""

    def signs(self, places: Array) -> Array:
        """The signs of its own documents at some places."""
        return self.scored()[1].take(places)

    def score(self, documents: Array, signs: Array) -> Array:  # noqa: ARG002 - for words
        """The scores of some documents it finds, by their signs: those are the scores already."""
        return signs

    def best(self, limit: int) -> Some:
        """The best so many documents and their equals, or more."""
        documents, scores = self.scored()
        chosen = ranking.contenders(scores, limit)
        return Some(documents.take(chosen), scores.take(chosen))

    def chosen(self, choose: Callable[[Array], Array]) -> Some:
        """The documents at the places that are chosen from all of them."""
        documents, scores = self.scored()
        places = choose(documents)
        return Some(documents.take(places), scores.take(places))


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
        documents = self._part.documents
        return documents, self.score(documents, self._part.signs)

    def holding(self, documents: Array) -> Array:
        return self._part.holding(documents)

    def standing(self, documents: Array) -> tuple[Array, Array]:
        return self._part.standing(documents)

    def signs(self, places: Array) -> Array:
        return self._part.signs.take(places)

    def score(self, documents: Array, signs: Array) -> Array:
        return ranking.saturated(self._part.weigh(documents, signs), self._top)

    def best(self, limit: int) -> Some:
        best = self._part.best(limit)
        if best is None:
            return super().best(limit)
        documents, weights = best
        return Some(documents, ranking.saturated(weights, self._top))

    def most(self) -> float | None:
        """The score none of its documents is above, if that is known."""
        most = self._part.most()
        if most is None:
            return None
        return float(ranking.saturated(np.array([most], np.float32), self._top)[0])

    def chosen(self, choose: Callable[[Array], Array]) -> Some:
        documents = self._part.documents
        places = choose(documents)
        chosen = documents.take(places)
        return Some(chosen, self.score(chosen, self.signs(places)))


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
        if not others:
            return rarest.scored()
        places, documents, signs = _standing(others, rarest.documents())
        if not len(documents):
            return documents, _NOTHING
        return documents, _total(self._parts, documents, [rarest.signs(places), *signs])

    def holding(self, documents: Array) -> Array:
        first, *others = self._parts
        found = first.holding(documents)
        for part in others:
            found = found & part.holding(documents)
        return found

    def standing(self, documents: Array) -> tuple[Array, Array]:
        places, found, signs = _standing(self._parts, documents)
        return places, _total(self._parts, found, signs) if len(found) else _NOTHING


def _standing(parts: Sequence[Found], documents: Array) -> tuple[Array, Array, list[Array]]:
    """At which places of some documents there are such that all parts find, these, and their signs
    for each part; no part is asked when none is left."""
    places: Array | None = None
    signs: list[Array] = []
    for part in parts:
        if not len(documents):
            break
        here, more = part.standing(documents)
        places = here if places is None else places.take(here)
        documents = documents.take(here)
        signs = [*(some.take(here) for some in signs), more]
    return _NONE if places is None else places, documents, signs


def _total(parts: Sequence[Found], documents: Array, signs: Sequence[Array]) -> Array:
    """The scores of documents that all of some parts find."""
    first, *others = (part.score(documents, own) for part, own in zip(parts, signs, strict=True))
    for more in others:
        first = first + more
    return first


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

    def standing(self, documents: Array) -> tuple[Array, Array]:
        found = np.zeros(len(documents), bool)
        scores = np.zeros(len(documents), np.float32)
        for part in self._parts:
            here, signs = part.standing(documents)
            found[here] = True
            scores[here] += part.score(documents.take(here), signs)
        places = found.nonzero()[0]
        return places, scores.take(places)

    def best(self, limit: int) -> Some:
        """If each part is found for its words, what has a score is what is found."""
        parts = [part for part in self._parts if isinstance(part, Weighed)]
        if len(parts) < len(self._parts):
            return super().best(limit)
        return self._best_of_all(parts, limit) or self._best_of_totals(limit)

    def _best_of_all(self, parts: list[Weighed], limit: int) -> Some | None:
        """The best of what all parts find, if nothing that lacks one of them can be as good."""
        mosts = [most for part in parts if (most := part.most()) is not None]
        if len(mosts) < len(parts):
            return None
        documents, scores = Every(parts).scored()
        if len(documents) < limit:
            return None
        chosen = ranking.contenders(scores, limit)
        documents, scores = documents.take(chosen), scores.take(chosen)
        if scores.min() <= (sum(mosts) - min(mosts)) * _ROUNDING:
            return None
        return Some(documents, scores)

    def _best_of_totals(self, limit: int) -> Some:
        totals = self._totals()
        documents = ranking.contenders(totals, limit)
        scores = totals.take(documents)
        found = scores > 0
        return Some(documents.compress(found), scores.compress(found))

    def _totals(self) -> Array:
        """The scores of all documents there are."""
        totals = np.zeros(self._count, np.float32)
        for number, part in enumerate(self._parts):
            documents, scores = part.scored()
            if number:
                scores += totals.take(documents)
            totals[documents] = scores
        return totals


_NONE, _NOTHING = np.empty(0, np.intp), np.empty(0, np.float32)
_ROUNDING = 1.0001
