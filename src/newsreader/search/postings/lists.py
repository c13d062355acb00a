"""What a word or phrase finds: which documents, and what its occurrences weigh there.

Three forms of the same: one term's own posting list, which is not even looked through where that
can be helped; a list of few documents with their weights; and weights for all documents there are,
which is what many terms together make. Documents are counted through all segments.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np

from newsreader.search.postings.fields import FEW, Field, common
from newsreader.search.postings.files import Array


class Part(Protocol):
    """What is found. Arrays of documents are ascending."""

    @property
    def size(self) -> int:
        """The number of documents."""

    @property
    def documents(self) -> Array:
        """Their numbers."""

    def weights(self, places: Array | None = None) -> Array:
        """What the occurrences weigh in the documents at some places of its own, or in all."""

    def holding(self, documents: Array) -> Array:
        """For each of some documents whether it is found."""

    def matching(self, documents: Array) -> tuple[Array, Array]:
        """At which places of some documents there are found ones, and what they weigh."""

    def best(self, limit: int) -> tuple[Array, Array] | None:
        """At least so many of the documents that weigh most, and what they do; None if that is
        found out by weighing all."""


class Heaviest(NamedTuple):
    """The documents of a term's list in which it weighs most.

    Attributes:
        documents: Their numbers.
        weights: What it weighs in each.
        bound: No other document of the list weighs more.
    """

    documents: Array
    weights: Array
    bound: float


class Listed:
    """The documents of one term: its list, which has those of a second field as well."""

    def __init__(
        self,
        count: int,
        field: Callable[[], Field],
        beside: Callable[[], Field | None],
        alive: Array | None,
        heaviest: Callable[[], Heaviest | None],
    ) -> None:
        """Look at nothing yet.

        Args:
            count: The length of its list.
            field: Its list.
            beside: Its postings in another field, all of whose documents are in the list too.
            alive: For each document whether it is not deleted; None if none is.
            heaviest: If they are known.
        """
        self._count = count
        self._read, self._read_beside, self._read_heaviest = field, beside, heaviest
        self._alive = alive
        self._counts: Array | None = None
        """Once it is needed: for all documents there are how often the term stands there, and one
        more if it is found; 0 if it is not."""

    @property
    def size(self) -> int:
        return self._count if self._alive is None else len(self.documents)

    @cached_property
    def _field(self) -> Field:
        return self._read()

    @cached_property
    def _beside(self) -> Field | None:
        return self._read_beside()

    @cached_property
    def documents(self) -> Array:
        documents = self._field.documents
        if self._alive is None:
            self._frequencies = self._field.frequencies
            return documents
        kept = self._alive.take(documents).nonzero()[0]
        self._frequencies = self._field.frequencies.take(kept)
        return documents.take(kept)

    def weights(self, places: Array | None = None) -> Array:
        if places is None:
            return self._weighed(self.documents, self._frequencies)
        return self._weighed(self.documents.take(places), self._frequencies.take(places))

    def holding(self, documents: Array) -> Array:
        found = np.zeros(len(documents), bool)
        found[self._standing(documents)[0]] = True
        return found

    def matching(self, documents: Array) -> tuple[Array, Array]:
        here, counts = self._standing(documents)
        return here, self._weighed(documents.take(here), counts)

    def best(self, limit: int) -> tuple[Array, Array] | None:
        heaviest = self._read_heaviest()
        if heaviest is None:
            return None
        documents, weights, bound = heaviest
        if self._alive is not None:
            kept = self._alive.take(documents).nonzero()[0]
            documents, weights = documents.take(kept), weights.take(kept)
        best = (weights > bound).nonzero()[0]
        return (documents.take(best), weights.take(best)) if len(best) >= limit else None

    def _standing(self, documents: Array) -> tuple[Array, Array]:
        """At which places of some documents there are found ones, and how often the term stands
        there."""
        if self._counts is None and len(documents) * FEW < self._count:
            here, counts = self._field.standing(documents)
            if self._alive is not None:
                kept = self._alive.take(documents.take(here)).nonzero()[0]
                here, counts = here.take(kept), counts.take(kept)
            return here, counts
        if self._counts is None:
            found = self.documents
            more = _more(self._frequencies)
            self._counts = np.zeros(len(self._field.worth), more.dtype)
            self._counts[found] = more
        counts = self._counts.take(documents)
        here = (counts != 0).nonzero()[0]
        counts = counts.take(here)
        counts -= 1
        return here, counts

    def _weighed(self, documents: Array, counts: Array) -> Array:
        """What the term weighs in some of its documents, given how often it stands there."""
        weights: Array = self._field.worth.take(documents)
        weights *= counts
        beside = self._beside
        if beside is not None:
            here, counts = beside.standing(documents)
            if len(here):
                more = beside.worth.take(documents.take(here))
                more *= counts
                weights[here] += more
        return weights


class Few:
    """A few documents, and what they weigh."""

    def __init__(self, documents: Array, weights: Array) -> None:
        self.documents, self._weights = documents, weights

    @classmethod
    def none(cls) -> Few:
        """No documents."""
        return cls(np.empty(0, np.intp), np.empty(0, np.float32))

    @classmethod
    def joined(cls, parts: list[tuple[Array, Array]], alive: Array | None) -> Few:
        """What is found in several places: in each, documents and what they weigh there."""
        documents, weights = parts[0]
        if len(parts) > 1:
            documents = np.sort(np.concatenate([some for some, _ in parts]))
            documents = documents.compress(np.append(True, documents[1:] != documents[:-1]))
            weights = np.zeros(len(documents), np.float32)
            for some, weighing in parts:
                weights[documents.searchsorted(some)] += weighing
        if alive is not None:
            kept = alive.take(documents).nonzero()[0]
            documents, weights = documents.take(kept), weights.take(kept)
        return cls(documents, weights)

    @property
    def size(self) -> int:
        return len(self.documents)

    def weights(self, places: Array | None = None) -> Array:
        return self._weights if places is None else self._weights.take(places)

    def holding(self, documents: Array) -> Array:
        found = np.zeros(len(documents), bool)
        found[self.matching(documents)[0]] = True
        return found

    def matching(self, documents: Array) -> tuple[Array, Array]:
        here, at = common(documents, self.documents)
        return here, self._weights.take(at)

    def best(self, limit: int) -> None:  # noqa: ARG002 - as declared
        return None


class Weights:
    """Any documents, by what each of all there are weighs."""

    def __init__(self, weights: Array) -> None:
        self._weights = weights

    @cached_property
    def documents(self) -> Array:
        found: Array = (self._weights != 0).nonzero()[0]
        return found

    @property
    def size(self) -> int:
        return len(self.documents)

    def weights(self, places: Array | None = None) -> Array:
        return self._weights.take(self.documents if places is None else self.documents.take(places))

    def holding(self, documents: Array) -> Array:
        found: Array = self._weights.take(documents) != 0
        return found

    def matching(self, documents: Array) -> tuple[Array, Array]:
        weights = self._weights.take(documents)
        here = (weights != 0).nonzero()[0]
        return here, weights.take(here)

    def best(self, limit: int) -> None:  # noqa: ARG002 - as declared
        return None


def _more(frequencies: Array) -> Array:
    """One more than each, in the least type that holds them."""
    most = int(frequencies.max(initial=0)) + 1
    more: Array = frequencies.astype(np.promote_types(frequencies.dtype, np.min_scalar_type(most)))
    more += 1
    return more
