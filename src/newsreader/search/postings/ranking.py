"""How well documents fit, and the best of them.

A word is scored by BM25F as its authors define it (Robertson and Zaragoza, "The Probabilistic
Relevance Framework", 2009): occurrences in headline, body and folded sections are weighted and
added *before* they saturate, and whatever a word stands for (its stems, the completions of a
prefix, the words a few letters away) counts as one word.
"""

from __future__ import annotations

import math

import numpy as np

from newsreader.search.postings.files import Array
from newsreader.search.postings.whoosh_parts import LENGTHS

TITLE, BODY = "title", "body"
WEIGHTS = {TITLE: 1.5, BODY: 1.0}
"""What an occurrence counts; headlines that have several of the words count more by
:mod:`newsreader.search.ranking`. All of it is chosen by ``bench.relevance``."""
FOLDED_WEIGHT = 0.4
SATURATION = 0.6
LENGTH_NORM = 0.9

_COLUMN = 128
_FEW = 8_192
"""So many values are parted as quickly as their columns."""


def worth(field: str, average: float) -> Array:
    """What one occurrence in a field counts, for each of Whoosh's length bytes: BM25's length
    norm."""
    norm = 1 - LENGTH_NORM + LENGTH_NORM / average * LENGTHS
    return (WEIGHTS.get(field, FOLDED_WEIGHT) / norm).astype(np.float32)


def most(count: int, having: int) -> np.float32:
    """The score no document can reach for a word that ``having`` of ``count`` documents have."""
    rarity = math.log(1 + (count - having + 0.5) / (having + 0.5))
    return np.float32(rarity * (SATURATION + 1))


def saturated(weights: Array, top: np.float32) -> Array:
    """The scores of weighted occurrences."""
    scores = weights + np.float32(SATURATION)
    np.divide(weights, scores, out=scores)
    scores *= top
    return scores


def contenders(values: Array, limit: int) -> Array:
    """Where the highest values and their equals are, in ascending order of place.

    The ``limit``-th highest of the maxima of columns is a bound that few values lie above.
    """
    count = len(values)
    if count <= limit:
        return np.arange(count)
    if count <= max(_FEW, 4 * limit):
        return _at_least(values, _bound(values, limit))
    height = max(2, min(_COLUMN, count // (2 * limit)))
    maxima = values[: count - count % height].reshape(height, -1).max(axis=0)
    places = _at_least(values, _bound(maxima, limit))
    few = values.take(places)
    return places.take(_at_least(few, _bound(few, limit)))


def highest(values: Array, limit: int) -> Array:
    """Where the highest values are, in ascending order of place; of equals the last."""
    places = contenders(values, limit)
    few = values.take(places)
    above, equal = (few > few.min()).nonzero()[0], (few == few.min()).nonzero()[0]
    few_of_equals = equal[len(equal) - min(limit - len(above), len(equal)) :]
    return places.take(np.sort(np.concatenate([above, few_of_equals])))


def _at_least(values: Array, bound: np.float32) -> Array:
    return (values >= bound).nonzero()[0]


def _bound(values: Array, limit: int) -> np.float32:
    """The ``limit``-th highest of some values."""
    ordered = values.copy()
    ordered.partition(len(values) - limit)
    bound: np.float32 = ordered[len(values) - limit]
    return bound
