"""Words as numbers, many texts at once.

A text is cut where no word goes on. What stands between the cuts, a *piece*, is nearly always one
word. It is hashed for all texts together (a polynomial of its bytes: differences of one running
sum, so no byte is looked at twice) and looked up in a table of what was met before, a plain word
with and without a capital in one place. Only what is new is taken apart, all of it at once. So a
word costs a few array accesses.

A word's code has a hash of its shape (:mod:`newsreader.stories.normalise`) above what kind of word
it is: whether it is telling, and whether it is a fact, a number or a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING
from zlib import crc32

from newsreader.stories.normalise import (
    SHORTEST_NAME,
    forms,
    is_name,
    is_number,
    is_telling,
    shapes,
    words_of_chunk,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TELLING, FACT = 1, 2
FLAGS = 2
"""So many bits say what kind of word it is."""

LONGEST = 1 << 20
"""So many characters of a text are looked at."""

_SEVERAL = 1 << 63
"""Added to the place where the codes of a piece are kept that is not one word."""

_SLOTS = 20
_LAST_SLOT = (1 << _SLOTS) - 1
_MOST = 1 << (_SLOTS - 2)
"""So many codes are kept at most before the next texts, which may bring twice as many."""
_MOST_WORDS = 1 << 17
_LONGEST_PIECE = 40
_BASE = 0x9E3779B97F4A7C15
_TO_SMALL = ord("a") - ord("A")

_JOINS, _PART, _SMALL, _CAPITAL = 1, 2, 3, 4
_KINDS = bytes(
    _JOINS if chr(byte) in ".,'"
    else _PART if byte > 0x7F or chr(byte) in "0123456789_"
    else 0 if not chr(byte).isalpha()
    else _SMALL if chr(byte).islower()
    else _CAPITAL
    for byte in range(256)
)  # fmt: skip
"""What bytes are: small letters and capitals; else part of a word; part of one where parts are on
either side; or no part of any."""


class Codes:
    """Turns texts into codes, and remembers the words it has seen."""

    def __init__(self) -> None:
        import numpy as np

        self._words: dict[str, int] = {}
        self._several: list[list[int]] = []
        self._used = 0
        self._keys = np.zeros(1 << _SLOTS, np.uint64)
        self._values = np.zeros(1 << _SLOTS, np.uint64)

    def of(self, texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The codes of all texts, one after the other, and how many each text has."""
        import numpy as np

        self._rest()
        encoded = [text[:LONGEST].encode(errors="replace") for text in texts]
        pieces = _Pieces(b"\n".join([b"", *encoded, b""]))
        codes = self._codes(pieces)
        ends = pieces.starts.searchsorted(
            [*accumulate((len(text) + 1 for text in encoded), initial=1)]
        )
        several = np.flatnonzero(codes >= _SEVERAL)
        if not len(several):
            return codes, np.diff(ends)
        spread = [self._several[number] for number in (codes[several] ^ _SEVERAL).tolist()]
        widths = np.ones(len(codes), np.int64)
        widths[several] = [*map(len, spread)]
        codes = np.repeat(codes, widths)
        codes[codes >= _SEVERAL] = [*chain.from_iterable(spread)]
        return codes, np.diff(np.append(0, widths.cumsum())[ends])

    def _rest(self) -> None:
        """Forget everything if it has become very much."""
        if self._used > _MOST:
            self._keys[:] = self._used = 0
            self._several.clear()
        if len(self._words) > _MOST_WORDS:
            self._words.clear()

    def _codes(self, pieces: _Pieces) -> NDArray[np.uint64]:
        """The code of each piece; of one that is not one word, where its codes are kept."""
        import numpy as np

        keys = pieces.keys()
        codes, missing = self._look_up(keys)
        if len(missing):
            new, first, which = np.unique(keys[missing], return_index=True, return_inverse=True)
            first = missing[first]
            found = self._taken_apart([pieces.text(place) for place in first.tolist()])
            codes[missing] = found[which]
            short = np.flatnonzero(pieces.lengths[first] <= _LONGEST_PIECE)
            self._keep(new[short], found[short])
        codes[pieces.are_names()] |= np.uint64(FACT)
        return codes

    def _taken_apart(self, pieces: Sequence[str]) -> NDArray[np.uint64]:
        """The codes of pieces, of plain ones without their capitals."""
        import numpy as np

        words = [
            [piece.lower()] if piece.isascii() and piece.isalpha() else words_of_chunk(piece)
            for piece in pieces
        ]
        self._learn([word for word in {*chain.from_iterable(words)} if word not in self._words])
        found = []
        for several in words:
            codes = [code for word in several if (code := self._words[word])]
            self._used += max(1, len(codes))
            if len(codes) == 1:
                found += codes
            else:
                found.append(_SEVERAL | len(self._several))
                self._several.append(codes)
        return np.array(found, np.uint64)

    def _learn(self, words: Sequence[str]) -> None:
        """Remember the codes of words; 0 for those that are only marks."""
        plain = forms(words)
        for word, form, shape in zip(words, plain, shapes(plain), strict=True):
            kind = TELLING * is_telling(form) | FACT * (is_number(form) or is_name(word))
            self._words[word] = crc32(shape.encode()) << FLAGS | kind if form else 0

    def _look_up(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The codes of these keys, and the places of those that are not in the table."""
        import numpy as np

        slots = _slots_of(keys)
        there, codes = self._keys.take(slots), self._values.take(slots)
        missing = []
        left = np.flatnonzero(there != keys)
        while len(left):
            is_new = there[left] == 0
            missing.append(left[is_new])
            left = left[~is_new]
            slots[left] = following = (slots[left] + 1) & _LAST_SLOT
            there[left], codes[left] = self._keys[following], self._values[following]
            left = left[there[left] != keys[left]]
        return codes, np.concatenate(missing) if missing else left

    def _keep(self, keys: NDArray[np.uint64], codes: NDArray[np.uint64]) -> None:
        """Put codes into the table, under keys that are not there."""
        slots = _slots_of(keys)
        while len(keys):
            is_free = self._keys[slots] == 0
            self._keys[slots[is_free]] = keys[is_free]
            left = self._keys[slots] != keys
            self._values[slots[~left]] = codes[~left]
            keys, codes, slots = keys[left], codes[left], (slots[left] + 1) & _LAST_SLOT


class _Pieces:
    """Texts cut where no word goes on.

    Attributes:
        starts: Where each piece begins.
        lengths: How many bytes it has.
    """

    def __init__(self, data: bytes) -> None:
        """
        Args:
            data: The texts in UTF-8, white space at either end.
        """
        import numpy as np

        self._data = data
        kinds = np.frombuffer(data.translate(_KINDS), np.uint8)
        part = kinds >= _PART
        joins = np.flatnonzero(kinds == _JOINS)
        part[joins[part[joins - 1] & part[joins + 1]]] = True
        edges = np.flatnonzero(part[1:] != part[:-1]) + 1
        self.starts, self._ends = edges[::2], edges[1::2]
        self.lengths = self._ends - self.starts
        begin_big = kinds.take(self.starts) == _CAPITAL
        odd = np.flatnonzero(part & (kinds < _SMALL))
        begin_big[self.starts.searchsorted(odd, "right") - 1] = False
        self._big = np.flatnonzero(begin_big)

    def text(self, number: int) -> str:
        """A piece."""
        return self._data[self.starts[number] : self._ends[number]].decode()

    def keys(self) -> NDArray[np.uint64]:
        """What the pieces are known by: never 0, the same for a plain word that begins with a
        capital and for one that does not."""
        import numpy as np

        powers, inverses = _powers(len(self._data).bit_length())
        values = np.frombuffer(self._data, np.uint8)
        sums = (values * powers[: len(values)]).cumsum()
        keys: NDArray[np.uint64] = sums.take(self._ends - 1) - sums.take(self.starts - 1)
        keys *= inverses.take(self.starts)
        keys[self._big] += np.uint64(_TO_SMALL)
        # The table takes the upper bits: they have to depend on all.
        keys ^= keys >> np.uint64(32)
        keys *= np.uint64(_BASE)
        return keys | np.uint64(1)

    def are_names(self) -> NDArray[np.int64]:
        """The places of the plain words that are written like names."""
        names: NDArray[np.int64] = self._big[self.lengths[self._big] >= SHORTEST_NAME]
        return names


def _slots_of(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    import numpy as np

    return (keys >> np.uint64(64 - _SLOTS)).astype(np.int64)


@cache
def _powers(bits: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of an odd number, and what undoes each."""
    import numpy as np

    def powers(base: int) -> NDArray[np.uint64]:
        return np.cumprod(np.full(1 << bits, base, np.uint64), dtype=np.uint64)

    return powers(_BASE), powers(pow(_BASE, -1, 1 << 64))
