"""More like this: the articles that share an article's rare words.

The words that tell an article from others are those that stand often in it and in few others (tf
times idf, as in Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988).
The best of them are asked for together, any of them, and the index ranks what it finds.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest

from newsreader.library.answers.found import Hit
from newsreader.library.database import json_list
from newsreader.search import analysis
from newsreader.search.index import Index, IndexDocument
from newsreader.search.query import Node, Word, disjunction

TELLING = 24
"""So many words stand for an article."""
COMMON = 8
"""A word that more than one in so many articles has tells nothing."""
FEW = 8
"""Unless no more than so many have it, where other evidence decides in the end: one event may
take half of a dozen articles."""
ALIKE = 0.05
"""What scores less than this share of what the article itself would is not like it."""
HEADLINE = 3
"""A word of the headline counts so often."""
_LONGEST = 20_000


def telling_words(
    document: IndexDocument, index: Index, total: int, few: int = 0
) -> tuple[Node, float]:
    """The words that tell an article from others and that others have too, any of them.

    Args:
        document: The article.
        index: Knows how many articles have a word.
        total: How many articles there are.
        few: A word that so many others have is rare, however few there are.

    Returns:
        The words, and their share of what tells the article from others: 1 where the words that
        tell most are in other articles too, little where those are its own.
    """
    counts: Counter[str] = Counter()
    raw: dict[str, str] = {}
    terms = analysis.terms(document.language)
    for text, weight in ((document.title, HEADLINE), (document.body[:_LONGEST], 1)):
        for token in analysis.words(text):
            term = terms[token.raw]
            counts[term] += weight
            raw.setdefault(term, token.raw)
    shared: dict[str, float] = {}
    own: dict[str, float] = {}
    for term, count in counts.items():
        others = index.frequency(term) - 1
        if others <= max(few, total / COMMON) and not term.isdigit():
            worth = (1 + math.log(count)) * math.log(1 + total / max(others, 1))
            (shared if others > 0 else own)[term] = worth
    best = sorted(shared, key=lambda term: (-shared[term], term))[:TELLING]
    most = sum(nlargest(TELLING, [*shared.values(), *own.values()]))
    share = sum(shared[term] for term in best) / most if most else 0.0
    return disjunction([Word(raw[term]) for term in best]), share


def one_a_story(database: sqlite3.Connection, ranked: Sequence[Hit], number: int) -> Iterator[Hit]:
    """Those of a ranking, best first, that are neither an article, nor a copy of it, nor a copy of
    one that came before."""
    stories = dict(
        database.execute(
            "SELECT number, story FROM articles WHERE number IN (SELECT value FROM json_each(?))",
            (json_list([number, *(hit.number for hit in ranked)]),),
        )
    )
    seen = {stories.get(number)} - {None}
    for hit in ranked:
        story = stories.get(hit.number)
        if hit.number != number and (story is None or story not in seen):
            seen.add(story)
            yield hit
