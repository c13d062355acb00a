"""What Markdown says, its marks taken away, and how text is written that has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.reading.markup import escaped, without_marks


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("## A *b* **c**", "A b c"),
        ("> - see [the *pier*](https://a.example/p_(q) 'Pier')", "see the pier"),
        ("a ![pier](https://a.example/p.jpg) b", "a  b"),
        ("[![pier](p.jpg)](https://a.example/)", ""),
        (r"\[no\](link)", "[no](link)"),
        (r"\[no [a](https://a.example/)", "[no a"),
        (r"[a\]b](https://a.example/)", "a]b"),
        (r"\- no item, \*no emphasis\*, 2\. no", "- no item, *no emphasis*, 2. no"),
    ],
)
def test_marks_are_taken_away_and_what_only_looks_like_one_stays(markdown: str, words: str) -> None:
    assert without_marks(markdown) == words


def test_the_words_of_pictures_can_be_asked_for() -> None:
    assert without_marks("[![pier](p.jpg)](https://a.example/)", pictures=True) == "pier"


@given(st.text(st.characters(categories=["L", "P", "S"])))
def test_escaped_text_says_what_it_says(text: str) -> None:
    assert without_marks("a " + escaped(text)) == "a " + text
