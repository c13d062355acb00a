"""Texts → numbers of terms, at the speed of a dictionary.

No word goes across a space (``analysis.words``), so what stands between two spaces is cut into words
once and remembered: a text is then one look-up for each of its pieces. A piece mostly is one word
with its punctuation; it may be none, several (``US-led``), or a sentence in a script without spaces.
Pieces get numbers too, and what they stand for is spread out for many texts at once.
"""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np

from newsreader.search import analysis
from newsreader.search.postings.files import Array

MOST_PIECES = 250_000
"""So many are remembered, which takes about 40 MB."""
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
        self._clear()

    def _clear(self) -> None:
        for pieces in self._pieces.values():
            pieces.clear()
        # For each piece: where its words begin in `_words`, how many there are, and how many
        # positions they take up.
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
        return list(map(known.__getitem__, text.split()))

    def words(self, pieces: Array, texts: Array) -> Words:
        """The words of texts given by their pieces.

        Args:
            pieces: Of all texts, one after the other.
            texts: How many pieces each text has.
        """
        starts = np.frombuffer(self._starts, np.int64) if self._starts else np.empty(0, np.int64)
        counts, widths, words, offsets = (
            np.frombuffer(values, np.int32) if values else np.empty(0, np.int32)
            for values in (self._counts, self._widths, self._words, self._offsets)
        )
        count = counts[pieces]
        width = widths[pieces]
        ends = np.cumsum(width)
        first = np.cumsum(texts) - texts
        before = np.append(0, ends)[first]
        text = np.repeat(np.arange(len(texts), dtype=np.int32), texts)
        position = (ends - width - before[text]).astype(np.int32)
        total = int(count.sum())
        shift = starts[pieces] - (np.cumsum(count) - count)
        at = np.repeat(shift, count) + np.arange(total)
        found = Words(
            words[at], np.repeat(text, count), np.repeat(position, count) + offsets[at]
        )
        return found

    def forget(self) -> None:
        """Forget the pieces if they have become many; their numbers are no longer good."""
        if len(self._starts) > MOST_PIECES:
            self._clear()

    def number(self, raw: str, term_of: dict[str, str]) -> int:
        """The number of a raw word's term."""
        term = term_of[raw]
        number = self.terms.get(term)
        if number is None:
            number = self.terms[term] = len(self.terms)
        return number

    def piece(self, words: list[int], offsets: list[int]) -> int:
        """A number for a piece with these terms at these positions."""
        self._starts.append(len(self._words))
        self._counts.append(len(words))
        self._widths.append(offsets[-1] + 1 if offsets else 0)
        self._words.extend(words)
        self._offsets.extend(offsets)
        return len(self._starts) - 1


class _Pieces(dict[str, int]):
    """What stands between spaces → its number, in one language; computes what it does not hold."""

    def __init__(self, numbering: Numbering, language: str) -> None:
        self._numbering = numbering
        self._term_of = analysis.terms(language)

    def __missing__(self, text: str) -> int:
        numbering = self._numbering
        bare = text.strip(_AROUND)
        if bare.isascii() and bare.isalpha():  # the one word there is, as `analysis.words` cuts it
            number = numbering.piece([numbering.number(bare, self._term_of)], [0])
        else:
            tokens = list(analysis.words(text))
            terms = [numbering.number(token.raw, self._term_of) for token in tokens]
            number = numbering.piece(terms, [token.position for token in tokens])
        if len(text) <= _LONGEST:
            self[text] = number
        return number
