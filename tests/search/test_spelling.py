"""How far words are apart."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.postings.resembling import MOST_LETTERS, distances
from newsreader.search.spelling import differs_by_at_most, distance

LETTERS = st.text("abc", max_size=9)


def edits(word: str) -> Iterable[str]:
    for at in range(len(word) + 1):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        for letter in "ab":
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]


@given(st.text("ab", min_size=1, max_size=5))
def test_one_edit_is_a_difference_of_one(word: str) -> None:
    near = {*edits(word), word}
    for other in near:
        assert differs_by_at_most(word, other, 1)
        assert differs_by_at_most(other, word, 2)
    assert not differs_by_at_most(word, word + "bb" + word, 1)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_difference_goes_both_ways(one: str, other: str) -> None:
    assert differs_by_at_most(one, other, 2) == differs_by_at_most(other, one, 2)


@given(LETTERS, LETTERS)
def test_the_distance_is_that_of_the_table_it_stands_for(one: str, other: str) -> None:
    assert distance(one, other, 9) == by_table(one, other)


@given(
    st.text("abc", min_size=1, max_size=9) | st.text("ab", min_size=64, max_size=MOST_LETTERS),
    st.lists(LETTERS, min_size=1, max_size=9),
)
def test_many_words_at_once_are_as_far_away_as_one_by_one(word: str, terms: list[str]) -> None:
    letters = np.frombuffer("".join([*terms, "!"]).encode(), np.uint8)
    lengths = np.array([len(term) for term in terms])
    found = distances(word.encode(), letters, np.cumsum(lengths) - lengths, lengths)
    assert found.tolist() == [distance(word, term, 99) for term in terms]


def by_table(one: str, other: str) -> int:
    table = {(-1, at): at + 1 for at in range(-1, len(other))}
    table |= {(at, -1): at + 1 for at in range(-1, len(one))}
    for i, letter in enumerate(one):
        for j, against in enumerate(other):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (letter != against),
            )
            if i and j and letter == other[j - 1] and one[i - 1] == against:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one) - 1, len(other) - 1]
