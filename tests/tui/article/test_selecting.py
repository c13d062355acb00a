"""Paragraphs and stretches, as text."""

from __future__ import annotations

from newsreader.article import Format
from newsreader.tui.widgets.article.document import Place
from newsreader.tui.widgets.article.selecting import ParagraphCursor, Stretch

from .material import COMMENTS, PARAGRAPH, document


def test_a_stretch_is_its_words_with_a_blank_line_between_paragraphs() -> None:
    made = document("One two.\nThree four.\nFive.")
    assert Stretch(Place(0, 4), Place(1, 5)).text(made) == "two.\n\nThree"
    assert Stretch(Place(1, 2), Place(1, 4)).text(made) == "re"
    assert Stretch(Place(2), Place(1 << 60)).text(made) == "Five."


def test_what_is_folded_is_not_in_a_stretch() -> None:
    made = document("One.", Format.PLAIN, COMMENTS)
    everything = Stretch(Place(-10), Place(1 << 60))
    assert "First comment" not in everything.text(made)
    made.open([1])
    assert "First comment" in everything.text(made)


def test_the_cursor_goes_from_paragraph_to_paragraph_and_selects_from_where_it_is_fixed() -> None:
    made = document("\n\n".join(f"{n}. {PARAGRAPH * 4}" for n in range(8)), Format.PLAIN, COMMENTS)
    cursor = ParagraphCursor(made, 2)
    cursor.move(1)
    assert cursor.stretch.text(made).startswith("3. The ferry")
    cursor.fix()
    for _ in range(3):
        cursor.move(1)
    for _ in range(4):
        cursor.move(-1)
    assert cursor.stretch.text(made).count("looked back") == 2 * 24
    assert cursor.stretch.text(made).startswith("2. The ferry")
    for _ in range(20):
        cursor.move(1)
    assert cursor.stretch.text(made).rstrip().endswith("looked back.")


def test_a_cursor_below_the_last_paragraph_stands_on_the_last() -> None:
    made = document("One.\nTwo.", Format.PLAIN, COMMENTS)
    assert ParagraphCursor(made, made.folds[0].heading.paragraph).paragraph == 1
