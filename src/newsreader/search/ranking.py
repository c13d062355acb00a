"""What BM25 cannot see: that all the words looked for stand in one headline, or more of them here.

BM25 adds up words one by one. Somebody who looks for an article by its headline types several of
that headline's words, so an article is worth more the more of them its headline has, by the cube of
their share: a single one says little. Where any of some words will do, an article is worth more the
more of them it has. How much more was found with ``bench.relevance``, on one half of its queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable
from typing import TypeVar

import msgspec

from newsreader.search.query import And, Node, Or, Phrase, Word

HEADLINE = 1.0
"""An article whose headline has all the words counts so much more: twice."""
STEEP = 3
COVERAGE = 0.5
MOST = 12
"""More words than these are not looked at: who types so many has said enough."""

Id = TypeVar("Id", bound=Hashable)


def favoured(
    tree: Node, scores: dict[Id, float], words: Callable[[Node], Collection[Id]]
) -> dict[Id, float]:
    """The scores of what a tree found, with headlines and numbers of words counted in.

    Args:
        tree: What was looked for.
        scores: What was found.
        words: What a word finds.
    """
    parts, any_of = _parts(tree)
    if len(parts) < 2 or not scores:
        return scores
    headlines: Counter[Id] = Counter()
    covered: Counter[Id] = Counter()
    for part in parts:
        headlines.update(set(words(msgspec.structs.replace(part, title=True))))
        if any_of:
            covered.update(set(words(part)))
    most = len(parts)
    found = dict(scores)
    for id_, count in headlines.items():
        if id_ in found:
            found[id_] *= 1 + HEADLINE * (count / most) ** STEEP
    for id_, count in covered.items():
        if id_ in found:
            found[id_] *= (count / most) ** COVERAGE
    return found


def _parts(tree: Node) -> tuple[list[Word | Phrase], bool]:
    """The words that count, and whether any of them will do."""
    children = tree.children if isinstance(tree, And | Or) else (tree,)
    any_of = isinstance(tree, Or)
    for child in children:
        if isinstance(child, Or) and all(isinstance(c, Word | Phrase) for c in child.children):
            children, any_of = (*children, *child.children), True
    parts = [child for child in children if isinstance(child, Word | Phrase) and not child.exact]
    return parts[:MOST], any_of
