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

TITLE, BODY = "title", "body"
WEIGHTS = {TITLE: 2.0, BODY: 1.0}
"""What an occurrence counts; headlines that have several of the words count more by
:mod:`newsreader.search.ranking`. All of it is chosen by ``bench.relevance``."""
FOLDED_WEIGHT = 0.4
SATURATION = 1.2
LENGTH_NORM = 0.85

_COLUMN = 128


def worth(field: str, average: float, lengths: Array) -> Array:
    """What one occurrence in a field counts in documents of these lengths: BM25's length norm."""
    norm = 1 - LENGTH_NORM + LENGTH_NORM / average * lengths
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


def highest(values: Array, limit: int) -> Array:
    """Where the highest values are, in ascending order of place; of equals the last.

    The ``limit``-th highest of the maxima of columns is a bound that few values lie above.
    """
    count = len(values)
    if count <= limit:
        return np.arange(count)
    if count <= 4 * limit:
        return _of_few(values, limit)
    height = max(2, min(_COLUMN, count // (2 * limit)))
    maxima = values[: count - count % height].reshape(height, -1).max(axis=0)
    bound = np.partition(maxima, len(maxima) - limit)[len(maxima) - limit]
    places = np.flatnonzero(values >= bound)
    return places[_of_few(values[places], limit)]


def _of_few(values: Array, limit: int) -> Array:
    bound = np.partition(values, len(values) - limit)[len(values) - limit]
    above, equal = np.flatnonzero(values > bound), np.flatnonzero(values == bound)
    return np.sort(np.concatenate([above, equal[len(above) - limit :]]))
