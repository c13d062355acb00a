"""Searching within one text: nothing a reader types may raise or hang."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.within import Within


def found(wanted: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Within(wanted)(text)]


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        ("ferry", "The Ferry and the FERRYMAN", ["Ferry", "FERRY"]),
        ("cafe", "Café, CAFE\u0301s", ["Café", "CAFE\u0301"]),
        ("café", "a cafe", ["cafe"]),
        ("it's \"so\"", "it’s “so”", ["it’s “so”"]),
        ("strasse", "Straße", ["Straße"]),
        ("朝市", "港の朝市。", ["朝市"]),
        ("a b", "a\u00a0b a\nb", ["a\u00a0b", "a\nb"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("/a.b/", "a.b axb AXB", ["a.b", "axb", "AXB"]),
        ("/fer", "ferry", ["fer"]),
        ("/^the/", "The ferry, the pier", ["The"]),
        ("/x*/", "axxb", ["xx"]),
        ("/", "either/or", ["/"]),
        ("", "text", []),
        ("  ", "text", []),
    ],
)  # fmt: skip
def test_what_is_found(wanted: str, text: str, expected: list[str]) -> None:
    assert found(wanted, text) == expected


@pytest.mark.parametrize("pattern", ["/(/", "/[z-a]/", "/a{99999}/", "/((a{50}){50}){50}/", "/*/"])
def test_an_expression_that_cannot_be_used_is_said_to_be_wrong(pattern: str) -> None:
    within = Within(pattern)
    assert within("aaaa") == ()
    assert within.problem


@pytest.mark.parametrize("pattern", ["/(a|aa)+$/", "/(a|b|ab)*c/", r"/(\w+\s?)+$/"])
def test_a_slow_expression_is_given_up_and_stays_so(
    pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsreader.search.within._SECONDS", 0.01)
    within = Within(pattern)
    for _ in range(20):
        within("ab" * 30 + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")
    assert within.problem is None or "too long" in within.problem


@given(st.one_of(st.text(max_size=30), st.text("/(a|)*+?{}[]^$\\1,b", max_size=20)), st.text())
def test_no_input_raises_and_spans_are_in_order(wanted: str, text: str) -> None:
    for query in (wanted, f"/{wanted}/"):
        spans = Within(query)(text)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
