from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.analysis import words
from newsreader.search.matching import Pattern
from newsreader.search.query import Phrase, Word

SIGNS = "aAb1,'’.&_ 京é🙂\n\u00ad"
TEXT = "The Harbour-master’s cat; the cat of the harbor, and 東京都 cats at AT&T."


def found(node: Word | Phrase, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in Pattern(node, ("en",)).find(list(words(text)))]


@pytest.mark.parametrize(
    ("node", "where"),
    [
        (Word("cats"), ["cat", "cat", "cats"]),
        (Word("harbor"), ["Harbour", "harbor"]),
        (Word("harb", prefix=True), ["Harbour", "harbor"]),
        (Word("habror", fuzzy=1), ["Harbour", "harbor"]),
        (Word("cats", exact=True), ["cats"]),
        (Word("Har", prefix=True, exact=True), ["Harbour"]),
        (Word("at&t"), ["AT&T"]),
        (Word("京都"), ["京都"]),
        (Word("東京都"), ["東京都"]),
        (Word("dog"), []),
        (Phrase(("the", "cat")), ["the cat"]),
        (Phrase(("cat", "the"), within=1), ["cat; the"]),
        (Phrase(("harbor", "cat"), within=4), ["Harbour-master’s cat", "cat of the harbor"]),
        (Phrase(("the", "ca"), prefix=True), ["the cat"]),
        (Phrase(("the", "Cat"), exact=True), []),
    ],
)
def test_a_pattern_is_found_where_it_stands(node: Word | Phrase, where: list[str]) -> None:
    assert found(node) == where


def test_a_word_fills_one_place_of_a_phrase_only() -> None:
    assert found(Phrase(("cat", "cat"), within=9), "one cat") == []
    assert found(Phrase(("cat", "cat"), within=2), "cat or cat") == ["cat or cat"]


@pytest.mark.parametrize(
    ("exact", "text", "stands"),
    [
        ("US", "to us all", False),
        ("US", "(US)", True),
        ("US", "the US's part", True),
        ("US", "USA, U.S., MUS", False),
        ("O'Neil", "O’Neil went", True),
        ("café", "cafe\u0301", True),
        ("都", "東京都の", True),
        ("a", "b-a", True),
        ("AT&T", "AT&T", True),
    ],
)
def test_a_text_has_an_exact_word(exact: str, text: str, stands: bool) -> None:
    pattern = Pattern(Word(exact, exact=True), ("en",))
    assert pattern.is_in(text) is stands
    assert bool(pattern.find(list(words(text)))) is stands


@given(st.text(SIGNS, min_size=1, max_size=4), st.text(SIGNS, max_size=20))
def test_the_quick_look_for_an_exact_word_sees_what_the_slow_one_sees(word: str, text: str) -> None:
    pattern = Pattern(Word(word, exact=True), ("en",))
    if pattern.slots:
        assert pattern.is_in(text) == bool(pattern.find(list(words(text))))


@given(
    st.lists(st.sampled_from(["a", "b", "A", "京", "a's", "b."]), min_size=2, max_size=3),
    st.lists(st.sampled_from([*"abA 京-'s.,é🙂\n", "a b", "\u00ad", "’s"]), max_size=14).map(
        "".join
    ),
    st.booleans(),
    st.sampled_from([None, 1, 3]),
)
def test_the_quick_look_for_an_exact_phrase_sees_what_the_slow_one_sees(
    phrase: list[str], text: str, prefix: bool, within: int | None
) -> None:
    node = Phrase(tuple(phrase), prefix=prefix, exact=True, within=within)
    pattern = Pattern(node, ("en",))
    assert pattern.is_in(text) == bool(pattern.find(list(words(text))))
