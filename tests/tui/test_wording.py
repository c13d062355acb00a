"""Dates and ages in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from newsreader.article import Precision, PublishedFrom
from newsreader.library import Session
from newsreader.tui import wording

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "precision", "expected"),
    [
        ("2026-11-22T11:55:00+00:00", Precision.MINUTE, "5m"),
        ("2026-11-22T10:00:00+02:00", Precision.MINUTE, "4h"),
        ("2026-11-20T10:00:00+00:00", Precision.MINUTE, "2d"),
        ("2026-11-23T10:00:00+00:00", Precision.MINUTE, "23 Nov"),
        ("2026-11-22", Precision.DAY, "today"),
        ("2026-11-19", Precision.DAY, "3d"),
        ("2026-03-05", Precision.DAY, "5 Mar"),
        ("2025-03-05", Precision.DAY, "Mar 25"),
        ("2025-03", Precision.MONTH, "Mar 25"),
        ("2026-03", Precision.MONTH, "Mar"),
        ("2019", Precision.YEAR, "2019"),
        (None, None, ""),
    ],
)
def test_an_age_fits_its_column(
    published: str | None, precision: Precision | None, expected: str
) -> None:
    age = wording.age(published, precision, NOW)
    assert age == expected
    assert len(age) <= 6


def test_a_date_says_where_it_comes_from() -> None:
    day = ("2026-07-02", Precision.DAY)
    assert wording.full_date(*day, PublishedFrom.TEXT, NOW) == "2 Jul"
    assert wording.full_date(*day, PublishedFrom.TEXT, NOW, about=True) == "about 2 Jul"
    minute = ("2025-07-02T18:30:00+00:00", Precision.MINUTE)
    assert wording.full_date(*minute, PublishedFrom.META, NOW) == "2 Jul 2025 18:30"
    assert wording.full_date(*minute, PublishedFrom.FILE, NOW) == "file of 2 Jul 2025"


@pytest.mark.parametrize(("words", "expected"), [(0, ""), (3, "1 min"), (920, "4 min")])
def test_reading_time(words: int, expected: str) -> None:
    assert wording.reading_time(words) == expected


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (Session(0, 0, 0, 0, (), 9), ""),
        (Session(1, 460, 0, 0, (), 0), "Read 1 article (2 min). Nothing left unread."),
        (Session(0, 0, 2, 1, ("Hats",), 1200), "Kept 1, archived 2. 1,200 left unread."),
    ],
)
def test_a_session_is_told_in_a_sentence_or_two(done: Session, said: str) -> None:
    assert wording.session(done) == said


@pytest.mark.parametrize(
    ("published", "precision", "form", "shown"),
    [
        ("2026-11-05T08:00:00+00:00", Precision.MINUTE, "day", "5 Nov"),
        ("2026-11-05T23:30:00-05:00", Precision.MINUTE, "iso", "2026-11-06"),
        ("2019-11-05", Precision.DAY, "day", "5 Nov 19"),
        ("2019-11", Precision.MONTH, "iso", "2019-11"),
        ("2019", Precision.YEAR, "iso", "2019"),
        (None, None, "iso", ""),
    ],
)
def test_a_date_in_the_list_is_no_more_exact_than_it_is_known(
    published: str | None, precision: Precision | None, form: Any, shown: str
) -> None:
    assert wording.short_date(published, precision, NOW, form) == shown
