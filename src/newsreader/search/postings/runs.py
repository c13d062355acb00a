"""A run: the postings of some documents, sorted by term, then document, then position."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from newsreader.search.postings.counts import Packed, pack
from newsreader.search.postings.files import Array
from newsreader.search.postings.numbering import Words


class Run(NamedTuple):
    """Postings of one field.

    Attributes:
        terms: Numbers of terms, ascending.
        counts: In how many documents each of them stands.
        documents: Term by term, ascending: the numbers of these documents.
        packed: Beside them: how often the term stands there.
        positions: For each of these occurrences, one by one: where.
    """

    terms: Array
    counts: Array
    documents: Array
    packed: Packed
    positions: Array

    def as_headlines(self) -> Run:
        """The same for the lists of the body, if this is of headlines."""
        headlines = self.packed.counts().frequencies
        nowhere = np.broadcast_to(np.uint8(0), len(headlines))
        return self._replace(packed=pack(nowhere, headlines), positions=self.positions[:0])


def sort(words: Words, first: int) -> Run:
    """Sort the words of consecutive documents, of which the first has the number ``first``."""
    key = words.terms.astype(np.int64) << 32 | np.arange(len(words.terms))
    key.sort()  # one sort of unique keys; what has equal terms stays in its order
    order = key & 0xFFFFFFFF
    terms = (key >> 32).astype(np.int32)
    documents = words.texts[order]
    positions = words.positions[order]
    changes = np.append(True, (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1]))
    starts = np.flatnonzero(changes) if len(terms) else np.empty(0, np.int64)
    frequencies = np.diff(np.append(starts, len(terms)))
    posted = terms[starts]
    heads = np.flatnonzero(np.append(True, posted[1:] != posted[:-1])) if len(posted) else starts
    return Run(
        posted[heads],
        np.diff(np.append(heads, len(posted))).astype(np.int32),
        (documents[starts] + first).astype(np.uint16),
        pack(frequencies),
        narrowed(positions, np.uint16),
    )


def narrowed(values: Array, least: type[np.unsignedinteger]) -> Array:
    """The values in the smallest unsigned type, at least ``least``, that holds them."""
    most = int(values.max()) if len(values) else 0
    return values.astype(np.promote_types(np.min_scalar_type(most), least))


def distinct(numbers: Array) -> Array:
    """The different ones of some numbers, ascending; numpy's own way hashes them, and takes ten
    times as long."""
    return counted(np.sort(numbers))[0]


def counted(documents: Array) -> tuple[Array, Array]:
    """Ascending numbers → the different ones, and how often each is there."""
    is_first = np.ones(len(documents) + 1, bool)
    np.not_equal(documents[1:], documents[:-1], out=is_first[1:-1])
    heads = is_first.nonzero()[0]
    return documents.take(heads[:-1]), heads[1:] - heads[:-1]
