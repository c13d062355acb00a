from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.grammar import parse
from newsreader.search.snippets import Highlighter, Snippet

LONG = (
    "The valley woke late. Nobody had told the baker that the bridge was closed, and the bread "
    "went cold on the wrong side of the river.\n\nIn the afternoon the mayor came on foot. A "
    "ferry, she said, would cross twice a day, and the ferry would carry bread, bicycles and "
    "whoever had a ticket. Nobody clapped. The river, which had been rising since Sunday, took "
    "no notice of any of this and carried a chair, a door and half an apple tree past the "
    "landing stage, where the ferry was not."
)
WORDS = ("ferry", "river", "which", "bridge", "apple", "The", "東京都", "é", "🙂")
HIGHLIGHTED = ["ferry", '"river which"', "brid*", "aple~", "-bread", "=The", "title:door", "東京 é"]


def marked(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Highlighter(parse(query)).spans(text)]


def shown(query: str, text: str = LONG, width: int = 160) -> Snippet:
    snippet = Highlighter(parse(query)).snippet(text, width)
    assert snippet is not None
    return snippet


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("weapon", "Weapons, a weapon’s and WEAPON", ["Weapons", "weapon’s", "WEAPON"]),
        ("defence", "Defense of the defences", ["Defense", "defences"]),
        ("us", "The U.S. and us", ["U.S.", "us"]),
        ("cafe", "Le cafe\u0301 🙂 Café", ["cafe\u0301", "Café"]),
        ("京都", "東京都へ", ["京都"]),
        ("東京都", "東京都へ", ["東京都"]),
        ("كتاب", "هذا كِتاب", ["كِتاب"]),
        ("ukr*", "Ukraine’s Ukrainian", ["Ukraine’s", "Ukrainian"]),
        ('"joint production"', "joint production; production joint", ["joint production"]),
        ("joint -production", "joint production", ["joint"]),
        ("a OR (b title:c)", "a b c d", ["a", "b"]),
        ("by:smith is:unread smith", "Smith", ["Smith"]),
        ('ferry "the ferry"', "the ferry, a ferry", ["the ferry", "ferry"]),
        ("", "anything", []),
    ],
)
def test_what_is_marked_in_a_text(query: str, text: str, words: list[str]) -> None:
    assert marked(query, text) == words


def test_words_for_the_headline_are_marked_there_only() -> None:
    highlighter = Highlighter(parse("title:pope ferry"))
    assert highlighter.spans("The pope and the ferry", headline=True) == [(4, 8), (17, 22)]
    assert highlighter.spans("The pope and the ferry") == [(17, 22)]
    assert Highlighter(parse("title:pope")).snippet("The pope and the ferry") is None


@given(
    st.sampled_from(HIGHLIGHTED),
    st.lists(st.sampled_from([*WORDS, "—", "\n"])),
    st.integers(min_value=0, max_value=90),
)
def test_snippets_are_pieces_of_their_text(query: str, pieces: list[str], width: int) -> None:
    text = " ".join(pieces)
    highlighter = Highlighter(parse(query))
    spans = highlighter.spans(text)
    ends = [0, *(at for span in spans for at in span)]
    assert ends == sorted(ends)
    assert all(start < end <= len(text) for start, end in spans)
    snippet = highlighter.snippet(text, width)
    assert (snippet is None) == (not spans)
    if snippet:
        assert len(snippet.text) <= max(width, 20)
        assert "\n" not in snippet.text
        assert snippet.text.strip("…") in " ".join(text.split())
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.spans)


def test_the_passage_has_the_most_different_words() -> None:
    assert shown("ferry bread bicycles", width=90).text == (
        "…A ferry, she said, would cross twice a day, and the ferry would carry bread, bicycles…"
    )


def test_among_equals_the_earlier_passage_is_shown() -> None:
    assert "side of the river. In the afternoon" in shown("river", width=60).text


def test_a_passage_begins_with_its_sentence_where_there_is_room() -> None:
    assert shown("mayor", width=80).text.startswith("…In the afternoon the mayor came on foot.")


def test_a_short_text_is_shown_whole() -> None:
    assert shown("cat", "A cat,\n\nperhaps.") == Snippet("A cat, perhaps.", ((2, 5),))


def test_the_matches_are_marked_in_the_snippet() -> None:
    snippet = shown("nobody")
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["Nobody"]


def test_text_without_spaces_is_cut_anywhere() -> None:
    snippet = shown("朝市", "港" * 200 + "朝市" + "町" * 200, width=40)
    assert "朝市" in snippet.text
    assert len(snippet.text) <= 40


def test_nothing_found_is_no_snippet() -> None:
    assert Highlighter(parse("zebra")).snippet(LONG) is None
    assert Highlighter(parse("")).snippet(LONG) is None
