"""Whether two articles in other words speak of one event: by the names in them.

A looser tier than copies, shown apart: it never makes two articles one row. What tells an event are
the people, places and bodies in it, together and within days; words that are rare elsewhere have
brought the two together before (``library/searcher``).
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from newsreader.stories.normalise import form

DAYS = 3
"""So many days lie between two articles on one event, at most."""

_NAME = re.compile(r"(?<=[^\W\d_][ ,;:])\s*([^\W\d_a-zа-яß-ÿ][\w’'-]{2,})")
_FEWEST = 3
_SHARE = 0.25


def names_of(text: str) -> frozenset[str]:
    """The names in a text: words with a capital that do not begin a sentence."""
    return frozenset(form(name) for name in _NAME.findall(text))


def is_same_event(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether the names of two articles are so much the same that they speak of one event."""
    shared = len(one & other)
    return shared >= _FEWEST and shared >= _SHARE * min(len(one), len(other))
