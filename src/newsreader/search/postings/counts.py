"""How often a term stands in a document and in its headline: one byte a posting.

The low six bits say how often it stands in the field, and in the body's lists the next whether it
stands in the headline, too, so that a word is weighed by one list. What does not fit is rare: all
seven bits are set then, and the numbers are kept beside them. They are never all 0. The highest bit
is that of the document's number which ``SEG.doc`` has no room for (see ``halves``).

Sections of ``SEG.frq`` for a field, of which the last two are as good as empty:

    FIELD         the bytes, posting by posting             uint8
    FIELD many    the postings that do not fit, ascending   int64
    FIELD exact   for each of them both numbers             uint32

Only this module knows how the numbers are packed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from newsreader.search.postings.files import Array, ArrayFile, ArrayFileWriter

LATE = 128
"""The highest bit: the document is of the second half."""
MANY = LATE - 1
"""The others, if the numbers stand elsewhere."""
_MARKS = bytes([MANY]), bytes([MANY | LATE])
"""To look for them as text is quickest."""
_HEADLINE = 64
_LOW = _HEADLINE - 1
_MOST = _LOW - 1
"""A term's occurrences in a field that fit; of those in a headline one does."""

Exact = Callable[[Array], Array]
"""For some postings that do not fit, two columns: how often in the field, how often in the
headline."""


class Counts(NamedTuple):
    """How often terms stand in documents, posting by posting.

    Attributes:
        frequencies: In the field.
        beside: At which places there are postings whose terms stand in the headline, too; they are
            few, if the field is the body, and none otherwise.
        headlines: How often these do.
    """

    frequencies: Array
    beside: Array
    headlines: Array

    def all_headlines(self) -> Array:
        """How often the term stands in the headline, for every posting."""
        headlines = np.zeros(len(self.frequencies), self.headlines.dtype)
        headlines[self.beside] = self.headlines
        return headlines


class Packed(NamedTuple):
    """The same as bytes.

    Attributes:
        bytes: One for each posting.
        exact: Finds the numbers of postings that do not fit, by their places here.
    """

    bytes: Array
    exact: Exact

    def part(self, start: int, stop: int) -> Packed:
        """Those of consecutive postings."""
        return Packed(self.bytes[start:stop], lambda places: self.exact(places + start))

    def take(self, chosen: Array) -> Packed:
        """Those of some postings."""
        return Packed(self.bytes[chosen], lambda places: self.exact(chosen[places]))

    def counts(self) -> Counts:
        """What the bytes stand for."""
        return unpacked(*self)

    def frequencies(self) -> Array:
        """How often the terms stand in the field, headlines aside. Words that stand for many ask
        for many short lists: this is quicker than all that is known."""
        low: Array = self.bytes & _LOW
        data = self.bytes.tobytes()
        if not any(mark in data for mark in _MARKS):
            return low
        many = (self.bytes & MANY == MANY).nonzero()[0]
        frequencies = low.astype(np.uint32)
        frequencies[many] = self.exact(many)[:, 0]
        return frequencies


def unpacked(packed: Array, exact: Exact) -> Counts:
    """What some bytes stand for.

    Args:
        packed: The bytes.
        exact: Finds the numbers of postings that do not fit, by their places among these.
    """
    frequencies = packed & _LOW
    beside = (packed & _HEADLINE != 0).nonzero()[0]
    headlines = np.ones(len(beside), np.uint8)
    many = (packed.take(beside) & MANY == MANY).nonzero()[0]
    if len(many):
        frequencies, headlines = frequencies.astype(np.uint32), headlines.astype(np.uint32)
        those = beside.take(many)
        frequencies[those], headlines[many] = exact(those).T
    return Counts(frequencies, beside, headlines)


def pack(frequencies: Array, headlines: Array | None = None) -> Packed:
    """Pack how often terms stand in a field and, unless that is nowhere, in headlines."""
    if headlines is None:
        headlines = np.broadcast_to(np.uint8(0), len(frequencies))
    packed, many, numbers = _packed(frequencies, headlines)
    return Packed(packed, lambda places: numbers[many.searchsorted(places)])


def _packed(frequencies: Array, headlines: Array) -> tuple[Array, Array, Array]:
    """The bytes, the places of those that do not fit, and both numbers of these."""
    many = ((frequencies > _MOST) | (headlines > 1)).nonzero()[0]
    packed = headlines.astype(np.uint8)
    packed *= _HEADLINE
    packed |= frequencies.astype(np.uint8)
    packed[many] = MANY
    return packed, many, np.stack([frequencies[many], headlines[many]], 1).astype(np.uint32)


class CountsWriter:
    """Writes those of a field."""

    def __init__(self, file: ArrayFileWriter, field: str) -> None:
        """Begin a field."""
        self._file, self._field = file, field
        self._written = 0
        self._many: list[Array] = [np.empty(0, np.int64)]
        self._numbers: list[Array] = [np.empty((0, 2), np.uint32)]
        file.begin(field, "u1")

    def write(self, frequencies: Array, headlines: Array, late: Array) -> None:
        """Add postings, and say for each whether its document is of the second half."""
        packed, many, numbers = _packed(frequencies, headlines)
        packed |= late * np.uint8(LATE)
        self._file.write(packed)
        self._many.append(many + self._written)
        self._numbers.append(numbers)
        self._written += len(packed)

    def close(self) -> None:
        """End the field."""
        self._file.section(_many(self._field), np.concatenate(self._many), "<i8")
        self._file.section(_exact(self._field), np.concatenate(self._numbers).ravel(), "<u4")


def read(file: ArrayFile, field: str, start: int = 0, stop: int | None = None) -> Packed:
    """Those of some consecutive postings of a field."""

    def exact(places: Array) -> Array:
        at = file.part(_many(field)).searchsorted(places + start)
        return file.part(_exact(field)).reshape(-1, 2)[at]

    return Packed(file.part(field, start, stop), exact)


def _many(field: str) -> str:
    return f"{field} many"


def _exact(field: str) -> str:
    return f"{field} exact"
