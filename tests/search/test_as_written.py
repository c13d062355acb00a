"""Whether texts have words as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.analysis import words
from newsreader.search.as_written import AsWritten
from newsreader.search.matching import Pattern
from newsreader.search.query import Phrase, Word

SIGNS = "aAb1,'’.&_ 京é🙂\n\u00ad"


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
    assert AsWritten(pattern).is_in(text) is stands
    assert bool(pattern.find(list(words(text)))) is stands


@given(st.text(SIGNS, min_size=1, max_size=4), st.text(SIGNS, max_size=20))
def test_the_quick_look_for_an_exact_word_sees_what_the_slow_one_sees(word: str, text: str) -> None:
    pattern = Pattern(Word(word, exact=True), ("en",))
    if pattern.slots:
        assert AsWritten(pattern).is_in(text) == bool(pattern.find(list(words(text))))


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
    assert AsWritten(pattern).is_in(text) == bool(pattern.find(list(words(text))))


@given(
    st.lists(st.sampled_from(["of", "the", "OF", "f."]), min_size=2, max_size=3),
    st.lists(st.sampled_from(["of", "the", "of,", "–", "well-known", "x" * 40, "Of", "f"])),
    st.sampled_from([1, 2, 5]),
)
def test_words_near_each_other_are_seen_wherever_the_text_is_cut(
    phrase: list[str], pieces: list[str], within: int
) -> None:
    text = " ".join(pieces * 3)
    pattern = Pattern(Phrase(tuple(phrase), exact=True, within=within), ("en",))
    assert AsWritten(pattern).is_in(text) == bool(pattern.find(list(words(text))))
