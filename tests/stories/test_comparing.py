"""A copy beside the fuller one: paragraphs, then words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.stories.comparing import Change, Paragraph, Piece, compared
from tests.stories.texts import LIGHTHOUSE, ORCHESTRA, body


def changes(fuller: str, other: str) -> list[str]:
    return [paragraph.change.value for paragraph in compared(fuller, other)]


def differences(paragraph: Paragraph) -> list[Piece]:
    return [piece for piece in paragraph.pieces if piece.change is not Change.SAME]


def test_the_same_text_is_the_same() -> None:
    assert changes(body(LIGHTHOUSE), body(LIGHTHOUSE)) == ["same"] * 6


def test_what_was_cut_and_what_was_added_stands_where_it_was() -> None:
    other = (*LIGHTHOUSE[:2], ORCHESTRA[2], LIGHTHOUSE[4])
    assert changes(body(LIGHTHOUSE), body(other)) == [
        "same", "same", "added", "cut", "cut", "same", "cut",
    ]  # fmt: skip


def test_a_change_of_substance_is_shown_word_by_word() -> None:
    other = body(LIGHTHOUSE).replace("71,", "72,").replace("temporary", "short")
    found = compared(body(LIGHTHOUSE), other)
    assert [paragraph.change for paragraph in found[1:3]] == [Change.CHANGED, Change.CHANGED]
    assert differences(found[1]) == [Piece(Change.CHANGED, "71,", "72,")]
    assert differences(found[2]) == [Piece(Change.CHANGED, "temporary", "short")]


def test_house_style_is_told_apart() -> None:
    other = body(LIGHTHOUSE).replace("Harbour", "Harbor").replace("four kilograms", "4 kilograms")
    found = compared(body(LIGHTHOUSE), other)
    assert {paragraph.change for paragraph in found} == {Change.SAME, Change.STYLE}
    assert differences(found[3])[0] == Piece(Change.STYLE, "four", "4")


def test_dates_in_another_order_are_style() -> None:
    other = body(ORCHESTRA).replace("on September 12", "on 12 Sept.")
    [piece] = differences(compared(body(ORCHESTRA), other)[5])
    assert piece.change is Change.STYLE


def test_paragraphs_that_moved_are_found_and_said_to_have() -> None:
    other = (*LIGHTHOUSE[3:], *LIGHTHOUSE[:3])
    found = compared(body(LIGHTHOUSE), body(other))
    assert {paragraph.change for paragraph in found} == {Change.SAME}
    assert sum(paragraph.moved for paragraph in found) == 3


def test_it_does_not_matter_where_the_other_begins_its_paragraphs() -> None:
    assert changes(body(LIGHTHOUSE), " ".join(LIGHTHOUSE)) == ["same"] * 6


@given(
    st.lists(st.sampled_from(LIGHTHOUSE + ORCHESTRA), max_size=8),
    st.lists(st.sampled_from(LIGHTHOUSE + ORCHESTRA), max_size=8),
)
def test_every_word_of_both_copies_is_shown_once(fuller: list[str], other: list[str]) -> None:
    found = compared(body(tuple(fuller)), body(tuple(other)))
    before = [word for paragraph in found for word in paragraph.before.split()]
    after = [word for paragraph in found for word in paragraph.after.split()]
    assert before == body(tuple(fuller)).split()
    assert sorted(after) == sorted(body(tuple(other)).split())
