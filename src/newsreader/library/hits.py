"""What was found, as hits: in the order that was asked for, of a story only the best."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from newsreader.library.answers.found import Hit
from newsreader.library.answers.lists import Scope
from newsreader.library.columns import Array, Articles, where
from newsreader.library.database import Connection
from newsreader.library.listing import within
from newsreader.search.query import Sort


def hits(
    database: Connection,
    found: Articles,
    scores: Array,
    sort: Sort | None,
    scope: Scope | None,
    limit: int | None,
) -> tuple[list[Hit], int]:
    """The first hits, and how many there are in all.

    Args:
        database: The catalogue.
        found: What was found, newest first.
        scores: How well each fits.
        sort: The order; None for best first. Equals stay as they are.
        scope: Where was looked; if it has one row a story, so have the hits.
        limit: The most hits to make; None for all.
    """
    order = np.arange(len(scores))
    if sort is not Sort.DATE:
        order = np.argsort(-scores, kind="stable")
    if sort is Sort.COVERAGE:
        outlets = _outlets(database, found)[order]
        order = order[np.argsort(-outlets, kind="stable")]
    others: dict[int, tuple[int, ...]] = {}
    if scope is not None and not scope.every_copy:
        order, others = _one_a_story(found, order)
    first = order[:limit]
    made = [
        Hit(number, id_.decode(), score, others.get(story, ()))
        for number, id_, story, score in zip(
            found.numbers[first].tolist(),
            found.ids[first].tolist(),
            found.stories[first].tolist(),
            scores[first].tolist(),
            strict=True,
        )
    ]
    return made, len(order)


def of_scope(database: Connection, scope: Scope) -> Array:
    """The mask of a part of the library."""
    return database.remembered(scope, lambda: where(database, *within(scope)), "main", "marks")


def _one_a_story(found: Articles, order: Array) -> tuple[Array, dict[int, tuple[int, ...]]]:
    """The order with only the first of each story, and by story the numbers of its others."""
    stories = found.stories[order]
    first = np.sort(np.unique(stories, return_index=True)[1])
    others: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    later = np.delete(order, first)
    for number, story in zip(
        found.numbers[later].tolist(), found.stories[later].tolist(), strict=True
    ):
        others[story] += (number,)
    return order[first], others


def _outlets(database: Connection, found: Articles) -> Array:
    """How many outlets carry the story of each article."""
    outlets = dict(
        database.execute(
            "SELECT story, count(DISTINCT outlet) FROM articles"
            " WHERE story IS NOT NULL GROUP BY story"
        )
    )
    return np.array([outlets.get(story, 1) for story in found.stories.tolist()], np.int32)
