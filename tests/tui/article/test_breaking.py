"""Lines end where a typesetter would end them, fit the width, and lose nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsreader.tui.widgets.article.breaking import (
    _ONE_COLUMN,
    break_code,
    break_text,
    columns,
)

_TEXTS = st.lists(
    st.sampled_from(
        ["ferry", "harbour", " ", " ", "—", "-", "“", "港", "の", "。", "「", "é", "e\u0301", " \u0308", "🍞", "👩‍👩‍👧", "❤️",
         "\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "שלום", "ไทย", "한국어"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


def broken(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in break_text(text, width)]


@given(st.one_of(_TEXTS, st.text(max_size=200)), st.integers(2, 90))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    spans = break_text(text, width)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(
        text.split()
    )
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(cell_len(text[start:end]) <= width for start, end in spans)


@given(st.text(max_size=100).filter(lambda text: "\n" not in text), st.integers(2, 40))
def test_code_keeps_every_blank(text: str, width: int) -> None:
    spans = list(break_code(text, width, 0, len(text)))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(cell_len(text[start:end]) <= width for start, end in spans)


def test_what_is_taken_for_one_column_is_one() -> None:
    everything = map(chr, range(0x20, 0x3000))
    assert all(
        cell_len(character) == 1 for character in everything if _ONE_COLUMN.fullmatch(character)
    )


@given(st.text(max_size=60))
def test_columns_are_those_textual_counts(text: str) -> None:
    assert columns(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("the ferry sails", 9, ["the ferry", "sails"]),
        ("the ferry   sails", 9, ["the ferry", "sails"]),
        ("one\ntwo", 20, ["one", "two"]),
        ("ferryboatman", 5, ["ferry", "boatm", "an"]),
        ("a well-known ferry", 8, ["a well-", "known", "ferry"]),
        ("the “ferry” sails", 11, ["the “ferry”", "sails"]),
        ("3-1 to us", 4, ["3-1", "to", "us"]),
        ("港の朝市が再開", 8, ["港の朝市", "が再開"]),
        ("港の朝市。再開", 8, ["港の朝", "市。再開"]),
        ("港の「朝市」", 6, ["港の", "「朝", "市」"]),
        ("한국어 신문", 7, ["한국어", "신문"]),
        ("", 5, [""]),
    ],
)  # fmt: skip
def test_lines_end_where_they_should(text: str, width: int, expected: list[str]) -> None:
    assert broken(text, width) == expected
