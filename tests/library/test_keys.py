"""The index of articles by key: whatever comes and goes, each is found by its keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from newsreader.library.catalogue import Catalogue
from newsreader.library.keys import Keys
from newsreader.library.marks import Marks

ALL = sorted({key << shift & 0xFFFFFFF8 for key in range(8, 20, 3) for shift in range(0, 29, 4)})


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty catalogue."""
    marks = Marks(tmp_path / "marks.sqlite3", pytest.fail)
    catalogue = Catalogue(tmp_path / "catalogue", marks)
    with catalogue.borrowed() as database:
        yield database
    catalogue.close()
    marks.close()


def packed(articles: dict[int, set[int]]) -> NDArray[np.uint64]:
    """The keys of articles, as they are kept."""
    return np.array(
        sorted(key << 32 | article for article, keys in articles.items() for key in keys), np.uint64
    )


def found(keys: Keys, sought: set[int]) -> set[tuple[int, int]]:
    """What is kept under some keys: key, article."""
    some = [one for part in keys.like(packed({0: sought})) for one in part.tolist()]
    assert len(set(some)) == len(some)
    return {(one >> 32, one & 0xFFFFFFFF) for one in some if one >> 32 in sought}


def rows(database: sqlite3.Connection) -> int:
    """How many rows there are at most of one slab."""
    (most,) = database.execute(
        "SELECT coalesce(max(rows), 0) FROM (SELECT count(*) AS rows FROM keys GROUP BY slab)"
    ).fetchone()
    return int(most)


@pytest.mark.parametrize("most_lately", [0, 9, 1000])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.lists(
        st.tuples(st.lists(st.sets(st.sampled_from(ALL), max_size=6), max_size=5), st.booleans()),
        max_size=12,
    ),
    sought=st.sets(st.sampled_from(ALL), min_size=1),
)
def test_each_article_is_found_by_its_keys_until_it_goes(
    batches: list[tuple[list[set[int]], bool]],
    sought: set[int],
    most_lately: int,
    database: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newsreader.library.keys._MOST_LATELY", most_lately)
    database.execute("DELETE FROM keys")
    keys = Keys(database)
    there: dict[int, set[int]] = {}
    number = 0
    for articles, one_goes in batches:
        came = dict(enumerate(articles, number + 1))
        number += len(came)
        keys.add(packed(came))
        there |= came
        if one_goes and there:
            gone = min(there)
            keys.remove(packed({gone: there.pop(gone)}), [gone])
        assert found(keys, sought) == {
            (key, article) for article, own in there.items() for key in own & sought
        }
    for gone in [*there]:
        keys.remove(packed({gone: there.pop(gone)}), [gone])
    assert rows(database) == 0


@pytest.mark.parametrize("most_lately", [0, 1 << 15])
def test_what_comes_one_by_one_lies_in_few_rows(
    most_lately: int, database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsreader.library.keys._MOST_LATELY", most_lately)
    keys = Keys(database)
    for article in range(1, 200):
        keys.add(packed({article: set(ALL)}))
        assert rows(database) <= article.bit_length()
    assert found(keys, {ALL[0]}) == {(ALL[0], article) for article in range(1, 200)}


def test_an_article_that_comes_alone_writes_one_row(database: sqlite3.Connection) -> None:
    keys = Keys(database)
    keys.add(packed({1: set(ALL)}))
    before = database.total_changes
    keys.add(packed({2: set(ALL[:10])}))
    assert database.total_changes == before + 1
