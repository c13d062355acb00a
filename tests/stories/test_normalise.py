"""Words are compared without regard to house style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.stories.normalise import (
    form,
    forms,
    is_name,
    is_number,
    is_telling,
    shape,
    shapes,
    words_of,
)


def compared(text: str) -> list[str]:
    return [form(word) for word in words_of(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the U.S. halted shipments", "the US halted shipments"),
        ("short-handed defenses", "short handed defences"),
        ("'unwavering support'", "“unwavering support”"),
        ("France's neighbour totalling", "France’s neighbor totaling"),
        ("organise the programme at the centre", "organize the program at the center"),
        ("1,250 soldiers", "1250 soldiers"),
        ("nearly 3 1/2 years", "nearly 3½ years"),
        ("on Feb. 24", "on February 24"),
        ("a tire at the curb", "a tyre at the kerb"),
        ("ten cafés", "10 cafes"),
    ],
)
def test_house_styles_agree(one: str, other: str) -> None:
    assert compared(one) == compared(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("12 ships", "13 ships"), ("the north", "the south"), ("4.5 points", "45 points")],
)
def test_what_is_said_is_not_evened_out(one: str, other: str) -> None:
    assert compared(one) != compared(other)


def test_letters_a_scanner_confuses_have_one_shape() -> None:
    assert shape(form("modern")) == shape(form("modem"))
    assert shape(form("hill")) == shape(form("hi1l"))
    assert shape("1812") == "1812"


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert words_of("朝市再開") == ["朝市", "市再", "再開"]
    assert words_of("Tokyo 港") == ["Tokyo", "港"]


def test_numbers_names_and_telling_words() -> None:
    assert is_number(form("1,250.5"))
    assert not is_number(form("B52"))
    assert is_name("Vessina")
    assert not is_name("vessel")
    assert is_telling("ship")
    assert is_telling("市再")
    assert not is_telling("the")


@given(
    st.lists(st.sampled_from(["Centre", "defences", "Tonnes", "12", "modern", "spelt", "É", "_"]))
)
def test_many_words_together_have_the_forms_and_shapes_of_each(words: list[str]) -> None:
    assert forms(words) == [form(word) for word in words]
    assert shapes(forms(words)) == [shape(form(word)) for word in words]


@given(st.text())
def test_any_text_has_words_and_forms(text: str) -> None:
    for word in words_of(text):
        shape(form(word))
