"""How a query is answered: its words by the full-text index, its facts by the catalogue, joined.

What is found is a truth and a score for each number an article may have: set algebra is then a
handful of operations on whole arrays, however much is found, and what the facts leave is told to
the index, which ranks nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from newsreader.search.postings.files import Array
from newsreader.search.query import And, Fact, Node, Not, Or, Saved, conjunction, is_words


class Matches(NamedTuple):
    """What was found: two arrays with a value for each number an article may have.

    Attributes:
        mask: Whether that article was found.
        scores: How well it fits; of those found only.
    """

    mask: Array
    scores: Array


Words = Callable[[Node, Array | None], tuple[Array, Array]]
"""Numbers and scores of what a tree of words finds, among those of a mask; None for among all."""


def evaluate(tree: Node, size: int, words: Words, facts: Callable[[Fact], Array]) -> Matches:
    """Answer a tree.

    "And" intersects and adds the scores, "or" unites and adds them, "not" takes away; a fact scores
    nothing. The largest parts of the tree made of words alone are asked for whole.

    Args:
        tree: What to find.
        size: How long all masks are: above all numbers there are. What they say of numbers that
            no article has does not matter.
        words: Answers a tree of words (:func:`~newsreader.search.query.is_words`), such as
            ``Index.find``.
        facts: The mask of the articles a fact holds for.
    """
    return _Algebra(size, words, facts).answer(tree, None)


class _Algebra:
    def __init__(self, size: int, words: Words, facts: Callable[[Fact], Array]) -> None:
        self._size = size
        self._words = words
        self._facts = facts

    def answer(self, node: Node, among: Array | None) -> Matches:
        """What a node finds; of articles outside a mask it does not matter."""
        if is_words(node):
            return self._words_of(node, among)
        match node:
            case Fact():
                return _unscored(self._facts(node))
            case Saved(_, child):
                return self.answer(child, among)
            case Or(children):
                found = [self.answer(child, among) for child in children]
                mask = np.logical_or.reduce([some.mask for some in found])
                scores = np.zeros(self._size, np.float32)
                for some in found:
                    scores += np.where(some.mask, some.scores, 0)
                return Matches(mask, scores)
            case Not(child):
                return _unscored(~self.answer(child, among).mask)
            case And(children):
                return self._all_of(children, among)
        return _unscored(np.ones(self._size, bool))

    def _all_of(self, children: tuple[Node, ...], among: Array | None) -> Matches:
        """All of these: the cheap facts first, then the words among what is left, whole."""
        words = [child for child in children if is_words(child)]
        others = [child for child in children if child not in words]
        last = [conjunction(words)] if words else []
        mask, scores = among, None
        for child in (*sorted(others, key=lambda node: not isinstance(node, Fact)), *last):
            found = self.answer(child, mask)
            mask = found.mask if mask is None else mask & found.mask
            scores = found.scores if scores is None else scores + found.scores
        assert mask is not None and scores is not None
        return Matches(mask, scores)

    def _words_of(self, node: Node, among: Array | None) -> Matches:
        numbers, scores = self._words(node, among)
        found = Matches(np.zeros(self._size, bool), np.zeros(self._size, np.float32))
        found.mask[numbers] = True
        found.scores[numbers] = scores
        return found


def _unscored(mask: Array) -> Matches:
    return Matches(mask, np.zeros(len(mask), np.float32))
