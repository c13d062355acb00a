"""Numbers of documents: 16 bits in ``SEG.doc``, and one in the byte beside them.

A segment holds 131,072 documents, so that a library of a hundred thousand articles is one segment:
a question asks each for the same again. Half of a posting's number is told by the highest bit of
the byte that says how often the term stands there (``counts``), for two bytes each would not do,
and three or four would make the index a tenth larger.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from newsreader.search.postings.counts import LATE
from newsreader.search.postings.files import Array

HALF = 1 << 16
"""Documents whose numbers have no 17th bit."""
MOST_DOCUMENTS = 2 * HALF
"""A segment holds at most so many."""


def parted(numbers: Array) -> tuple[Array, Array]:
    """What is written of numbers: 16 bits of each, and whether the 17th is set."""
    late = numbers >= HALF
    return (numbers - late * np.int32(HALF)).astype(np.uint16), late


def whole(listed: Array, packed: Array, *, ascending: bool) -> Array:
    """The numbers of documents.

    Args:
        listed: What is written of them.
        packed: The bytes beside that.
        ascending: Whether they are; else they are those of several terms.
    """
    if not ascending:
        unordered: Array = listed + (packed >= LATE) * HALF
        return unordered
    numbers = listed.astype(np.intp)
    numbers[bisect_left(packed.data, LATE, key=_half) :] += HALF
    return numbers


_half = LATE.__and__
