"""What BM25 cannot see: that all the words looked for stand in one headline, or more of them here.

BM25 adds up words one by one. Somebody who looks for an article by its headline types several of
that headline's words, so an article is worth more the more of them its headline has, by the cube of
their share: a single one says little. Where any of some words will do, an article is worth more the
more of them it has. How much more was found with ``bench.relevance``, on one half of its queries.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from newsreader.search.joining import Matches
from newsreader.search.postings.files import Array
from newsreader.search.query import And, Node, Or, Phrase, Word

HEADLINE = 1.0
"""An article whose headline has all the words counts so much more: twice."""
STEEP = 3
COVERAGE = 0.5
MOST = 12
"""More words than these are not looked at: who types so many has said enough."""


def favoured(tree: Node, found: Matches, words: Callable[[Node], Array]) -> Array:
    """The scores of what a tree found, with headlines and numbers of words counted in.

    Args:
        tree: What was looked for.
        found: What was found.
        words: The numbers of the articles a word finds.
    """
    parts, any_of = _parts(tree)
    if len(parts) < 2 or not found.mask.any():
        return found.scores
    headlines, covered = (np.zeros(len(found.mask), np.float32) for _ in range(2))
    for part in parts:
        headlines[words(msgspec.structs.replace(part, title=True))] += 1
        if any_of:
            covered[words(part)] += 1
    most = len(parts)
    scores = found.scores * (1 + HEADLINE * (headlines / most) ** STEEP)
    return np.where(covered > 0, scores * (covered / most) ** COVERAGE, scores)


def _parts(tree: Node) -> tuple[list[Word | Phrase], bool]:
    """The words that count, and whether any of them will do."""
    children = tree.children if isinstance(tree, And | Or) else (tree,)
    any_of = isinstance(tree, Or)
    for child in children:
        if isinstance(child, Or) and all(isinstance(c, Word | Phrase) for c in child.children):
            children, any_of = (*children, *child.children), True
    parts = [child for child in children if isinstance(child, Word | Phrase) and not child.exact]
    return parts[:MOST], any_of
