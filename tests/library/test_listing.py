"""Lists, counts and sources agree with one another, and cost what they should."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreader.article import Source
from newsreader.library import Scope, View, listing
from newsreader.library.catalogue import Catalogue
from newsreader.library.cataloguing import Cataloguer
from newsreader.library.database import transaction
from newsreader.library.fields import ARCHIVED, FLAGS, LATER, MUTED, READ, STARRED
from newsreader.library.marks import Marks
from newsreader.library.walk import FoundFile
from tests.library.helpers import article

SOURCES = [Source(key=f"/news/{name}", name=name) for name in ("Courier", "Gazette")]


@pytest.fixture
def marks(tmp_path: Path) -> Iterator[Marks]:
    """No marks yet."""
    marks = Marks(tmp_path / "marks.sqlite3", pytest.fail)
    yield marks
    marks.close()


@pytest.fixture
def catalogue(tmp_path: Path, marks: Marks) -> Iterator[Catalogue]:
    """Twelve articles, every third of them in both sources."""
    catalogue = Catalogue(tmp_path / "catalogue", marks)
    with catalogue.borrowed() as database, transaction(database):
        cataloguer = Cataloguer(database)
        for number in range(12):
            for place, source in enumerate(SOURCES):
                if number % 3 == 0 or number % 2 == place:
                    path = os.fsencode(f"{source.key}/{number}.txt")
                    file = FoundFile(path, 1, number * 10**9, source)
                    cataloguer.put(file, [article(number)])
    yield catalogue
    catalogue.close()


def _ids(marked: set[int]) -> list[str]:
    return [f"{number:016x}" for number in sorted(marked)]


_some = st.sets(st.integers(0, 20))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    marked=st.fixed_dictionaries(dict.fromkeys(FLAGS, _some)),
    keep=st.sets(st.integers(1, 12)),
)
def test_lists_counts_and_sources_agree(
    catalogue: Catalogue, marks: Marks, marked: dict[str, set[int]], keep: set[int]
) -> None:
    for field, articles in marked.items():
        marks.mark(_ids(set(range(30))), field, None, "clear")
        marks.mark(_ids(articles), field, "1", "mark")

    def numbers(view: View, source: str | None = None, keep: set[int] = frozenset()) -> list[int]:  # type: ignore[assignment]
        scope = Scope(view, source)
        return catalogue.ask(lambda database: listing.numbers(database, scope, keep))

    everything = set(range(12))
    hidden = marked[ARCHIVED] | marked[MUTED]
    expected = {
        View.ALL: everything - hidden,
        View.UNREAD: everything - hidden - marked[READ],
        View.STARRED: everything & marked[STARRED] - hidden,
        View.LATER: everything & marked[LATER] - hidden,
        View.ARCHIVED: everything & marked[ARCHIVED] - marked[MUTED],
    }
    counts = catalogue.ask(listing.counts)
    rows = catalogue.ask(lambda database: listing.rows(database, range(1, 13)))
    by_number = {row.number: row for row in rows}
    for view, articles in expected.items():
        assert [by_number[number].id for number in numbers(view)] == _ids(articles)[::-1]
        assert getattr(counts, view.value) == len(articles)
        assert set(numbers(view, keep=keep)) == {*numbers(view), *keep}
    for source in catalogue.ask(listing.sources):
        assert source.articles == len(numbers(View.ALL, source.key))
        assert source.unread == len(numbers(View.UNREAD, source.key))
    for flag, articles in marked.items():
        assert {row.id for row in rows if getattr(row, flag)} == {*_ids(articles & everything)}


@pytest.mark.parametrize("view", View)
def test_a_list_of_the_whole_library_reads_nothing_but_indexes(
    catalogue: Catalogue, view: View
) -> None:
    def plan(database: sqlite3.Connection) -> str:
        steps: list[str] = []
        database.set_trace_callback(steps.append)
        listing.numbers(database, Scope(view), ())
        database.set_trace_callback(None)
        (question,) = steps
        return "\n".join(row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {question}"))

    steps = catalogue.ask(plan)
    assert "USING COVERING INDEX articles_newest" in steps
    assert "TEMP B-TREE" not in steps
    assert "SCAN marks" not in steps


def test_equal_moments_are_listed_in_the_same_order_every_time(
    tmp_path: Path, marks: Marks
) -> None:
    orders = []
    for name, order in (("one", range(6)), ("two", reversed(range(6)))):
        catalogue = Catalogue(tmp_path / name, marks)
        with catalogue.borrowed() as database, transaction(database):
            for number in order:
                file = FoundFile(os.fsencode(f"/news/{number}.txt"), 1, 0, SOURCES[0])
                Cataloguer(database).put(file, [article(number)])
        found = catalogue.ask(lambda database: listing.numbers(database, Scope(View.ALL), ()))
        rows = catalogue.ask(lambda database, found=found: listing.rows(database, found))  # type: ignore[misc]
        orders.append([row.id for row in rows])
        catalogue.close()
    assert orders[0] == orders[1]


def _plan(database: sqlite3.Connection, question: Callable[[], object]) -> str:
    """How SQLite answers what is asked meanwhile."""
    asked: list[str] = []
    database.set_trace_callback(asked.append)
    question()
    database.set_trace_callback(None)
    return "\n".join(
        row[3]
        for statement in asked
        if statement.startswith("SELECT")
        for row in database.execute(f"EXPLAIN QUERY PLAN {statement}")
    )


@pytest.mark.parametrize("view", [View.UNREAD, View.ALL])
def test_a_list_is_read_from_an_index_in_its_order(catalogue: Catalogue, view: View) -> None:
    with catalogue.borrowed() as database:
        plan = _plan(database, lambda: listing.numbers(database, Scope(view=view), ()))
    assert "SCAN articles USING COVERING INDEX articles_newest" in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_counting_reads_no_row_of_an_article(catalogue: Catalogue) -> None:
    with catalogue.borrowed() as database:
        plan = _plan(database, lambda: listing.counts(database))
    read = [step for step in plan.splitlines() if " articles" in step]
    assert read
    assert not [step for step in read if "COVERING INDEX" not in step]


def test_a_list_costs_steps_in_proportion_to_its_length(catalogue: Catalogue) -> None:
    def steps() -> int:
        """Instructions of SQLite's machine, in hundreds, for a list of what there is."""
        made = 0

        def count() -> None:
            nonlocal made
            made += 1

        with catalogue.borrowed() as database:
            database.set_progress_handler(count, 100)
            listing.numbers(database, Scope(), ())
            database.set_progress_handler(None, 0)
        return made

    steps()
    few = steps()
    with catalogue.borrowed() as database, transaction(database):
        cataloguer = Cataloguer(database)
        for number in range(100, 1300):
            file = FoundFile(b"/news/Courier/%d.txt" % number, 1, number * 10**9, SOURCES[0])
            cataloguer.put(file, [article(number)])
    per_article = 100 * (steps() - few) / 1200
    assert per_article < 40
