"""What was read, kept and left, told from the marks as they stand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsreader.config import Places
from newsreader.library import Library
from newsreader.library.answers.stats import DayOfReading
from tests.library.helpers import BAKERY, FERRY, ORCHARD, id_of, write


@pytest.fixture
def synced(news: Path, library: Library) -> Library:
    """A library of two sources: Gazette (Harbour…, Bakery…) and Courier (Frost…)."""
    write(news / "Gazette" / "a.txt", FERRY)
    write(news / "Gazette" / "b.txt", BAKERY)
    write(news / "Courier" / "c.txt", ORCHARD)
    library.sync()
    return library


def mark(library: Library, beginning: str, field: str, value: str | None = "1") -> None:
    """Mark the one article whose headline begins so."""
    library.mark([id_of(library, beginning)], field, value, field)


def test_a_session_tells_what_was_read_kept_and_left(synced: Library) -> None:
    mark(synced, "Harbour", "read")
    mark(synced, "Bakery", "read")
    mark(synced, "Harbour", "starred")
    synced.tag([id_of(synced, "Harbour")], "boats")
    mark(synced, "Bakery", "archived")
    told = synced.session(0)
    assert (told.read, told.archived, told.kept, told.left) == (2, 1, 1, 1)
    assert told.titles == ("Harbour ferry returns after a winter on the slip",)
    assert told.words > 50
    later = synced.session(synced.journal()[0].at + 1)
    assert (later.read, later.kept, later.left) == (0, 0, 1)


def test_what_was_taken_back_does_not_count(synced: Library) -> None:
    mark(synced, "Harbour", "read")
    mark(synced, "Harbour", "starred")
    synced.undo()
    synced.undo()
    told = synced.session(0)
    assert (told.read, told.kept, told.left) == (0, 0, 3)


def test_days_and_sources_add_up(synced: Library, user_places: Places) -> None:
    for beginning in ("Harbour", "Bakery", "Frost"):
        mark(synced, beginning, "read")
    mark(synced, "Harbour", "later")
    synced.note(id_of(synced, "Frost"), "Pears!")
    today = datetime(2026, 1, 10, 12)
    with closing(sqlite3.connect(user_places.data / "marks.sqlite3")) as database:
        for ago, beginning in ((0, "Harbour"), (1, "Bakery"), (40, "Frost")):
            moment = (today - timedelta(days=ago)).timestamp()
            database.execute(
                "UPDATE events SET at = ? WHERE article = ?", (moment, id_of(synced, beginning))
            )
        database.commit()
    told = synced.stats(days=2)
    assert (told.articles, told.unread, told.read, told.kept, told.notes) == (3, 0, 3, 2, 1)
    assert told.days == (DayOfReading("2026-01-10", 1, 1), DayOfReading("2026-01-09", 1, 0))
    assert [(one.name, one.read, one.kept, one.unread) for one in told.sources] == [
        ("Gazette", 2, 1, 0),
        ("Courier", 1, 1, 0),
    ]


def test_what_was_kept_and_is_gone_is_counted(synced: Library, news: Path) -> None:
    mark(synced, "Harbour", "starred")
    (news / "Gazette" / "a.txt").unlink()
    synced.sync()
    told = synced.stats()
    assert (told.gone, told.kept) == (1, 1)


def test_searches_and_sources_are_not_articles(synced: Library) -> None:
    synced.save_search("Boats", "ferry")
    told = synced.stats()
    assert (told.read, told.kept, told.days) == (0, 0, ())
