from __future__ import annotations

import pytest

from newsreader.search.index import Index
from newsreader.search.vocabulary import Vocabulary
from tests.search.library import LANGUAGES, documents


@pytest.fixture
def vocabulary(index: Index) -> Vocabulary:
    return Vocabulary(index)


@pytest.mark.parametrize(
    ("beginning", "completions"),
    [
        ("weap", [("weapons", 2)]),
        ("producti", [("production", 2)]),
        ("HARB", [("harbour", 2)]),
        ("zü", [("zürich", 1)]),
        ("збро", [("зброя", 1)]),
        ("zebra", []),
    ],
)
def test_words_are_completed_as_people_write_them(
    vocabulary: Vocabulary, beginning: str, completions: list[tuple[str, int]]
) -> None:
    found = vocabulary.completions(beginning, documents, 5, LANGUAGES)
    assert [(word.replace("harbor", "harbour"), count) for word, count in found] == completions


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("wepons", "weapons"),
        ("shipmnets", "shipments"),
        ("produciton", "production"),  # in what stemming takes off
        ("golfcourse", "golf course"),
        ("weapons", None),
        ("zzzzzz", None),
        ("us", None),
        ("2025", None),
    ],
)
def test_a_word_is_corrected_to_one_the_library_has(
    vocabulary: Vocabulary, word: str, right: str | None
) -> None:
    assert vocabulary.correction(word, documents, LANGUAGES) == right


def test_a_word_counts_in_any_of_its_forms(vocabulary: Vocabulary) -> None:
    assert vocabulary.frequency("weapon", LANGUAGES) == 2
    assert vocabulary.frequency("zebra", LANGUAGES) == 0
