"""What one outlet published again."""

from __future__ import annotations

from newsreader.stories.versions import Version, superseded

FIRST = Version("first", "The Gazette", "Keeper leaves the Skerry lighthouse", 100)


def test_the_newest_version_of_an_outlet_is_the_one_shown() -> None:
    second = Version("second", "The Gazette", "Last keeper leaves the Skerry lighthouse", 200)
    third = Version("third", "The Gazette", "CORRECTION: Keeper went in 1978", 300)
    assert superseded([third, FIRST, second]) == {"first", "second"}


def test_other_outlets_have_copies_and_not_versions() -> None:
    assert superseded([FIRST, Version("b", "Daybreak", FIRST.title, 200)]) == set()


def test_what_has_no_date_or_headline_of_its_own_is_a_copy() -> None:
    assert superseded([FIRST, Version("b", "The Gazette", FIRST.title, None)]) == set()
    assert superseded([FIRST, Version("b", "The Gazette", None, 200)]) == set()


def test_another_headline_is_another_article() -> None:
    other = Version("b", "The Gazette", "Seven pictures of the rock", 200)
    assert superseded([FIRST, other]) == set()
