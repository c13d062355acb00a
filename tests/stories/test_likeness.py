"""How much of one text is in another, and when that makes them copies."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.config import samples
from newsreader.stories.likeness import Likeness, Text, likeness
from newsreader.stories.running import parted
from tests.stories.texts import LIGHTHOUSE, ORCHESTRA, body


def compare(one: str, other: str) -> Likeness:
    return likeness(Text(parted(one)), Text(parted(other)))


def weather(place: str, sky: str, high: int, low: int, wind: str) -> str:
    return (
        f"The weather in {place} will be {sky} for most of the day, with a high of {high} degrees "
        f"in the afternoon and a low of {low} degrees towards the morning. Wind from the {wind} at "
        f"{high + 7} kilometres an hour is expected along the coast, and visibility of {low * 2} "
        f"kilometres inland. The chance of rain is {high * 3} per cent. Readers in {place} who "
        f"travel should leave a little earlier than usual. The sun rises at {low}.{high} and sets "
        f"at {high}.{low}. Tomorrow will be much the same as today was, only on another day."
    )


def test_a_text_is_all_in_itself() -> None:
    same = compare(body(LIGHTHOUSE), body(LIGHTHOUSE))
    assert same.copies
    assert same.share == 1


def test_a_copy_cut_to_a_third_still_is_one() -> None:
    cut = compare(body(LIGHTHOUSE), body(LIGHTHOUSE[:2]) + "\n\n" + LIGHTHOUSE[4])
    assert cut.copies
    assert cut.share > 0.95


def test_paragraphs_may_have_changed_places() -> None:
    mixed = compare(body(LIGHTHOUSE), body(LIGHTHOUSE[::-1]))
    assert mixed.copies
    assert mixed.share > 0.95


def test_a_scanned_copy_is_one() -> None:
    chance = random.Random(4)
    seen = [
        word.replace("e", "c").replace("l", "1") if chance.random() < 0.2 else word
        for word in body(LIGHTHOUSE).split(" ")
    ]
    scanned = compare(body(LIGHTHOUSE), " ".join(seen))
    assert scanned.copies
    assert scanned.share > 0.9


def test_what_is_glued_on_makes_two_copies_no_less_alike() -> None:
    wire, glued = (
        (samples() / file).read_text(encoding="utf-8")
        for file in ("Wire/strait-coastguard.txt", "Daybreak/0412_strait.txt")
    )
    found = compare(wire, glued)
    assert found.copies
    assert found.share >= 0.9


def test_other_stories_are_none() -> None:
    assert compare(body(LIGHTHOUSE), body(ORCHESTRA)).share < 0.1


def test_a_form_filled_in_anew_is_no_copy() -> None:
    one = weather("Harbourton", "cloudy", 14, 6, "north-west")
    other = weather("Lindenau", "sunny", 23, 11, "south")
    found = compare(one, other)
    assert found.share > 0.5
    assert not found.copies
    assert found.why_not is not None


def test_an_article_glued_to_another_is_no_copy_of_it() -> None:
    glued = body(LIGHTHOUSE) + "\n\nThe city without a conductor\n\n" + body(ORCHESTRA[:3])
    assert not compare(body(ORCHESTRA[:3]), glued).copies
    assert compare(body(LIGHTHOUSE), glued).copies


def test_a_few_lines_in_common_are_not_enough() -> None:
    assert not compare(LIGHTHOUSE[0], LIGHTHOUSE[0]).copies


@pytest.mark.parametrize("share", [0.997, 0.5])
def test_it_is_said_in_a_sentence_that_never_rounds_up(share: float) -> None:
    sentence = Likeness(share, 100, copies=True).sentence()
    assert sentence == f"{int(share * 100)} % of the shorter text is in the longer"


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared_either_way_round(one: str, other: str) -> None:
    found = compare(one, other)
    assert 0 <= found.share <= 1
    assert found == compare(other, one)
