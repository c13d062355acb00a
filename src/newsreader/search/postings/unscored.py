"""What a part of a query finds for another reason than its words, which scores nothing."""

from __future__ import annotations

import numpy as np

from newsreader.search.postings.files import Array
from newsreader.search.postings.found import Found


class Unscored(Found):
    """What is found for another reason than its words: a truth for each document."""

    def __init__(self, mask: Array) -> None:
        self._mask = mask

    @property
    def size(self) -> int:
        return len(self._mask)

    def documents(self) -> Array:
        return self._mask.nonzero()[0]

    def scored(self) -> tuple[Array, Array]:
        documents = self.documents()
        return documents, np.zeros(len(documents), np.float32)

    def holding(self, documents: Array) -> Array:
        found: Array = self._mask.take(documents)
        return found

    def standing(self, documents: Array) -> tuple[Array, Array]:
        here = self.holding(documents).nonzero()[0]
        return here, np.zeros(len(here), np.float32)

    def signs(self, places: Array) -> Array:
        return np.zeros(len(places), np.float32)


class Among(Unscored):
    """The documents of some articles, which are looked up from the documents."""

    def __init__(self, truths: Array, numbers: Array) -> None:
        """Take a truth for each number of an article, and the numbers of all documents."""
        self._truths, self._numbers = truths, numbers

    @property
    def size(self) -> int:
        return len(self._numbers)

    def documents(self) -> Array:
        return self._holding(self._numbers).nonzero()[0]

    def holding(self, documents: Array) -> Array:
        return self._holding(self._numbers.take(documents))

    def _holding(self, numbers: Array) -> Array:
        if not len(self._truths):
            return np.zeros(len(numbers), bool)
        found: Array = self._truths.take(numbers, mode="clip")
        found &= numbers < len(self._truths)
        return found


class Chosen(Unscored):
    """A few documents."""

    def __init__(self, chosen: Array, count: int) -> None:
        """Take ascending documents, of so many there are."""
        self._chosen, self._count = chosen, count

    @property
    def size(self) -> int:
        return len(self._chosen)

    def documents(self) -> Array:
        return self._chosen

    def holding(self, documents: Array) -> Array:
        mask = np.zeros(self._count, bool)
        mask[self._chosen] = True
        found: Array = mask.take(documents)
        return found


class Without(Unscored):
    """All documents but those of a part."""

    def __init__(self, part: Found, alive: Array) -> None:
        super().__init__(alive)
        self._part = part

    def documents(self) -> Array:
        found = self._mask.copy()
        found[self._part.documents()] = False
        return found.nonzero()[0]

    def holding(self, documents: Array) -> Array:
        found: Array = super().holding(documents) & ~self._part.holding(documents)
        return found
