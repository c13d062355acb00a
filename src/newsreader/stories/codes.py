"""Words as numbers, many texts at once.

A text is cut where white space is. What stands between is hashed for all texts together (a
polynomial of its bytes: differences of one running sum, so no byte is looked at twice) and looked
up in a table of what was met before; only what is new is taken apart into words. Of most texts
nearly nothing is new, so that a word costs a few array accesses.

A word's code has a hash of its shape (:mod:`newsreader.stories.normalise`) above what kind of word
it is: whether it is telling, and whether it is a fact, a number or a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from newsreader.stories.normalise import form, is_name, is_number, is_telling, shape, words_of_chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TELLING, FACT = 1, 2
FLAGS = 2
"""So many bits say what kind of word it is."""

LONGEST = 1 << 20
"""So many characters of a text are looked at."""

_AT_ONCE = 1 << 17
_SLOTS = 20
_MOST = 1 << 19
_LONGEST_CHUNK = 40
_BASE = 0x9E3779B97F4A7C15


class _Known(NamedTuple):
    """What is remembered of a run of characters: where its codes begin, and how many there are."""

    begin: int
    length: int


class Codes:
    """Turns texts into codes, and remembers the words it has seen."""

    _hashes: NDArray[np.uint64]
    _begins: NDArray[np.int64]
    _counts: NDArray[np.int64]
    _flat: NDArray[np.uint64]
    _used: int
    _beside: dict[int, _Known]

    def __init__(self) -> None:
        self._clear()

    def of(self, texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The codes of all texts, one after the other, and how many each text has."""
        import numpy as np

        found = [self._of(block) for block in _blocks(texts)]
        codes, counts = zip(*found, strict=True) if found else ((), ())
        return (
            np.concatenate([np.empty(0, np.uint64), *codes]),
            np.concatenate([np.empty(0, np.int64), *counts]),
        )

    def _of(self, texts: Sequence[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        import numpy as np

        if self._used > _MOST:
            self._clear()
        data = b"\n" + b"".join(texts)
        starts, ends, hashes = _chunks(data)
        slots = hashes >> np.uint64(64 - _SLOTS)
        begins, counts = self._begins[slots], self._counts[slots]
        missing = np.flatnonzero(self._hashes[slots] != hashes)
        if len(missing):
            # Each of them once: most that are new are met several times.
            missing = missing[np.argsort(hashes[missing], kind="stable")]
            new = hashes[missing]
            first = np.flatnonzero(np.concatenate(([True], new[1:] != new[:-1])))
            known = [
                self._known(hash_, data[begin:end])
                for hash_, begin, end in zip(
                    new[first].tolist(),
                    starts[missing[first]].tolist(),
                    ends[missing[first]].tolist(),
                    strict=True,
                )
            ]
            times = np.diff(np.append(first, len(new)))
            begins[missing] = np.repeat([one.begin for one in known], times)
            counts[missing] = np.repeat([one.length for one in known], times)
        before = np.concatenate(([0], counts.cumsum()))
        places = np.arange(before[-1]) + np.repeat(begins - before[:-1], counts)
        stops = np.cumsum([1, *map(len, texts)])
        return self._flat[places], np.diff(before[np.searchsorted(starts, stops)])

    def _known(self, hash_: int, chunk: bytes) -> _Known:
        """Take apart what is not in the table, and put it there if there is room."""
        if (known := self._beside.get(hash_)) is not None:
            return known
        import numpy as np

        codes = [code for word in words_of_chunk(chunk.decode()) if (code := _code_of(word))]
        known = _Known(self._used, len(codes))
        while self._used + len(codes) > len(self._flat):
            self._flat = np.concatenate([self._flat, np.empty_like(self._flat)])
        self._flat[self._used : self._used + len(codes)] = codes
        self._used += len(codes)
        slot = hash_ >> (64 - _SLOTS)
        if len(chunk) > _LONGEST_CHUNK:
            return known
        if self._hashes[slot]:
            self._beside[hash_] = known
        else:
            self._hashes[slot] = hash_
            self._begins[slot], self._counts[slot] = known
        return known

    def _clear(self) -> None:
        """Forget everything."""
        import numpy as np

        self._hashes = np.zeros(1 << _SLOTS, np.uint64)
        self._begins = np.zeros(1 << _SLOTS, np.int64)
        self._counts = np.zeros(1 << _SLOTS, np.int64)
        self._beside = {}
        self._flat = np.empty(_MOST, np.uint64)
        self._used = 0


def _blocks(texts: Sequence[str]) -> Iterator[list[bytes]]:
    """The texts as bytes, white space at the end of each, as many together as stay in the
    processor's cache."""
    block: list[bytes] = []
    size = 0
    for text in texts:
        block.append(text[:LONGEST].encode(errors="replace") + b"\n")
        size += len(block[-1])
        if size >= _AT_ONCE:
            yield block
            block, size = [], 0
    if block:
        yield block


def _chunks(
    data: bytes,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """Where what stands between white space starts and ends, and its hash. White space is at either
    end of the data."""
    import numpy as np

    values = np.frombuffer(data, np.uint8)
    blank = values <= ord(" ")
    edges = np.flatnonzero(blank[1:] != blank[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(len(data).bit_length())
    sums = (values * powers[: len(data)]).cumsum()
    hashes = (sums[ends - 1] - sums[starts - 1]) * inverses[starts]
    # The table takes the upper bits: they have to depend on all.
    return starts, ends, (hashes ^ (hashes >> np.uint64(32))) * np.uint64(_BASE)


@cache
def _powers(bits: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of an odd number, and what undoes each."""
    import numpy as np

    def powers(base: int) -> NDArray[np.uint64]:
        return np.cumprod(np.full(1 << bits, base, np.uint64), dtype=np.uint64)

    return powers(_BASE), powers(pow(_BASE, -1, 1 << 64))


@lru_cache(1 << 18)
def _code_of(word: str) -> int:
    """The code of a word; 0 for one that is only marks."""
    plain = form(word)
    if not plain:
        return 0
    kind = TELLING * is_telling(plain) | FACT * (is_number(plain) or is_name(word))
    return crc32(shape(plain).encode()) << FLAGS | kind
