"""Finds for articles that came or changed which others carry the same text.

In batches, for most of the price is the same for one article as for a thousand: their sketches are
made, their keys looked up, what shares enough keys is judged by the sketches, and only what these
cannot tell is compared text by text.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from newsreader.article import Article, TitleFrom
from newsreader.library.bodies import decode
from newsreader.library.candidates import Candidates
from newsreader.library.database import json_list
from newsreader.library.texts import text_of
from newsreader.stories.likeness import Text, likeness
from newsreader.stories.pairs import Sketches, Verdict
from newsreader.stories.running import Parted, parted
from newsreader.stories.sketch import EMPTY, FEWEST_WORDS, Sketch, Sketcher

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE = 1024
"""So many texts are in memory while their sketches are made."""
_AT_HAND = 1024
UNTITLED = (TitleFrom.LEAD, TitleFrom.NAME)
"""Where a headline is from that is none."""

Thing = TypeVar("Thing")


class Neighbours:
    """Keeps the sketches, the keys and who is alike in a catalogue; the caller begins and ends
    transactions."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._sketcher = Sketcher()
        self._candidates = Candidates(database)

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
        pairs = list(self._alike(fresh)) if fresh else []
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
                (json_list(numbers),),
            )
        }

    def _sketched(self, numbers: Sequence[int]) -> dict[int, Sketch]:
        """Make the sketches of those that are there; note whether they have a headline."""
        found: dict[int, Sketch] = {}
        for begin in range(0, len(numbers), _AT_ONCE):
            found |= self._sketched_at_once(numbers[begin : begin + _AT_ONCE])
        return found

    def _sketched_at_once(self, numbers: Sequence[int]) -> dict[int, Sketch]:
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
            "INSERT OR REPLACE INTO sketches VALUES (?, ?, ?, ?, ?, ?)",
            [(number, *sketch, untitled[number]) for number, sketch in found.items()],
        )
        return found

    def _articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
        for number, content in self._database.execute(
            "SELECT article, content FROM bodies WHERE article IN (SELECT value FROM json_each(?))",
            (json_list(numbers),),
        ):
            yield number, decode(content)

    def _sketches(self, numbers: Collection[int]) -> dict[int, Sketch]:
        return {
            number: Sketch(*sketch)
            for number, *sketch in self._database.execute(
                "SELECT article, pairs, places, slots, running FROM sketches"
                " WHERE article IN (SELECT value FROM json_each(?))",
                (json_list(numbers),),
            )
        }

    def _forget(self, before: dict[int, Sketch]) -> None:
        """Take out what was known of articles as they were."""
        self._candidates.remove(before)
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

    def _alike(self, fresh: dict[int, Sketch]) -> Iterator[tuple[int, int, float]]:
        """Which articles these are alike to: one, other, and how much of the shorter is shared."""
        texts = _Remembered(self._text)
        for pairs in self._candidates.add(fresh):
            if len(pairs):
                yield from self._judged(pairs, fresh, texts)

    def _judged(
        self, pairs: NDArray[np.int64], fresh: dict[int, Sketch], texts: _Remembered[Text]
    ) -> Iterator[tuple[int, int, float]]:
        """Those of some pairs that are alike."""
        concerned = set(pairs.flatten().tolist())
        known = self._sketches(concerned - fresh.keys())
        sketches = Sketches(known | {number: fresh[number] for number in concerned - known.keys()})
        judged = sketches.judge(pairs[:, 0], pairs[:, 1])
        copies = judged.verdicts == Verdict.COPIES
        for (one, other), share in zip(
            pairs[copies].tolist(), judged.shares[copies].tolist(), strict=True
        ):
            yield one, other, share
        for one, other in pairs[judged.verdicts == Verdict.LOOK].tolist():
            like = likeness(texts[one], texts[other])
            if like.copies:
                yield one, other, like.share

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
