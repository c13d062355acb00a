"""All articles as arrays: what is taken from them is what the catalogue says, at any time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from newsreader.library import Library, Scope, View, columns
from newsreader.library.columns import articles, mask_of, still_there
from newsreader.library.database import Connection
from tests.library.helpers import write

ALL = Scope(view=View.ALL)


@pytest.fixture
def shelf(library: Library, news: Path) -> Library:
    for day in range(1, 6):
        text = f"---\ntitle: Article {day}\ndate: 2025-07-0{day}\n---\n\nThe ferry came on day {day}.\n"
        write(news / "Gazette" / f"{day}.md", text)
    library.sync()
    return library


@pytest.mark.parametrize("few", [0, 100])
def test_articles_come_newest_first_and_only_those_there_are(
    shelf: Library, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "FEW", few)
    listed = shelf.list(ALL)

    def ask(database: Connection) -> list[int]:
        mask = mask_of(database, listed[1:4])
        mask[0] = True  # a number no article has
        found = articles(database, mask)
        assert [id_.decode() for id_ in found.ids.tolist()] == shelf.ids(listed[1:4])
        return list(found.numbers.tolist())

    assert shelf._catalogue.ask(ask) == listed[1:4]


@pytest.mark.parametrize("few", [0, 100])
def test_a_number_given_to_another_article_is_not_taken_for_the_one_that_had_it(
    shelf: Library, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "FEW", few)
    one, other = shelf.list(ALL)[:2]
    ids = np.array([*shelf.ids([one, one]), "feedfeedfeedfeed"], "S")
    numbers = np.array([one, other, 4000], np.uint32)
    there = shelf._catalogue.ask(lambda database: still_there(database, numbers, ids))
    assert there.tolist() == [True, False, False]


def test_what_the_index_knows_and_the_catalogue_does_not_is_not_found(library: Library) -> None:
    def ask(database: Connection) -> list[bool]:
        columns.columns(database)
        there = still_there(database, np.array([7], np.uint32), np.array(["feed"], "S"))
        return list(there.tolist())

    assert library._catalogue.ask(ask) == [False]


def test_the_articles_are_gone_through_once_until_the_catalogue_changes(
    shelf: Library, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    make = columns._columns

    def counted(database: Connection) -> columns.Columns:
        made.append(database)
        return make(database)

    monkeypatch.setattr(columns, "_columns", counted)
    query = "ferry after:2025-07-02 is:unread"
    assert shelf.search(query, limit=0).total == 4
    shelf.mark(shelf.ids(shelf.list(ALL)[:1]), "read", "1", "read")
    assert shelf.search(query, limit=0).total == 3
    assert len(made) == 1
    write(news / "Gazette" / "6.md", "---\ndate: 2025-07-06\n---\n\nThe ferry stayed away.\n")
    shelf.sync()
    assert shelf.search(query, limit=0).total == 4
    assert len(made) == 2


def test_only_as_many_hits_are_made_as_are_wanted(shelf: Library) -> None:
    found = shelf.search("ferry", limit=2)
    assert (found.total, len(found.hits)) == (5, 2)
    assert found.hits == shelf.search("ferry").hits[:2]


def test_a_search_after_a_rest_finds_the_same(shelf: Library) -> None:
    shelf.get_ready()
    found = shelf.search("ferry day").hits
    shelf.rest()
    assert shelf.search("ferry day").hits == found
