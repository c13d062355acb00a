from __future__ import annotations

import pytest

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
