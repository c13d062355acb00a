"""The postings of a term in a field, over all segments, and how lists of documents are compared.

Documents are counted through all segments, one after the other. A few of them are looked up in the
segments' own lists, which are not even gone through for it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from newsreader.search.postings.counts import Packed, unpacked
from newsreader.search.postings.files import Array
from newsreader.search.postings.lazily import lazily

FEW = 16
"""Looking one document up in a list takes about as long as going over so many of its postings."""
_NONE = np.empty(0, np.intp)


class InSegment(NamedTuple):
    """The postings of a term in a field of a segment.

    Attributes:
        base: The number of documents in the segments before.
        size: And in this one.
        documents: As the segment numbers them, ascending.
        packed: How often the term stands in each.
    """

    base: int
    size: int
    documents: Array
    packed: Packed


class Worth:
    """What one occurrence in a field counts.

    Attributes:
        values: In each document there is.
    """

    def __init__(self, values: Array) -> None:
        self.values = values
        self._asked: Array | None = None

    def of(self, documents: Array) -> Array:
        """In some documents. Not to be changed: word after word asks about the same."""
        if documents is not self._asked:
            self._asked, self._found = documents, self.values.take(documents)
        return self._found


class Field:
    """The postings of a term in a field."""

    def __init__(self, parts: list[InSegment], worth: Worth, headline: Worth) -> None:
        """Put together what the segments have.

        Args:
            parts: That.
            worth: What one occurrence counts.
            headline: And what one in the headline does.
        """
        self._parts, self._worth, self._headline = parts, worth, headline

    @lazily
    def documents(self) -> Array:
        """Ascending, counted through all segments."""
        return counted_through([(part.documents, part.base) for part in self._parts])

    @lazily
    def packed(self) -> Array:
        """How often the term stands in each, as bytes (see ``counts``)."""
        return together([part.packed.bytes for part in self._parts])

    def standing(self, documents: Array) -> tuple[Array, Array]:
        """At which places of some documents there are such the term stands in, and how often, as
        bytes."""
        if len(documents) * FEW > sum(len(part.documents) for part in self._parts):
            here, at = common(documents, self.documents)
            return here, self.packed.take(at)
        places, found = [], []
        for base, size, listed, packed in self._parts:
            first, end = documents.searchsorted((base, base + size)).tolist()
            wanted = (documents[first:end] - base).astype(listed.dtype)
            at = listed.searchsorted(wanted)
            here = (listed.take(at, mode="clip") == wanted).nonzero()[0]
            found.append(packed.bytes.take(at.take(here)))
            here += first
            places.append(here)
        return together(places), together(found)

    def weigh(self, documents: Array, packed: Array) -> Array:
        """What the term weighs in some of its documents, given how often it stands there."""
        frequencies, beside, headlines = unpacked(
            packed, lambda places: self._exact(documents.take(places))
        )
        weights: Array = self._worth.of(documents) * frequencies
        if len(beside):
            weights[beside] += self._headline.values.take(documents.take(beside)) * headlines
        return weights

    def _exact(self, documents: Array) -> Array:
        """The numbers that do not fit into the bytes of some of its documents."""
        numbers = np.empty((len(documents), 2), np.uint32)
        for base, size, listed, packed in self._parts:
            here = ((documents >= base) & (documents < base + size)).nonzero()[0]
            if len(here):
                at = listed.searchsorted(documents.take(here) - base)
                numbers[here] = packed.exact(at)
        return numbers


def common(one: Array, other: Array) -> tuple[Array, Array]:
    """At which places of two ascending arrays the same documents stand."""
    if not len(one) or not len(other):
        return _NONE, _NONE
    if len(one) > len(other):
        here, there = common(other, one)
        return there, here
    if len(one) * FEW < len(other):
        at = other.searchsorted(one)
    else:
        # Where there is nothing of the other anything may stand: it is compared.
        kind = np.min_scalar_type(len(other))
        place_of = np.empty(max(int(one[-1]), int(other[-1])) + 1, kind)
        place_of[other.astype(np.intp, copy=False)] = np.arange(len(other), dtype=kind)
        at = place_of.take(one).astype(np.intp)
    here = (other.take(at, mode="clip") == one).nonzero()[0]
    return here, at.take(here)


def counted_through(parts: list[tuple[Array, int]]) -> Array:
    """The documents of several segments, given by their numbers there and how many lie before."""
    if len(parts) == 1 and not parts[0][1]:
        return parts[0][0].astype(np.intp, copy=False)
    documents = np.empty(sum(len(part) for part, _ in parts), np.intp)
    start = 0
    for part, base in parts:
        end = start + len(part)
        here = documents[start:end]
        here[:] = part
        if base:
            here += base
        start = end
    return documents


def together(parts: list[Array]) -> Array:
    """Arrays as one, copied only if there are several."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
