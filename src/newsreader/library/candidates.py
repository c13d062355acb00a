"""Which articles are worth comparing: the index of articles by key, in the catalogue.

An article has dozens of keys. A row for each would scatter what a batch of articles brings over the
whole table, so that every page of it is written anew for every batch. So a row holds what one batch
brought of one *slab*, a range of keys, packed: eight bytes each, the key in the upper half and the
article's number in the lower, ascending. An article that comes alone reads the slabs of its keys; a
thousand of them read all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsreader.stories.pairs import enough_keys, sharing_keys
from newsreader.stories.sketch import Sketch, first_of_each, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
_SLAB = 20
"""A slab is that many bits wide: there are 4,096."""

_EVEN = 3
"""The lowest bits of all keys are the same."""

_ARTICLE = 0xFFFFFFFF


class Candidates:
    """Keeps the keys of articles; the caller begins and ends transactions, and keeps the
    sketches."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, sketches: Mapping[int, Sketch]) -> NDArray[np.int64]:
        """Keep the keys of new articles, whose sketches are kept already.

        Args:
            sketches: By the number of the article.

        Returns:
            The pairs worth comparing, two numbers a row, at least one of them new.
        """
        import numpy as np

        new = _packed(sketches)
        rows = self._rows(new)
        held = _like(new, np.frombuffer(b"".join(content for _, _, content in rows), "<u8"))
        pairs, kept = sharing_keys(held, new)
        self._keep(kept, 1 + max((batch for _, batch, _ in rows), default=0))
        sizes = self._sizes(pairs[:, :2])
        return pairs[enough_keys(pairs[:, 2], sizes.min(axis=1, initial=1 << 30)), :2]

    def remove(self, sketches: Mapping[int, Sketch]) -> None:
        """Take out the keys of articles, given the sketches they had."""
        import numpy as np

        rows = self._rows(_packed(sketches))
        if not rows:
            return
        held = np.frombuffer(b"".join(content for _, _, content in rows), "<u8")
        gone = np.isin(held & np.uint64(_ARTICLE), np.array(list(sketches), np.uint64))
        ends = np.cumsum([len(content) // 8 for _, _, content in rows])
        begins = np.concatenate(([0], ends[:-1]))
        changed = [
            (held[begin:end][~gone[begin:end]].tobytes(), slab, batch)
            for (slab, batch, _), begin, end, some in zip(
                rows, begins.tolist(), ends.tolist(), np.add.reduceat(gone, begins), strict=True
            )
            if some
        ]
        self._database.executemany("UPDATE keys SET held = ? WHERE slab = ? AND batch = ?", changed)
        self._database.execute("DELETE FROM keys WHERE held = x''")

    def _rows(self, keys: NDArray[np.uint64]) -> list[tuple[int, int, bytes]]:
        """What is kept of the slabs of these keys: slab, batch, and what it holds."""
        slabs = _slabs_of(keys)
        return self._database.execute(
            "SELECT slab, batch, held FROM keys WHERE slab IN (SELECT value FROM json_each(?))",
            (json.dumps(slabs[first_of_each(slabs)].tolist()),),
        ).fetchall()

    def _keep(self, packed: NDArray[np.uint64], batch: int) -> None:
        """Keep these, in a row a slab."""
        import numpy as np

        if not len(packed):
            return
        slabs = _slabs_of(packed)
        begins = np.flatnonzero(first_of_each(slabs))
        ends = [*begins[1:].tolist(), len(packed)]
        content = packed.tobytes()
        self._database.executemany(
            "INSERT INTO keys VALUES (?, ?, ?)",
            [
                (slab, batch, content[8 * begin : 8 * end])
                for slab, begin, end in zip(
                    slabs[begins].tolist(), begins.tolist(), ends, strict=True
                )
            ],
        )

    def _sizes(self, articles: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many pairs of words the sketches have, in the shape of the articles' numbers."""
        import numpy as np

        different = np.sort(articles, axis=None)
        different = different[first_of_each(different)]
        size = dict(
            self._database.execute(
                "SELECT article, length(pairs) / 4 FROM sketches"
                " WHERE article IN (SELECT value FROM json_each(?))",
                (json.dumps(different.tolist()),),
            )
        )
        sizes = np.array([size[number] for number in different.tolist()], np.int64)
        return sizes[np.searchsorted(different, articles)]


def _packed(sketches: Mapping[int, Sketch]) -> NDArray[np.uint64]:
    """The keys of articles, each with the article's number, ascending."""
    import numpy as np

    pairs = np.frombuffer(b"".join(sketch.pairs for sketch in sketches.values()), "<u4")
    sizes = [len(sketch.pairs) // 4 for sketch in sketches.values()]
    numbers = np.repeat(np.array(list(sketches), np.uint64), sizes)
    kept = keys_of(pairs)
    return np.sort((pairs[kept].astype(np.uint64) << np.uint64(32)) | numbers[kept])


def _slabs_of(packed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    import numpy as np

    return packed >> np.uint64(32 + _SLAB)


def _like(few: NDArray[np.uint64], many: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Those of many that have a key that one of the few has; and some others, for it is looked up
    by part of the key."""
    import numpy as np

    bits = min(len(few).bit_length() + 5, 32 - _EVEN)

    def part(packed: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return (packed >> np.uint64(32 + _EVEN)) & np.uint64((1 << bits) - 1)

    sieve = np.zeros(1 << bits, np.bool_)
    sieve[part(few)] = True
    return many[sieve[part(many)]]
