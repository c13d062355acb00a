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

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from newsreader.stories.normalise import form, is_name, is_number, is_telling, shape, words_of_chunk
from newsreader.stories.running import Parted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST_WORDS = 60
"""Shorter bodies say too little to tell copies from chance: they have no copies."""

HEAD = 0.4
"""The share of the running text that counts as its head."""

_KEY = 7
_TELLING, _FACT = 1, 2
_FLAGS = 2
_MULTIPLIER = 0x9E3779B97F4A7C15
_MOST_CHUNKS = 300_000
_LONGEST_CHUNK = 40


class Sketch(NamedTuple):
    """An article as its copies are found by. Hashes are unsigned little-endian, ascending.

    Attributes:
        head: The pairs in the head of the running text, four bytes each.
        rest: All others.
        slots: Eight bytes each: what stands there, and before it (in the upper half) where.
    """

    head: bytes
    rest: bytes
    slots: bytes


EMPTY = Sketch(b"", b"", b"")


class Sketcher:
    """Makes sketches, many at a time; remembers the words it has seen."""

    def __init__(self) -> None:
        self._codes = _Codes()

    def sketches(self, bodies: Sequence[Parted]) -> list[Sketch]:
        """The sketches of bodies, in their order."""
        if not bodies:
            return []
        import numpy as np

        if len(self._codes) > _MOST_CHUNKS:
            self._codes.clear()
        running = [self._coded(body.running) for body in bodies]
        coded = [code + self._coded(body.rest) for code, body in zip(running, bodies, strict=True)]
        codes = np.frombuffer(b"".join(coded), np.uint64)
        lengths = np.array([len(code) // 8 for code in coded], np.int64)
        heads = np.array([HEAD * len(code) / 8 for code in running])
        text = np.repeat(np.arange(len(bodies), dtype=np.uint64), lengths)
        place = np.arange(len(codes)) - np.repeat(lengths.cumsum() - lengths, lengths)
        part = 2 * text + (place > np.repeat(heads, lengths))
        pairs = _split(*_pairs(codes, text, part), 2 * len(bodies), "<u4")
        slots = _split(*_slots(codes, text), len(bodies), "<u8")
        return [
            Sketch(pairs[2 * number], pairs[2 * number + 1], slots[number])
            for number in range(len(bodies))
        ]

    def _coded(self, text: str) -> bytes:
        return b"".join(map(self._codes.__getitem__, text.split()))


def keys_of(sketch: Sketch) -> NDArray[np.uint32]:
    """The keys of an article, each once."""
    import numpy as np

    pairs = np.frombuffer(sketch.head + sketch.rest, "<u4")
    return np.unique(pairs[(pairs & _KEY) == 0])


class _Codes(dict[str, bytes]):
    """The words in a run of characters: eight bytes each, a hash and what kind of word it is."""

    def __missing__(self, chunk: str) -> bytes:
        code = b"".join(_code_of(word) for word in words_of_chunk(chunk))
        if len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = code
        return code


@lru_cache(1 << 18)
def _code_of(word: str) -> bytes:
    plain = form(word)
    if not plain:
        return b""
    kind = _TELLING * is_telling(plain) | _FACT * (is_number(plain) or is_name(word))
    return (crc32(shape(plain).encode()) << _FLAGS | kind).to_bytes(8, "little")


def _mixed(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Two hashes made one, of 32 bits."""
    import numpy as np

    factor = np.uint64(_MULTIPLIER)
    return ((one * factor ^ other) * factor) >> np.uint64(32)


def _pairs(
    codes: NDArray[np.uint64], text: NDArray[np.uint64], part: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The sampled pairs, and in which part of which text each begins."""
    import numpy as np

    telling = (codes & _TELLING) != 0
    words, text, part = (codes >> np.uint64(_FLAGS))[telling], text[telling], part[telling]
    pairs = _mixed(words[:-1], words[1:])
    kept = (text[:-1] == text[1:]) & ((pairs & 1) == 0)
    return pairs[kept], part[:-1][kept]


def _slots(
    codes: NDArray[np.uint64], text: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The slots, and of which text each is."""
    import numpy as np

    words = codes >> np.uint64(_FLAGS)
    kept = ((codes[1:-1] & _FACT) != 0) & (text[:-2] == text[2:])
    around = _mixed(words[:-2], words[2:])
    return (around << np.uint64(32) | words[1:-1])[kept], text[1:-1][kept]


def _split(
    values: NDArray[np.uint64], part: NDArray[np.uint64], parts: int, kind: str
) -> list[bytes]:
    """The values of each part, ascending, each once."""
    import numpy as np

    order = np.lexsort((values, part))
    values, part = values[order], part[order]
    first = np.ones(len(values), bool)
    first[1:] = (values[1:] != values[:-1]) | (part[1:] != part[:-1])
    values, part = values[first], part[first]
    ends = np.searchsorted(part, np.arange(1, parts + 1, dtype=np.uint64))
    packed = values.astype(kind).tobytes()
    size = int(kind[-1])
    begins = [0, *ends[:-1].tolist()]
    return [
        packed[begin * size : end * size] for begin, end in zip(begins, ends.tolist(), strict=True)
    ]
