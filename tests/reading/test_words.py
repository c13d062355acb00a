"""Words are counted as readers of each script would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.reading.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The ferry is back.", 4),
        ("Пором повернувся навесні", 3),
        ("港の朝市が再開", 4),
        ("港で cats を飼う", 4),
        ("[the plan](https://example.org/a/b)", 2),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.lists(st.text(st.characters(max_codepoint=0x2FF, categories=["L", "N"]), min_size=1)))
def test_white_space_parts_words(words: list[str]) -> None:
    assert count_words(" \n\xa0".join(words) + "\t") == len(words)
