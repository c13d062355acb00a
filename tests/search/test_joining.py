"""A query's words and facts, joined, find what plain sets would."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.joining import evaluate
from newsreader.search.postings.files import Array
from newsreader.search.query import (
    And,
    Everything,
    Fact,
    Field,
    Node,
    Not,
    Op,
    Or,
    Saved,
    Word,
    conjunction,
    disjunction,
    negation,
)

SIZE = 12
_sets = st.frozensets(st.integers(0, SIZE - 1))
_leaves = st.one_of(
    st.sampled_from("abc").map(lambda name: Word(name)),
    st.sampled_from("xyz").map(lambda name: Fact(Field.TAG, Op.CONTAINS, name)),
    st.just(Everything()),
)


def _larger(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=2, max_size=4)
    return st.one_of(
        several.map(conjunction),
        several.map(disjunction),
        nodes.map(negation),
        nodes.map(lambda node: Saved("name", node)),
    )


_trees: st.SearchStrategy[Node] = st.recursive(_leaves, _larger, max_leaves=8)


def plainly(node: Node, holding: dict[str, frozenset[int]]) -> dict[int, float]:
    """What a tree finds with its scores, a word scoring 1, by sets alone."""
    match node:
        case Word(text):
            return dict.fromkeys(holding[text], 1.0)
        case Fact(_, _, value):
            return dict.fromkeys(holding[value], 0.0)
        case Saved(_, child):
            return plainly(child, holding)
        case Not(child):
            return dict.fromkeys(set(range(SIZE)) - plainly(child, holding).keys(), 0.0)
        case Or(children) | And(children):
            every = [plainly(child, holding) for child in children]
            join = set.union if isinstance(node, Or) else set.intersection
            numbers = join(*(set(found) for found in every))
            return {one: sum(found.get(one, 0.0) for found in every) for one in numbers}
    return dict.fromkeys(range(SIZE), 0.0)


@given(_trees, st.fixed_dictionaries(dict.fromkeys("abcxyz", _sets)))
def test_words_and_facts_are_joined_as_sets_are(
    tree: Node, holding: dict[str, frozenset[int]]
) -> None:
    def words(node: Node, among: Array | None) -> tuple[Array, Array]:
        found = plainly(node, holding)
        numbers = [one for one in found if among is None or among[one]]
        return np.array(numbers, np.int32), np.array([found[one] for one in numbers], np.float32)

    def facts(fact: Fact) -> Array:
        return np.array([one in holding[fact.value] for one in range(SIZE)])

    found = evaluate(tree, SIZE, words, facts)
    numbers = np.flatnonzero(found.mask).tolist()
    assert {one: float(found.scores[one]) for one in numbers} == plainly(tree, holding)


def test_words_are_only_looked_for_among_what_the_facts_leave() -> None:
    asked = []

    def words(_node: Node, among: Array | None) -> tuple[Array, Array]:
        asked.append(None if among is None else np.flatnonzero(among).tolist())
        return np.array([3], np.int32), np.ones(1, np.float32)

    tree = conjunction([Word("ferry"), Fact(Field.TAG, Op.CONTAINS, "boats"), Word("goat")])
    evaluate(tree, SIZE, words, lambda _fact: np.arange(SIZE) == 3)
    assert asked == [[3]]
