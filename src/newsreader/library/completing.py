"""What could be typed next in the search bar: names of fields, their values, words.

Values are those the library has, with the number of articles; a name is offered by the beginning of
any of its words.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from newsreader.article import FOLDED_KINDS
from newsreader.library.answers.found import Completion
from newsreader.library.facets import sayable
from newsreader.library.fields import TAG
from newsreader.search import facts
from newsreader.search.analysis import fold
from newsreader.search.cursor import Typing, typing_at
from newsreader.search.query import POSSESSIONS, STATES, Sort, written

Words = Callable[[str, int], list[tuple[str, int]]]
"""Words that begin so, at most so many, with the number of articles that have them."""

_FIXED = {
    "is": STATES,
    "has": POSSESSIONS,
    "in": ("all", *(kind.value for kind in FOLDED_KINDS)),
    "sort": tuple(Sort),
    "newer": ("1d", "3d", "1w", "2w", "1m", "3m", "1y"),
    "older": ("1d", "3d", "1w", "2w", "1m", "3m", "1y"),
    **dict.fromkeys(
        ("date", "on", "after", "before"),
        ("today", "yesterday", "this week", "last week", "this month", "last month", "this year"),
    ),
}
_COUNTED = {
    "source": "SELECT name, count(DISTINCT article) FROM sources"
    " JOIN appearances ON appearances.source = sources.number GROUP BY sources.number",
    "outlet": "SELECT outlet, count(*) FROM articles GROUP BY outlet",
    "agency": "SELECT agency, count(*) FROM articles WHERE agency IS NOT NULL GROUP BY agency",
    "place": "SELECT place, count(*) FROM articles WHERE place IS NOT NULL GROUP BY place",
    "by": "SELECT byline, count(*) FROM articles WHERE byline IS NOT NULL GROUP BY byline",
    "lang": "SELECT language, count(*) FROM articles WHERE language IS NOT NULL GROUP BY language",
    "tag": "SELECT marks.value, count(*) FROM marks.marks JOIN articles ON articles.id = article"
    f" WHERE field GLOB '{TAG}*' GROUP BY marks.field",
}
_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


def completions(
    database: sqlite3.Connection,
    text: str,
    cursor: int,
    saved: Mapping[str, str],
    words: Words,
    limit: int,
) -> list[Completion]:
    """What could stand at the cursor, likeliest first; see ``Library.complete``."""
    typing = typing_at(text, cursor)
    if typing is None:
        return []
    if typing.field == "@":
        return _offered(typing, ((name, None) for name in sorted(saved, key=str.casefold)), limit)
    if typing.field in _FIXED:
        return _offered(typing, ((value, None) for value in _FIXED[typing.field]), limit)
    if typing.field:
        return _offered(typing, _values(database, typing.field), limit)
    fields = [
        Completion(f"{name}:", f"{name}:", None, typing.start, typing.end)
        for name in facts.FIELDS
        if name.startswith(typing.text.casefold()) and not typing.in_phrase
    ]
    common = [
        Completion(word, word, count, typing.start, typing.end)
        for word, count in words(typing.text, limit)
    ]
    return [*fields, *common][:limit]


def _values(database: sqlite3.Connection, field: str) -> list[tuple[str, int | None]]:
    """The values of a field, those of most articles first; spellings that fold alike are one."""
    if field not in _COUNTED:
        return []
    counts: Counter[str] = Counter()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for value, count in database.execute(_COUNTED[field]):
        for name in _AUTHORS.split(value) if field == "by" else (value,):
            if folded := fold(name):
                counts[folded] += count
                spellings[folded][name] += count
    ordered = sorted(counts, key=lambda folded: (-counts[folded], folded))
    return [(spellings[folded].most_common(1)[0][0], counts[folded]) for folded in ordered]


def _offered(
    typing: Typing, values: Iterable[tuple[str, int | None]], limit: int
) -> list[Completion]:
    begun = fold(typing.text)
    found = []
    for value, count in values:
        folded = fold(value)
        if folded.startswith(begun) or f" {begun}" in folded:
            insert = written(sayable(value))
            found.append(Completion(insert, value, count, typing.start, typing.end))
            if len(found) == limit:
                break
    return found
