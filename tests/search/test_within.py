from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.within import LONGEST, find_within

TEXTS = ["The ferry Märta crossed the harbour.", "“Ferry” or FERRY?", "", "港の朝市、ferry"]


def found(wanted: str, texts: list[str] = TEXTS) -> list[list[str]]:
    matches = find_within(texts, wanted)
    assert matches.problem is None
    return [
        [text[start:end] for start, end in spans]
        for text, spans in zip(texts, matches.spans, strict=True)
    ]


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        ("ferry", [["ferry"], ["Ferry", "FERRY"], [], ["ferry"]]),
        ("FERRY MARTA", [["ferry Märta"], [], [], []]),
        ('"ferry"', [[], ["“Ferry”"], [], []]),
        ("朝市", [[], [], [], ["朝市"]]),
        ("r", [["r", "r", "r", "r", "r", "r"], ["r", "r", "R", "R"], [], ["r", "r"]]),
        ("zebra", [[], [], [], []]),
        ("", [[], [], [], []]),
        (" ", [[" "] * 4, [" "] * 2, [], []]),
        ("/f.rry/", [["ferry"], ["Ferry", "FERRY"], [], ["ferry"]]),
        (r"/\bh\w+/", [["harbour"], [], [], []]),
        ("/^the/", [["The"], [], [], []]),
        ("/x*/", [[], [], [], []]),
        ("/", [[], [], [], []]),
    ],
)
def test_what_is_found_within_an_article(wanted: str, matches: list[list[str]]) -> None:
    if wanted == " ":
        matches = [[" "] * 4, [" "] * 2, [], []]
    assert found(wanted) == matches


def test_characters_that_fold_into_several_keep_their_places() -> None:
    assert found("strasse", ["Die Straße ist lang"]) == [["Straße"]]
    assert found("cafe", ["Le cafe\u0301 noir"]) == [["cafe"]]


@pytest.mark.parametrize("wanted", ["/(/", "/a{2,1}/", "/[/", "/(?P<1>a)/", "/(" * 100 + "/"])
def test_what_is_no_expression_is_said(wanted: str) -> None:
    matches = find_within(TEXTS, wanted)
    assert matches.problem is not None
    assert matches.problem.startswith("This is no regular expression: ")
    assert matches.count() == 0


@pytest.mark.parametrize("wanted", [r"/(a+)+$/", "/(a|aa)+$/", "/((a{1,99}){1,99}){1,99}b/"])
def test_an_expression_that_would_run_for_ever_is_given_up(wanted: str) -> None:
    matches = find_within(["a" * 3000 + "!"], wanted, seconds=0.3)
    assert matches.problem == "This expression takes too long."
    assert matches.spans == [[]]


def test_what_is_too_long_is_not_looked_for() -> None:
    assert find_within(TEXTS, "a" * (LONGEST + 1)).problem


def test_a_lone_surrogate_breaks_nothing() -> None:
    assert find_within(["a\ud800b"], "/b/").spans == [[(2, 3)]]
    assert find_within(["a\ud800b"], "b").spans == [[(2, 3)]]


@given(st.lists(st.text(max_size=40), max_size=4), st.text(max_size=6).filter(lambda t: t[:1] != "/"))
def test_matches_lie_in_their_text_in_order(texts: list[str], wanted: str) -> None:
    matches = find_within(texts, wanted)
    for text, spans in zip(texts, matches.spans, strict=True):
        ends = [0, *(at for span in spans for at in span)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(text)
