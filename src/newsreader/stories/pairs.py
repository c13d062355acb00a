"""Which articles are worth comparing, and what their sketches alone say.

Most pairs with a few keys in common are plainly copies or plainly none; the texts of the others
have to be looked at (:func:`newsreader.stories.likeness.likeness`), which takes a hundred times as
long. A sketch says *copies* only where little can be wrong: much is shared, the head of the longer
text among it (so that nothing was glued on), and numbers and names agree. It says *none* where
little is shared, where the same slots hold other things (the texts are of one form), or where a
much shorter text has nothing in common with the head of the longer one: it was glued on.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from newsreader.stories.sketch import Sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_HOLDERS = 64
"""An article is not sought by a key that as many others have: it is a turn of phrase. Of a story
with more copies than that, as many are known by each of its keys, which is enough to join it."""

_FEWEST_KEYS = 2
_SHARE_OF_KEYS = 0.12
_PAIRS_A_KEY = 4
_TOO_LITTLE = 0.25
_PLENTY = 0.6
_FEWEST_PAIRS = 16
_IN_HEAD = 0.1
_OF_HEAD = 0.5
_PART = 0.5
_FEWEST_SLOTS = 4
_SAME_SLOTS = 0.8
_MANY_SLOTS = 8
_OTHER_SLOTS = 0.35


class Verdict(Enum):
    """What two sketches say of their articles."""

    COPIES = "copies"
    NONE = "none"
    LOOK = "look"


class Opened(NamedTuple):
    """A sketch, ready to be compared with others."""

    head: frozenset[int]
    all: frozenset[int]
    slots: dict[int, int]


def opened(sketch: Sketch) -> Opened:
    """Make a sketch ready to be compared."""
    import numpy as np

    head = frozenset(np.frombuffer(sketch.head, "<u4").tolist())
    slots = np.frombuffer(sketch.slots, "<u8")
    around = (slots >> np.uint64(32)).tolist()
    return Opened(
        head,
        head.union(np.frombuffer(sketch.rest, "<u4").tolist()),
        dict(zip(around, (slots & np.uint64(0xFFFFFFFF)).tolist(), strict=True)),
    )


def verdict(one: Opened, other: Opened) -> Verdict:
    """Judge two articles by their sketches."""
    shorter, longer = (one, other) if len(one.all) <= len(other.all) else (other, one)
    shared = shorter.all & longer.all
    if len(shared) < _TOO_LITTLE * len(shorter.all):
        return Verdict.NONE
    places = shorter.slots.keys() & longer.slots.keys()
    same = sum(shorter.slots[place] == longer.slots[place] for place in places)
    if len(places) >= _MANY_SLOTS and same < _OTHER_SLOTS * len(places):
        return Verdict.NONE
    in_head = len(shared & longer.head)
    if not in_head and len(shorter.all) <= _PART * len(longer.all):
        return Verdict.NONE
    if (
        len(shared) >= max(_FEWEST_PAIRS, _PLENTY * len(shorter.all))
        and in_head >= _IN_HEAD * len(shared)
        and len(shared & shorter.head) >= _OF_HEAD * len(shorter.head)
        and len(places) >= _FEWEST_SLOTS
        and same >= _SAME_SLOTS * len(places)
    ):
        return Verdict.COPIES
    return Verdict.LOOK


def sharing_keys(
    keys: NDArray[np.int64], articles: NDArray[np.int64], is_new: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The pairs of articles that share keys, one of each pair being new.

    Args:
        keys: All keys of the new articles, and these keys of the ones known before.
        articles: For each key, the number of the article that has it.
        is_new: For each key, whether that article is new.

    Returns:
        A row a pair: the smaller number, the larger, how many keys they share, two at least. And
        for each key whether it is to be kept: whether its article is among the first that have it.
    """
    import numpy as np

    order = np.lexsort((articles, is_new, keys))
    keys, articles, is_new = keys[order], articles[order], is_new[order]
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    group = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(keys))))
    rank = np.arange(len(keys)) - begins[group]
    kept = np.empty(len(keys), bool)
    kept[order] = rank < MOST_HOLDERS
    # Each new one beside all that come before it under the same key, as far as they are kept.
    asking = np.flatnonzero(is_new)
    counts = np.minimum(rank[asking], MOST_HOLDERS)
    ones = np.repeat(articles[asking], counts)
    within = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts)
    others = articles[np.repeat(begins[group[asking]], counts) + within]
    low, high = np.minimum(ones, others), np.maximum(ones, others)
    pairs, shared = np.unique(low << 32 | high, return_counts=True)
    rows = np.stack((pairs >> 32, pairs & 0xFFFFFFFF, shared), axis=1)
    return rows[shared >= _FEWEST_KEYS], kept


def enough_keys(shared: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether pairs share so many keys that they may be copies.

    Args:
        shared: How many keys each shares.
        size: How many pairs of words the smaller of the two sketches has.
    """
    return shared >= _SHARE_OF_KEYS * size / _PAIRS_A_KEY
