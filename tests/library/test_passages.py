"""Passages stay where they are, whatever happens to the lines around them."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Article, Format, Kind, Section, TitleFrom
from newsreader.library.passages import Highlights, passage_of

TIDE = (
    "The man who checks the tide lives in a tower, and he says: “It comes, it goes.”",
    "He has a clock, a rope and a goat. The goat is for company.",
    "Every morning he writes a number into a book. The goat is for company.",
)


def article(*paragraphs: str, format: Format = Format.PLAIN) -> Article:
    """An article with this body."""
    text = ("\n" if format is Format.PLAIN else "\n\n").join(paragraphs)
    return Article(
        id="a" * 16,
        title="Tide",
        title_from=TitleFrom.TEXT,
        sections=(Section(kind=Kind.BODY, format=format, text=text),),
    )


def highlighted(text: Article, *selected: str, near: int | None = None) -> list[str]:
    """What is highlighted in every paragraph of an article once these were kept."""
    passages = [passage_of(text, one, near) for one in selected]
    highlights = Highlights(text, [passage for passage in passages if passage is not None])
    return _drawn(highlights, text)


def _drawn(highlights: Highlights, text: Article) -> list[str]:
    return [
        " | ".join(paragraph[start:end] for start, end in highlights.spans(paragraph))
        for paragraph in text.text().split("\n")
        if paragraph
    ]


def test_a_selection_wrapped_by_the_screen_is_found_with_its_punctuation() -> None:
    passage = passage_of(article(*TIDE), "he says:\n   “It comes,\n   it goes.”")
    assert passage is not None
    assert passage.text == "he says: “It comes, it goes.”"
    assert (passage.paragraph, passage.start) == (0, TIDE[0].index("he says"))
    assert TIDE[0].endswith(passage.before + passage.text)


def test_of_the_same_words_in_two_places_the_one_selected_is_kept() -> None:
    words = "The goat is for company"
    assert highlighted(article(*TIDE), words, near=1) == ["", words, ""]
    assert highlighted(article(*TIDE), words, near=2) == ["", "", words]


def test_a_passage_may_go_over_paragraphs() -> None:
    text = article(*TIDE)
    assert highlighted(text, "It comes, it goes.”\n\nHe has a clock") == [
        "It comes, it goes",
        "He has a clock",
        "",
    ]


def test_the_marks_of_markdown_are_not_in_the_way() -> None:
    text = article(
        "He has *a clock*, a [rope](https://x.example/) and a goat.",
        "- One\n- Two",
        format=Format.MARKDOWN,
    )
    passage = passage_of(text, "a clock, a rope")
    assert passage is not None
    assert passage.text == "a clock, a rope"
    assert Highlights(text, [passage]).spans("He has a clock, a rope and a goat.") == [(7, 22)]


def test_a_passage_is_found_where_its_paragraph_was_moved() -> None:
    kept = passage_of(article(*TIDE), "The goat is for company.", near=2)
    assert kept is not None
    moved = article(TIDE[2], "Something new.", *TIDE[:2])
    highlights = Highlights(moved, [kept])
    assert _drawn(highlights, moved) == ["The goat is for company", "", "", ""]
    assert [passage.paragraph for passage in highlights.found] == [0]


def test_a_passage_is_found_after_a_small_edit() -> None:
    kept = passage_of(article(*TIDE), "Every morning he writes a number into a book")
    assert kept is not None
    edited = article(*TIDE[:2], "Every single morning he writes one number into a book, still.")
    highlights = Highlights(edited, [kept])
    assert _drawn(highlights, edited)[2] == "Every single morning he writes one number into a book"
    assert highlights.lost == ()


def test_a_passage_whose_words_are_gone_is_told_as_lost_and_keeps_them() -> None:
    kept = passage_of(article(*TIDE), "He has a clock, a rope and a goat.")
    assert kept is not None
    highlights = Highlights(article("Nothing here.", "Not even he."), [kept])
    assert highlights.found == ()
    assert highlights.lost == (kept,)
    assert highlights.spans("Nothing here.") == []


@given(st.data())
def test_any_selection_of_any_words_is_found_at_any_width(data: st.DataObject) -> None:
    alphabet = st.characters(
        codec="utf-8", exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
    )
    paragraphs = data.draw(
        st.lists(
            st.text(alphabet, min_size=1, max_size=80),
            min_size=1,
            max_size=4,
            # Paragraphs that say the same cannot be told apart when they are drawn.
            unique_by=lambda paragraph: "".join(filter(str.isalnum, paragraph)),
        )
    )
    text = article(*paragraphs)
    whole = "\n".join(paragraphs)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    selected = whole[start:end]
    wrapped = "\n".join(textwrap.wrap(selected, data.draw(st.integers(1, 30)))) or selected
    passage = passage_of(text, wrapped)
    if any(map(str.isalnum, selected)):
        assert passage is not None
        highlights = Highlights(text, [passage])
        assert highlights.lost == ()
        drawn = "".join(
            paragraph[a:b] for paragraph in paragraphs for a, b in highlights.spans(paragraph)
        )
        letters = "".join(filter(str.isalnum, selected))
        assert "".join(filter(str.isalnum, drawn)) == letters
    else:
        assert passage is None


@pytest.mark.parametrize("text", ["", "…", "\n"])
def test_an_article_without_words_has_no_passages(text: str) -> None:
    assert passage_of(article(text), "goat") is None
    assert Highlights(article(text), []).spans("goat") == []
