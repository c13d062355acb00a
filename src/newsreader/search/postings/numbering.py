"""Texts → numbers of terms, at the speed of a dictionary.

No word goes across a space (``analysis.words``), so what stands between two spaces is cut into
words once and remembered: a text is then one look-up for each of its pieces. A piece mostly is one
word with its punctuation, and stands for the number of its term; it may be none, several
(``US-led``), or a sentence in a script without spaces. Such a piece gets a negative number, and
what it stands for is spread out for many texts at once.
"""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np

from newsreader.search import analysis
from newsreader.search.postings.files import Array

MOST_PIECES = 250_000
"""So many are remembered, which takes about 35 MB."""
_LONGEST = 40
"""A longer piece is hardly ever met again."""

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
    """Numbers for the terms that are met.

    Attributes:
        terms: Each term's number.
    """

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self._pieces: dict[str, _Pieces] = {}
        # Of pieces that are not one word, the n-th of which has the number -1 - n: where its words
        # begin in `_words`, how many there are, and how many positions they take up.
        self._starts = array("q")
        self._counts = array("i")
        self._widths = array("i")
        self._words = array("i")
        self._offsets = array("i")

    def pieces(self, text: str, language: str | None) -> list[int]:
        """The pieces of a text, as numbers that are good until :meth:`forget`."""
        name = analysis.primary(language or "en")
        known = self._pieces.get(name)
        if known is None:
            known = self._pieces[name] = _Pieces(self, name)
        if text.isascii():  # nothing is told by the case of an ASCII letter
            text = text.lower()
        return list(map(known.__getitem__, text.split()))

    def words(self, pieces: Array, texts: Array) -> Words:
        """The words of texts given by their pieces.

        Args:
            pieces: Of all texts, one after the other; int32.
            texts: How many pieces each text has.
        """
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

    def forget(self) -> None:
        """Forget the pieces if they have become many; their numbers are no longer good."""
        if sum(map(len, self._pieces.values())) + len(self._words) > MOST_PIECES:
            for pieces in self._pieces.values():
                pieces.clear()
            for values in (self._starts, self._counts, self._widths, self._words, self._offsets):
                del values[:]

    def number(self, term: str) -> int:
        """The number of a term."""
        return self.terms.setdefault(term, len(self.terms))

    def piece(self, words: list[int], offsets: list[int]) -> int:
        """A number for a piece with these terms at these positions."""
        self._starts.append(len(self._words))
        self._counts.append(len(words))
        self._widths.append(offsets[-1] + 1 if offsets else 0)
        self._words.extend(words)
        self._offsets.extend(offsets)
        return -len(self._starts)


class _Pieces(dict[str, int]):
    """What stands between spaces → its number, in one language; computes what it does not hold."""

    def __init__(self, numbering: Numbering, language: str) -> None:
        self._numbering = numbering
        self._term_of = analysis.terms(language)

    def __missing__(self, text: str) -> int:
        numbering = self._numbering
        bare = text.strip(_AROUND)
        if bare.isascii() and bare.isalpha():  # the one word there is, as `analysis.words` cuts it
            number = self[bare] if bare != text else numbering.number(self._term_of[bare])
        else:
            tokens = list(analysis.words(text))
            terms = [numbering.number(self._term_of[token.raw]) for token in tokens]
            if len(terms) == 1:
                number = terms[0]
            else:
                number = numbering.piece(terms, [token.position for token in tokens])
        if len(text) <= _LONGEST:
            self[text] = number
        return number


def ranges(starts: Array, counts: Array) -> Array:
    """The numbers of several ranges, one range after the other."""
    after = np.cumsum(counts, dtype=np.int64)
    total = int(after[-1]) if len(after) else 0
    return np.repeat(starts - (after - counts), counts) + np.arange(total)


def _taken(values: array[int], dtype: type[np.signedinteger], at: Array) -> Array:
    return np.frombuffer(values, dtype)[at] if values else np.empty(0, dtype)
