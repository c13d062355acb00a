"""Words are counted as readers of each script would."""

from __future__ import annotations

import pytest

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
