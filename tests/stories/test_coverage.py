"""One event in other words is known by its names."""

from __future__ import annotations

from newsreader.stories.coverage import is_same_event, names_of
from tests.stories.texts import LIGHTHOUSE, ORCHESTRA, body


def test_names_are_words_with_a_capital_inside_a_sentence() -> None:
    assert names_of("The keeper met Osvald Brandt. Then he left for Lower Marrow.") == {
        "osvald", "brandt", "lower", "marrow",
    }  # fmt: skip


def test_articles_with_the_same_names_speak_of_one_event() -> None:
    report = "On Friday Osvald Brandt left the Skerry rock, which the Harbour Authority has sold."
    assert is_same_event(names_of(body(LIGHTHOUSE)), names_of(report))
    assert not is_same_event(names_of(body(ORCHESTRA)), names_of(report))


def test_a_name_or_two_are_not_enough() -> None:
    assert not is_same_event(frozenset({"brandt", "skerry"}), frozenset({"brandt", "skerry"}))
