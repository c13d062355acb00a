"""A run: the postings of some documents, sorted by term, then document, then position."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from newsreader.search.postings.files import Array
from newsreader.search.postings.numbering import Words


class Run(NamedTuple):
    """Postings of one field.

    Attributes:
        terms: Numbers of terms, ascending.
        counts: In how many documents each of them stands.
        documents: Term by term, ascending: the numbers of these documents.
        frequencies: Beside them: how often the term stands there.
        positions: For each of these, one by one: where.
    """

    terms: Array
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array

    def without_words(self) -> Run:
        """The same documents for each term, as if it never stood in them."""
        return self._replace(
            frequencies=np.zeros_like(self.frequencies), positions=self.positions[:0]
        )


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
        narrowed(frequencies, np.uint8),
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
