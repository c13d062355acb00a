"""One posting list as Whoosh's searcher walks it: document by document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np

from newsreader.search.postings import counts
from newsreader.search.postings.files import Array, ArrayFile
from newsreader.search.postings.halves import whole
from newsreader.search.postings.whoosh_parts import LeafMatcher, ReadTooFar


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of one term. To Whoosh's search for the best few, they are a single block."""

    def __init__(
        self,
        streams: list[ArrayFile],
        info: Any,
        format_: Any,
        term: tuple[str, bytes],
        scorer: Any,
    ) -> None:
        self.streams, self.info, self.format = streams, info, format_
        self._term, self.scorer = term, scorer
        field, start, count = term[0], info._offset, info._df
        documents, frequencies, _ = streams
        listed = documents.part(field, start, start + count)
        packed = counts.read(frequencies, field, start, start + count)
        standing = packed.frequencies()
        here = standing > 0  # the others have the term in their headline alone
        self._ids = whole(listed, packed.bytes, ascending=True)[here].tolist()
        self._frequencies = standing[here].tolist()
        self._starts = (np.cumsum([0, *self._frequencies]) + info._length).tolist()
        self._at = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher(self.streams, self.info, self.format, self._term, self.scorer)
        other._at = self._at
        return other

    def reset(self) -> None:
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._ids)

    def id(self) -> int:
        number: int = self._ids[self._at]
        return number

    def all_ids(self) -> Iterator[int]:
        return iter(self._ids)

    def weight(self) -> float:
        return float(self._frequencies[self._at])

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._ids, id, self._at)

    def skip_to_quality(self, minquality: float) -> int:
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._ids)
        return 1

    def block_min_length(self) -> int:
        return int(self.info.min_length())

    def block_max_length(self) -> int:
        return int(self.info.max_length())

    def block_max_weight(self) -> float:
        return float(self.info.max_weight())

    def block_min_id(self) -> int:
        return int(self._ids[0])

    def block_max_id(self) -> int:
        return int(self._ids[-1])

    def value(self) -> bytes:
        encoded: bytes = self.format.encode(self._positions().tolist())
        return encoded

    def _positions(self) -> Array:
        start, end = self._starts[self._at], self._starts[self._at + 1]
        return self.streams[2].part(self._term[0], start, end)
