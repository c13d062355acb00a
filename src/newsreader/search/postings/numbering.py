"""Texts → numbers of terms, many texts at once.

No word goes across a space (``analysis.words``), so what stands between two spaces (``pieces``) is
cut into words once and remembered. A piece mostly is one word with its punctuation, and stands for
the number of its term; it may be none, several (``US-led``), or a sentence in a script without
spaces. Such a piece gets a negative number, and what it stands for is spread out for many texts at
once.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from newsreader.search import analysis
from newsreader.search.postings.files import Array
from newsreader.search.postings.pieces import MOST, Table, cut

MOST_TERMS = 500_000
"""So many take about 60 MB."""
_AROUND = ".,;:!?()[]{}\"'’‘“”-–—…/*#<>|"


class Words(NamedTuple):
    """The words of several texts, one after the other; three arrays with a value for each word.

    Attributes:
        terms: Numbers of terms.
        texts: The number of the text each stands in, counted from 0.
        positions: Where it stands there.
    """

    terms: Array
    texts: Array
    positions: Array


class Numbering:
    """Numbers for the terms that are met. What it has met it knows the next time, so it is kept
    from one commit to the next.

    Attributes:
        terms: Each term's number.
    """

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self._table = Table()
        self._terms_of: dict[str, dict[str, str]] = {}
        # Of pieces that are not one word, the n-th of which has the number -1 - n: where its words
        # begin in `_words`, how many there are, and how many positions they take up.
        self._starts = array("q")
        self._counts = array("i")
        self._widths = array("i")
        self._words = array("i")
        self._offsets = array("i")

    def rest(self) -> None:
        """Between two commits: forget all terms if they have become very many."""
        if len(self.terms) > MOST_TERMS:
            self._forget()
            self.terms = {}

    def words(self, texts: Sequence[bytes], languages: Sequence[str | None]) -> Words:
        """The words of texts, each as ``pieces.encoded`` and in a language; None is English."""
        if max(len(self._table), len(self._words)) >= MOST:
            self._forget()
        pieces = cut(texts)
        names = [analysis.primary(language or "en") for language in languages]
        return self._spread(self._table.numbers(pieces, names, self._piece), pieces.counts)

    def _spread(self, pieces: Array, texts: Array) -> Words:
        """The words of texts given by the numbers of their pieces, and how many each has."""
        text = np.repeat(np.arange(len(texts), dtype=np.int32), texts)
        first = np.cumsum(texts) - texts
        several = np.flatnonzero(pieces < 0)
        if not len(several):
            place = np.arange(len(pieces), dtype=np.int32)
            return Words(pieces, text, place - np.repeat(first.astype(np.int32), texts))
        which = -1 - pieces[several]
        count, width = np.ones(len(pieces), np.int32), np.ones(len(pieces), np.int32)
        count[several] = _taken(self._counts, np.int32, which)
        width[several] = _taken(self._widths, np.int32, which)
        ends = np.cumsum(width, dtype=np.int32)
        before = np.append(np.int32(0), ends)[first]
        position = np.repeat(ends - width - np.repeat(before, texts), count)
        terms = np.repeat(pieces, count)
        spread = terms < 0
        at = ranges(_taken(self._starts, np.int64, which), count[several])
        terms[spread] = _taken(self._words, np.int32, at)
        position[spread] += _taken(self._offsets, np.int32, at)
        return Words(terms, np.repeat(text, count), position)

    def _forget(self) -> None:
        """Forget the pieces: they have become many."""
        self._table.clear()
        for values in (self._starts, self._counts, self._widths, self._words, self._offsets):
            del values[:]

    def _number(self, term: str) -> int:
        return self.terms.setdefault(term, len(self.terms))

    def _piece(self, text: str, language: str) -> int:
        """The number of a piece."""
        term_of = self._terms_of.get(language)
        if term_of is None:
            term_of = self._terms_of[language] = analysis.terms(language)
        bare = text.strip(_AROUND)
        if bare.isascii() and bare.isalpha():  # the one word there is, as `analysis.words` cuts it
            return self._number(term_of[bare])
        tokens = list(analysis.words(text))
        terms = [self._number(term_of[token.raw]) for token in tokens]
        if len(terms) == 1:
            return terms[0]
        self._starts.append(len(self._words))
        self._counts.append(len(terms))
        self._widths.append(tokens[-1].position + 1 if tokens else 0)
        self._words.extend(terms)
        self._offsets.extend(token.position for token in tokens)
        return -len(self._starts)


def ranges(starts: Array, counts: Array) -> Array:
    """The numbers of several ranges, one range after the other."""
    after = np.cumsum(counts, dtype=np.int64)
    total = int(after[-1]) if len(after) else 0
    return np.repeat(starts - (after - counts), counts) + np.arange(total)


def _taken(values: array[int], dtype: type[np.signedinteger], at: Array) -> Array:
    return np.frombuffer(values, dtype)[at] if values else np.empty(0, dtype)
