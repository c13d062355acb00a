"""The index of articles by key, in the catalogue's table ``keys``.

An article has dozens of keys. A row for each would scatter what a batch of articles brings over the
whole table, so that every page of it is written anew for every batch. So keys are packed, eight
bytes each, the key in the upper half and the article's number in the lower, and a row holds many.

What comes goes into one row, beside the few others that came lately. When these have become many,
they are spread over *slabs*, ranges of keys, a row for each. In either place a batch swallows those
before it that hold no more than it: so there are few rows, and a key is written anew as often as
the logarithm of the library says (Bentley and Saxe, "Decomposable searching problems", 1980; the
same idea as in O'Neil et al., "The log-structured merge-tree", 1996).

An article that comes alone reads the slabs of its keys and writes a single row. Thousands of them
read all slabs, some at a time.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from newsreader.library.database import json_list
from newsreader.stories.sketch import first_of_each

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SLAB = 20
"""A slab is that many bits wide: there are 4,096."""

_LATELY = -1
"""The slab of what came lately, of whatever key."""

_MOST_LATELY = 1 << 15
"""So many keys may wait there: all of them are read for every article that comes."""

_AT_ONCE = 128
"""So many slabs are read at once."""

_BYTES = 8
_BITS, _FEWEST_BITS = 29, 16
"""Keys are looked up by so many of their upper bits; the three lowest are the same in all."""

_ARTICLE = 0xFFFFFFFF


class Keys:
    """Keeps packed keys; the caller begins and ends transactions."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def like(self, new: NDArray[np.uint64]) -> Iterator[NDArray[np.uint64]]:
        """Those kept that have a key one of the new ones has, in parts; and some others, for it is
        looked up by part of the key."""
        import numpy as np

        shift = np.uint64(64 - max(_FEWEST_BITS, min(len(new).bit_length() + 5, _BITS)))
        sieve = np.zeros(1 << int(64 - shift), np.bool_)
        sieve[new >> shift] = True
        for rows in self._rows(new):
            held = np.frombuffer(b"".join(held for _, _, held in rows), "<u8")
            yield held.take(np.flatnonzero(sieve.take((held >> shift).view(np.int64))))

    def add(self, packed: NDArray[np.uint64]) -> None:
        """Keep these, ascending, which are not kept yet."""
        import numpy as np

        if not len(packed):
            return
        (waiting,) = self._database.execute(
            "SELECT coalesce(sum(length(held)), 0) FROM keys WHERE slab = ?", (_LATELY,)
        ).fetchone()
        if len(packed) + waiting // _BYTES <= _MOST_LATELY:
            self._put({_LATELY: packed.tobytes()})
            return
        late = b"".join(held for _, held in self._taken(_LATELY, _LATELY, 0))
        packed = np.sort(np.concatenate([np.frombuffer(late, "<u8"), packed]))
        slabs = _slabs_of(packed)
        begins = np.flatnonzero(first_of_each(slabs))
        ends = [*begins[1:].tolist(), len(packed)]
        content = packed.tobytes()
        self._put(
            {
                slab: content[_BYTES * begin : _BYTES * end]
                for slab, begin, end in zip(
                    slabs[begins].tolist(), begins.tolist(), ends, strict=True
                )
            }
        )

    def remove(self, packed: NDArray[np.uint64], articles: Collection[int]) -> None:
        """Take out what is kept of some articles, whose keys these are."""
        import numpy as np

        sought = np.array(list(articles), np.uint64)
        for rows in self._rows(packed):
            held = np.frombuffer(b"".join(held for _, _, held in rows), "<u8")
            gone = np.isin(held & np.uint64(_ARTICLE), sought)
            ends = np.cumsum([len(held) // _BYTES for _, _, held in rows]).tolist()
            for (slab, batch, _), begin, end in zip(rows, [0, *ends], ends, strict=False):
                if gone[begin:end].any():
                    self._replace(slab, batch, held[begin:end][~gone[begin:end]].tobytes())

    def _rows(self, keys: NDArray[np.uint64]) -> Iterator[list[tuple[int, int, bytes]]]:
        """What is kept where these keys may be: slab, batch, and what it holds."""
        slabs = _slabs_of(keys)
        wanted = [_LATELY, *slabs[first_of_each(slabs)].tolist()]
        for begin in range(0, len(wanted), _AT_ONCE):
            rows = self._database.execute(
                "SELECT slab, batch, held FROM keys WHERE slab IN (SELECT value FROM json_each(?))",
                (json_list(wanted[begin : begin + _AT_ONCE]),),
            ).fetchall()
            if rows:
                yield rows

    def _put(self, came: Mapping[int, bytes]) -> None:
        """Keep these, in a row a slab, together with what is swallowed."""
        low, high = min(came), max(came)
        batch = self._swallowing(low, high, sum(map(len, came.values())))
        for begin in range(low, high + 1, _AT_ONCE):
            slabs = range(begin, min(begin + _AT_ONCE, high + 1))
            rows = {slab: [came[slab]] for slab in slabs if slab in came}
            for slab, held in self._taken(slabs[0], slabs[-1], batch):
                rows.setdefault(slab, []).append(held)
            self._database.executemany(
                "INSERT INTO keys VALUES (?, ?, ?)",
                [(slab, batch, b"".join(held)) for slab, held in rows.items()],
            )

    def _swallowing(self, low: int, high: int, size: int) -> int:
        """The first of the batches in some slabs that are swallowed by another of so many bytes; a
        new one if none is."""
        sizes: Counter[int] = Counter()
        # Summed up here: SQLite would sort all that is held to do so.
        for batch, there in self._database.execute(
            "SELECT batch, length(held) FROM keys WHERE slab BETWEEN ? AND ?", (low, high)
        ):
            sizes[batch] += there
        first = 1 + max(sizes, default=-1)
        for batch in sorted(sizes, reverse=True):
            if sizes[batch] > size:
                break
            first, size = batch, size + sizes[batch]
        return first

    def _taken(self, low: int, high: int, batch: int) -> list[tuple[int, bytes]]:
        """What some slabs hold of a batch and of those after it: slab and content. It is kept no
        more."""
        which = (low, high, batch)
        rows = self._database.execute(
            "SELECT slab, held FROM keys WHERE slab BETWEEN ? AND ? AND batch >= ?", which
        ).fetchall()
        if rows:
            self._database.execute(
                "DELETE FROM keys WHERE slab BETWEEN ? AND ? AND batch >= ?", which
            )
        return rows

    def _replace(self, slab: int, batch: int, held: bytes) -> None:
        """Have a row hold something else, or be no more."""
        which = (slab, batch)
        if held:
            self._database.execute(
                "UPDATE keys SET held = ? WHERE slab = ? AND batch = ?", (held, *which)
            )
        else:
            self._database.execute("DELETE FROM keys WHERE slab = ? AND batch = ?", which)


def _slabs_of(packed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    import numpy as np

    return packed >> np.uint64(32 + _SLAB)
