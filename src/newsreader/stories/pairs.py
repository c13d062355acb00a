"""Which articles are worth comparing, and what their sketches alone say.

Most pairs with a few keys in common are plainly copies or plainly none; the texts of the others
have to be looked at (:func:`newsreader.stories.likeness.likeness`), which takes a hundred times as
long. A sketch says *copies* only where little can be wrong: much is shared, the head of the longer
text among it (so that nothing was glued on), and numbers and names agree. It says *none* where
little is shared, where the same slots hold other things (the texts are of one form), or where a
much shorter text has nothing in common with the head of the longer one: it was glued on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsreader.stories.sketch import HEAD, Sketch, first_of_each

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_HOLDERS = 64
"""An article is not sought by a key that as many others have: it is a turn of phrase. Of a story
with more copies than that, as many are known by each of its keys, which is enough to join it."""

_AT_ONCE = 8192
_MEETINGS = 1 << 19
_NEW = 1 << 31
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


class Verdict(IntEnum):
    """What two sketches say of their articles."""

    NONE = 0
    COPIES = 1
    LOOK = 2


class Judged(NamedTuple):
    """What sketches say of pairs of articles, in the order of the pairs.

    Attributes:
        verdicts: A :class:`Verdict` each.
        shares: Of the smaller sketch, how much is in the other: 0 to 1.
    """

    verdicts: NDArray[np.int8]
    shares: NDArray[np.float64]


class Sketches:
    """The sketches of many articles, set side by side so that many pairs are judged at once."""

    def __init__(self, sketches: Mapping[int, Sketch]) -> None:
        """
        Args:
            sketches: By the number of the article.
        """
        import numpy as np

        self._numbers = np.array(sorted(sketches), np.int64)
        ordered = [sketches[number] for number in self._numbers.tolist()]
        self._pairs = _Lists([sketch.pairs for sketch in ordered], "<u4")
        self._places = np.frombuffer(b"".join(sketch.places for sketch in ordered), "<u2")
        self._heads = np.array([HEAD * sketch.running for sketch in ordered])
        in_head = self._places <= self._heads[self._pairs.owners]
        self._head_sizes = np.bincount(self._pairs.owners[in_head], minlength=len(ordered))
        slots = np.frombuffer(b"".join(sketch.slots for sketch in ordered), "<u8")
        self._slots = _Lists([sketch.slots for sketch in ordered], "<u8", np.uint64(32))
        self._there = slots & np.uint64(0xFFFFFFFF)

    def judge(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> Judged:
        """Judge pairs of articles, given by their numbers."""
        import numpy as np

        verdicts = np.empty(len(ones), np.int8)
        shares = np.empty(len(ones), np.float64)
        for begin in range(0, len(ones), _AT_ONCE):
            some = slice(begin, begin + _AT_ONCE)
            verdicts[some], shares[some] = self._judge(ones[some], others[some])
        return Judged(verdicts, shares)

    def _judge(
        self, ones: NDArray[np.int64], others: NDArray[np.int64]
    ) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
        import numpy as np

        one, other = (np.searchsorted(self._numbers, side) for side in (ones, others))
        sizes = self._pairs.sizes
        swapped = sizes[one] > sizes[other]
        shorter, longer = np.where(swapped, other, one), np.where(swapped, one, other)
        least, most = sizes[shorter], sizes[longer]
        pair, here, there = self._pairs.common(shorter, longer)
        shared = np.bincount(pair, minlength=len(shorter))
        in_head_here = self._places[here] <= self._heads[shorter[pair]]
        in_head_there = self._places[there] <= self._heads[longer[pair]]
        of_head = np.bincount(pair[in_head_here], minlength=len(shorter))
        in_head = np.bincount(pair[in_head_there], minlength=len(shorter))
        enough = shared >= _TOO_LITTLE * least
        enough &= (in_head > 0) | (least > _PART * most)
        slots, same = self._common_slots(shorter, longer, np.flatnonzero(enough))
        enough &= (slots < _MANY_SLOTS) | (same >= _OTHER_SLOTS * slots)
        plenty = (
            (shared >= np.maximum(_FEWEST_PAIRS, _PLENTY * least))
            & (in_head >= _IN_HEAD * shared)
            & (of_head >= _OF_HEAD * self._head_sizes[shorter])
            & (slots >= _FEWEST_SLOTS)
            & (same >= _SAME_SLOTS * slots)
        )
        verdicts = np.where(enough, np.where(plenty, Verdict.COPIES, Verdict.LOOK), Verdict.NONE)
        return verdicts.astype(np.int8), shared / np.maximum(least, 1)

    def _common_slots(
        self, shorter: NDArray[np.int64], longer: NDArray[np.int64], some: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many slots these of the pairs have in common, and how many of them hold the same."""
        import numpy as np

        pair, here, there = self._slots.common(shorter[some], longer[some])
        same = self._there[here] == self._there[there]
        slots, held = np.zeros((2, len(shorter)), np.int64)
        slots[some] = np.bincount(pair, minlength=len(some))
        held[some] = np.bincount(pair[same], minlength=len(some))
        return slots, held


class _Lists:
    """Ascending lists of numbers of 32 bits, one an article, in one array.

    Attributes:
        sizes: How long each is.
        owners: Whose each number is.
    """

    def __init__(self, lists: Sequence[bytes], kind: str, shift: np.uint64 | None = None) -> None:
        import numpy as np

        width = int(kind[-1])
        self.sizes = np.array([len(one) // width for one in lists], np.int64)
        self._begins = self.sizes.cumsum() - self.sizes
        self.owners = np.repeat(np.arange(len(lists)), self.sizes)
        values = np.frombuffer(b"".join(lists), kind).astype(np.uint64)
        self._values = values if shift is None else values >> shift
        self._all = (self.owners.astype(np.uint64) << np.uint64(32)) | self._values

    def common(
        self, ones: NDArray[np.int64], others: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """What lists have in common, two and two: in which pair, and where in the one list and the
        other."""
        import numpy as np

        sizes = self.sizes[ones]
        pair = np.repeat(np.arange(len(ones)), sizes)
        here = np.arange(len(pair)) + np.repeat(self._begins[ones] - sizes.cumsum() + sizes, sizes)
        sought = (others[pair].astype(np.uint64) << np.uint64(32)) | self._values[here]
        there = np.searchsorted(self._all, sought)
        found = np.flatnonzero(self._all[np.minimum(there, len(self._all) - 1)] == sought)
        return pair[found], here[found], there[found]


class Sharing:
    """New articles, and those known before, under the keys they share.

    Attributes:
        kept: Those of the new keys that are to be kept: whose article is among the first that
            have them.
    """

    def __init__(self, held: Iterable[NDArray[np.uint64]], new: NDArray[np.uint64]) -> None:
        """
        Args:
            held: The keys of articles known before, in parts, each with the article's number (of
                31 bits) in the lower half.
            new: All keys of the new articles in the same way.
        """
        import numpy as np

        # The known before the new under each key. Of a large library there are many of them: what
        # is as long as that is made once, and let go of early.
        both = np.concatenate([*held, new | np.uint64(_NEW)])
        both.sort()
        begins = np.flatnonzero(first_of_each((both >> np.uint64(32)).astype(np.uint32)))
        asking = np.flatnonzero(both & np.uint64(_NEW))
        firsts = begins[np.searchsorted(begins, asking, "right") - 1]
        before = asking - firsts
        self.kept = both[asking[before < MOST_HOLDERS]] & ~np.uint64(_NEW)
        self._articles = (both & np.uint64(_NEW - 1)).astype(np.uint32)
        # Each new one meets all that come before it under the same key, as far as they are kept.
        order = np.argsort(self._articles[asking], kind="stable")
        self._asking, self._firsts = asking[order], firsts[order]
        self._meets = np.minimum(before[order], MOST_HOLDERS)

    def pairs(self) -> Iterator[NDArray[np.int64]]:
        """The pairs of articles that share keys, one of each pair being new; those of some new
        articles at a time, so that it takes no more room the more there are. A row a pair: the
        smaller number, the larger, how many keys they share, two at least."""
        import numpy as np

        begins = np.flatnonzero(first_of_each(self._articles[self._asking]))
        met = (self._meets.cumsum() - self._meets)[begins]
        cuts = begins[first_of_each(met // _MEETINGS)].tolist()
        for begin, end in pairwise([*cuts, len(self._asking)]):
            yield self._pairs(slice(begin, end))

    def _pairs(self, some: slice) -> NDArray[np.int64]:
        import numpy as np

        asking, firsts, meets = self._asking[some], self._firsts[some], self._meets[some]
        ones = np.repeat(self._articles[asking].astype(np.int64), meets)
        within = np.arange(meets.sum()) - np.repeat(meets.cumsum() - meets, meets)
        others = self._articles[np.repeat(firsts, meets) + within].astype(np.int64)
        low, high = np.minimum(ones, others), np.maximum(ones, others)
        pairs = np.sort(low << 32 | high)
        begins = np.flatnonzero(first_of_each(pairs))
        shared = np.diff(np.append(begins, len(pairs)))
        several = np.flatnonzero(shared >= _FEWEST_KEYS)
        pairs, shared = pairs[begins[several]], shared[several]
        return np.stack((pairs >> 32, pairs & 0xFFFFFFFF, shared), axis=1)


def enough_keys(shared: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether pairs share so many keys that they may be copies.

    Args:
        shared: How many keys each shares.
        size: How many pairs of words the smaller of the two sketches has.
    """
    return shared >= _SHARE_OF_KEYS * size / _PAIRS_A_KEY
