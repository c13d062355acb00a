"""Agreement of two texts by runs of four words.

Source: ``evaluate.py`` of scrapinghub/article-extraction-benchmark (MIT). Words are ``\\w+``; the
shingles of a page are counted, matched ones over all make the page's true positives and so on, and
are divided by their sum, so that long pages weigh no more than short ones. Precision and recall are
averaged over the pages; F1 is made of the two averages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from statistics import fmean
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_LENGTH = 4


class Agreement(NamedTuple):
    """Precision, recall and F1, each between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def agreement(truth: str, found: str) -> Agreement:
    """How far the text found agrees with the true one."""
    wanted, had = _shingles(truth), _shingles(found)
    both = (wanted & had).total()
    if both == wanted.total() == had.total():
        return Agreement(1.0, 1.0)
    return Agreement(both / had.total(), both / wanted.total())


def averaged(pages: Iterable[Agreement]) -> Agreement:
    """Precision and recall averaged over pages."""
    precisions, recalls = zip(*pages, strict=True)
    return Agreement(fmean(precisions), fmean(recalls))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(
        tuple(words[start : start + _LENGTH]) for start in range(max(1, len(words) - _LENGTH + 1))
    )
