"""An article in lines: set as far as needed, and what is in sight stays where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Format, Kind, Section
from newsreader.tui.widgets.article.document import Document, Place

from .material import COMMENTS, NOW, PARAGRAPH, RELATED, document, entry, lines_of, text_of

_LONG = "\n\n".join(f"{number}. part: {PARAGRAPH}" for number in range(2100))


def line_text(made: Document, number: int) -> str:
    line = made.line(number)
    assert line is not None
    return text_of(line)


@pytest.mark.parametrize("format", Format)
def test_a_screenful_of_a_megabyte_needs_few_of_its_pieces(format: Format) -> None:
    made = document(_LONG, format)
    made.set_lines(0, 45)
    assert len(made.pieces) > 300
    assert sum(piece.is_parsed for piece in made.pieces) < 6
    made.set_end(45)
    assert line_text(made, made.height - 1).strip()
    assert sum(piece.is_parsed for piece in made.pieces) < 12


@pytest.mark.parametrize("format", Format)
def test_the_height_is_about_right_before_anything_is_set(format: Format) -> None:
    made = document(_LONG, format)
    guessed = made.height
    for piece in made.shown:
        made.set_piece(piece)
    assert guessed == pytest.approx(made.height, rel=0.25)


def test_setting_what_is_above_does_not_move_a_place() -> None:
    made = document(_LONG, Format.MARKDOWN)
    made.set_lines(9000, 45)
    place, text = made.place(9000), line_text(made, 9000)
    for piece in made.unset(0):
        made.set_piece(piece)
    assert line_text(made, made.line_of(place)) == text


@given(st.integers(20, 100), st.integers(20, 100), st.integers(0, 60))
def test_a_place_outlives_another_width(one: int, other: int, number: int) -> None:
    text = "\n".join(f"{n} {PARAGRAPH}" for n in range(6))
    made = document(text, width=one)
    lines_of(made)
    place = made.place(min(number, made.height - 1))
    made.set_width(other)
    line = made.line(made.line_of(place) + place.above)
    assert line is not None
    assert line.block.paragraph == place.paragraph
    assert line.start <= place.offset <= line.end


def test_folded_sections_are_headings_until_they_are_opened() -> None:
    made = document("Text.", Format.PLAIN, RELATED, COMMENTS)
    assert lines_of(made)[-2:] == ["▸ Related articles · 1", "▸ Comments · 2 lines"]
    made.open([fold.number for fold in made.folds])
    lines = lines_of(made)
    assert "▾ Related articles · 1" in lines
    assert lines[-2:] == ["", "    Second comment on the pelican"]
    assert "    Radio Ost · 3 hours ago" in lines
    made.open([1], False)
    assert "    A tuba" not in lines_of(made)


def test_a_place_in_a_closed_section_is_that_of_its_heading() -> None:
    made = document("Text.", Format.PLAIN, COMMENTS)
    inside = made.pieces[-1].blocks[-1].paragraph
    assert line_text(made, made.line_of(Place(inside))) == "▸ Comments · 2 lines"


def test_kinds_always_shown_are_open_from_the_start() -> None:
    made = Document(entry("Text.", Format.PLAIN, COMMENTS, shown=frozenset({Kind.COMMENTS})), NOW)
    made.set_width(60)
    assert "    First comment" in lines_of(made)


def test_paragraphs_of_the_body_count_from_nought() -> None:
    made = document("One.\nTwo.\n\nThree.", Format.PLAIN, COMMENTS)
    texts = {block.text: block.paragraph for piece in made.pieces for block in piece.blocks}
    assert [texts["One."], texts["Two."], texts["Three."]] == [0, 1, 2]


@pytest.mark.parametrize("format", Format)
def test_no_two_paragraphs_have_the_same_number(format: Format) -> None:
    endless = "word " * 9000
    made = document(f"{_LONG[:20_000]}\n\n{endless}\n\n- a\n- b", format, RELATED, COMMENTS)
    numbers = [block.paragraph for piece in made.pieces for block in piece.blocks]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] < made.paragraphs


def test_control_characters_are_gone_whatever_made_the_section() -> None:
    made = document("a\x1b[31m\u202eb", Format.PLAIN, Section(kind=Kind.RELATED, heading="x\x1b]"))
    assert not any(character in "".join(lines_of(made)) for character in "\x1b\u202e")
