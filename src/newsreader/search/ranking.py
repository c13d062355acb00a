"""What BM25 cannot see: that all the words looked for stand in one headline, or more of them here.

BM25 adds up words one by one. Somebody who looks for an article by its headline types several of
that headline's words, so a headline is scored once more, by itself, and that counts the more of the
words it has, by the fourth power of their share: one of several says little. By itself a short
headline scores higher than a long one with the same words, which is what people mean. Where any of
some words will do, an article is worth more the more of them it has. How much was found with
``bench.relevance``, on one half of its queries.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from newsreader.search.joining import Matches
from newsreader.search.postings.files import Array
from newsreader.search.query import And, Node, Or, Phrase, Word

HEADLINE = 2.0
"""A headline that has all the words counts so many times its own score more."""
STEEP = 4
COVERAGE = 0.5
MOST = 12
"""More words than these are not looked at: who types so many has said enough."""


def favoured(tree: Node, found: Matches, words: Callable[[Node], tuple[Array, Array]]) -> Array:
    """The scores of what a tree found, with headlines and numbers of words counted in.

    Args:
        tree: What was looked for.
        found: What was found.
        words: The numbers of the articles a word finds, and their scores.
    """
    parts, any_of = _parts(tree)
    if not parts or not found.mask.any():
        return found.scores
    headlines, worth, covered = (np.zeros(len(found.mask), np.float32) for _ in range(3))
    for part in parts:
        numbers, scores = words(msgspec.structs.replace(part, title=True))
        headlines[numbers] += 1
        worth[numbers] += scores
        if any_of:
            covered[words(part)[0]] += 1
    most = len(parts)
    ranked = found.scores + HEADLINE * worth * (headlines / most) ** STEEP
    return np.where(covered > 0, ranked * (covered / most) ** COVERAGE, ranked)


def _parts(tree: Node) -> tuple[list[Word | Phrase], bool]:
    """The words that count, and whether any of them will do."""
    children = tree.children if isinstance(tree, And | Or) else (tree,)
    any_of = isinstance(tree, Or)
    for child in children:
        if isinstance(child, Or) and all(isinstance(c, Word | Phrase) for c in child.children):
            children, any_of = (*children, *child.children), True
    parts = [child for child in children if isinstance(child, Word | Phrase) and not child.exact]
    return parts[:MOST], any_of
