"""Which articles are worth comparing: the index of articles by key, in the catalogue.

An article has dozens of keys. A row for each would scatter what a batch of articles brings over the
whole table, so that every page of it is written anew for every batch. So a row holds what one batch
brought of one *slab*, a range of keys, packed: eight bytes each, the key in the upper half and the
article's number in the lower. An article that comes alone reads the slabs of its keys; a thousand
of them read all. A slab that is in many rows is put into one.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from newsreader.stories.pairs import enough_keys, sharing_keys
from newsreader.stories.sketch import Sketch, first_of_each, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
_SLAB = 20
"""A slab is that many bits wide: there are 4,096."""

_MOST_ROWS = 8
"""A slab that has so many rows gets a single one with the next batch: rows have a price of their
own, the more so where articles come one by one."""

_EVEN = 3
"""The lowest bits of all keys are the same."""

_ARTICLE = 0xFFFFFFFF


class Candidates:
    """Keeps the keys of articles; the caller begins and ends transactions, and keeps the
    sketches. One at a time may write to a catalogue: what was kept once is remembered."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._sizes = _Sizes(database)

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
        self._keep(kept, rows)
        self._sizes.note({number: len(sketch.pairs) // 4 for number, sketch in sketches.items()})
        sizes = self._sizes.of(pairs[:, :2])
        return pairs[enough_keys(pairs[:, 2], sizes.min(axis=1, initial=1 << 30)), :2]

    def remove(self, sketches: Mapping[int, Sketch]) -> None:
        """Take out the keys of articles, given the sketches they had."""
        import numpy as np

        self._sizes.note(dict.fromkeys(sketches, 0))
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
        self._database.executemany(
            "DELETE FROM keys WHERE slab = ? AND batch = ?",
            [(slab, batch) for held, slab, batch in changed if not held],
        )

    def _rows(self, keys: NDArray[np.uint64]) -> list[tuple[int, int, bytes]]:
        """What is kept of the slabs of these keys: slab, batch, and what it holds."""
        slabs = _slabs_of(keys)
        return self._database.execute(
            "SELECT slab, batch, held FROM keys WHERE slab IN (SELECT value FROM json_each(?))",
            (json.dumps(slabs[first_of_each(slabs)].tolist()),),
        ).fetchall()

    def _keep(self, packed: NDArray[np.uint64], rows: Sequence[tuple[int, int, bytes]]) -> None:
        """Keep these, in a row a slab; or with what there is of the slab, if that is in many."""
        import numpy as np

        if not len(packed):
            return
        slabs = _slabs_of(packed)
        begins = np.flatnonzero(first_of_each(slabs))
        ends = [*begins[1:].tolist(), len(packed)]
        content = packed.tobytes()
        came = {
            slab: content[8 * begin : 8 * end]
            for slab, begin, end in zip(slabs[begins].tolist(), begins.tolist(), ends, strict=True)
        }
        count = Counter(slab for slab, _, _ in rows)
        full = {slab for slab in came if count[slab] >= _MOST_ROWS}
        for slab, _, held in rows:
            if slab in full:
                came[slab] += held
        batch = 1 + max((batch for _, batch, _ in rows), default=0)
        self._database.executemany("DELETE FROM keys WHERE slab = ?", [(slab,) for slab in full])
        self._database.executemany(
            "INSERT INTO keys VALUES (?, ?, ?)",
            [(slab, batch, held) for slab, held in came.items()],
        )


class _Sizes:
    """How many pairs of words the sketches have, remembered: to ask for the size of a sketch is to
    have the disk read all of it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        import numpy as np

        self._database = database
        self._known = np.zeros(0, np.int32)

    def note(self, sizes: Mapping[int, int]) -> None:
        """Remember the sizes of some articles' sketches; 0 if there is no sketch any more."""
        import numpy as np

        numbers = np.fromiter(sizes.keys(), np.int64)
        self._make_room(numbers)
        self._known[numbers] = np.fromiter(sizes.values(), np.int32)

    def of(self, articles: NDArray[np.int64]) -> NDArray[np.int32]:
        """The sizes, in the shape of the articles' numbers."""
        import numpy as np

        self._make_room(articles)
        unknown = np.unique(articles[self._known[articles] == 0])
        if len(unknown):
            self.note(
                dict(
                    self._database.execute(
                        "SELECT article, length(pairs) / 4 FROM sketches"
                        " WHERE article IN (SELECT value FROM json_each(?))",
                        (json.dumps(unknown.tolist()),),
                    )
                )
            )
        return self._known[articles]

    def _make_room(self, articles: NDArray[np.int64]) -> None:
        import numpy as np

        most = int(articles.max(initial=0))
        if most >= len(self._known):
            more = np.zeros(most + 1 - len(self._known) + most // 4, np.int32)
            self._known = np.concatenate([self._known, more])


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
