"""Which documents a frequent term weighs most in: known when a segment is written.

The best fifty of twenty thousand documents need not be looked for among all of them. Of every term
that many documents of a segment have, the :data:`KEPT` in which it weighs most are kept in
``SEG.top``, and the most it weighs in any other. What a document's words weigh depends on how long
texts are on average, which later commits change: the bound grows by as much as that can matter. An
answer the bound does not prove is worked out from the whole list, so it is always the right one.

Sections of ``SEG.top``, a value for each such term in the order of their postings:

    post        its first posting in the body          int64
    most        what it weighs in the first of them    float32
    bound       the most it weighs elsewhere           float32
    documents   :data:`KEPT` documents, ascending      uint16 or 32
    body        how often it stands in their bodies    uint8, 16 or 32
    title       and in their headlines                 uint8, 16 or 32

("Champion lists": Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 7.1.3.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newsreader.search.postings import ranking
from newsreader.search.postings.files import Array, ArrayFileWriter, Layout
from newsreader.search.postings.lexicon import Entry
from newsreader.search.postings.ranking import BODY, TITLE
from newsreader.search.postings.runs import narrowed
from newsreader.search.postings.segment import SegmentArrays

LEAST = 4096
"""A term has them kept if so many documents of a segment have it …"""
KEPT = 256
"""… so many of them."""
_ROUNDING = 1.0001


class Kept(NamedTuple):
    """The documents in which a term weighs most, in one segment.

    Attributes:
        documents: Their numbers there.
        body: How often the term stands in their bodies.
        title: And in their headlines.
        bound: What it weighs at most in any other.
    """

    documents: Array
    body: Array
    title: Array
    bound: float


def of(segment: SegmentArrays, entry: Entry, growth: float) -> Kept | None:
    """The heaviest documents of a term, if they are known.

    Args:
        segment: Where to look.
        entry: The term's in the body.
        growth: See :func:`growth`.
    """
    at = segment.frequent.get(entry.post)
    if at is None or segment.heaviest is None:
        return None
    bound = float(segment.heaviest.part("bound", at, at + 1)[0])
    start, end = at * KEPT, (at + 1) * KEPT
    documents, body, title = (
        segment.heaviest.part(name, start, end) for name in ("documents", BODY, TITLE)
    )
    return Kept(documents, body, title, bound * growth)


def most(segment: SegmentArrays, entry: Entry, growth: float) -> float | None:
    """What a term weighs at most in any document, if that is known; the same arguments."""
    at = segment.frequent.get(entry.post)
    if at is None or segment.heaviest is None:
        return None
    return float(segment.heaviest.part("most", at, at + 1)[0]) * growth


def growth(segment: SegmentArrays, average: Callable[[str], float]) -> float:
    """How much more an occurrence may count now than when a segment was written, at most.

    Args:
        segment: That segment.
        average: The average number of words a field has now.
    """
    grown = [average(field) / then for field in (TITLE, BODY) if (then := _average(segment, field))]
    return max(1.0, *grown) * _ROUNDING


def write(segment: SegmentArrays, path: Path) -> Layout | None:
    """Write the file of a segment, if it has such terms."""
    frequencies = segment.lexicon.frequencies(BODY)
    chosen = (frequencies >= LEAST).nonzero()[0]
    if not len(chosen):
        return None
    worths = {
        field: ranking.worth(field, _average(segment, field) or 1).take(segment.length_bytes(field))
        for field in (TITLE, BODY)
    }
    rows = []
    for ordinal in chosen.tolist():
        rows.append(_row(segment, ordinal, worths))
        segment.rest()
    posts, mosts, bounds, documents, body, title = zip(*rows, strict=True)
    file = ArrayFileWriter(path)
    file.section("post", np.array(posts), "<i8")
    file.section("most", np.array(mosts), "<f4")
    file.section("bound", np.array(bounds), "<f4")
    numbers = narrowed(np.concatenate(documents), np.uint16)
    file.section("documents", numbers, numbers.dtype)
    for field, kept in ((BODY, body), (TITLE, title)):
        times = narrowed(np.concatenate(kept), np.uint8)
        file.section(field, times, times.dtype)
    return file.close()


def _row(
    segment: SegmentArrays, ordinal: int, worths: Mapping[str, Array]
) -> tuple[int, float, float, Array, Array, Array]:
    """What is kept of a term, given by its ordinal in the body."""
    entry = segment.lexicon.entry(BODY, ordinal)
    end = entry.post + entry.df
    documents, packed = segment.postings(BODY, entry.post, end)
    standing = packed.counts()
    body, title = standing.frequencies, standing.all_headlines()
    weights = worths[BODY].take(documents)
    weights *= body
    weights += title * worths[TITLE].take(documents)
    best = ranking.highest(weights, KEPT)
    most = float(weights.max())
    weights[best] = 0
    bound = float(weights.max())
    return entry.post, most, bound, documents.take(best), body.take(best), title.take(best)


def _average(segment: SegmentArrays, field: str) -> float:
    return segment.total_length(field) / segment.size
