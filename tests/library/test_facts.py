"""Which day an article is of, in a reader's time zone."""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsreader.library import Library
from newsreader.library.facts import holds_for
from newsreader.search.query import Fact, Field, Op
from tests.library.helpers import write

NEW_YORK, KYIV, UTC = ZoneInfo("America/New_York"), ZoneInfo("Europe/Kyiv"), ZoneInfo("UTC")


def of_day(library: Library, day: date, zone: tzinfo) -> int:
    fact = Fact(Field.DATE, Op.ON, str(day), day, day + timedelta(days=1))
    return int(library._catalogue.ask(lambda database: holds_for(database, fact, zone)).sum())


@pytest.mark.parametrize(
    ("written", "zone", "day"),
    [
        ("2025-07-02T01:30:00Z", NEW_YORK, date(2025, 7, 1)),
        ("2025-07-01T22:30:00Z", KYIV, date(2025, 7, 2)),
        ("2025-07-02T01:30:00+03:00", UTC, date(2025, 7, 1)),
        ("2025-07-02", NEW_YORK, date(2025, 7, 2)),
        ("2025-07-02", KYIV, date(2025, 7, 2)),
    ],
)
def test_a_moment_is_of_the_readers_day_and_a_day_is_that_day_everywhere(
    library: Library, news: Path, written: str, zone: tzinfo, day: date
) -> None:
    write(news / "a.md", f"---\ntitle: Bell rings\ndate: {written}\n---\n\nThe bell rang.\n")
    library.sync()
    assert of_day(library, day, zone) == 1
    for other in (-1, 1):
        assert of_day(library, day + timedelta(days=other), zone) == 0
