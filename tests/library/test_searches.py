"""Saved searches: in the reader's order, undone like any mark, and gone for good when removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.errors import BadName
from newsreader.library import Library
from tests.library.helpers import BAKERY, FERRY, found, write


def names(library: Library) -> list[str]:
    """What the saved searches are called, in their order."""
    return [search.name for search in library.saved_searches()]


@pytest.fixture
def bare(library: Library) -> Library:
    """A library without the searches a new one comes with."""
    for name in names(library):
        library.remove_search(name)
    return library


def test_a_new_library_comes_with_a_few_that_can_be_removed_for_good(
    open_library: Callable[..., Library],
) -> None:
    library = open_library()
    first, *others = names(library)
    library.remove_search(first)
    assert names(library) == others
    assert names(open_library()) == others


def test_the_searches_a_new_library_comes_with_are_understood(library: Library) -> None:
    for search in library.saved_searches():
        assert library.search(search.query).problems == []


def test_searches_stand_in_the_order_they_were_saved_and_outlive_the_program(
    bare: Library, open_library: Callable[..., Library]
) -> None:
    for name in ("Ferries", "Bread", "Choirs"):
        bare.save_search(name, name.casefold())
    assert names(open_library()) == ["Ferries", "Bread", "Choirs"]


def test_saving_under_the_same_name_replaces_the_query_in_its_place(bare: Library) -> None:
    bare.save_search("Ferries", "ferry")
    bare.save_search("Bread", "rye")
    bare.save_search("ferries", "ferry OR boat")
    assert [(search.name, search.query) for search in bare.saved_searches()] == [
        ("ferries", "ferry OR boat"),
        ("Bread", "rye"),
    ]


def test_a_search_can_be_renamed_and_its_old_name_given_to_another(bare: Library) -> None:
    bare.save_search("Ferries", "ferry")
    bare.rename_search("Ferries", "Boats")
    bare.save_search("Ferries", "ferries on strike")
    assert names(bare) == ["Boats", "Ferries"]
    with pytest.raises(BadName, match="another"):
        bare.rename_search("Ferries", "boats")


@pytest.mark.parametrize(
    ("to", "order"), [(0, "cab"), (1, "acb"), (2, "abc"), (99, "abc"), (-3, "cab")]
)
def test_a_search_can_be_moved(bare: Library, to: int, order: str) -> None:
    for name in "abc":
        bare.save_search(name, "ferry")
    bare.move_search("c", to)
    assert names(bare) == list(order)


def test_whatever_is_done_to_searches_can_be_undone(bare: Library) -> None:
    bare.save_search("Ferries", "ferry")
    bare.save_search("Bread", "rye")
    before = bare.saved_searches()
    changes: list[Callable[[], None]] = [
        lambda: bare.save_search("Bread", "wheat"),
        lambda: bare.rename_search("Bread", "Rye"),
        lambda: bare.move_search("Bread", 0),
        lambda: bare.remove_search("Bread"),
    ]
    for change in changes:
        change()
        assert bare.saved_searches() != before
        undone = bare.undo()
        assert undone is not None
        assert "Bread" in undone.verb
        assert (undone.articles, undone.others > 0) == (0, True)
        assert bare.saved_searches() == before


def test_a_query_can_name_a_saved_search(news: Path, bare: Library) -> None:
    write(news / "ferry.txt", FERRY)
    write(news / "bakery.txt", BAKERY)
    bare.sync()
    bare.save_search("On the water", "ferry OR boat")
    assert found(bare, '@"On the water"') == {"Harbour"}
    assert found(bare, '-@"On the water"') == {"Bakery"}


@pytest.mark.parametrize("name", ["", "   ", '"', "@"])
def test_a_name_needs_something_in_it(bare: Library, name: str) -> None:
    with pytest.raises(BadName):
        bare.save_search(name, "ferry")


def test_what_does_not_exist_can_be_removed_without_harm(bare: Library) -> None:
    bare.remove_search("no such search")
    bare.rename_search("no such search", "other")
    bare.move_search("no such search", 1)
    assert names(bare) == []
