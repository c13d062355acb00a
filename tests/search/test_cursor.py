from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.cursor import Typing, typing_at


@pytest.mark.parametrize(
    ("before", "after", "typing"),
    [
        ("fer", "", Typing("", "fer", 0, 3)),
        ("old fer", "", Typing("", "fer", 4, 7)),
        ("old -fer", "", Typing("", "fer", 5, 8)),
        ("(fer", "", Typing("", "fer", 1, 4)),
        ("fe", "rry x", Typing("", "fe", 0, 5)),
        ("source:", "", Typing("source", "", 7, 7)),
        ("SOURCE:c", "", Typing("source", "c", 7, 8)),
        ("x -source:=cb", " y", Typing("source", "cb", 11, 13)),
        ('by:"Ann L', "", Typing("by", "Ann L", 3, 9)),
        ("copies:>", "", Typing("copies", "", 8, 8)),
        ("in:related,com", "", Typing("in", "com", 11, 14)),
        ("@mor", "", Typing("@", "mor", 1, 4)),
        ("-@", "", Typing("@", "", 2, 2)),
        ('@"long na', "", Typing("@", "long na", 1, 9)),
        ("title:fer", "", Typing("", "fer", 6, 9)),
        ("colour:re", "", Typing("", "colour:re", 0, 9)),
        ("", "", None),
        ("ferry ", "", None),
        ('"the fer', "", Typing("", "fer", 5, 8, True)),
        ("ferry)", "", None),
    ],
)
def test_what_stands_at_the_cursor(before: str, after: str, typing: Typing | None) -> None:
    assert typing_at(before + after, len(before)) == typing


@given(st.text(), st.integers(min_value=-2, max_value=200))
def test_any_cursor_in_any_text_is_answered(text: str, cursor: int) -> None:
    typing = typing_at(text, cursor)
    if typing:
        assert 0 <= typing.start <= max(0, min(cursor, len(text))) <= typing.end <= len(text)
