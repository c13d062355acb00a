"""Which copies of a story are earlier versions of another: what one outlet published again.

Only where it is plain: the outlet is the same, both say themselves when they were published, and
either their headlines speak of the same or the later one says that it corrects or updates. Two
saved files of one folder whose outlet nobody names are copies, not versions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from newsreader.stories.normalise import form, is_telling, words_of

_SAYS_SO = re.compile(
    r"\b(?:correct(?:s|ed|ion)|update[sd]?|refiles?|recasts?|writethru|korrigiert|korrektur"
    r"|aktualisiert|rectificati(?:f|on)|mise à jour|corrige|actualiza(?:do|ción)|виправлено"
    r"|訂正|更新)\b",
    re.IGNORECASE,
)
_SAME_HEADLINE = 0.5


class Version(msgspec.Struct, frozen=True):
    """A copy of a story.

    Attributes:
        id: What tells it from the others.
        outlet: Who published it.
        title: Its own headline, or None.
        at: When it says it was published, in seconds since the epoch; None if it does not.
    """

    id: str
    outlet: str
    title: str | None
    at: int | None


def superseded(copies: Iterable[Version]) -> set[str]:
    """The ids of the copies of which there is a later version."""
    by_outlet: defaultdict[str, list[tuple[int, Version]]] = defaultdict(list)
    for copy in copies:
        if copy.at is not None:
            by_outlet[copy.outlet].append((copy.at, copy))
    return {
        earlier.id
        for versions in by_outlet.values()
        for at, earlier in versions
        if any(at < later_at and _replaces(later, earlier) for later_at, later in versions)
    }


def _replaces(later: Version, earlier: Version) -> bool:
    if later.title is None or earlier.title is None:
        return False
    one, other = _telling(later.title), _telling(earlier.title)
    shorter = min(len(one), len(other))
    return len(one & other) > _SAME_HEADLINE * shorter or bool(_SAYS_SO.search(later.title))


def _telling(title: str) -> set[str]:
    return {plain for word in words_of(title) if is_telling(plain := form(word))}
