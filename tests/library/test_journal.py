"""What was done is told, and each thing can be taken back, whatever was done after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.library import Deed, Library
from newsreader.library.marks import Marks
from tests.library.helpers import BAKERY, FERRY, id_of, write

A, B = "a" * 16, "b" * 16


@pytest.fixture
def synced(news: Path, library: Library) -> Library:
    """A library of two articles: Harbour… and Bakery…."""
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    return library


def deed(library: Library, verb: str) -> Deed:
    """The newest deed of that name."""
    return next(one for one in library.journal() if one.verb == verb)


def fields(library: Library, beginning: str) -> set[str]:
    """Which of some marks the article whose headline begins so has."""
    (row,) = library.rows([hit.number for hit in library.search(f"title:{beginning}").hits])
    return {name for name in ("read", "starred", "later", "archived") if getattr(row, name)}


def test_the_journal_names_what_was_done_newest_first(
    synced: Library, open_library: Callable[..., Library]
) -> None:
    harbour, bakery = id_of(synced, "Harbour"), id_of(synced, "Bakery")
    synced.mark([harbour, bakery], "read", "1", "read")
    synced.mark([bakery], "starred", "1", "star")
    synced.save_search("Boats", "ferry")
    synced.undo()
    told = [(one.verb, one.articles, one.others, one.undone) for one in open_library().journal()]
    assert told == [
        ("save the search Boats", 0, 1, True),
        ("star", 1, 0, False),
        ("read", 2, 0, False),
    ]
    star = deed(synced, "star")
    assert star.title is not None
    assert star.title.startswith("Bakery")
    assert star.machine is None


def test_the_journal_begins_where_it_is_told_to(synced: Library) -> None:
    synced.mark([A], "read", "1", "read")
    now = deed(synced, "read").at
    assert [one.verb for one in synced.journal(now)] == ["read"]
    assert synced.journal(now + 1) == []


def test_an_older_deed_can_be_undone_by_itself(synced: Library) -> None:
    harbour, bakery = id_of(synced, "Harbour"), id_of(synced, "Bakery")
    synced.mark([harbour, bakery], "starred", "1", "star")
    synced.mark([harbour], "archived", "1", "archive")
    undone = synced.undo(deed(synced, "star").number)
    assert undone is not None
    assert (undone.verb, undone.articles, undone.kept) == ("star", 2, 0)
    assert fields(synced, "Harbour") == {"read", "archived"}
    assert deed(synced, "star").undone
    assert synced.undo(deed(synced, "star").number) is None


def test_what_was_changed_again_since_is_left_as_it_is(synced: Library) -> None:
    harbour, bakery = id_of(synced, "Harbour"), id_of(synced, "Bakery")
    synced.mark([harbour, bakery], "starred", "1", "star")
    first = deed(synced, "star").number
    synced.mark([harbour], "starred", None, "unstar")
    synced.mark([harbour], "starred", "1", "star again")
    undone = synced.undo(first)
    assert undone is not None
    assert (undone.articles, undone.kept) == (1, 1)
    assert fields(synced, "Harbour") == {"starred"}
    assert fields(synced, "Bakery") == set()


def test_redo_repeats_what_was_undone_last_in_whatever_order(synced: Library) -> None:
    harbour, bakery = id_of(synced, "Harbour"), id_of(synced, "Bakery")
    for verb, id_, field in (
        ("star", harbour, "starred"),
        ("keep for later", bakery, "later"),
        ("read", bakery, "read"),
    ):
        synced.mark([id_], field, "1", verb)
    synced.undo(deed(synced, "star").number)
    synced.undo()
    verbs = [redone.verb for _ in range(3) if (redone := synced.redo())]
    assert verbs == ["read", "star"]


def test_undo_goes_on_past_a_deed_undone_from_the_journal(synced: Library) -> None:
    for field in ("starred", "later", "read"):
        synced.mark([id_of(synced, "Bakery")], field, "1", field)
    synced.undo(deed(synced, "later").number)
    verbs = [undone.verb for _ in range(3) if (undone := synced.undo())]
    assert verbs == ["read", "starred"]


def test_nothing_that_is_no_deed_can_be_undone(synced: Library) -> None:
    assert synced.undo(12345) is None


def test_what_was_kept_and_is_gone_is_told_by_name(synced: Library, news: Path) -> None:
    harbour, bakery = id_of(synced, "Harbour"), id_of(synced, "Bakery")
    synced.mark([harbour, bakery], "read", "1", "read")
    synced.tag([harbour], "boats")
    assert synced.orphans() == []
    (news / "a.txt").unlink()
    (news / "b.txt").unlink()
    synced.sync()
    (orphan,) = synced.orphans()
    assert orphan.title == "Harbour ferry returns after a winter on the slip"
    assert orphan.path == news / "a.txt"
    assert orphan.fields == ("tag:boats",)
    write(news / "elsewhere.txt", FERRY)
    synced.sync()
    assert synced.orphans() == []
    assert synced.entry_by_id(harbour).tags == ("boats",)


def test_an_edited_article_is_not_told_as_gone(synced: Library, news: Path) -> None:
    synced.tag([id_of(synced, "Harbour")], "boats")
    write(news / "a.txt", FERRY.replace("goat", "goose"), changed=1)
    synced.sync()
    assert synced.orphans() == []


_marks = st.tuples(st.sampled_from([A, B]), st.sampled_from(["1", "2", None]))


@settings(deadline=None)
@given(before=st.lists(_marks, max_size=4), one=_marks, after=st.lists(_marks, max_size=4))
def test_the_last_change_of_a_field_wins_over_undoing_an_older_one(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, str | None]],
    one: tuple[str, str | None],
    after: list[tuple[str, str | None]],
) -> None:
    path = tmp_path_factory.mktemp("data") / "marks.sqlite3"
    marks = Marks(path, pytest.fail)

    def ask(question: str, *values: str) -> object:
        with closing(sqlite3.connect(path)) as database:
            return database.execute(question, values).fetchone()[0]

    def note() -> object:
        return ask("SELECT max(value) FROM marks WHERE article = ?", one[0])

    for article, value in before:
        marks.mark([article], "note", value, "before")
    was = note()
    if marks.mark([one[0]], "note", one[1], "one"):
        number = ask("SELECT number FROM batches WHERE verb = 'one'")
        changed_since = False
        for article, value in after:
            changed = bool(marks.mark([article], "note", value, "after"))
            changed_since |= changed and article == one[0]
        now = note()
        assert isinstance(number, int)
        marks.undo(number)
        assert note() == (now if changed_since else was)
    marks.close()
