"""What a word or phrase finds: which documents, and what its occurrences weigh there.

Three forms of the same: one term's own posting list, which is not even looked through where that
can be helped; a list of few documents with their weights; and weights for all documents there are,
which is what many terms together make. Documents are counted through all segments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from newsreader.search.postings.fields import FEW, Field, common
from newsreader.search.postings.files import Array
from newsreader.search.postings.lazily import lazily


class Part(Protocol):
    """What is found. Arrays of documents are ascending."""

    @property
    def size(self) -> int:
        """The number of documents."""

    @property
    def documents(self) -> Array:
        """Their numbers."""

    @property
    def signs(self) -> Array:
        """For each what :meth:`weigh` needs."""

    def holding(self, documents: Array) -> Array:
        """For each of some documents whether it is found."""

    def standing(self, documents: Array) -> tuple[Array, Array]:
        """At which places of some documents there are found ones, and the signs of these."""

    def weigh(self, documents: Array, signs: Array) -> Array:
        """What the occurrences weigh in some documents that are found."""

    def best(self, limit: int) -> tuple[Array, Array] | None:
        """At least so many of the documents that weigh most, and what they do; None if that is
        found out by weighing all."""

    def most(self) -> float | None:
        """What none of its documents weighs more than, if that is known."""


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
    """The documents of one term: its list."""

    def __init__(
        self,
        count: int,
        size: int,
        field: Callable[[], Field],
        alive: Array | None,
        heaviest: Callable[[], Heaviest | None],
        most: Callable[[], float | None],
    ) -> None:
        """Look at nothing yet.

        Args:
            count: The length of its list.
            size: The number of documents there are.
            field: Its list.
            alive: For each document whether it is not deleted; None if none is.
            heaviest: If they are known.
            most: What the term weighs at most, if that is known.
        """
        self._count, self._size = count, size
        self._read, self._read_heaviest = field, heaviest
        self.most = most
        self._alive = alive
        self._everywhere: Array | None = None
        """Once it is needed: for all documents there are how often the term stands there, as a
        byte; 0 if it is not found."""

    @property
    def size(self) -> int:
        return self._count if self._alive is None else len(self.documents)

    @lazily
    def _field(self) -> Field:
        return self._read()

    @lazily
    def _kept(self) -> Array | None:
        """At which places of the list there are documents that are not deleted; None if all are."""
        if self._alive is None:
            return None
        kept: Array = self._alive.take(self._field.documents).nonzero()[0]
        return kept

    @lazily
    def documents(self) -> Array:
        documents = self._field.documents
        return documents if self._kept is None else documents.take(self._kept)

    @lazily
    def signs(self) -> Array:
        """How often the term stands in each, as bytes."""
        packed = self._field.packed
        return packed if self._kept is None else packed.take(self._kept)

    def holding(self, documents: Array) -> Array:
        found = np.zeros(len(documents), bool)
        found[self.standing(documents)[0]] = True
        return found

    def weigh(self, documents: Array, signs: Array) -> Array:
        return self._field.weigh(documents, signs)

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

    def standing(self, documents: Array) -> tuple[Array, Array]:
        if self._everywhere is None and len(documents) * FEW < self._count:
            here, packed = self._field.standing(documents)
            if self._alive is not None:
                kept = self._alive.take(documents.take(here)).nonzero()[0]
                here, packed = here.take(kept), packed.take(kept)
            return here, packed
        if self._everywhere is None:
            self._everywhere = np.zeros(self._size, np.uint8)
            self._everywhere[self.documents] = self.signs
        packed = self._everywhere.take(documents, mode="clip")
        here = (packed != 0).nonzero()[0]
        return here, packed.take(here)


class Few:
    """A few documents, and what they weigh."""

    def __init__(self, documents: Array, weights: Array) -> None:
        self.documents, self.signs = documents, weights

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

    def holding(self, documents: Array) -> Array:
        found = np.zeros(len(documents), bool)
        found[self.standing(documents)[0]] = True
        return found

    def standing(self, documents: Array) -> tuple[Array, Array]:
        here, at = common(documents, self.documents)
        return here, self.signs.take(at)

    def weigh(self, documents: Array, signs: Array) -> Array:  # noqa: ARG002 - as declared
        return signs

    def best(self, limit: int) -> None:  # noqa: ARG002 - as declared
        return None

    def most(self) -> None:
        return None


class Weights:
    """Any documents, by what each of all there are weighs."""

    def __init__(self, weights: Array) -> None:
        self._weights = weights

    @lazily
    def documents(self) -> Array:
        found: Array = (self._weights != 0).nonzero()[0]
        return found

    @property
    def size(self) -> int:
        return len(self.documents)

    @lazily
    def signs(self) -> Array:
        return self._weights.take(self.documents)

    def holding(self, documents: Array) -> Array:
        found: Array = self._weights.take(documents) != 0
        return found

    def standing(self, documents: Array) -> tuple[Array, Array]:
        weights = self._weights.take(documents)
        here = (weights != 0).nonzero()[0]
        return here, weights.take(here)

    def weigh(self, documents: Array, signs: Array) -> Array:  # noqa: ARG002 - as declared
        return signs

    def best(self, limit: int) -> None:  # noqa: ARG002 - as declared
        return None

    def most(self) -> None:
        return None
