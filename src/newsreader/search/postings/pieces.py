"""Texts as what stands between their spaces, and each such piece as a number: at once, for many.

A piece is known by 64 bits. Those of up to eight bytes are these bytes, times an odd number, which
no other such piece is; longer ones are mixed from eight bytes after eight. The odd numbers are
drawn anew by every process, so that no text can be made to have two pieces taken for one. What a
piece stands for is looked up in a table with open addressing, for all pieces at once; only pieces
met for the first time are looked at one by one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from newsreader.search.postings.files import Array

LONGEST = 64
"""Bytes; a longer piece is hardly ever met again."""
_SPACE = 32
"""Bytes up to this one part pieces."""
_WIDE = 8
_BITS = 20
"""The table has so many places, as a power of two; at most a quarter of them is taken."""
MOST = 1 << (_BITS - 2)
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(_WIDE + 1)], np.uint64)
_LOWER = bytes(range(256)).lower()


class Pieces(NamedTuple):
    """Pieces of several texts, one after the other.

    Attributes:
        data: All texts, in UTF-8.
        starts: Where in them each piece begins.
        lengths: How many bytes it has.
        counts: How many pieces each text has.
    """

    data: bytes
    starts: Array
    lengths: Array
    counts: Array

    def text(self, number: int) -> str:
        """A piece."""
        start = int(self.starts[number])
        return self.data[start : start + int(self.lengths[number])].decode(errors="surrogatepass")


def encoded(text: str) -> bytes:
    """A text as :func:`cut` takes it. Nothing is told by the case of an ASCII letter."""
    return text.encode(errors="surrogatepass").translate(_LOWER)


def cut(texts: Sequence[bytes]) -> Pieces:
    """Cut texts where there is space."""
    data = b" " + b" ".join([*texts, bytes(_WIDE)])
    spaces = (np.frombuffer(data, np.uint8) <= _SPACE).nonzero()[0]
    starts = spaces[:-1] + 1
    lengths = np.diff(spaces) - 1
    some = (lengths > 0).nonzero()[0]
    starts, lengths = starts.take(some), lengths.take(some)
    begins = np.cumsum([1, *(len(text) + 1 for text in texts)])
    counts = np.diff(starts.searchsorted(begins))
    return Pieces(data, starts, lengths, counts.astype(np.int32))


class Table:
    """The numbers of pieces that were met before, in all languages."""

    def __init__(self) -> None:
        self._odd, self._odder = (np.uint64(secrets.randbits(64) | 1) for _ in range(2))
        self._salts: dict[str, np.uint64] = {}
        self._count = 0
        self._keys = np.zeros(1 << _BITS, np.uint64)
        self._values = np.zeros(1 << _BITS, np.int32)

    def __len__(self) -> int:
        return self._count

    def clear(self) -> None:
        """Forget all pieces."""
        self._keys[:] = 0
        self._count = 0

    def numbers(
        self, pieces: Pieces, languages: Sequence[str], made: Callable[[str, str], int]
    ) -> Array:
        """The number of each piece.

        Args:
            pieces: Of several texts.
            languages: Of these texts.
            made: Makes the number of a piece in a language.
        """
        keys = self._known_by(pieces, languages)
        numbers, new = self._look_up(keys)
        long = (pieces.lengths > LONGEST).nonzero()[0]
        if not len(new) and not len(long):
            return numbers
        ends = pieces.counts.cumsum()

        def make(some: Array) -> list[int]:
            texts = ends.searchsorted(some, "right").tolist()
            return [
                made(pieces.text(number), languages[text])
                for number, text in zip(some.tolist(), texts, strict=True)
            ]

        short = new.take((pieces.lengths.take(new) <= LONGEST).nonzero()[0])
        different, first, which = np.unique(
            keys.take(short), return_index=True, return_inverse=True
        )
        found = np.array(make(short.take(first)), np.int32)
        numbers[short] = found[which]
        for key, value in zip(different.tolist(), found.tolist(), strict=True):
            if self._count < MOST:
                self._add(key, value)
        numbers[long] = make(long)
        return numbers

    def _known_by(self, pieces: Pieces, languages: Sequence[str]) -> Array:
        """The 64 bits of each piece."""
        size = len(pieces.data) - _WIDE + 1
        eights: Array = np.ndarray((size,), "<u8", pieces.data, strides=(1,))
        keys: Array = eights[pieces.starts]
        keys &= _MASKS.take(np.minimum(pieces.lengths, _WIDE))
        keys *= self._odd
        longer = (pieces.lengths > _WIDE).nonzero()[0]
        for done in range(_WIDE, LONGEST, _WIDE):
            left = pieces.lengths.take(longer) - done
            longer = longer.take((left > 0).nonzero()[0])
            if not len(longer):
                break
            left = np.minimum(pieces.lengths.take(longer) - done, _WIDE)
            more = eights[pieces.starts.take(longer) + done] & _MASKS.take(left)
            mixed = keys.take(longer)
            mixed ^= mixed >> np.uint64(29)
            mixed *= self._odder
            mixed ^= more
            mixed *= self._odd
            keys[longer] = mixed
        salts = np.array([self._salt(language) for language in languages], np.uint64)
        keys ^= np.repeat(salts, pieces.counts)
        return keys

    def _salt(self, language: str) -> np.uint64:
        found = self._salts.get(language)
        if found is None:
            found = self._salts[language] = np.uint64(secrets.randbits(64))
        return found

    def _look_up(self, keys: Array) -> tuple[Array, Array]:
        """The numbers of pieces, and which of them are not there."""
        places = (keys >> np.uint64(64 - _BITS)).astype(np.intp)
        there = self._keys.take(places)
        numbers = self._values.take(places)
        left = (there != keys).nonzero()[0]
        missing = []
        while len(left):
            empty = there.take(left) == 0
            missing.append(left[empty])
            left = left[~empty]
            following = (places.take(left) + 1) & ((1 << _BITS) - 1)
            places[left] = following
            there[left] = self._keys.take(following)
            numbers[left] = self._values.take(following)
            left = left[there.take(left) != keys.take(left)]
        return numbers, np.concatenate(missing) if missing else left

    def _add(self, key: int, number: int) -> None:
        place = key >> (64 - _BITS)
        while self._keys[place]:
            place = (place + 1) & ((1 << _BITS) - 1)
        self._keys[place] = key
        self._values[place] = number
        self._count += 1
