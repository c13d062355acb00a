"""How what a query finds is spread over sources, months, agencies and tags.

Every facet carries the term that narrows the query to it; its count is what the query finds then.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, tzinfo

from newsreader.library.answers.found import Facet, Facets
from newsreader.library.database import json_list
from newsreader.library.facts import DAY, midnight
from newsreader.library.fields import TAG
from newsreader.search.analysis import fold
from newsreader.search.dates import months
from newsreader.search.query import Fact, Field, Op

MOST = 100
"""Of each kind only the largest so many are told."""
_UNSAYABLE = re.compile(r'["“”„‟＂*]')


def facets(
    database: sqlite3.Connection,
    numbers: Collection[int],
    is_chosen: Callable[[str], bool],
    zone: tzinfo | None = None,
) -> Facets:
    """The facets of some articles.

    Args:
        database: The catalogue.
        numbers: The articles.
        is_chosen: Whether the query has a term.
        zone: Whose months; None for this machine's.
    """

    def named(field: Field, pairs: Iterable[tuple[str, int]]) -> list[Facet]:
        return _named(field, pairs, is_chosen)

    values = {"numbers": json_list(numbers)}
    return Facets(
        sources=named(Field.SOURCE, database.execute(_SOURCES, values)),
        months=_months(database.execute(_TIMES, values).fetchall(), is_chosen, zone),
        agencies=named(Field.AGENCY, database.execute(_AGENCIES, values)),
        tags=named(Field.TAG, database.execute(_TAGS, values)),
    )


_THESE = "(SELECT value FROM json_each(:numbers))"
_SOURCES = (
    "SELECT DISTINCT name, article FROM appearances"
    f" JOIN sources ON sources.number = appearances.source WHERE article IN {_THESE}"
)
_AGENCIES = f"SELECT agency, number FROM articles WHERE agency IS NOT NULL AND number IN {_THESE}"
_TAGS = (
    "SELECT marks.value, number FROM articles JOIN marks.marks ON marks.article = articles.id"
    f" WHERE field GLOB '{TAG}*' AND number IN {_THESE}"
)
_TIMES = f"SELECT sort_at, sort_until FROM articles WHERE number IN {_THESE}"


def sayable(name: str) -> str:
    """A name as a query can say it: names may hold quotation marks, queries' values cannot."""
    return max((part.strip() for part in _UNSAYABLE.split(name)), key=len)


def _named(
    field: Field, pairs: Iterable[tuple[str, int]], is_chosen: Callable[[str], bool]
) -> list[Facet]:
    """Facets of names: those that fold alike are one, as they are to a query."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    articles: defaultdict[str, set[int]] = defaultdict(set)
    for name, number in pairs:
        spellings[fold(name)][name] += 1
        articles[fold(name)].add(number)
    found = []
    for folded, names in spellings.items():
        name = max(names, key=lambda one: (names[one], one))
        alone = sum(fold(sayable(name)) in other for other in spellings) == 1
        whole = sayable(name) == name
        op = Op.EQUAL if whole and not alone else Op.CONTAINS
        term = str(Fact(field, op, sayable(name)))
        if fold(sayable(name)):
            found.append(Facet(name, len(articles[folded]), term, is_chosen(term)))
    return sorted(found, key=lambda facet: (-facet.count, facet.label.casefold()))[:MOST]


def _months(
    times: list[tuple[int, int]], is_chosen: Callable[[str], bool], zone: tzinfo | None
) -> list[Facet]:
    """Facets of months, latest first. What is only known to be of a year is in all its months."""
    if not times:
        return []
    first, last = (
        datetime.fromtimestamp(second, UTC).date()
        for second in (min(begin for begin, _ in times), max(end for _, end in times) - 1)
    )
    known = months(first, last)
    local = [midnight(month, zone, 0) for month in known]
    anywhere = [midnight(month, UTC, 0) for month in known]
    counts: Counter[int] = Counter()
    for begin, end in times:
        if end - begin < DAY:
            counts[bisect_right(local, begin) - 1] += 1
        else:
            begins = bisect_right(anywhere, begin + DAY - 1) - 1
            counts.update(range(begins, bisect_left(anywhere, end)))
    found = []
    for at in sorted(counts, reverse=True):
        label = known[at].isoformat()[:7]
        term = f"date:{label}"
        found.append(Facet(label, counts[at], term, is_chosen(term)))
    return found[:MOST]
