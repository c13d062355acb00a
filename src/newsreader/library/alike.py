"""Finds for articles that came or changed which others carry the same text.

In batches, for most of the price is the same for one article as for a thousand: their sketches are
made, their keys looked up, what shares enough keys is judged by the sketches, and only what these
cannot tell is compared text by text.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from newsreader.article import Article, TitleFrom
from newsreader.library.bodies import decode
from newsreader.library.texts import text_of
from newsreader.stories.likeness import Text, likeness
from newsreader.stories.pairs import Verdict, enough_keys, opened, sharing_keys, verdict
from newsreader.stories.running import Parted, parted
from newsreader.stories.sketch import EMPTY, FEWEST_WORDS, Sketch, Sketcher, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_HAND = 256
UNTITLED = (TitleFrom.LEAD, TitleFrom.NAME)
"""Where a headline is from that is none."""

Thing = TypeVar("Thing")


class Neighbours:
    """Keeps the sketches, the keys and who is alike in a catalogue; the caller begins and ends
    transactions."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._sketcher = Sketcher()

    def update(self, numbers: Sequence[int]) -> set[int]:
        """Look at articles that came, changed or went.

        Returns:
            The articles whose stories may be others now.
        """
        if not numbers:
            return set()
        touched = set(numbers) | self._concerned(numbers)
        before = self._sketches(numbers)
        now = self._sketched(numbers)
        changed = [number for number in numbers if before.get(number) != now.get(number)]
        self._forget({number: before[number] for number in changed if number in before})
        fresh = {number: now[number] for number in changed if now.get(number, EMPTY) != EMPTY}
        pairs = self._alike(fresh)
        self._database.executemany(
            "INSERT INTO alike VALUES (?, ?, ?)",
            [row for one, other, much in pairs for row in ((one, other, much), (other, one, much))],
        )
        return touched.union(*(pair[:2] for pair in pairs))

    def _concerned(self, numbers: Sequence[int]) -> set[int]:
        """Those that are alike to these as far as we know."""
        return {
            number
            for (number,) in self._database.execute(
                "SELECT other FROM alike WHERE one IN (SELECT value FROM json_each(?))",
                (json.dumps(numbers),),
            )
        }

    def _sketched(self, numbers: Sequence[int]) -> dict[int, Sketch]:
        """Make the sketches of those that are there; note whether they have a headline."""
        long: list[tuple[int, Parted]] = []
        found: dict[int, Sketch] = {}
        untitled: dict[int, bool] = {}
        for number, article in self._articles(numbers):
            untitled[number] = article.title_from in UNTITLED
            found[number] = EMPTY
            if article.words >= FEWEST_WORDS:
                long.append((number, parted(text_of(article))))
        sketches = self._sketcher.sketches([body for _, body in long])
        found.update(zip((number for number, _ in long), sketches, strict=True))
        self._database.executemany(
            "INSERT OR REPLACE INTO sketches VALUES (?, ?, ?, ?, ?)",
            [(number, *sketch, untitled[number]) for number, sketch in found.items()],
        )
        return found

    def _articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
        for number, content in self._database.execute(
            "SELECT article, content FROM bodies WHERE article IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        ):
            yield number, decode(content)

    def _sketches(self, numbers: Collection[int]) -> dict[int, Sketch]:
        return {
            number: Sketch(*sketch)
            for number, *sketch in self._database.execute(
                "SELECT article, head, rest, slots FROM sketches"
                " WHERE article IN (SELECT value FROM json_each(?))",
                (json.dumps(list(numbers)),),
            )
        }

    def _forget(self, before: dict[int, Sketch]) -> None:
        """Take out what was known of articles as they were."""
        self._database.executemany(
            "DELETE FROM keys WHERE key = ? AND article = ?",
            [
                (key, number)
                for number, sketch in before.items()
                for key in keys_of(sketch).tolist()
            ],
        )
        numbers = [(number,) for number in before]
        self._database.executemany(
            "DELETE FROM alike WHERE one IN (SELECT other FROM alike WHERE one = ?1)"
            " AND other = ?1",
            numbers,
        )
        self._database.executemany("DELETE FROM alike WHERE one = ?", numbers)
        self._database.executemany(
            "DELETE FROM sketches WHERE article = ?1"
            " AND NOT EXISTS (SELECT 1 FROM bodies WHERE article = ?1)",
            numbers,
        )

    def _alike(self, fresh: dict[int, Sketch]) -> list[tuple[int, int, float]]:
        """Which articles these are alike to: one, other, and how much of the shorter is shared."""
        if not fresh:
            return []
        sketches = _Remembered(lambda number: opened(fresh.get(number) or self._sketch(number)))
        texts = _Remembered(self._text)
        found = []
        for one, other in self._candidates(fresh):
            mine, theirs = sketches[one], sketches[other]
            match verdict(mine, theirs):
                case Verdict.COPIES:
                    share = len(mine.all & theirs.all) / min(len(mine.all), len(theirs.all))
                    found.append((one, other, share))
                case Verdict.LOOK:
                    like = likeness(texts[one], texts[other])
                    if like.copies:
                        found.append((one, other, like.share))
        return found

    def _candidates(self, fresh: dict[int, Sketch]) -> list[tuple[int, int]]:
        """Pairs worth comparing; the keys of the new articles are kept on the way."""
        import numpy as np

        new = {number: keys_of(sketch) for number, sketch in fresh.items()}
        asked = np.unique(np.concatenate(list(new.values())))
        held = np.array(
            self._database.execute(
                "SELECT key, article FROM keys WHERE key IN (SELECT value FROM json_each(?))",
                (json.dumps(asked.tolist()),),
            ).fetchall(),
            np.int64,
        ).reshape(-1, 2)
        owners = np.repeat(
            np.array(list(new), np.int64), np.array([len(keys) for keys in new.values()])
        )
        keys = np.concatenate([held[:, 0], *new.values()]).astype(np.int64)
        articles = np.concatenate([held[:, 1], owners])
        is_new = np.arange(len(keys)) >= len(held)
        pairs, kept = sharing_keys(keys, articles, is_new)
        rows = np.stack((keys, articles), axis=1)[kept & is_new]
        self._database.executemany(
            "INSERT INTO keys VALUES (?, ?)", rows[np.lexsort((rows[:, 1], rows[:, 0]))].tolist()
        )
        sizes = self._sizes(pairs[:, :2])
        worth = pairs[enough_keys(pairs[:, 2], sizes.min(axis=1, initial=1 << 30))]
        return [(one, other) for one, other, _ in worth.tolist()]

    def _sizes(self, articles: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many pairs of words the sketches have, in the shape of the articles' numbers."""
        import numpy as np

        different, where = np.unique(articles, return_inverse=True)
        size = dict(
            self._database.execute(
                "SELECT article, (length(head) + length(rest)) / 4 FROM sketches"
                " WHERE article IN (SELECT value FROM json_each(?))",
                (json.dumps(different.tolist()),),
            )
        )
        sizes = np.array([size[number] for number in different.tolist()], np.int64)
        return sizes[where].reshape(articles.shape)

    def _sketch(self, number: int) -> Sketch:
        return self._sketches([number])[number]

    def _text(self, number: int) -> Text:
        ((_, article),) = self._articles([number])
        return Text(parted(text_of(article)))


class _Remembered(OrderedDict[int, Thing]):
    """What was made last for articles, by number; as many as are used again soon."""

    def __init__(self, make: Callable[[int], Thing]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> Thing:
        if len(self) >= _AT_HAND:
            self.popitem(last=False)
        made = self[number] = self._make(number)
        return made
