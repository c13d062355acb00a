"""Which articles are worth comparing: those that share enough keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from newsreader.library.database import json_list
from newsreader.library.keys import Keys
from newsreader.stories.pairs import Sharing, enough_keys
from newsreader.stories.sketch import Sketch, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Candidates:
    """Keeps the keys of articles; the caller begins and ends transactions, and keeps the
    sketches. One at a time may write to a catalogue: what was kept once is remembered."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._keys = Keys(database)
        self._sizes = _Sizes(database)

    def add(self, sketches: Mapping[int, Sketch]) -> Iterator[NDArray[np.int64]]:
        """Keep the keys of new articles, whose sketches are kept already.

        Args:
            sketches: By the number of the article.

        Returns:
            The pairs worth comparing, two numbers a row, at least one of them new; those of some
            articles at a time.
        """
        new = _packed(sketches)
        sharing = Sharing(self._keys.like(new), new)
        self._keys.add(sharing.kept)
        self._sizes.note({number: len(sketch.pairs) // 4 for number, sketch in sketches.items()})
        return map(self._worthwhile, sharing.pairs())

    def remove(self, sketches: Mapping[int, Sketch]) -> None:
        """Take out the keys of articles, given the sketches they had."""
        self._sizes.note(dict.fromkeys(sketches, 0))
        self._keys.remove(_packed(sketches), sketches)

    def _worthwhile(self, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of these pairs that share enough."""
        sizes = self._sizes.of(pairs[:, :2])
        return pairs[enough_keys(pairs[:, 2], sizes.min(axis=1, initial=1 << 30)), :2]


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
                        (json_list(unknown.tolist()),),
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
