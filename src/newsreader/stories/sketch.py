"""What is kept of an article so that its copies are found, and told from what is only like them.

*Pairs* are two telling words in a row (the short ones between them left out, which are what house
styles and scanners change most), hashed. Half of all hashes are kept: the same half for every
article, so that how much of one text is in another can be read off two sketches however unequal
they are in length (FracMinHash; Irber et al. 2022). An eighth are *keys*: an index of articles by
key finds those worth a closer look. MinHash, which keeps as many of a short text as of a long one,
misses a short copy in a long page.

*Slots* are the numbers and names, each with the words before and after it. Copies agree on them;
two weather reports of one form have the same slots with other things in them.

Measured on noisy copies made from 300 real articles (see ``bench/stories.py``): pairs of telling
words survive better than runs of three words (a hundredth of the true pairs share less than .178,
against .131), and two common keys find all but 27 of 2,026 true pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from newsreader.stories.codes import FACT, FLAGS, TELLING, Codes
from newsreader.stories.running import Parted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST_WORDS = 60
"""Shorter bodies say too little to tell copies from chance: they have no copies."""

HEAD = 0.4
"""The share of the running text that counts as its head."""

_AT_ONCE = 1 << 16
_KEY = 7
_LAST_PLACE = 0xFFFF
_MULTIPLIER = 0x9E3779B97F4A7C15


class Sketch(NamedTuple):
    """An article as its copies are found by. Numbers are unsigned little-endian.

    Attributes:
        pairs: Hashes of four bytes, ascending, each once.
        places: Of each pair, at which word it first stands: two bytes, the last place for all
            beyond.
        slots: Eight bytes each, ascending by the upper half: it tells where (the words around),
            the lower half what stands there.
        running: How many words of running text there are.
    """

    pairs: bytes
    places: bytes
    slots: bytes
    running: int


EMPTY = Sketch(b"", b"", b"", 0)


class Sketcher:
    """Makes sketches, many at a time; remembers the words it has seen."""

    def __init__(self) -> None:
        self._codes = Codes()

    def sketches(self, bodies: Sequence[Parted]) -> list[Sketch]:
        """The sketches of bodies, in their order."""
        return [sketch for block in _blocks(bodies) for sketch in self._sketches(block)]

    def _sketches(self, bodies: Sequence[Parted]) -> list[Sketch]:
        import numpy as np

        parts = [part for body in bodies for part in (body.running, body.rest)]
        codes, counts = self._codes.of(parts)
        running, lengths = counts[::2], counts[::2] + counts[1::2]
        text = np.repeat(np.arange(len(bodies), dtype=np.uint64), lengths)
        place = np.arange(len(codes)) - np.repeat(lengths.cumsum() - lengths, lengths)
        pairs, places, pair_ends = _pairs(codes, text, place, len(bodies))
        slots, slot_ends = _slots(codes, text, len(bodies))
        cut = (_cut(pairs, pair_ends), _cut(places, pair_ends), _cut(slots, slot_ends))
        return [Sketch(*parts) for parts in zip(*cut, running.tolist(), strict=True)]


def _blocks(bodies: Sequence[Parted]) -> Iterator[Sequence[Parted]]:
    """The bodies, as many together as what is made of them stays in the processor's cache."""
    begin = size = 0
    for end, body in enumerate(bodies, 1):
        size += len(body.running) + len(body.rest)
        if size >= _AT_ONCE or end == len(bodies):
            yield bodies[begin:end]
            begin, size = end, 0


def keys_of(pairs: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which pairs are keys."""
    found: NDArray[np.bool_] = (pairs & _KEY) == 0
    return found


def _mixed(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Two hashes made one, of 32 bits."""
    import numpy as np

    factor = np.uint64(_MULTIPLIER)
    return ((one * factor ^ other) * factor) >> np.uint64(32)


def _pairs(
    codes: NDArray[np.uint64], text: NDArray[np.uint64], place: NDArray[np.int64], texts: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint16], NDArray[np.int64]]:
    """The sampled pairs of all texts, where they stand, and where those of each text end."""
    import numpy as np

    telling = np.flatnonzero((codes & TELLING) != 0)
    words = codes.take(telling) >> np.uint64(FLAGS)
    text, place = text.take(telling), place.take(telling)
    pairs = _mixed(words[:-1], words[1:])
    kept = np.flatnonzero((text[:-1] == text[1:]) & ((pairs & 1) == 0))
    pairs, text = pairs.take(kept), text.take(kept)
    place = np.minimum(place.take(kept), _LAST_PLACE)
    # Sorted as one number each: by text, then pair (which is even), then place.
    packed = np.sort((text << np.uint64(47)) | (pairs << np.uint64(15)) | place.astype(np.uint64))
    first = first_of_each(packed >> np.uint64(16))
    packed = packed[first]
    return (
        ((packed >> np.uint64(15)) & np.uint64(0xFFFFFFFE)).astype("<u4"),
        (packed & np.uint64(0xFFFF)).astype("<u2"),
        _ends(packed >> np.uint64(47), texts),
    )


def _slots(
    codes: NDArray[np.uint64], text: NDArray[np.uint64], texts: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The slots of all texts, and where those of each end. What stands between the same words as
    something before is left out."""
    import numpy as np

    words = codes >> np.uint64(FLAGS)
    kept = np.flatnonzero(((codes[1:-1] & FACT) != 0) & (text[:-2] == text[2:]))
    around, text = _mixed(words[kept], words[kept + 2]), text[kept + 1]
    where = (text << np.uint64(32)) | around
    order = np.argsort(where, kind="stable")
    order = order[first_of_each(where[order])]
    slots = (around[order] << np.uint64(32)) | words[kept + 1][order]
    return slots.astype("<u8"), _ends(text[order], texts)


def first_of_each(ascending: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Which of some values, equal ones side by side, are the first of their kind."""
    import numpy as np

    found = np.ones(len(ascending), np.bool_)
    found[1:] = ascending[1:] != ascending[:-1]
    return found


def _ends(text: NDArray[np.uint64], texts: int) -> NDArray[np.int64]:
    """Where each of so many texts ends, if ``text`` tells whose each entry is."""
    import numpy as np

    return np.searchsorted(text, np.arange(1, texts + 1, dtype=np.uint64))


def _cut(values: NDArray[np.generic], ends: NDArray[np.int64]) -> list[bytes]:
    """The bytes of each text's part of some values."""
    packed, size = values.tobytes(), values.itemsize
    stops = (ends * size).tolist()
    return [packed[begin:end] for begin, end in zip([0, *stops], stops, strict=False)]
